"""Datelines and attributions in the forms that published releases have, each as one invented sentence."""

from __future__ import annotations

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page


def read(text: str) -> Manuscript:
    return read_manuscript(
        read_page(f"# A headline of the day\n\n{text}\n\nThe news goes on.\n".encode(), "a.txt"), "a.txt"
    )


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Elm City, Nov 25, 2024, In the field of ropes nothing is settled.", "Elm City", "2024-11-25"),
        ("COVE, Marland, June 9, 2025; The Port Elm Trust has opened a door.", "COVE, Marland", "2025-06-09"),
        ("BIRCH, CO / March 30, 2026 – EXAMPLE MediaWire (A Service) – The Trust opened.", "BIRCH, CO", "2026-03-30"),
        ("September 24th, 2025- Cove, Marland- The Trust announced a door.", "Cove, Marland", "2025-09-24"),
        ("Coral Cove , FL , November 14, 2024– As doors open, people come in.", "Coral Cove , FL", "2024-11-14"),
        ("December 23, 2024, Cove, Marland, On December 15 the Trust opened a door.", "Cove, Marland", "2024-12-23"),
        ("cove, United States - June 22, 2026 / Port Elm Trust /", "cove, United States", "2026-06-22"),
        ("Port elm, CA - March 24, 2026", "Port elm, CA", "2026-03-24"),
        ("October 10, 2024 – The Port Elm Trust is pleased with its door.", None, "2024-10-10"),
        ("Published on 3 March 2026", None, "2026-03-03"),
        ("COVE, N.J.--(EXAMPLE WIRE)--The Trust opened a door.", "COVE, N.J.", None),
        ("Elm (ots)\n\nDer Verein hat eine neue Tür für alle, die von weit her kommen, geöffnet.", "Elm", None),
        ("Ada Quill (director)\n\nThe Trust opened a door for all who come from afar.", None, None),
        ("Paris, March 3, 2026, was the day of the vote for everybody.", None, None),
        ("The Trust opened on March 3, 2026, in Cove.", None, None),
    ],
)
def test_a_dateline_is_read_in_each_form(line: str, place: str | None, day: str | None) -> None:
    found = read(line).dateline
    assert (whole_place(found) if found else None, str(found.day) if found and found.day else None) == (place, day)


@pytest.mark.parametrize(
    ("line", "speaker", "role"),
    [
        ("“We open it today,” said Elm Founder, Michelle Dale. “Come in.”", "Michelle Dale", "Elm Founder"),
        (
            "“We open it today,” said the trust’s Chief Operating Officer, Dan Moor.",
            "Dan Moor",
            "the trust’s Chief Operating Officer",
        ),
        ("“We open it today,” stated the CEO of Elm Partners, Jeff Trig.", "Jeff Trig", "the CEO of Elm Partners"),
        ("“We open it today,” said Elm CEO and chair Dave Gand in the hall.", "Dave Gand", "Elm CEO and chair"),
        (
            "“We open it today,” said Farm Elm Executive Director Andrew deCorn.",
            "Andrew deCorn",
            "Farm Elm Executive Director",
        ),
        ("“We open it today,” says Bar Manager, Derric Bell.", "Derric Bell", "Bar Manager"),
        ("“We open it today,” said the CEO of Elm.", None, "CEO"),
        ("“We open it today,” said a relative.", None, "a relative"),
        ("“We open it today.” ~ Larry Kort, Elm Television", "Larry Kort", "Elm Television"),
        ("“We open it today,” sighed Ada Quill, head of doors.", "Ada Quill", "head of doors"),
        ("Adam Lucas of Elm Equity added, “We open it today for all.”", "Adam Lucas", "Elm Equity"),
        (
            "Bob Nost, President of Elm Awning echoed: “We open it today for all.”",
            "Bob Nost",
            "President of Elm Awning",
        ),
        (
            "Shane Deven, the Trust’s President commented that “we open it today for all.”",
            "Shane Deven",
            "the Trust’s President",
        ),
        ("At the opening, Mayor Hong noted, “We open it today. Come in.” He praised the door.", "Mayor Hong", None),
        (
            "Commenting on it, the Trust’s director, Greta Holt, stated: “We open it today.”",
            "Greta Holt",
            "the Trust’s director",
        ),
        ("In the words of Fergus Lom, the porter: “We open it today for all.”", "Fergus Lom", "the porter"),
        ("Trust Director Ada Quill agreed. “We open it today,” she said.", "Ada Quill", None),
    ],
)
def test_an_attribution_is_read_in_each_form(line: str, speaker: str | None, role: str | None) -> None:
    (quotation,) = read(f"COVE, 3 March 2026 – The Trust opened a door.\n\n{line}").quotations
    assert (spoken(quotation.speaker), spoken(quotation.role)) == (speaker, role)


@pytest.mark.parametrize(
    "line",
    [
        "The mayor called the door “a noisy neighbour”.",
        "The film “The Door That Nobody Opened Again” is shown on Friday.",
        "Title: “The Door That Nobody Opened Again, and Other Tales”",
        "Critics have called it “loud”, “stubborn” and “late”.",
    ],
)
def test_a_title_or_a_catchword_is_no_quotation(line: str) -> None:
    assert read(f"COVE, 3 March 2026 – The Trust opened a door.\n\n{line}").quotations == ()


def quoted(text: str) -> list[tuple[str | None, str]]:
    """Return speaker and words of each quotation in a body."""
    found = read(f"COVE, 3 March 2026 – The Trust opened a door.\n\n{text}").quotations
    return [(spoken(one.speaker), " / ".join(str(spoken(piece)) for piece in one.words)) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We open it,” Ada Quill, a porter, said.\n\n“Today it is ours.\n\n“It stays open for all of you.”",
            [("Ada Quill", "We open it, / Today it is ours. / It stays open for all of you.")],
        ),
        (
            "Ada Quill, a porter, said, “We open it today.”\n\n“The lamp is lit.\n\n“It is ours,” said Ben Harrow.",
            [("Ada Quill", "We open it today."), ("Ben Harrow", "The lamp is lit. / It is ours,")],
        ),
        (
            (
                "Ada Quill, director of the house:\n\n“We open it today for all.”\n\n“The lamp is lit.”\n\n"
                "Ben Harrow, mayor of Cove:\n\n“It is a good door for the town.”"
            ),
            [
                ("Ada Quill", "We open it today for all. / The lamp is lit."),
                ("Ben Harrow", "It is a good door for the town."),
            ],
        ),
        (
            "Ada Quill, a porter, said: “Three things are new:\n\n- The door.\n\n- The lamp.\n\n“It is a good door.”",
            [("Ada Quill", "Three things are new: / It is a good door.")],
        ),
        (
            "“We open it today for all,” said Ada Quill, Head of U.S. Doors at Elm. “It stays open for the winter.”",
            [("Ada Quill", "We open it today for all, / It stays open for the winter.")],
        ),
        (
            "“We open it today for all,” said state Sen. Ada Quill. “It stays open for the winter.”",
            [("Ada Quill", "We open it today for all, / It stays open for the winter.")],
        ),
        (
            "Commenting on the door, Ada Quill, head porter, stated, “We open it today. It is ours.”",
            [("Ada Quill", "We open it today. It is ours.")],
        ),
        (
            "“We open it today for all,” District Attorney Ada Quill said.",
            [("Ada Quill", "We open it today for all,")],
        ),
    ],
)
def test_quotations_over_several_paragraphs_and_with_callings(
    text: str, expected: list[tuple[str | None, str]]
) -> None:
    assert quoted(text) == expected


def test_tags_among_the_marks_of_a_text_are_no_words() -> None:
    found = read(
        "<p>COVE, 3 March 2026 – The Trust opened a door.</p>\n<h3>\nWhat is new\n</h3>\n<ul><li>A lamp.</li></ul>"
    )
    assert [spoken(one) for one in found.headings] == ["What is new"]
    assert not any("<" in (spoken(one) or "") for one in (*found.paragraphs, *found.headings))


@pytest.mark.parametrize(
    ("line", "speaker", "role"),
    [
        ("“We open it today,” said James Governor, Elm co-founder. “Come in.”", "James Governor", "Elm co-founder"),
        ("“We open it today,” said a spokesperson for the Elm Police Department.", None, None),
        (
            "“We open it today,” Deputy Chief, Port Director Dan Moor, who leads the watch, said. “Come in.”",
            "Dan Moor",
            "Deputy Chief, Port Director",
        ),
        ("Speaking from Elm, Ada Quill explains how “we opened it today.”", "Ada Quill", None),
        ("And Ada Quill asserted in a post that “we have opened the door today.”", "Ada Quill", None),
    ],
)
def test_an_attribution_of_a_wrapped_or_crowded_sentence(line: str, speaker: str | None, role: str | None) -> None:
    quotations = read(line.replace(" said", "\nsaid")).quotations
    assert [spoken(each.speaker) for each in quotations] == [speaker]
    if role:
        assert spoken(quotations[0].role) == role


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Режиссёр Ада Квилл (Ada Quill) говорит: “Мы открываем его сегодня, и мы рады.”", "Ада Квилл"),
        ("Ада Квилл (Ada Quill) из Elm Watch считает, что день хорош: “Мы открываем его сегодня.”", "Ада Квилл"),
        ("“Мы открываем его, — говорит секретарь общества Elm Watch Ада Квилл, — и мы рады.”", "Ада Квилл"),
    ],
)
def test_a_name_may_be_given_in_another_script_behind_it(line: str, speaker: str) -> None:
    page = f"---\ntitle: Дверь открыта для всех\nlang: ru\n---\n\nДверь порта открыта сегодня для всех.\n\n{line}\n"
    quotations = read_manuscript(read_page(page.encode(), "a.md"), "a.md").quotations
    assert [spoken(each.speaker) for each in quotations] == [speaker]


def test_who_is_meant_by_a_noun_is_whom_the_paragraph_begins_with() -> None:
    quotations = read(
        "“We open it,” said Ben Harrow, mayor.\n\nAda Quill’s help came when the sailing champion told all: “I saw the"
        " door and it was shut.” She added: “It must be opened for all of us.”"
    ).quotations
    assert [spoken(each.speaker) for each in quotations] == ["Ben Harrow", None, "Ada Quill"]


def test_a_quotation_alone_is_of_whom_the_paragraph_above_speaks() -> None:
    quotations = read(
        "Ada Quill, director of the trust, is a mason and a sailor. Her answer to the question is short.\n\n"
        "“When you shut a door, you have to open it again. There is no other way, and there never was.”"
    ).quotations
    assert [spoken(each.speaker) for each in quotations] == ["Ada Quill"]


def test_a_set_off_summary_over_the_dateline_is_no_quotation() -> None:
    found = read_manuscript(
        read_page(
            b"# A door is opened\n\n> Nine hundred people will go through it every day of the coming year\n\n"
            b"COVE, March 3, 2026 - The Trust opened a door today, and nine hundred people went through it.\n",
            "a.md",
        ),
        "a.md",
    )
    assert not found.quotations
    assert spoken(found.subheadline) == "Nine hundred people will go through it every day of the coming year"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("(COVE) - The Trust opened a door.", "COVE"),
        ("(EXAMPLEWIRE) - The Trust opened a door.", None),
        ("COVE, Norland (March 3, 2026) The Trust opened a door.", "COVE, Norland"),
        ("Cove, Norland\n3 March 2026\n\nThe Trust opened a door for all who come from afar.", "Cove, Norland"),
        ("COVE, March, 3, 2026 — The Trust opened a door.", "COVE"),
        ("Senator Quill, 3 March 2026\n\nThe Trust opened a door for all who come from afar.", None),
        ("Admin | March 3, 2026\n\nThe Trust opened a door for all who come from afar.", None),
    ],
)
def test_a_town_is_told_from_a_wire_and_a_person(line: str, place: str | None) -> None:
    found = read(line).dateline
    assert (whole_place(found) if found else None) == place


ALONE = "“The door that they want to shut is ours. We built it, and we shall keep it open for all who come.”"
RUN_ON = "The Clerk Model Gives Sailors Better Terms There is a rule. It was Ada Quill who wrote it. Quill keeps it."


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        (f"Mr Quill said the door of the trust would stay open.\n\n{ALONE}", "Mr Quill"),
        ("“We open it today, and we shall keep it open.” - Ada Quill (founder of the trust)", "Ada Quill"),
        (f"{RUN_ON}\n\n“We open it today,” she says. “Come in.”", "Quill"),
    ],
)
def test_who_speaks_may_stand_above_or_in_brackets(lines: str, speaker: str) -> None:
    assert [spoken(each.speaker) for each in read(lines).quotations] == [speaker]


def test_a_dateline_has_no_label() -> None:
    found = read("Release Date: September 24, 2025\n\nThe Trust opened a door for all who come from afar.").dateline
    assert found is not None
    assert (found.place, str(found.day)) == (None, "2025-09-24")


def test_a_quotation_goes_on_behind_a_blank_that_keeps_together() -> None:
    quotations = read(
        "“We open it for all,” said Senator Quill.\u00a0 “The door of the trust was shut too long.”"
    ).quotations
    assert [len(each.words) for each in quotations] == [2]


def test_a_dateline_without_a_year_takes_that_of_the_line_above() -> None:
    found = read("November 23, 2021\n\nWASHINGTON, Nov. 23 – The Trust opened a door.").dateline
    assert found is not None
    assert (whole_place(found), str(found.day)) == ("WASHINGTON", "2021-11-23")
    other = read("November 24, 2021\n\nWASHINGTON, Nov. 23 – The Trust opened a door.").dateline
    assert other is not None
    assert other.day is None
