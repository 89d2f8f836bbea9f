"""Answers: each type read the same way however it came, and refused in a press officer's words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.errors import BadInput, UsageError
from pressctl.frozen import replace
from pressctl.model.kind import FieldType, Question
from pressctl.model.moment import parse_moment
from pressctl.source.drafting.answer_reading import read_answer
from pressctl.source.drafting.answer_sheet import (
    kept_language,
    kept_sheet,
    kept_text,
    misfits,
    missing_answers,
    nested,
    open_questions,
    read_settings,
    read_sheet,
    with_defaults,
)
from pressctl.source.drafting.answers import answer_at, misfit, question_for, with_answer
from pressctl.source.drafting.as_typed import as_typed
from pressctl.source.drafting.asking import Asking
from pressctl.source.drafting.cautions import cautions, too_long
from pressctl.source.drafting.typed_parts import BadAnswer, Plain, phone_number
from pressctl.source.kinds import load_kind

ASKING = Asking(load_config(builtin_templates() / "sample" / "pressctl.toml"), "en", date(2018, 10, 20))
KIND = load_kind(None, "joint-event")


def read(type_: FieldType, raw: Plain, *choices: str) -> Plain:
    return read_answer(Question("draft.x", type_, "X", choices=choices), raw, ASKING).value


def echo(type_: FieldType, raw: Plain) -> str | None:
    return read_answer(Question("draft.x", type_, "X"), raw, ASKING).echo


def refused(type_: FieldType, raw: Plain, *choices: str) -> str:
    with pytest.raises(BadAnswer) as caught:
        read(type_, raw, *choices)
    return str(caught.value)


def test_a_moment_is_read_on_the_offices_clock_and_said_back() -> None:
    assert read(FieldType.MOMENT, "30 October 2018 10:00") == "2018-10-30T10:00+04:00[Asia/Baku]"
    assert echo(FieldType.MOMENT, "30 October 2018 10:00") == "Tuesday, 30 October 2018, 10:00 Baku (06:00 UTC)"


def test_a_date_is_read_and_said_back_with_its_weekday() -> None:
    assert read(FieldType.DATE, "30.10.2018") == "2018-10-30"
    assert echo(FieldType.DATE, "30.10.2018") == "Tuesday, 30 October 2018"
    assert echo(FieldType.DATE, "2018-10-30") is None
    assert "31.2.2018" in refused(FieldType.DATE, "31.2.2018")


@pytest.mark.parametrize(
    ("type_", "raw", "value"),
    [
        (FieldType.LINE, "  One line ", "One line"),
        (FieldType.TEXT, "One.\r\n\r\nTwo.  ", "One.\n\nTwo."),
        (FieldType.NUMBER, "11", 11),
        (FieldType.NUMBER, "1 200", 1200),
        (FieldType.NUMBER, "1,500,000", 1500000),
        (FieldType.NUMBER, "1.500.000", 1500000),
        (FieldType.NUMBER, "-750,000", -750000),
        (FieldType.YES_NO, "Yes", True),
        (FieldType.YES_NO, "нет", False),
        (FieldType.LINES, "a, b", ["a", "b"]),
        (FieldType.LINES, ["a", "b, c"], ["a", "b, c"]),
        (FieldType.MAP, "iom = the agency; x=y=z", {"iom": "the agency", "x": "y=z"}),
        (FieldType.LANGUAGE, "az", "az"),
    ],
)
def test_plain_types_are_read(type_: FieldType, raw: Plain, value: Plain) -> None:
    assert read(type_, raw) == value


@pytest.mark.parametrize(
    ("type_", "raw", "why"),
    [
        (FieldType.LINE, "two\nlines", "contains a line break"),
        (FieldType.LINE, "x" * 501, "501 characters"),
        (FieldType.LINE, "", "is empty"),
        (FieldType.LINE, ["a"], "is a list"),
        (FieldType.LINE, "right\u202eto left", "changes the direction of writing"),
        (FieldType.TEXT, "a\x00b", "NUL"),
        (FieldType.TEXT, "[x](javascript:alert)", "link"),
        (FieldType.NUMBER, "many", "not a whole number"),
        (FieldType.NUMBER, "1.5", "not a whole number"),
        (FieldType.NUMBER, "1,500.000", "not a whole number"),
        (FieldType.YES_NO, "perhaps", "neither yes nor no"),
        (FieldType.MAP, "just words", "key = words"),
        (FieldType.MAP, "a = b; a = c", '"a" is given twice'),
        (FieldType.LANGUAGE, "English", "not a language code"),
        (FieldType.MOMENT, "30 October 2018", "time"),
        (FieldType.ORGANISATIONS, ["iom", "a\u2028b"], "line separator"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(type_: FieldType, raw: Plain, why: str) -> None:
    assert why in refused(type_, raw)


def test_a_choice_is_read_whatever_its_case_and_the_nearest_is_named() -> None:
    assert read(FieldType.CHOICE, "OPEN", "open", "closed") == "open"
    assert refused(FieldType.CHOICE, "closd", "open", "closed") == '"closd": did you mean "closed"?'


@pytest.mark.parametrize(
    "typed", ["milli-majlis", "Milli Majlis of the Republic of Azerbaijan", "milli  majlis", "Milli Məclis"]
)
def test_an_organisation_is_found_by_key_name_or_alias(typed: str) -> None:
    assert read(FieldType.ORGANISATION, typed) == "milli-majlis"


@pytest.mark.parametrize("typed", ["milli-m", "Milli Mejlis", "milli-majls"])
def test_a_name_close_to_one_on_file_comes_back_as_a_question(typed: str) -> None:
    said = refused(FieldType.ORGANISATION, typed)
    assert said == f'{typed}: did you mean milli-majlis, "Milli Majlis of the Republic of Azerbaijan"?'


def test_a_name_that_is_like_none_on_file_is_written_in_place() -> None:
    assert read(FieldType.ORGANISATION, "Quiet Harbour Trust") == {"name": "Quiet Harbour Trust"}
    assert read(FieldType.ORGANISATION, "Milli Mejlis | MM") == {"name": "Milli Mejlis", "acronym": "MM"}
    assert echo(FieldType.ORGANISATION, "Quiet Harbour Trust") == "Quiet Harbour Trust (not on file)"
    assert refused(FieldType.ORGANISATION, "unhcr") == 'no organisation "unhcr" on file'


def test_a_list_is_typed_with_commas_and_may_hold_one_that_is_not_on_file() -> None:
    typed = "iom, EU Delegation, Quiet Harbour Trust | QHT"
    expected: Plain = ["iom", "eu-delegation", {"name": "Quiet Harbour Trust", "acronym": "QHT"}]
    assert read(FieldType.ORGANISATIONS, typed) == expected


def test_every_fault_of_a_list_is_told_and_a_double_is_one() -> None:
    said = refused(FieldType.ORGANISATIONS, "milli-m, iom, iom, nowhere").split("\n")
    assert len(said) == 3
    assert '"iom" is named twice' in said


def test_a_person_who_is_not_on_file_keeps_commas_in_the_title() -> None:
    one: Plain = {"name": "Leyla Example", "title": "Head of Protection, Example Mission"}
    assert read(FieldType.PEOPLE, "Leyla Example | Head of Protection, Example Mission") == [one]
    assert read(FieldType.PEOPLE, "ali-huseynli; Leyla Example | Head of Protection, Example Mission") == [
        "ali-huseynli",
        one,
    ]
    assert "semicolons" in refused(FieldType.PEOPLE, "ali-huseynli, Leyla Example | Head")


def test_a_contact_is_typed_in_one_line_and_phones_are_printed_internationally() -> None:
    typed = "Leyla Example | Press Officer | +994125550100, +994 12 555 01 01 | leyla@example.org"
    assert read(FieldType.CONTACTS, typed) == [
        {
            "name": "Leyla Example",
            "title": "Press Officer",
            "phones": ["+994 12 555 01 00", "+994 12 555 01 01"],
            "email": "leyla@example.org",
        }
    ]


def test_a_contact_that_nobody_can_reach_is_refused() -> None:
    assert "needs a phone or an e-mail" in refused(FieldType.CONTACTS, "Leyla Example | Press Officer")
    assert "neither a phone nor an e-mail" in refused(FieldType.CONTACTS, "ali-huseynli")
    assert "leyla@" in refused(FieldType.CONTACTS, "Leyla Example | leyla@")
    assert 'unknown key "fax"' in refused(FieldType.CONTACTS, {"name": "L", "email": "l@example.org", "fax": "1"})


def test_two_phones_in_one_are_refused_and_both_are_named() -> None:
    with pytest.raises(BadAnswer) as caught:
        phone_number("+994 12 465 90 71/72")
    assert "+994 12 465 90 71, +994 12 465 90 72" in str(caught.value)


@pytest.mark.parametrize(
    ("number", "why"),
    [("012 465 90 71", "no country code"), ("+994 12 465", "can exist there"), ("+", "not a phone number")],
)
def test_a_phone_that_cannot_be_called_is_refused(number: str, why: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        phone_number(number)
    assert why in str(caught.value)


def test_only_organisations_with_a_boilerplate_can_be_told_about() -> None:
    assert read(FieldType.BOILERPLATES, "iom, eu-delegation") == ["iom", "eu-delegation"]
    assert "has no boilerplate" in refused(FieldType.BOILERPLATES, "milli-majlis")


def test_glosses_are_kept_under_the_organisations_key() -> None:
    question = question_for(KIND, "fields.organiser_glosses")
    assert read_answer(question, "Milli Majlis = the parliament", ASKING).value == {"milli-majlis": "the parliament"}


def test_an_event_cannot_end_before_it_starts() -> None:
    start = with_answer({}, "event.start", "2018-10-30T10:00+04:00[Asia/Baku]")
    assert misfit("event.end", "2018-10-30T09:00+04:00[Asia/Baku]", start) == "the event ends before it starts"
    assert misfit("event.end", "2018-10-30T09:00+03:00[Europe/Istanbul]", start) is None
    ends = {"event.start": "2018-10-30T10:00[Asia/Baku]", "event.end": "2018-10-29T10:00[Asia/Baku]"}
    assert misfits(ends, KIND) == {"event.end": "the event ends before it starts"}


def test_a_kind_says_which_time_comes_before_which() -> None:
    kind = load_kind(None, "media-advisory")
    sheet = {
        "event.start": "2018-10-30T10:00[Asia/Baku]",
        "fields.accreditation_deadline": "2018-10-30T11:00[Asia/Baku]",
    }
    said = '"Until when they can register" lies after the event\'s start'
    assert misfits(sheet, kind) == {"fields.accreditation_deadline": said}
    early = {**sheet, "fields.accreditation_deadline": "2018-10-30T09:00+03:00[Europe/Istanbul]"}
    assert misfits(early, kind) == {}
    days = {"fields.begins": "2019-01-02", "fields.ends": "2019-01-01"}
    assert "lies before" in misfits(days, load_kind(None, "funding"))["fields.ends"]


def test_an_embargo_that_has_passed_is_said_while_it_can_be_changed() -> None:
    asking = replace(ASKING, now=parse_moment("2018-10-20T12:00[Asia/Baku]"))
    passed = {"embargo": "2018-10-20T12:00[Asia/Baku]"}
    assert any("has passed" in caution for caution in cautions("embargo", passed, asking))
    assert not cautions("embargo", {"embargo": "2018-10-20T12:01[Asia/Baku]"}, asking)


def test_settings_are_read_with_every_problem_at_once() -> None:
    sheet = read_settings(["event.title=One = two", "project.name="], KIND, ASKING)
    assert sheet == {"event.title": "One = two", "project.name": None}
    with pytest.raises(BadInput) as caught:
        read_settings(["event.titel=x", "dateline.date=yesterdayish", "headline=a", "headline=b"], KIND, ASKING)
    assert [problem.where for problem in caught.value.problems] == [
        "--set event.titel",
        "--set dateline.date",
        "--set headline",
    ]
    assert 'did you mean "event.title"?' in caught.value.problems[0].message
    with pytest.raises(UsageError):
        read_settings(["headline"], KIND, ASKING)


def test_a_file_of_answers_may_nest_them_or_dot_them() -> None:
    text = "event:\n  title: Round table\ndateline.place: Baku\norganisers: [iom, Milli Majlis]\nnotes:\n"
    assert read_sheet(text, "a.yaml", KIND, ASKING) == {
        "event.title": "Round table",
        "dateline.place": "Baku",
        "organisers": ["iom", "milli-majlis"],
        "notes": None,
    }


def test_every_problem_of_a_file_of_answers_has_its_line() -> None:
    text = (
        "event:\n  titel: X\n  start: soon\norganisers: [iom, milli-m]\nevent.title: [a]\nproject: ENCT\nheadline: A\n"
    )
    with pytest.raises(BadInput) as caught:
        read_sheet(text, "a.yaml", KIND, ASKING)
    places = [problem.place() for problem in caught.value.problems]
    assert [place.rsplit(":", 1)[0] for place in places] == [f"a.yaml:{line}" for line in (2, 3, 4, 5, 6)]
    assert caught.value.problems[0].hint == 'did you mean "event.title"?'


@pytest.mark.parametrize("text", ["- a\n", "headline: a\nheadline: b\n", "headline: [a\n", "headline: a\x07\n"])
def test_a_file_that_is_no_answers_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_sheet(text, "a.yaml", KIND, ASKING)
    assert caught.value.problems


def test_questions_that_need_another_answer_are_asked_only_after_it() -> None:
    paths = [question.path for question in open_questions(KIND, {})]
    assert "project.acronym" not in paths
    with_project = [question.path for question in open_questions(KIND, {"project.name": "One Table"})]
    assert {"project.acronym", "project.lead", "project.funders"} <= set(with_project)
    quoted = missing_answers(KIND, {"draft.quoted": "nigar-example"})
    assert "draft.quotation" in {question.path for question in quoted}


def test_defaults_come_from_the_office_and_from_earlier_answers() -> None:
    sheet = with_defaults(
        KIND,
        {
            "event.title": "Round table",
            "event.start": "2018-10-30T10:00[Asia/Baku]",
            "organisers": ["iom", "leader-women"],
        },
        ASKING,
    )
    assert sheet["headline"] == "Round table"
    assert sheet["dateline.place"] == "Baku"
    assert sheet["dateline.date"] == "2018-10-30"
    assert sheet["boilerplates"] == ["iom"]
    assert sheet["contacts"] == ["nigar-example"]
    assert not missing_answers(KIND, sheet)


def test_what_is_required_cannot_be_left_out() -> None:
    assert {question.path for question in missing_answers(KIND, {"event.title": None})} >= {"event.title"}
    assert "event.title" in {question.path for question in open_questions(KIND, {"event.title": None})}


def test_a_kept_sheet_comes_back_as_it_was() -> None:
    sheet = {
        "event.title": "Round *table*: {{ no }}",
        "organisers": ["iom", {"name": "Quiet | Harbour", "acronym": "QH"}],
        "contacts": [{"name": "Leyla", "phones": ["+994 12 555 01 00"]}],
        "fields.aim": "One.\n\nTwo.",
        "event.start": "2018-10-30T10:00+04:00[Asia/Baku]",
        "event.venue": None,
    }
    text = kept_text("az", sheet)
    assert kept_language(text, "draft.yaml") == "az"
    assert kept_sheet(text, KIND, ASKING) == sheet


def test_a_kept_answer_that_can_no_longer_be_taken_is_asked_again() -> None:
    text = kept_text("en", {"organisers": ["gone-organisation"], "event.title": "Round table"})
    assert kept_sheet(text, KIND, ASKING) == {"event.title": "Round table"}
    assert kept_sheet("- nonsense", KIND, ASKING) == {}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.sampled_from(list(FieldType)))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str, type_: FieldType) -> None:
    question = Question("draft.x", type_, "X", choices=("a",) if type_ is FieldType.CHOICE else ())
    try:
        reading = read_answer(question, typed, ASKING)
    except BadAnswer:
        return
    assert reading.value is not None


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co"]), min_size=1, max_size=60))
def test_a_line_survives_being_kept(line: str) -> None:
    try:
        value = read(FieldType.LINE, line)
    except BadAnswer:
        return
    assert kept_sheet(kept_text("en", {"headline": value}), KIND, ASKING) == {"headline": value}


def test_paths_nest_and_are_found_again() -> None:
    assert nested({"event.title": "T", "headline": "H", "notes": None}) == {"event": {"title": "T"}, "headline": "H"}
    assert answer_at({"event": {"title": "T"}}, "event.title") == "T"
    assert answer_at({"event": "x"}, "event.title") is None


def test_names_joined_by_and_are_checked_one_by_one() -> None:
    said = refused(FieldType.ORGANISATIONS, "eu delegashun and lider women")
    assert "eu delegashun: did you mean eu-delegation" in said
    assert "lider women: did you mean leader-women" in said
    assert read(FieldType.ORGANISATIONS, "iom, eu-delegation, and milli majlis") == [
        "iom", "eu-delegation", "milli-majlis",
    ]  # fmt: skip
    assert read(FieldType.ORGANISATIONS, "Ministry of Labour and Social Protection və IOM") == [
        {"name": "Ministry of Labour and Social Protection"},
        "iom",
    ]
    assert read(FieldType.PEOPLE, "Ali Huseynli and bahar-muradova") == ["ali-huseynli", "bahar-muradova"]


@pytest.mark.parametrize("typed", ["iom; eu-delegation", "iom and eu-delegation", "New Fund; Other Fund"])
def test_where_one_organisation_is_wanted_two_are_refused(typed: str) -> None:
    assert "only one is wanted" in refused(FieldType.ORGANISATION, typed)


def test_where_one_person_is_wanted_two_are_refused() -> None:
    assert "only one is wanted" in refused(FieldType.PERSON, "Leyla Someone and Aysel Other")
    assert read(FieldType.PERSON, "Leyla Someone") == {"name": "Leyla Someone"}


def test_a_new_name_is_doubted_with_the_one_it_is_like_unless_a_bar_says_that_it_is_new() -> None:
    question = Question("draft.x", FieldType.ORGANISATIONS, "X")
    (doubt,) = read_answer(question, "iom, State Border Service", ASKING).doubts
    assert doubt.startswith('"State Border Service" is not on file; did you mean migration-service, ')
    assert read_answer(question, "Quiet Harbour Trust", ASKING).doubts == ('"Quiet Harbour Trust" is not on file',)
    assert read_answer(question, "Quiet Harbour Trust | QHT", ASKING).doubts == ()
    assert read_answer(question, [{"name": "Quiet Harbour Trust"}], ASKING).doubts == ()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("example.org", "https://example.org"),
        ("www.example.org/a?b=c", "https://www.example.org/a?b=c"),
        ("the page on our site", None),
        ("ask us", None),
        ("page", None),
        ("javascript:alert(1)", None),
        ("press@example.org", None),
    ],
)
def test_the_address_of_a_page_looks_like_one(typed: str, taken: str | None) -> None:
    question = question_for(load_kind(None, "announcement"), "fields.more")
    if taken is None:
        with pytest.raises(BadAnswer, match="is not the address of a page"):
            read_answer(question, typed, ASKING)
    else:
        assert read_answer(question, typed, ASKING).value == taken


def test_dates_are_read_in_every_language_of_the_office() -> None:
    assert read(FieldType.DATE, "7 dekabr 2026") == "2026-12-07"
    assert read(FieldType.DATE, "5 октября 2026") == "2026-10-05"
    assert read(FieldType.MOMENT, "7 dekabr 2026, saat 10:00") == "2026-12-07T10:00+04:00[Asia/Baku]"
    for short in ("7/12/26", "7 December 26", "7 dekabr 26 10:00"):
        assert "write all four" in refused(FieldType.MOMENT, short)


@pytest.mark.parametrize(
    ("path", "sheet", "said"),
    [
        ("embargo", {"embargo": "2018-10-31T10:00[Asia/Baku]", "dateline.date": "2018-10-30"}, "after the dateline"),
        (
            "embargo",
            {"embargo": "2018-10-30T18:00[Asia/Baku]", "event.end": "2018-10-30T12:00[Asia/Baku]"},
            "after the event has ended",
        ),
        ("event.start", {"event.start": "2020-01-01T10:00[Asia/Baku]"}, "more than a year away"),
        ("event.start", {"event.start": "2016-01-01T10:00[Asia/Baku]"}, "more than a year ago"),
        (
            "dateline.date",
            {"event.start": "2017-10-01T10:00[Asia/Baku]", "dateline.date": "2018-10-30"},
            "more than a year before",
        ),
        ("expires", {"expires": "2018-10-19T10:00[Asia/Baku]"}, "has passed"),
        ("embargo", {"embargo": "2018-10-30T10:00[Asia/Baku]", "dateline.date": "2018-10-30"}, None),
        ("dateline.date", {"dateline.date": "2018-10-17"}, "that day has passed: 3 days ago"),
        ("dateline.date", {"dateline.date": "2018-10-19"}, "that day has passed: yesterday"),
        ("dateline.date", {"dateline.date": "2018-10-20"}, None),
        ("dateline.date", {"dateline.date": "2019-10-30"}, "more than a year away"),
        ("event.start", {"event.start": "2018-10-30T10:00[Asia/Baku]", "dateline.date": "2018-10-30"}, None),
    ],
)
def test_dates_that_contradict_each_other_are_said(path: str, sheet: dict[str, Plain], said: str | None) -> None:
    found = " ".join(cautions(path, nested(sheet), ASKING))
    assert (said in found) if said else not found


def test_a_headline_that_newsrooms_cut_is_said() -> None:
    assert too_long("headline", "x" * 100) is None
    assert "101 characters" in (too_long("headline", "x" * 101) or "")
    assert too_long("subheadline", "x" * 101) is None


@pytest.mark.parametrize(
    ("type_", "raw"),
    [
        (FieldType.LINE, "One line"),
        (FieldType.DATE, "30 October 2018"),
        (FieldType.MOMENT, "30 October 2018 10:00"),
        (FieldType.NUMBER, "11"),
        (FieldType.YES_NO, "yes"),
        (FieldType.LINES, "a, b"),
        (FieldType.MAP, "iom = the agency; x = y"),
        (FieldType.ORGANISATION, "iom"),
        (FieldType.ORGANISATIONS, "iom; Quiet Harbour Trust | QHT"),
        (FieldType.PERSON, "Leyla Example | Head"),
        (FieldType.PEOPLE, "ali-huseynli, bahar-muradova"),
        (FieldType.CONTACTS, "Leyla | Officer | +994 12 555 01 00 | leyla@example.org"),
        (FieldType.COPIES, "focal-points, office"),
        (FieldType.LANGUAGE, "az"),
    ],
)
def test_an_answer_is_offered_again_as_it_would_be_typed(type_: FieldType, raw: str) -> None:
    question = Question("draft.x", type_, "X")
    value = read_answer(question, raw, ASKING).value
    assert as_typed(question, value, ASKING.zone) == raw
    assert read_answer(question, as_typed(question, value, ASKING.zone), ASKING).value == value


def test_an_answer_in_other_letters_is_told() -> None:
    found = cautions("headline", {"headline": "شيء بالعربية"}, ASKING)
    assert found == ("Arabic letters, and the draft is in English",)
    assert not cautions("headline", {"headline": "A school opens"}, ASKING)
    assert not cautions("organisers", {"organisers": ["mnp"]}, ASKING)
