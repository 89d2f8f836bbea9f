"""Lines wider than their column, joined callings, marks as keyboards have them, days above towns; all invented."""

from __future__ import annotations

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

HEAD = "Norland opens a library\n\nPORT ELM, 3 March 2026 – The library of Port Elm opens its doors to everybody.\n\n"


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


def said(text: str) -> list[tuple[str | None, str | None]]:
    return [
        (spoken(one.speaker) if one.speaker else None, spoken(one.role) if one.role else None)
        for one in read(text).quotations
    ]


COLUMN = """The library of Port Elm opens its doors today to all
who come from afar, and it stays open until the last
ship of the autumn has left the harbour, the harbour
board said on Tuesday. It has nine rooms, and one of
them is kept for the crews of the small boats of the
coast, who may sleep there when the wind is from the
north."""


def test_a_headline_is_not_wrapped_with_the_column_under_it() -> None:
    headline = "The harbour board of Port Elm opens a library for the crews of all small boats"
    assert spoken(read(f"{headline}\n{COLUMN}\n").headline) == headline


GERMAN_COLUMN = """Das Hafenamt von Elm öffnet heute eine Bibliothek für alle,
die von weit her kommen, und es lässt sie offen, bis das letzte
Schiff des Herbstes den Hafen verlassen hat, teilte es mit.
Es bat darüber hinaus alle Gäste, sich doch bitte recht bald beim
Hafenamt zu melden, sobald die Räume wieder ganz trocken sind."""
FOOT = "TEXT UNTER AUSSCHLIESSLICHER VERANTWORTUNG DES HAFENAMTES VON ELM UND NIEMANDES SONST | PE1"


def test_a_foot_wider_than_its_column_leaves_the_column_whole() -> None:
    found = read(f"Elm öffnet Bibliothek\n\n{GERMAN_COLUMN}\nPE0038 2026-03-03\n{FOOT}\n").paragraphs
    assert any("beim\nHafenamt" in piece.text for piece in found)


@pytest.mark.parametrize(
    ("sentence", "speaker", "role"),
    [
        (
            "“We open it today,” said Elm Air Group CEO and President Ben Harrow. “Nobody pays.”",
            "Ben Harrow",
            "Elm Air Group CEO and President",
        ),
        ("'We open it today, and nobody pays,' said Ada Quill, director. 'It's ours.'", "Ada Quill", "director"),
        ("Ada Quill, director, said: 'We open the trust's door today. Nobody pays.'", "Ada Quill", "director"),
    ],
)
def test_who_said_it(sentence: str, speaker: str, role: str) -> None:
    assert said(HEAD + sentence + "\n") == [(speaker, role)]


def test_typed_marks_of_british_texts_hold_what_was_said() -> None:
    found = read(f"{HEAD}'We open the trust's door today,' said Ada Quill. 'It's ours.'\n").quotations
    assert [[piece.text for piece in one.words] for one in found] == [["We open the trust's door today,", "It's ours."]]


@pytest.mark.parametrize("words", ["The farmers' shops and the sailors' rooms open.", "It is rock 'n' roll in '26."])
def test_an_apostrophe_opens_no_quotation(words: str) -> None:
    assert said(f"{HEAD}{words}\n") == []


def test_a_pronoun_means_who_was_named_by_a_calling_and_spoke_by_it() -> None:
    text = (
        "Elm öffnet eine Bibliothek\n\nMinisterin Ada Quill sagte heute, dass bisher neun Räume fertig sind. „Wir sind"
        " jetzt dabei, jeden Raum einzeln zu prüfen und zu streichen“, so die Ministerin. Sie appellierte an alle, zu"
        " kommen: „Ich lade alle ein, sich die neuen Räume bei uns anzusehen.“\n"
    )
    assert [who for who, _ in said(text)][-1] == "Ada Quill"


AMBASSADOR = (
    "La sesión se inició con las palabras del Embajador Julio Quill, Director General de Puertos, “el puerto que hoy"
    " abrimos es de todas las personas que llegan de lejos”, precisó."
)
HEAD_OF_PORT = (
    "Por su parte, Ana Quill, jefa del puerto, destacó que la puerta está abierta.\n\nDe otro lado, dijo, “nuestra"
    " satisfacción es haber abierto la puerta a todas las personas que llegan de lejos”."
)


@pytest.mark.parametrize(("text", "speaker"), [(AMBASSADOR, "Julio Quill"), (HEAD_OF_PORT, "Ana Quill")])
def test_spanish_leaves_the_subject_out(text: str, speaker: str) -> None:
    found = said(f"El puerto abre una biblioteca\n\nLima, 15 de julio de 2026.- El puerto abre hoy.\n\n{text}\n")
    assert [who for who, _ in found] == [speaker]


def test_in_arabic_the_name_follows_its_calling() -> None:
    text = (
        "افتتاح مكتبة الميناء\n\nقال حاكم نورلاند، الشيخ آدم بن سامر حداد، اليوم السبت، إن «المكتبة مفتوحة لكل"
        " من يأتي من بعيد إلى المدينة الجديدة».\n"
    )
    assert [who for who, _ in said(text)] == ["الشيخ آدم بن سامر حداد"]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("Coast News Norland - Tue, 04/30/2026 - 11:15\n\nElm – The trust opens a door.", "Elm"),
        ("PORT ELM, NL / Coast Direct/ June 20th, 2026 / The trust opens a door for all.", "PORT ELM, NL"),
        ("Open the door.\n\nAda Quill\n\nPicture: Coast\n\n3 March 2026\n\nELM -- The trust opens a door.", "ELM"),
        ("Newport News, Va., March 3, 2026 – The trust opens a door for all.", "Newport News, Va."),
    ],
)
def test_where_a_release_is_from(lines: str, place: str) -> None:
    found = read(f"# The trust opens a door\n\n{lines}\n\nIt stays open.\n").dateline
    assert found is not None
    assert whole_place(found) == place


def test_a_headline_in_capitals_with_a_day_in_it_is_a_headline() -> None:
    headline = "SEN. QUILL FIGHTS TO OPEN 9/11 LIBRARIES"
    text = f"{headline}\n\nSen. Ada Quill wants every library to open its doors today.\n\nNobody pays.\n"
    assert spoken(read(text).headline) == headline


def test_what_an_organisation_is_may_stand_before_its_name() -> None:
    text = (
        "A leading maker of lamps and top U.S. exporter of harbour lights, Port Elm designs, builds and repairs lamps"
        " for harbours in more than 150 countries, with shops in nine towns of the coast."
    )
    found = read(f"{HEAD}“We open it today,” said Ada Quill, director.\n\nIt has nine rooms.\n\n{text}\n").boilerplates
    assert [one.text[0].text for one in found] == [text]
