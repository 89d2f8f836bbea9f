"""A name is found as it is written, otherwise spelt, and with the endings of its language."""

import pytest

from pressctl.language.suggesting import suggestion
from pressctl.language.wording import Likeness, Wanted, find, may_stand_in

EXACT, SPELT, INFLECTED = Likeness.EXACT, Likeness.SPELT, Likeness.INFLECTED


def found(text: str, name: str, language: str, **options: bool) -> list[tuple[str, Likeness]]:
    return [(text[each.start : each.end], each.likeness) for each in find(text, Wanted(name, **options), language)]


@pytest.mark.parametrize(
    ("language", "name", "written", "likeness"),
    [
        ("az", "Milli Məclis", "Milli Məclisinin", INFLECTED),
        ("az", "Milli Məclis", "Milli\nMəclis", EXACT),
        ("az", "Milli Məclis", "MİLLİ MƏCLİS", SPELT),
        ("az", "Bakı", "Bakıda", INFLECTED),
        ("az", "Bakı", "Bakıdakı", INFLECTED),
        ("az", "BMT", "BMT-nin", INFLECTED),
        ("az", "Nümayəndəlik", "Nümayəndəliyinin", INFLECTED),
        ("tr", "Bakı", "Bakı’da", INFLECTED),
        ("tr", "Ankara", "Ankara'nın", INFLECTED),
        ("ru", "Маммадова", "Маммадовой", INFLECTED),
        ("ru", "Лейла Маммадова", "Лейлой Маммадовой", INFLECTED),
        ("ru", "Государственная служба", "Государственной службы", INFLECTED),
        ("ru", "Милли Меджлис", "Милли Меджлиса", INFLECTED),
        ("en", "IOM", "IOM’s", INFLECTED),
        ("en", "Leyla Mammadova", "LEYLA MAMMADOVA", SPELT),
        ("en", "Müller", "Mu\u0308ller", EXACT),
        ("en", "O'Neill", "O’Neill", SPELT),
        ("ar", "المنظمة الدولية", "للمنظمة الدولية", INFLECTED),
        ("ar", "المنظمة الدولية", "والمنظمة الدولية", INFLECTED),
        ("ar", "باكو", "لباكو", INFLECTED),
        ("ar", "باكو", "بَاكُو", SPELT),
        ("de", "Baku", "Baku", EXACT),
    ],
)
def test_a_form_of_the_name_is_found_whole(language: str, name: str, written: str, likeness: Likeness) -> None:
    assert found(f"… {written}, …", name, language) == [(written, likeness)]
    exactly = [(written, EXACT)] if likeness is EXACT else []
    assert found(f"… {written}, …", name, language, exact=True) == exactly


def test_an_elided_article_is_no_part_of_a_french_name() -> None:
    assert found("l’OIM et d'OIM", "OIM", "fr") == [("OIM", EXACT), ("OIM", EXACT)]


@pytest.mark.parametrize(
    ("language", "name", "text"),
    [
        ("en", "IOM", "axiom, IOMA, biome"),
        ("ru", "Баку", "бака баков Бакунин"),
        ("az", "Bakı", "Bakıxanov"),
        ("ru", "Маммадова", "Маммадов"),
    ],
)
def test_another_word_that_begins_alike_is_not_found(language: str, name: str, text: str) -> None:
    assert found(text, name, language) == []


def test_accents_may_be_left_out() -> None:
    assert found("Nigar Nümunənin", "nigar numune", "az") == []
    assert found("Nigar Nümunənin", "nigar numune", "az", ignore_accents=True) == [("Nigar Nümunənin", INFLECTED)]


@pytest.mark.parametrize(
    ("written", "old", "new", "language", "suggested"),
    [
        ("Milli Məclisinin", "Milli Məclis", "Parlament", "az", "Parlamentinin"),
        ("Bakıda", "Bakı", "Gəncə", "az", "Gəncədə"),
        ("Bakının", "Bakı", "Sumqayıt", "az", "Sumqayıtın"),
        ("Məclisin", "Məclis", "Duma", "az", "Dumanın"),
        ("BMT-nin", "BMT", "ATƏT", "az", "ATƏT-nin"),
        ("Bakı’nın", "Bakı", "İzmir", "tr", "İzmir’in"),
        ("BAKI", "Bakı", "Lənkəran şəhəri", "az", "LƏNKƏRAN ŞƏHƏRİ"),
        ("Лейлой Маммадовой", "Лейла Маммадова", "Нигяр Алиева", "ru", "Нигяр Алиевой"),
        ("Маммадовой", "Маммадова", "Смит", "ru", "Смит"),
        ("IOM's", "IOM", "UNHCR", "en", "UNHCR's"),
        ("للمنظمة الدولية", "المنظمة الدولية", "المفوضية السامية", "ar", "للمفوضية السامية"),
        ("وباكو", "باكو", "كنجة", "ar", "وكنجة"),
    ],
)
def test_the_new_name_is_suggested_with_the_old_one_s_ending(
    written: str, old: str, new: str, language: str, suggested: str
) -> None:
    assert suggestion(written, old, new, language) == suggested


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Milli Məclis", "Mi**lli** Məclisi"),
        ("Məclis", "MƏCLİS"),
        ("Müller", "Mu\u0308ller"),
        ("المنظمة", "للمنظمة"),
        ("О", "Оны"),
        ("Ирак", "в Ираке"),
        ("İzmir", "izmir"),
        ("O'Neill", "O’Neill"),
        ("anything", "a backslash \\ hides letters"),
    ],
)
def test_the_quick_look_never_overlooks(name: str, source: str) -> None:
    assert may_stand_in(source, Wanted(name))


def test_the_quick_look_spares_a_file_without_the_name() -> None:
    assert not may_stand_in("Another release altogether", Wanted("Milli Məclis"))
