"""How photographs go with a mail, and how heavy it becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.media import Media, PhotographsInMail
from pressctl.errors import Refused
from pressctl.export.sheet import (
    Direction,
    Letterhead,
    Look,
    Picture,
    Placed,
    Properties,
    Sheet,
    StatusLine,
)
from pressctl.frozen import replace
from pressctl.mail.message import Addressee, Sender, build_message
from pressctl.model.delivery import Channel, Plan, Recipient, RenderedPart
from pressctl.model.moment import Moment
from pressctl.model.text import Image, ItemList, Paragraph, Words
from pressctl.workflow.sending.photographs import illustrated
from pressctl.workflow.sending.weighing import HEAVY, Weight, refuse_too_heavy, specimen, weigh
from tests.photographs import MARKS, photograph

NOW = Moment(datetime(2018, 10, 30, 6, tzinfo=UTC), "Asia/Baku")
LINK = Media(mail=PhotographsInMail.LINK, url="https://example.org/photos")


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """Return a sheet with one photograph after the text, one in it, and one in a list."""
    media = tmp_path / "media"
    files = [photograph(media / name, 400 + 20 * seed, 300, seed=seed) for seed, name in enumerate(("a.jpg", "b.jpg"))]
    photograph(media / "sub" / "a.jpg", 500, 300, seed=9)
    item = (Paragraph((Words("x"),)), Image("media/sub/a.jpg", "In a list"))
    return Sheet(
        language="en",
        direction=Direction.LTR,
        look=Look(),
        properties=Properties("T", "en", "Office", "urn:uuid:0", "Press release"),
        letterhead=Letterhead("Office", "Press release"),
        status=StatusLine("For immediate release", embargoed=False),
        headline="T",
        subheadline=None,
        dateline="Baku",
        dateline_dash=" – ",
        body=(
            Placed("body[1]", Image("media/b.jpg", "Inside")),
            Placed("body[2]", ItemList(ordered=False, start=1, items=(item,))),
        ),
        sections=(),
        end_mark="ENDS",
        boilerplates=(),
        notes=None,
        pictures=(Picture("media[1]", files[0], "After", "Caption", "Photo: N"),),
        contact=None,
        page_of=("", "", ""),
        folder=tmp_path,
    )


def test_embedded_ones_are_shown_by_their_content(sheet: Sheet) -> None:
    mail = illustrated(sheet, "slug", Media(max_pixels=200))
    assert [file.filename for file in mail.photographs][:2] == ["b.jpg", "a.jpg"]
    assert len({file.filename for file in mail.photographs}) == 3, "two of one name are told apart"
    shown = mail.sheet.photographs.shown
    assert {one.source for one in shown.values()} == {f"cid:{file.content_id}" for file in mail.photographs}
    assert all(one.width == 200 for one in shown.values())
    assert not [mark for mark in MARKS for file in mail.photographs if mark in file.content]
    assert illustrated(sheet, "slug", Media(max_pixels=200)) == mail


def test_attached_ones_are_files_that_nothing_shows(sheet: Sheet) -> None:
    mail = illustrated(sheet, "slug", Media(mail=PhotographsInMail.ATTACH))
    assert len(mail.photographs) == 3
    assert not mail.sheet.photographs.shown


def test_a_name_that_windows_keeps_for_a_device_is_changed(sheet: Sheet, tmp_path: Path) -> None:
    (tmp_path / "media" / "b.jpg").rename(tmp_path / "media" / "CON.jpg")
    device = replace(sheet, body=(Placed("body[1]", Image("media/CON.jpg", "Inside")),))
    mail = illustrated(device, "slug", Media(mail=PhotographsInMail.ATTACH))
    assert "CON_.jpg" in {file.filename for file in mail.photographs}


def test_linked_ones_stay_at_home(sheet: Sheet) -> None:
    mail = illustrated(sheet, "slug", LINK)
    assert not mail.photographs
    assert set(mail.sheet.photographs.links.values()) == {
        "https://example.org/photos/slug/a.jpg",
        "https://example.org/photos/slug/b.jpg",
        "https://example.org/photos/slug/sub/a.jpg",
    }


def test_none_goes_where_the_office_wants_none(sheet: Sheet) -> None:
    mail = illustrated(sheet, "slug", Media(mail=PhotographsInMail.NONE))
    assert not mail.photographs
    assert not mail.sheet.photographs.shown
    assert not mail.sheet.photographs.links


def plan_of(part: RenderedPart, recipients: int) -> Plan:
    everybody = tuple(
        Recipient(f"r{number}@example.org", f"r{number}@example.org", "", part.language, part.channel, ())
        for number in range(recipients)
    )
    return Plan(
        id="2018-10-30-a1", release_id="r", slug="slug", version=1, purpose="release", headline="T", transport="folder",
        route="outbox/", sender="press@example.org", sender_name="Office", reply_to=None, created=NOW, parts=(part,),
        recipients=everybody, left_out=(),
    )  # fmt: skip


def test_a_plan_is_weighed_as_its_messages_are(sheet: Sheet) -> None:
    mail = illustrated(sheet, "slug", Media())
    html = "".join(f'<img src="{one.source}" alt="">' for one in mail.sheet.photographs.shown.values())
    part = RenderedPart("en", Channel.PRESS, "S", "Text\n", html, mail.photographs)
    plan = plan_of(part, 4)
    message = build_message(
        part,
        Addressee("press@example.org", "Office", {}),
        Sender("press@example.org", "Office"),
        specimen("press@example.org", NOW),
    )
    weight = weigh(plan)
    assert weight.message == len(message)
    assert weight.total == 4 * len(message)
    assert weight.photograph_octets == sum(len(file.content) for file in mail.photographs)
    alone = weigh(plan_of(replace(part, attachments=()), 1)).message
    assert abs(weight.text - alone) < 1200, "what remains are the headers of the parts"


def test_a_plan_without_anybody_weighs_nothing() -> None:
    assert weigh(replace(plan_of(RenderedPart("en", Channel.PRESS, "S", "T", ""), 0), parts=())) == Weight()


def test_too_heavy_a_message_is_refused_with_what_makes_it_lighter() -> None:
    refuse_too_heavy(Weight(message=25_000_000), 25)
    with pytest.raises(Refused, match=r"26\.0 MB, and 25 MB is the most") as caught:
        refuse_too_heavy(Weight(message=26_000_000), 25)
    assert caught.value.hint is not None
    assert "max_message_mb" in caught.value.hint
    assert Weight(message=HEAVY + 1).heavy
