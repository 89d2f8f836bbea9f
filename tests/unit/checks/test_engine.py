"""The engine: what runs, what is passed over, what a crash does, how fixes are applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.checks.base import Found, NameOnFile, Reading, Rule, Subject, Voided
from pressctl.checks.catalogue import BY_CODE, RULES
from pressctl.checks.check import Selection, check, unknown_codes
from pressctl.checks.mending import mend
from pressctl.frozen import replace
from pressctl.model.finding import Checked, Edit, Finding, Fix, Severity
from pressctl.model.manuscript import Manuscript, PersonAsWritten, Piece
from pressctl.model.moment import Moment
from pressctl.model.release import Dateline, Edition, Event, Organisation, Project, Speaker
from pressctl.model.text import Attribution, Paragraph, Quotation, Span, Words

Reader = Callable[..., Manuscript]

HYPHENS = """Six partners open school

Baku, 30 October 2018 – A multi-disciplinary school, multi-disciplinary teachers.

A multidisciplinary view.
"""


def codes(checked: Checked) -> list[str]:
    return [finding.rule for finding in checked.findings]


def run(plain: Reader, text: str, *wanted: str, selection: Selection | None = None) -> Checked:
    rules = tuple(BY_CODE[code] for code in wanted) if wanted else RULES
    return check(Subject(plain(text), date(2018, 10, 30)), rules, selection)


def _fails(reading: Reading) -> Iterator[Found]:
    yield Found(0, 1, "before it fails")
    raise KeyError(reading.language)


def test_a_rule_that_fails_is_a_crash_and_the_others_run_on(plain: Reader) -> None:
    broken: Rule = replace(BY_CODE["HED001"], code="XXX001", find=_fails)
    checked = check(Subject(plain(HYPHENS), date(2018, 10, 30)), (broken, BY_CODE["NAM005"]))
    assert [(crash.rule, crash.cause) for crash in checked.crashes] == [("XXX001", "KeyError: 'en'")]
    assert codes(checked) == ["NAM005"]


def test_information_is_silent_until_it_is_selected(plain: Reader) -> None:
    assert "STR002" not in codes(run(plain, HYPHENS))
    assert "STR002" in codes(run(plain, HYPHENS, selection=Selection(select=("STR",))))
    assert "STR002" in codes(run(plain, HYPHENS, selection=Selection(select=("ALL",))))


def test_a_severity_of_the_offices_own_switches_a_rule_on(plain: Reader) -> None:
    selection = Selection(severities={"STR": Severity.INFORMATION, "STR002": Severity.ERROR})
    found = {finding.rule: finding.severity for finding in run(plain, HYPHENS, selection=selection).findings}
    assert found["STR002"] is Severity.ERROR
    assert "STR001" not in found


@pytest.mark.parametrize(
    ("select", "ignore", "runs"),
    [
        ((), ("NAM",), False),
        ((), ("NAM001",), True),
        (("NAM",), ("NAM005",), False),
        (("NAM005",), ("NAM",), True),
        (("DAT",), (), False),
        (("NAM005",), ("NAM005",), False),
        (("ALL",), ("NAM",), False),
    ],
)
def test_the_longer_prefix_decides(select: tuple[str, ...], ignore: tuple[str, ...], runs: bool) -> None:
    assert Selection(select, ignore).runs(BY_CODE["NAM005"], "en.md") is runs


def test_codes_are_ignored_in_the_files_that_a_pattern_names() -> None:
    selection = Selection(per_file={"releases/2018-*/*.md": ("NAM",)})
    assert not selection.runs(BY_CODE["NAM005"], "releases\\2018-10-30-school\\en.md")
    assert selection.runs(BY_CODE["NAM005"], "releases/2019-01-01-school/en.md")


def test_codes_that_fit_no_rule_are_named() -> None:
    assert unknown_codes(("NAM", "NAM005", "ALL", "NAN001", ""), RULES) == ("NAN001", "")


@pytest.mark.parametrize(
    "text",
    [
        HYPHENS.replace("A multidisciplinary", "<!-- pressctl: ignore NAM005 -->\nA multidisciplinary"),
        HYPHENS.replace("A multidisciplinary", "<!-- pressctl: ignore NAM005 -->\n\nA multidisciplinary"),
        HYPHENS.replace("view.", "view. <!-- pressctl: ignore DAT001, NAM -->"),
        HYPHENS + "\n<!-- pressctl: ignore-file NAM005 -->\n",
    ],
)
def test_a_file_may_ask_to_pass_over_a_rule(text: str, plain: Reader) -> None:
    checked = run(plain, text, "NAM005")
    assert codes(checked) == []
    assert checked.silenced == {"NAM005": 1}


@pytest.mark.parametrize(
    "text",
    [
        HYPHENS.replace("A multidisciplinary", "<!-- pressctl: ignore NAM001 -->\nA multidisciplinary"),
        HYPHENS.replace("Baku,", "<!-- pressctl: ignore NAM005 -->\nBaku,"),
        HYPHENS.replace("Baku,", "Baku, <!-- pressctl: ignore NAM005 -->"),
    ],
)
def test_other_rules_and_other_blocks_are_not_passed_over(text: str, plain: Reader) -> None:
    assert codes(run(plain, text, "NAM005")) == ["NAM005"]


def test_findings_stand_in_the_order_of_the_file(plain: Reader) -> None:
    places = [finding.start for finding in run(plain, HYPHENS, selection=Selection(select=("ALL",))).findings]
    assert places == sorted(places)


def _finding(start: int, end: int, replacement: str, *, safe: bool = True) -> Finding:
    fix = Fix(safe, (Edit(start, end, replacement),))
    return Finding("NAM005", Severity.WARNING, "m", "p", start, end, fix=fix)


def test_of_two_fixes_that_overlap_the_first_is_applied() -> None:
    mended = mend("abcdef", [_finding(2, 5, "Y"), _finding(0, 3, "X"), _finding(5, 6, "Z")])
    assert mended.text == "XdeZ"
    assert len(mended.applied) == 2


def test_unsafe_fixes_wait_until_they_are_asked_for() -> None:
    assert mend("abc", [_finding(0, 1, "X", safe=False)]).text == "abc"
    assert mend("abc", [_finding(0, 1, "X", safe=False)], unsafe=True).text == "Xbc"


def test_mending_goes_on_until_nothing_is_left(plain: Reader) -> None:
    text = HYPHENS.replace("A multi-disc", "A  multi-disc").replace("Six", "Six  ")
    for _ in range(2):
        found = run(plain, text, "TYP003", "NAM005", selection=Selection(select=("ALL",))).findings
        text = mend(text, found, unsafe=True).text
    assert text == HYPHENS.replace("multidisciplinary", "multi-disciplinary")
    assert run(plain, text, "TYP003", "NAM005", selection=Selection(select=("ALL",))).findings == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=3)), max_size=12))
def test_fixes_never_touch_what_they_do_not_name(edits: list[tuple[int, int, str]]) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(36))
    mended = mend(text, [_finding(start, start + length, words) for start, length, words in edits])
    touched = {
        place
        for finding in mended.applied
        if finding.fix
        for edit in finding.fix.edits
        for place in range(edit.start, edit.end)
    }
    kept = [sign for place, sign in enumerate(text) if place not in touched]
    assert [sign for sign in mended.text if sign in kept] == kept


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400),
    st.sampled_from(["en", "ru", "ar", "az", "fr"]),
)
def test_no_text_makes_a_rule_fail(text: str, language: str) -> None:
    paragraphs = tuple(Piece.cut(text, 0, len(text)) for _ in range(1) if text.strip())
    manuscript = Manuscript(
        "x.txt", text, language, headline=paragraphs[0] if paragraphs else None, paragraphs=paragraphs
    )
    checked = check(Subject(manuscript, date(2018, 10, 30)), RULES, Selection(select=("ALL",)))
    assert checked.crashes == ()
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in checked.findings)


_PIECES = st.sampled_from(
    [
        "When: ", "Where: ", "30 October 2018", "31 October", "10:00", "EUR 1.5 million", "€3", "(NF)", "Nurses First",
        "Example Bank", "“", "”", '"', "»", "Five partners", "\n\n", "\n", " ", "the the ", "on Tuesday ", "(30/10)",
        "@", "funded by the European Union", "https://", "[", "]", "&", "Ana Example", "Anna Exemple", "3", ".", ", ",
        "XX million", "Tel: ", "+994 12 ", "é", "ъ", "ə", "في ", "\u200f", "İ", "ß", "👩\u200d👧",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40), st.lists(_PIECES, max_size=20), st.sampled_from(["en", "ru", "ar", "az", "fr"]))
def test_no_release_makes_a_rule_fail(here: list[str], there: list[str], language: str) -> None:
    text, other = "".join(here), "".join(there)
    begins = Moment(datetime(2018, 10, 30, 10, tzinfo=UTC), "UTC")
    facts = Edition(
        language,
        text[:60] or "h",
        Dateline("Baku", date(2018, 10, 29)),
        (Paragraph((Words(text),)),),
        event=Event("Nurses First Forum", begins, venue="Example Hall"),
        organisers=(Organisation("Example Bank"), Organisation("Example Aid")),
        project=Project("Nurses First", "NFI", funders=(Organisation("European Union"),)),
        speakers=(Speaker("Ana Example"),),
        fields={"amount": 1_500_000, "currency": "EUR"},
    )
    original = replace(facts, language="en", body=(Paragraph((Words(other),)),))
    pieces = tuple(Piece.cut(text, 0, len(text)) for _ in range(1) if text.strip())
    manuscript = Manuscript("x.md", text, language, headline=pieces[0] if pieces else None, paragraphs=pieces)
    subject = Subject(
        manuscript,
        date(2018, 10, 30),
        on_file=(NameOnFile("ana", ("Ana Example", "Anna Exemple"), person=True),),
        edition=facts,
        original=original,
        now=datetime(2019, 1, 1, tzinfo=UTC),
        misspelt=lambda word: len(word) == 3,
    )
    checked = check(subject, RULES, Selection(select=("ALL",)))
    assert checked.crashes == ()
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in checked.findings)
    mend(text, checked.findings, unsafe=True)


def test_a_zone_behind_an_hour_is_nothing_to_fill_in(plain: Reader) -> None:
    text = "Baku, 30 October 2018 – Doors open at 2018-10-30T06:00Z[UTC] or 2018-10-30T10:00+04:00[UTC], says [NAME].\n"
    (found,) = run(plain, text, "STR007").findings
    assert text[found.start : found.end] == "[NAME]"


def test_what_is_printed_after_the_text_uses_no_acronym_before_it(plain: Reader) -> None:
    text = (
        "Head of the EASN\n\nBaku, 30 October 2018 – The Example Association of School Nurses (EASN) opened a school. "
        "EASN pays.\n"
    )
    body = text.index("Baku")
    title, lead = Piece.cut(text, 0, body - 2), Piece.cut(text, body, len(text) - 1)
    manuscript = Manuscript(
        "x.md", text, "en", paragraphs=(lead,), speakers=(PersonAsWritten(Piece("Ana", 0, 0), title),)
    )
    edition = Edition("en", "h", Dateline("Baku", date(2018, 10, 30)), (Paragraph((Words("x"),)),))

    def early(facts: Edition | None) -> list[str]:
        checked = check(Subject(manuscript, date(2018, 10, 30), edition=facts), RULES, Selection(select=("ACR001",)))
        return [one.rule for one in checked.findings]

    assert early(edition) == []
    assert early(None) == ["ACR001"]


def test_all_whose_approval_an_edit_voided_are_named(plain: Reader) -> None:
    text = "Six partners open school\n\nBaku, 30 October 2018 – Six partners opened a school.\n"
    voided = (Voided("The approval for A is void: x since"), Voided("The approval for B is void: x since"))
    manuscript = Manuscript("x.md", text, "en", headline=Piece.cut(text, 0, 24))
    subject = Subject(manuscript, date(2018, 10, 30), voided=voided)
    (found,) = check(subject, RULES, Selection(select=("APP001",))).findings
    assert "for A" in found.message
    assert "for B" in found.message


@pytest.mark.parametrize(
    ("text", "language", "rule"),
    [
        ("Opera opens\n\nThe Slow Quill Theatre Company and the Elm Theater Company sing.\n", "en", "NAM001"),
        ("Oper öffnet\n\nAda Quill sagte: “Wir öffnen heute die Tür für alle.“\n", "de", "QUO004"),
        (
            "Mayor opens door\n\nDistrict Attorney Ada Quill came.\n\n“We open the door for all,” DA Quill said.\n",
            "en",
            "QUO003",
        ),
        (
            "Quay opens\n\nState’s Attorney Ida Low Quill sat.\n\n“We open it to all,” said State’s Attorney Quill.\n",
            "en",
            "QUO003",
        ),
        ("Quay opens\n\nMayor Ida Low Quill came.\n\n“We open it for all,” Ida Quill said.\n", "en", "QUO003"),
        (
            "Quay opens\n\nIt opens.\n\n“The quay is long,” said Ada Quill, M.D., president of the harbour board, "
            + "professor of knots at the Elm School of Ropes in New Quay, Norland, " * 4
            + "and mason. “Congratulations, Ben, on this work, which will help us steer our boats to land.”\n",
            "en",
            "QUO002",
        ),
        ("Mayor opens door\n\nRep. Ada Quill came.\n\n“We open it for all,” DA Quill said.\n", "en", "QUO003"),
    ],
)
def test_names_and_marks_of_others_are_no_mistakes(plain: Reader, text: str, language: str, rule: str) -> None:
    assert not codes(check(Subject(plain(text, language=language), date(2018, 10, 30)), (BY_CODE[rule],)))


def test_a_quotation_that_was_not_translated_is_found_under_a_translated_name(plain: Reader) -> None:
    def edition(language: str, name: str, span: Span) -> Edition:
        quotation = Quotation(((Words("Nobody should have to risk their life."),),), Attribution(name, None), span)
        return Edition(language, "h", Dateline("Baku", date(2018, 10, 30)), (quotation,))

    text = "> Nobody should have to risk their life.\n> — Карим Пример\n"
    manuscript = Manuscript("ru.md", text, "ru")
    facts, original = (
        edition("ru", "Карим Пример", Span(0, len(text), 1)),
        edition("en", "Karim Example", Span(0, 9, 1)),
    )
    subject = Subject(manuscript, date(2018, 10, 30), edition=facts, original=original)
    (found,) = check(subject, RULES, Selection(select=("PAR006",))).findings
    assert found.message == "The quotation is still in en"


def test_a_quotation_of_nobody_is_found_once(plain: Reader) -> None:
    said = "We have waited for nine years to open this door, and now we open it for all of us in the town."
    text = f'Mayor opens door\n\nThe door is open.\n\n"{said}"\n\nThe town has nine doors.\n'
    assert codes(run(plain, text, "QUO002")).count("QUO002") == 1
