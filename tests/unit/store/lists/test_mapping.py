"""Where columns go: headings of programs and languages, contents, what is contested, and cells on their way."""

from __future__ import annotations

import pytest

from pressctl.language.place_names import country_code, language_tag
from pressctl.store.lists.base import ForeignTable, LossKind, Mark, Reading, Row
from pressctl.store.lists.candidates import Reason, candidates
from pressctl.store.lists.foreign_cells import Unusable, converted
from pressctl.store.lists.mapping import Sureness, propose, with_words
from pressctl.store.lists.reading import read_list


def table(text: str) -> ForeignTable:
    return read_list(text.encode(), "list.csv", Reading())


def goes(text: str) -> dict[str, str | None]:
    return {column.heading: column.target for column in propose(table(text)).columns}


OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Company,Job Title,Business Phone,E-mail Address,Web Page,Categories\n"
    "Ms,Anna,B.,Example,Example TV,Editor,+994 12 555 01 21,a@x.example,https://x.example,tv;radio\n"
)
GOOGLE = (
    "Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Value,Organization 1 - Name,"
    "Organization 1 - Title,Phone 1 - Value\n"
    "Anna,Example,* myContacts ::: tv,Work,a@x.example,b@x.example,Example TV,Editor,+994 12 555 01 21\n"
)


def test_outlook_maps_by_itself() -> None:
    assert goes(OUTLOOK) == {
        "Title": None, "First Name": "given_name", "Middle Name": "given_name", "Last Name": "family_name",
        "Company": "outlet", "Job Title": "role", "Business Phone": "phone", "E-mail Address": "email",
        "Web Page": None, "Categories": "tags",
    }  # fmt: skip


def test_google_maps_by_itself() -> None:
    found = table(GOOGLE)
    (one,), _ = candidates(found, propose(found))
    assert one.cells == {
        "email": "a@x.example", "given_name": "Anna", "family_name": "Example", "tags": "tv", "outlet": "Example TV",
        "role": "Editor", "phone": "+994 12 555 01 21",
    }  # fmt: skip
    assert [(loss.kind, loss.message) for loss in one.losses] == [
        (LossKind.SECOND_ADDRESS, "b@x.example was not taken")
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "Prénom;Nom;Adresse e-mail;Média;Fonction;Téléphone;Langue;Pays",
        "Vorname;Nachname;E-Mail-Adresse;Redaktion;Funktion;Telefon;Sprache;Land",
        "Nombre;Apellidos;Correo electrónico;Medio;Cargo;Teléfono;Idioma;País",
        "Имя;Фамилия;Эл. почта;СМИ;Должность;Телефон;Язык;Страна",
        "Ad;Soyad;E-posta;Kurum;Görev;Telefon;Dil;Ülke",
        "Ad;Soyad;E-poçt;KİV;Vəzifə;Telefon;Dil;Ölkə",
        "الاسم;اسم العائلة;البريد الإلكتروني;المؤسسة الإعلامية;الوظيفة;الهاتف;اللغة;البلد",
        "Ім'я;Прізвище;Електронна пошта;ЗМІ;Посада;Телефон;Мова;Країна",
    ],
)
def test_headings_of_many_languages(headings: str) -> None:
    found = goes(headings + "\nA;B;a@x.example;TV;Editor;+994125550121;az;AZ\n")
    assert set(found.values()) == {
        "given_name", "family_name", "email", "outlet", "role", "phone", "language", "country",
    }  # fmt: skip


def test_contents_speak_where_headings_do_not() -> None:
    found = propose(
        table("a1;b1;c1;d1\nx@x.example;+994 12 555 01 21;Azərbaycan;русский\ny@x.example;;Турция;az, en\n")
    )
    assert [(column.target, column.sure) for column in found.columns] == [
        ("email", Sureness.CONTENT), ("phone", Sureness.CONTENT), ("country", Sureness.CONTENT), ("language",
        Sureness.CONTENT),
    ]  # fmt: skip


def test_two_columns_with_equal_right_are_contested() -> None:
    found = propose(table("Name;Name;E-mail\nAnna;TV;a@x.example\n"))
    assert [(target, [column.heading for column in rivals]) for target, rivals in found.contested] == [
        ("name", ["Name", "Name (2)"])
    ]
    settled, strange = with_words(found, {"name (2)": "outlet", "Nobody": "-"}, ())
    assert not settled.contested
    assert strange == ("Nobody",)
    with pytest.raises(ValueError, match="outlt"):
        with_words(found, {"Name": "outlt"}, ())
    kept, _ = with_words(found, {"Name (2)": "+Station"}, ())
    assert kept.targets == ("name", "Station", "email")


def test_a_column_of_the_offices_own_is_filled_again() -> None:
    found = propose(table("email;Work desk\na@x.example;Foreign\n"), ("Work desk",))
    assert found.columns[1].target == "Work desk"
    assert found.columns[1].sure is Sureness.OWN


@pytest.mark.parametrize(
    ("field", "foreign", "taken"),
    [
        ("country", "Azərbaycan", "AZ"), ("country", "Российская Федерация", "RU"), ("country", "AZE", "AZ"),
        ("country", "Türkiye", "TR"), ("country", "مصر", "EG"), ("country", "uk", "GB"), ("country", "Deutschland",
        "DE"), ("language", "Azerbaijani, English", "az;en"), ("language", "русский / английский", "ru;en"),
        ("language", "Azərbaycan dili", "az"), ("language", "العربية", "ar"), ("language", "az en", "az en"),
        ("tags", "tv, radio | print", "tv;radio;print"), ("tags", "* myContacts ::: * tv", "tv"), ("email",
        "Anna Example <a@x.example>", "a@x.example"), ("email", "mailto:a@x.example?subject=x", "a@x.example"),
        ("email", '=HYPERLINK("mailto:a@x.example";"write")', "a@x.example"), ("phone",
        "\u202a+994 12 555 01 21\u202c", "+994 12 555 01 21"), ("phone", "994125550121.0", "+994125550121"),
    ],
)  # fmt: skip
def test_a_foreign_cell_becomes_ours(field: str, foreign: str, taken: str) -> None:
    assert converted(field, foreign).text == taken


def test_what_does_not_fit_is_left_out_and_said() -> None:
    for field, text in (
        ("country", "Atlantis"),
        ("language", "Klingonish"),
        ("timezone", "Mars"),
        ("phone", "9.94501E+11"),
    ):
        outcome = converted(field, text)
        assert outcome.text == ""
        assert [kind for kind, _ in outcome.losses] == [LossKind.MISFIT]
    cut = converted("notes", "x" * 3000)
    assert len(cut.text) == 1000
    assert [kind for kind, _ in cut.losses] == [LossKind.CUT]
    assert converted("name", "N?mun?").losses[0][0] is LossKind.UNREADABLE
    assert converted("name", "J\ufffdrg").text == ""


@pytest.mark.parametrize("cell", ["a\nb", "a\x00b", "a\u202eb", "a\u2028b", "a\tb", "x" * 1001, "a\x1bb", "a\x85b"])
@pytest.mark.parametrize("field", ["name", "outlet", "salutation", "tags", "country", "Own column"])
def test_a_hostile_cell_is_refused(field: str, cell: str) -> None:
    with pytest.raises(Unusable):
        converted(field, cell)


def test_a_number_gets_its_plus_back_or_is_said_to_lack_something() -> None:
    assert converted("phone", "994125550121", Mark.NUMBER).text == "+994125550121"
    assert converted("phone", "125550121", Mark.NUMBER, region="AZ").text == "+994 12 555 01 21"
    assert "is lost" in converted("phone", "5550121", Mark.NUMBER).losses[0][1]


def test_each_row_that_is_not_taken_has_its_reason() -> None:
    rows = (
        Row(2, ("a@x.example", "Anna")), Row(3, ("", "Bela")), Row(4, ("nobody", "Cem")), Row(5, ("d@x.example",
        "D\u202ee")), Row(6, (), fault="opens a quotation mark"), Row(7, ("e@x.example; f@x.example", "")),
    )  # fmt: skip
    found = ForeignTable("list.csv", ("E-mail", "Name"), rows)
    taken, not_taken = candidates(found, propose(found))
    assert [each.row for each in taken] == [2, 7]
    assert [(each.row, each.reason, each.column) for each in not_taken] == [
        (3, Reason.NO_ADDRESS, None), (4, Reason.BAD_ADDRESS, "E-mail"), (5, Reason.HOSTILE, "Name"), (6,
        Reason.UNREADABLE, None),
    ]  # fmt: skip
    assert [loss.message for loss in taken[1].losses] == ["f@x.example was not taken"]


def test_names_of_places_and_languages_that_are_none() -> None:
    assert country_code("Atlantis") is None
    assert language_tag("Klingonish") is None
