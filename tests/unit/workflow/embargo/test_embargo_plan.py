"""Before the lift: whose word counts, for which lift, and what a plan says of it."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console

from pressctl.cli.sending.plan_view import show_plan
from pressctl.frozen import replace
from pressctl.model.contact import Contact
from pressctl.model.delivery import GateName, LeftOutReason, Override
from pressctl.model.embargo import Answer, EmbargoAnswer, Ground
from pressctl.model.moment import Moment, MomentError, parse_moment
from pressctl.model.release import Copy, Embargo
from pressctl.workflow.sending.circumstances import RecordFacts
from pressctl.workflow.sending.weighing import Weight
from tests.unit.workflow.sending.test_planning import JOHN, LATER, NOW, plan, request, state, who

HELD = Embargo(LATER)
TRUSTED = Contact(email="trusted@example.com", languages=("en",), embargo_trusted=True)


def said(contact: Contact, answer: Answer, until: Moment = LATER) -> RecordFacts:
    one = EmbargoAnswer(contact.key, contact.email, "", answer, until, NOW.instant, NOW.instant, "Nino")
    return RecordFacts(embargo_answers={contact.key: one})


def test_who_agreed_for_this_release_gets_it_and_the_plan_says_why() -> None:
    found = plan(state(embargo=HELD), request(JOHN, TRUSTED), said(JOHN, Answer.AGREED))
    assert [(to.email, to.ground) for to in found.recipients] == [
        ("john@example.com", Ground.AGREED),
        ("trusted@example.com", Ground.TRUSTED),
    ]
    assert found.embargo == LATER


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.WITHDRAWN])
def test_a_no_for_this_release_goes_before_trust_on_file(answer: Answer) -> None:
    found = plan(state(embargo=HELD), request(TRUSTED), said(TRUSTED, answer))
    (left,) = found.left_out
    assert (left.reason, left.detail) == (LeftOutReason.NOT_AGREED, f"{answer.value} on 2018-10-30")
    assert [gate.name for gate in found.gates] == [GateName.EMBARGO]


def test_a_promise_holds_when_the_lift_comes_earlier_and_ends_when_it_comes_later() -> None:
    sooner = Embargo(Moment(LATER.instant - timedelta(minutes=30), LATER.zone))
    later = Embargo(Moment(LATER.instant + timedelta(minutes=1), LATER.zone))
    facts = said(JOHN, Answer.AGREED)
    assert who(plan(state(embargo=sooner), request(JOHN), facts)) == [("john@example.com", "en")]
    (left,) = plan(state(embargo=later), request(JOHN), facts).left_out
    assert left.detail.startswith("agreed to 2018-10-30T10:00+04:00[Asia/Baku]")


def test_the_same_instant_on_another_clock_is_the_same_lift() -> None:
    utc = Embargo(Moment(LATER.instant, "UTC"))
    assert who(plan(state(embargo=utc), request(JOHN), said(JOHN, Answer.AGREED))) == [("john@example.com", "en")]


def test_of_the_two_hours_that_the_clock_shows_twice_the_first_is_no_promise_for_the_second() -> None:
    with pytest.raises(MomentError, match="twice"):
        parse_moment("2018-10-28T02:30[Europe/Berlin]")
    first = parse_moment("2018-10-28T02:30+02:00[Europe/Berlin]")
    second = parse_moment("2018-10-28T02:30+01:00[Europe/Berlin]")
    before = Moment(first.instant - timedelta(hours=1), "Europe/Berlin")
    asked = replace(request(JOHN), now=before)
    facts = said(JOHN, Answer.AGREED, first)
    assert plan(state(embargo=Embargo(first)), asked, facts).recipients
    assert not plan(state(embargo=Embargo(second)), asked, facts).recipients
    between = replace(asked, now=Moment(first.instant + timedelta(minutes=1), "Europe/Berlin"))
    assert plan(state(embargo=Embargo(second)), between, facts).embargo == second
    assert plan(state(embargo=Embargo(first)), between, facts).embargo is None


def test_an_override_names_those_who_did_not_agree_and_is_not_needed_where_all_did() -> None:
    override = Override(GateName.EMBARGO, "the minister has spoken")
    found = plan(state(embargo=HELD), request(JOHN, TRUSTED, overrides=(override,)))
    assert {to.email: to.ground for to in found.recipients} == {
        "john@example.com": Ground.OVERRIDE,
        "trusted@example.com": Ground.TRUSTED,
    }
    (used,) = found.overrides
    assert used.because.endswith("1 of the list have not agreed to it")
    everybody = plan(state(embargo=HELD), request(TRUSTED, overrides=(override,)))
    assert everybody.overrides == ()


def test_copies_have_a_ground_of_their_own_and_nobody_has_one_after_the_lift() -> None:
    copies = (Copy("focal@example.org", "Focal"),)
    held = plan(state(embargo=HELD, copies=copies), request(TRUSTED))
    assert {to.email: to.ground for to in held.recipients}["focal@example.org"] is Ground.COPY
    lifted = plan(state(embargo=Embargo(NOW), copies=copies), request(JOHN))
    assert {to.ground for to in lifted.recipients} == {None}
    assert lifted.embargo is None


def test_a_test_copy_may_go_to_who_agreed_and_not_to_who_took_it_back() -> None:
    asked = request(JOHN, test="john@example.com")
    assert plan(state(embargo=HELD), asked, said(JOHN, Answer.AGREED)).gates == ()
    assert plan(state(embargo=HELD), asked, said(JOHN, Answer.WITHDRAWN)).gates


def test_those_who_have_not_agreed_are_named_in_the_plan_and_of_many_the_first() -> None:
    shown = StringIO()
    many = tuple(Contact(f"p{number}@example.com", name=f"Person {number}") for number in range(14))
    found = plan(state(embargo=HELD), request(TRUSTED, *many))
    show_plan(Console(file=shown, width=80, soft_wrap=True), found, Weight())
    assert "Person 0, Person 1, " in shown.getvalue()
    assert "Person 11, and 2 more" in shown.getvalue()
    assert "Person 12" not in shown.getvalue()


def test_who_reads_no_language_of_the_release_is_told_by_what_they_read() -> None:
    def written(*languages: str) -> str:
        shown = StringIO()
        them = [Contact(f"p{n}@a-newsroom.example.com", languages=(one,)) for n, one in enumerate(languages)]
        show_plan(Console(file=shown, width=80, soft_wrap=True), plan(state(), request(JOHN, *them)), Weight())
        return shown.getvalue()

    assert "no language in common                4   they read ru (3), de (1)" in written("ru", "ru", "de", "ru")
    assert "no language in common                1   p0@a-newsroom.example.com (de)\n" in written("de")
    beside = "p0@a-newsroom.example.com (de), p1@a-newsroom.example.com (fr)"
    assert f"no language in common                2\n        {beside}\n" in written("de", "fr")


def test_a_blocked_plan_is_read_at_a_glance() -> None:
    shown = StringIO()
    found = plan(state(embargo=HELD), request(JOHN))
    show_plan(Console(file=shown, width=80, soft_wrap=True), found, Weight(), called="six")
    written = shown.getvalue()
    assert "\n\n\n" not in written
    assert "  Subject     none: nobody is left" in written
    assert "Carries" not in written
    (gate,) = found.gates
    assert "[" not in gate.because
    assert f"the embargo holds until {HELD.until.local().day} " in gate.because
    assert "\n  Next: pressctl embargo agree six CONTACT" in written
