"""Foreign releases as manuscripts: every part in its place, nothing lost, nothing made up. All texts are invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.addresses import numbers_of
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page
from tests.growth import grows_as_its_size

RELEASE = """\
# Harbour town opens a *library* for sailors &amp; their families

FOR IMMEDIATE RELEASE

PORT ELM, Norland, March 3, 2026 /ExampleWire/ -- The [Port Elm Trust](https://trust.example) today opened a library.

“We have waited for this door to open,” said Ada Quill, director of the Port Elm Trust. “Now it is open.”

The book “Nine Ropes and a Lantern for the Long Way Home” is the first on its shelves.

“It is a small room and it is ours. Everybody who comes off a ship knows that feeling.

“And they know the kettle is on,” Ben Harrow, who keeps the door, told the guests.

## About Port Elm Trust

Port Elm Trust looks after rooms and people by the water.

Media Contact:
Cleo Marsh, Press Officer
Port Elm Trust
Tel: +44 20 7946 0012/13
cleo@trust.example

###
"""


def read(text: str, name: str = "release.md") -> Manuscript:
    return read_manuscript(read_page(text.encode("utf-8"), name), name)


def test_every_part_of_a_release_is_found() -> None:
    found = read(RELEASE)
    assert spoken(found.headline) == "Harbour town opens a library for sailors & their families"
    assert spoken(found.status_line) == "FOR IMMEDIATE RELEASE"
    assert found.dateline is not None
    assert (whole_place(found.dateline), found.dateline.day) == ("PORT ELM, Norland", date(2026, 3, 3))
    assert [(spoken(each.title), len(each.text)) for each in found.boilerplates] == [("About Port Elm Trust", 1)]
    assert found.end_mark is not None
    assert found.end_mark.text == "###"
    assert found.language == "en"
    assert not found.unplaced


def test_a_quoted_title_is_no_quotation_and_two_paragraphs_can_be_one() -> None:
    quotations = read(RELEASE).quotations
    assert [(spoken(each.speaker), spoken(each.role), len(each.words)) for each in quotations] == [
        ("Ada Quill", "director of the Port Elm Trust", 2),
        ("Ben Harrow", "who keeps the door", 2),
    ]


def test_a_contact_has_every_number_and_address() -> None:
    (contact,) = read(RELEASE).contacts
    assert (spoken(contact.name), spoken(contact.role), spoken(contact.organisation)) == (
        "Cleo Marsh",
        "Press Officer",
        "Port Elm Trust",
    )
    assert [number for piece in contact.phones for number in numbers_of(piece.text)] == [
        "+44 20 7946 0012",
        "+44 20 7946 0013",
    ]
    assert [piece.text for piece in contact.emails] == ["cleo@trust.example"]


def test_every_piece_stands_where_it_says() -> None:
    found = read(RELEASE)
    for piece in (*found.paragraphs, *found.headings, *found.unplaced, *(q for c in found.contacts for q in c.raw)):
        assert found.text[piece.start : piece.end] == piece.text


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("COVE, ST - March 3, 2026 (ExampleWire) - Words follow.", "COVE, ST", date(2026, 3, 3)),
        ("(ExampleWire) - March 3, 2026 - COVE — Words follow.", "COVE", date(2026, 3, 3)),
        ("Cove, ST (Example.ai) Tuesday Mar 3, 2026 @ 7:00 AM US/Central — Words.", "Cove, ST", date(2026, 3, 3)),
        ("COVE, ST, March 3rd, 2026 /SERVICE/ -- Words follow here.", "COVE, ST", date(2026, 3, 3)),
        ("COVE/ELMPORT/NEW HARBOUR, 3 March 2026 – Words follow.", "COVE/ELMPORT/NEW HARBOUR", date(2026, 3, 3)),
        ("(Cove, State) – Words follow here.", "Cove, State", None),
        ("Cove – Words follow without any date.", "Cove", None),
        ("Cove – Today (3/3) the harbour opened a library.", "Cove", None),
    ],
)
def test_datelines_of_every_form_are_read(line: str, place: str, day: date | None) -> None:
    found = read(f"# A headline of some words\n\n{line}\n\nAnother paragraph that says a little more.\n")
    assert found.dateline is not None
    assert (whole_place(found.dateline), found.dateline.day) == (place, day)


def test_a_day_without_a_year_keeps_its_words_and_gets_no_year() -> None:
    line = read("# A headline\n\nCove – Today (30/10) the harbour opened a library for all.\n").dateline
    assert line is not None
    assert line.date_text is not None
    assert (line.date_text.text, line.day) == ("30/10", None)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 3 March 2026, 09:00 CET", "2026-03-03T09:00+01:00[Europe/Brussels]"),
        ("Embargo: 3 March 2026, 9 a.m. Baku time", "2026-03-03T09:00+04:00[Asia/Baku]"),
        ("Embargoed until 00:01 GMT on 3 March 2026", "2026-03-03T00:01+00:00[UTC]"),
        ("EMBARGOED UNTIL 3 July 2026, 09:00 CET", None),
        ("EMBARGOED UNTIL 3 March 2026, 09:00", None),
        ("EMBARGOED UNTIL 3 March, 09:00 CET", None),
        ("Sperrfrist: 3. März 2026, 9:00 Uhr MEZ", "2026-03-03T09:00+01:00[Europe/Berlin]"),
    ],
)
def test_an_embargo_is_read_only_when_it_is_whole(line: str, until: str | None) -> None:
    body = "Die Bibliothek ist für die Seeleute und ihre Familien." if "März" in line else "The harbour has a library."
    embargo = read(f"{line}\n\n# A headline of the day\n\n{body}\n").embargo
    assert embargo is not None
    assert (str(embargo.until) if embargo.until else None) == until


def test_a_fused_headline_is_parted_from_its_status() -> None:
    found = read(
        "FOR IMMEDIATE RELEASE: Harbour opens library\n\nThe harbour opened a library for its sailors today.\n"
    )
    assert (spoken(found.status_line), spoken(found.headline)) == ("FOR IMMEDIATE RELEASE", "Harbour opens library")


def test_speakers_organisers_and_project_are_read_from_sentences() -> None:
    found = read(
        "# Harbour towns meet\n\nCove – The Port Elm Trust and the Cove Council will host a conference with the "
        "Norland Rope Guild; and the Lantern Society.\n\nIt belongs to the “Warm Rooms for Sailors (WRS)” project led "
        "by Port Elm Trust and funded by the Norland Fund (NF) and the Cove Council.\n\nSpeakers include Ada Quill, "
        "Director of the Trust; Ben Harrow, Head of Doors; and Cleo Marsh, Chair of the Guild.\n"
    )
    assert [spoken(each.name) for each in found.speakers] == ["Ada Quill", "Ben Harrow", "Cleo Marsh"]
    assert [spoken(each) for each in found.organisers] == [
        "Port Elm Trust",
        "Cove Council",
        "Norland Rope Guild",
        "Lantern Society",
    ]
    assert found.project is not None
    assert (spoken(found.project.name), spoken(found.project.acronym)) == ("Warm Rooms for Sailors", "WRS")
    assert [spoken(each) for each in found.project.funders] == ["Norland Fund (NF)", "Cove Council"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", ("# Une bibliothèque\n\nParis, le 3 mars 2026 – La ville ouvre une salle.\n\n"
               "« Nous avons attendu cette porte », a déclaré Anne Quille, directrice de la Maison.\n")),
        ("es", ("# Una biblioteca\n\nMadrid, 3 de marzo de 2026 – La ciudad abre una sala para los marineros.\n\n"
               "«Hemos esperado esta puerta», dijo Ana Quilla, directora de la Casa.\n")),
        ("de", ("# Eine Bücherei\n\nBremen, 3. März 2026 – Die Stadt öffnet einen Raum für die Seeleute.\n\n"
               "„Wir haben auf diese Tür gewartet“, sagte Anna Kiel, Leiterin des Hauses.\n")),
        ("ru", ("# Библиотека для моряков\n\nМосква, 3 марта 2026 года – Город открыл комнату для моряков.\n\n"
               "«Мы долго ждали, когда откроется эта дверь», – сказала Анна Килева, директор дома.\n")),
        ("uk", ("# Бібліотека для моряків\n\nКиїв, 3 березня 2026 року – Місто відкрило кімнату для моряків.\n\n"
               "«Ми довго чекали, коли відчиняться ці двері», – сказала Ганна Кілева, директорка дому.\n")),
        ("tr", ("# Denizciler için kütüphane\n\nANKARA, 3 Mart 2026 – Kent, denizciler için bir oda açtı.\n\n"
               "“Bu kapının açılmasını uzun zamandır bekliyorduk.”\n\n— Ayşe Kılınç, müdür\n")),
        ("az", ("# Dənizçilər üçün kitabxana\n\nBAKI, 3 mart 2026 – Şəhər dənizçilər üçün otaq açdı və bu gözəldir.\n\n"
               "“Biz bu qapının açılmasını çoxdan gözləyirdik.”\n\n— Aynur Kılıcova, müdir\n")),
    ],
)  # fmt: skip
def test_dateline_and_speaker_are_read_in_each_language(language: str, text: str) -> None:
    found = read(text)
    assert found.language == language
    assert found.dateline is not None
    assert found.dateline.day == date(2026, 3, 3)
    (quotation,) = found.quotations
    assert re.match(r"A(?:nn?a|nne|yşe|ynur)|Анна|Ганна", spoken(quotation.speaker) or "")


def test_arabic_is_read_from_right_to_left_as_it_is_written() -> None:
    found = read(
        "# مكتبة للبحارة\n\nبيروت، 3 مارس 2026 – افتتحت المدينة غرفة للبحارة.\n\nحول دار البحر\n\nدار البحر مؤسسة.\n"
    )
    assert found.language == "ar"
    assert [spoken(each.title) for each in found.boilerplates] == ["حول دار البحر"]


@pytest.mark.proof
@pytest.mark.parametrize(
    "sentence",
    [
        "“We open,” said Ada Quill, director of the Port Elm Trust. ",
        "Cleo Marsh, Press Officer, Port Elm Trust, Tel: 020 7946 0012, cleo@trust.example. ",
        "\nCleo Marsh\nPress Officer\n\n",
        "The door of the mayor\nAda Quill\nis open, “and so it stays,”\nsaid\nBen Harrow\n",
    ],
)
def test_a_book_on_one_line_takes_as_long_for_each_word_as_a_page_does(sentence: str) -> None:
    def reading(characters: int) -> Callable[[], object]:
        text = f"# Harbour town opens a library\n\nMedia Contact: {sentence * (characters // len(sentence))}\n"
        page = read_page(text.encode("utf-8"), "release.md")
        return partial(read_manuscript, page, "release.md")

    assert grows_as_its_size(reading, 320_000)


@pytest.mark.parametrize(
    "lines",
    [
        "Daha fazla bilgi: https://elm.example\nTesis, 500 kişiye hizmet verecek.",
        "Daha fazla bilgi: https://elm.example\nYeni Tesis, 500 kişiye hizmet verecek.",
        "Daha fazla bilgi: https://elm.example\n\nTesis",
        "Daha fazla bilgi için: Tesis, https://elm.example",
        "More information: https://elm.example\nLantern, which opens in May, has forty beds.",
        "Ətraflı məlumat: https://elm.example\nMüəssisə, 500 nəfərə xidmət edəcək.",
    ],
)
def test_a_link_and_a_sentence_are_nobody_to_ask(lines: str) -> None:
    text = f"# Yeni tesis açıldı\n\nİzmir, 3 Mart 2026 – Elm Vakfı bugün yeni bir tesis açtı.\n\n{lines}\n"
    found = read(text)
    assert not found.contacts
    assert lines.splitlines()[-1].split(",")[0] in found.text


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("Media contact: https://elm.example/press\nCleo Marsh, Press Officer", "Cleo Marsh"),
        ("Daha fazla bilgi: https://elm.example\nDeniz Yalçın, Basın Sorumlusu.\n+90 232 555 01 44", "Deniz Yalçın"),
        ("Media contact:\nCleo Marsh, Press Officer\nhttps://elm.example", "Cleo Marsh"),
    ],
)
def test_somebody_beside_a_link_is_a_contact(lines: str, name: str) -> None:
    (contact,) = read(f"# Trust opens a centre\n\nElm, 3 March 2026 – The Trust opened a centre.\n\n{lines}\n").contacts
    assert spoken(contact.name) == name
