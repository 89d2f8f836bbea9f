"""What a plan says of its mail's weight, and of a mail that has to be built for each reader."""

from __future__ import annotations

from datetime import UTC, datetime

from pressctl.frozen import replace
from pressctl.model.delivery import Channel, Plan, Recipient, RenderedPart
from pressctl.model.moment import Moment
from pressctl.workflow.sending.weighing import weigh

GREETING = "\ue000greeting\ue001"
PART = RenderedPart("en", Channel.PRESS, "Subject", f"{GREETING}\n\nA line.\n", f"<p>{GREETING}</p>\n<p>A line.</p>\n")
PLAN = Plan(
    id="2031-01-02-a1",
    release_id="r",
    slug="border-guards",
    version=1,
    purpose="release",
    headline="Subject",
    transport="smtp",
    route="smtp",
    sender="press@example.org",
    sender_name="Example",
    reply_to=None,
    created=Moment(datetime(2031, 1, 2, tzinfo=UTC), "UTC"),
    parts=(PART,),
    recipients=tuple(
        Recipient(f"{n}@example.org", f"{n}@example.org", "", "en", Channel.PRESS, (("greeting", "Hello,"),))
        for n in range(5)
    ),
    left_out=(),
)


def test_a_mail_that_can_be_cut_says_nothing() -> None:
    weight = weigh(PLAN)
    assert weight.whole == ()
    assert weight.total == 5 * weight.message


def test_a_mail_that_ends_in_a_personal_line_says_what_that_costs() -> None:
    (whole,) = weigh(replace(PLAN, parts=(replace(PART, text=f"A line.\n{GREETING}\n"),))).whole
    assert (whole.language, whole.number) == ("en", 5)
    assert 0 < whole.milliseconds < 1000
