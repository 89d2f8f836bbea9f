"""What an office exports gives its fields back when it is imported: text, web page, Word document and mail."""

from __future__ import annotations

import pytest

from pressctl.source.anatomy.addresses import numbers_of
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.workflow.importing.taking import read_foreign_release
from tests.acceptance.conftest import PressOffice

HEADLINES = {
    "en": "Six organizations join forces in Baku against human trafficking",
    "az": "Altı qurum Bakıda insan alverinə qarşı birləşir",
    "fr": "À Bakou, six institutions s’unissent contre la traite des êtres humains",
    "ru": "Шесть организаций объединяются в Баку против торговли людьми",
    "ar": "ست مؤسسات توحّد جهودها في باكو ضد الاتجار بالبشر",
}
PLACES = {"en": "Baku", "az": "Bakı", "fr": "Bakou", "ru": "Баку", "ar": "باكو"}


@pytest.mark.parametrize("ending", ["txt", "html", "docx", "eml"])
def test_every_language_of_the_sample_gives_its_fields_back(office: PressOffice, ending: str) -> None:
    assert office.run("export", office.slug, "--format", ending).code == 0
    exported = {path.stem[-2:]: path for path in (office.root / "releases").rglob(f"*.{ending}")}
    assert set(exported) == set(HEADLINES)
    for language, path in exported.items():
        found = read_foreign_release(path).manuscript
        assert (found.language, spoken(found.headline)) == (language, HEADLINES[language])
        assert found.dateline is not None
        assert (whole_place(found.dateline), str(found.dateline.day)) == (PLACES[language], "2018-10-30")
        assert (len(found.organisers), len(found.speakers), len(found.boilerplates)) == (6, 5, 2), language
        assert [(len(each.words), each.speaker is not None) for each in found.quotations] == [(1, True)]
        (contact,) = found.contacts
        numbers = [number for piece in contact.phones for number in numbers_of(piece.text)]
        assert numbers == ["+994 12 555 01 00", "+994 12 555 01 01"]
        assert [piece.text for piece in contact.emails] == ["press@example.org"]
        assert found.project is not None
        assert (spoken(found.project.acronym), len(found.project.funders)) == ("ENCT", 2)
        assert found.event is not None
        assert found.event.title is not None
