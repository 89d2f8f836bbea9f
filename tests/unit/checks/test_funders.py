"""What funders want to be said: the European Union's terms in nine languages, and those of an office's own funders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from pressctl.checks.base import FunderTerms, Subject
from pressctl.checks.check import check
from pressctl.checks.mending import mend
from pressctl.checks.profiles import PROFILES
from pressctl.checks.rules.funders import _EUROPEAN_UNION, ORG003
from pressctl.model.finding import Checked, Severity
from pressctl.model.manuscript import Manuscript
from pressctl.model.release import Dateline, Edition, Media
from tests.growth import grows_as_its_size

PAYS = {
    "en": "The school is co-funded by the European Union and others.",
    "fr": "L’école est cofinancée par l’Union européenne avec d’autres.",
    "es": "La escuela está financiada por la Unión Europea y otros.",
    "de": "Die Schule wird von der Europäischen Union gefördert und von anderen.",
    "ru": "Школа открыта при поддержке Европейского союза и других.",
    "uk": "Школу відкрито за підтримки Європейського Союзу та інших.",
    "tr": "Okul, Avrupa Birliği tarafından finanse edilmektedir ve büyüyor.",
    "az": "Məktəb Avropa İttifaqı tərəfindən maliyyələşdirilir və böyüyür.",
    "ar": "المدرسة بتمويل من الاتحاد الأوروبي وآخرين.",
}


def checked(text: str, plain: Callable[..., Manuscript], language: str = "en", **known: object) -> Checked:
    subject = Subject(plain(text, language=language), date(2018, 10, 30), **known)  # type: ignore[arg-type]
    return check(subject, (ORG003,))


@pytest.mark.parametrize("language", PAYS)
def test_the_union_is_owed_statement_and_disclaimer_in_the_text_s_language(
    language: str, plain: Callable[..., Manuscript]
) -> None:
    text = f"School\n\n{PAYS[language]}\n\nIt opens.\n"
    found = checked(text, plain, language).findings
    assert [one.message for one in found] == [
        "The European Union pays, and its funding statement and disclaimer are missing"
    ]
    whole = f"{text}\n{_EUROPEAN_UNION.statement[language]} {_EUROPEAN_UNION.disclaimer[language]}\n"
    assert checked(whole, plain, language).findings == ()
    mended = mend(text, found, unsafe=True).text
    assert _EUROPEAN_UNION.statement[language] in mended
    assert checked(mended, plain, language).findings == ()


def test_in_the_union_s_own_profile_it_is_an_error(plain: Callable[..., Manuscript]) -> None:
    (found,) = checked(f"School\n\n{PAYS['en']}\n", plain, profile=PROFILES["eu"]).findings
    assert found.severity is Severity.ERROR


FUND = FunderTerms(
    ("Example Fund", "EF"),
    {"en": "This project is paid for by the Example Fund."},
    {"en": "The Example Fund does not answer for what is said here."},
    emblem=True,
)


def test_an_office_s_own_funder(plain: Callable[..., Manuscript]) -> None:
    text = "School\n\nThe Example Fund gave a million.\n"
    (found,) = checked(text, plain, funders=(FUND,)).findings
    assert found.severity is Severity.ERROR
    assert found.message == "Example Fund pays, and its funding statement and disclaimer are missing"
    said = "This project is paid for by the  Example\nFund. The Example Fund does not answer for what is said here.\n"
    whole = f"{text}\n{said}"
    assert checked(whole, plain, funders=(FUND,)).findings == ()
    assert checked("School\n\nThe Example Funders Club met.\n", plain, funders=(FUND,)).findings == ()


def test_an_emblem_is_a_picture_of_the_release(plain: Callable[..., Manuscript]) -> None:
    text = f"School\n\nThe Example Fund gave a million.\n\n{FUND.statement['en']} {FUND.disclaimer['en']}\n"
    bare = Edition("en", "School", Dateline("Baku", date(2018, 10, 30)), ())
    shown = Edition(
        "en",
        "School",
        Dateline("Baku", date(2018, 10, 30)),
        (),
        media=(Media("media/e.png", alt="Emblem of the Example Fund"),),
    )
    assert [one.message for one in checked(text, plain, funders=(FUND,), edition=bare).findings] == [
        "Example Fund pays, and its emblem is missing"
    ]
    assert checked(text, plain, funders=(FUND,), edition=shown).findings == ()


def test_blanks_by_the_thousand_are_looked_through_in_a_time_that_grows_with_them(
    plain: Callable[..., Manuscript],
) -> None:
    def checking(number: int) -> Callable[[], object]:
        return lambda: checked(f"{PAYS['en']}{' ' * number}It opens.", plain)

    assert grows_as_its_size(checking, 40_000)
