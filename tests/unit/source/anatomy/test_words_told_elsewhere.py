"""Who speaks in Azerbaijani, Turkish, Spanish and Ukrainian where it stands beside the words; all invented."""

from __future__ import annotations

from datetime import date

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

AZ = "Limanda kitabxana açıldı\n\nLimanda uzaqdan gələnlər üçün yeni kitabxana açılıb və hamını gözləyir.\n\n"
ES = "El puerto abre una biblioteca\n\nLa biblioteca del puerto abre hoy sus puertas a todos los que llegan.\n\n"
TR = "Limanda kütüphane açıldı\n\nLimanda uzaktan gelenler için yeni bir kütüphane açıldı ve herkesi bekliyor.\n\n"
UK = "Порт відкрив бібліотеку\n\nУ порту відкрилася нова бібліотека для всіх, хто приїздить здалеку.\n\n"
DOORS = "Qapılar uzaqdan gələn hər kəs üçün açıqdır. Onlar həmişə belə də qalacaq, çünki bu ev hamınındır"


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


def said(text: str) -> list[tuple[str | None, str | None]]:
    found = read(f"{text}\n").quotations
    return [(spoken(one.speaker) if one.speaker else None, spoken(one.role) if one.role else None) for one in found]


def test_a_reporter_under_the_words_did_not_say_what_is_announced_above() -> None:
    told = "Bunu jurnalistlərə liman direktoru Elin Muster deyib.\n\nO bildirib ki, ev hamınındır:\n\n"
    assert said(f'{AZ}{told}"{DOORS}".\n\nAnar Deneme') == [("Elin Muster", None)]


def test_words_behind_the_name_of_an_agency_are_told_below() -> None:
    head = f"Limanda kitabxana açıldı\n\nBakı. 21 sentyabr. ELM.AZ/ “{DOORS}”.\n\n"
    told = (
        '"Elm"in məlumatına görə, bunu limanın katibi Elin Muster Norland Prezidenti Aydan Deneme ilə görüşündə deyib.'
    )
    assert said(head + told) == [("Elin Muster", "limanın katibi")]


@pytest.mark.parametrize(
    ("named", "speaker"),
    [
        ("Liman naziri Elin Muster jurnalistlərlə görüşüb.", "Elin Muster"),
        ("Liman naziri Elin Muster və mədəniyyət naziri Aydan Deneme görüşüb.", None),
    ],
)
def test_an_office_alone_is_who_alone_was_named_with_it(named: str, speaker: str | None) -> None:
    assert said(f"{AZ}{named}\n\nNazir deyib: “{DOORS}”.") == [(speaker, "Nazir")]


def test_two_single_marks_open_what_a_double_one_closes() -> None:
    words = '‘’Bu kapılar uzaktan gelen herkese açıktır. Onlar hep böyle kalacak ve hiç kapanmayacaktır" dedi.'
    assert said(f"{TR}Evin altını çizen müdür Elin Muster, {words}") != []


def test_a_spanish_verb_alone_goes_on_with_who_told_something_last() -> None:
    told = (
        "La directora del puerto, Marta del Olmo, abrió la casa junto al presidente electo, Enrique Prado. En su"
        " mensaje Olmo destacó también la obra del puerto.\n\n"
    )
    words = "“Las puertas están abiertas para todos los que llegan de lejos, y así van a quedar siempre”"
    assert said(f"{ES}{told}{words}, sostuvo.") == [("Olmo", None)]
    assert said(f"{ES}{told}{words}, confirmó Olmo.") == [("Olmo", None)]


def test_an_office_that_pointed_something_out_in_ukrainian() -> None:
    words = "«Двері відкриті для всіх, хто приїхав здалеку, і такими лишаться»"
    assert said(f"{UK}{words}, — вказали у відомстві.") == [(None, "у відомстві")]


def test_an_author_is_no_town() -> None:
    assert read(f"{AZ}Qapılar hamı üçün açıqdır və belə də qalacaq.\n\nMüəllif | Elm.Tv\n").dateline is None


@pytest.mark.parametrize("day", ["25/FEB/2026", "25-FEB-2026"])
def test_a_day_with_its_month_between_strokes(day: str) -> None:
    line = read(f"El puerto abre una biblioteca\n\nPUERTO OLMO ({day}).- La biblioteca del puerto abre hoy.\n").dateline
    assert line is not None
    assert line.day == date(2026, 2, 25)
