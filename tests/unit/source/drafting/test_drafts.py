"""Drafts: every kind in every language reads without a hole, says the words given, and blames the right line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.frozen import replace
from pressctl.language.dates import date_text
from pressctl.model.kind import Kind
from pressctl.model.text import Paragraph, Quotation, block_text
from pressctl.source.drafting.articles import definite
from pressctl.source.drafting.asking import Asking
from pressctl.source.drafting.draft_facts import Party
from pressctl.source.drafting.drafts import default_answer, draft_body
from pressctl.source.drafting.sentences import STOPPED, introduce, marked, phrase, sentence, settled
from pressctl.source.drafting.typed_parts import Plain
from pressctl.source.drafting.unquoted import unquoted
from pressctl.source.kinds import kind_names, load_kind
from pressctl.source.markdown.reading import parse_blocks
from tests.examples import examples

CONFIG = load_config(builtin_templates() / "sample" / "pressctl.toml")
LANGUAGES = ("en", "az", "ru", "ar", "fr")
KINDS = ("announcement", "joint-event", "statement")
LEAST: dict[str, Plain] = {
    "headline": "A headline",
    "dateline": {"place": "Baku", "date": "2018-10-30"},
    "event": {"title": "Round table", "start": "2018-10-30T10:00+04:00[Asia/Baku]"},
    "organisers": ["iom"],
    "contacts": ["nigar-example"],
    "draft": {"news": "Advice is free.", "quoted": "serhan-aktoprak", "quotation": "Come early.\n\nCome often."},
}
FULL: dict[str, Plain] = {
    **LEAST,
    "organisers": ["eu-delegation", "iom", "milli-majlis", "leader-women"],
    "event": {
        "title": "Round table",
        "start": "2018-10-30T10:00+04:00[Asia/Baku]",
        "end": "2018-10-30T13:00+04:00[Asia/Baku]",
        "venue": "House One",
        "accreditation": "write to press@example.org",
    },
    "project": {"name": "One Table", "acronym": "OT", "lead": "iom", "funders": ["european-union", {"name": "A Fund"}]},
    "speakers": ["ali-huseynli", {"name": "Leyla Example", "title": "Head"}],
    "fields": {
        "form": "XFORM",
        "aim": "XAIM.",
        "participation": "XPARTICIPATION",
        "news_peg": "XPEG.",
        "programme": "XPROGRAMME.",
        "organiser_glosses": {"iom": "XGLOSS"},
        "occasion": "XOCCASION.",
        "effective": "2018-11-05",
        "more": "https://example.org/x_y",
    },
    "draft": {**LEAST["draft"], "meaning": "XMEANING.", "background": "XBACKGROUND."},  # type: ignore[dict-item]
}


def drafted(kind: str, language: str, answers: dict[str, Plain]) -> str:
    return draft_body(load_kind(None, kind), language, answers, CONFIG)


def own(tmp_path: Path, text: str) -> tuple[Kind, Workspace]:
    """Return the announcement with another English draft, in a workspace of its own."""
    folder = tmp_path / "templates" / "announcement"
    folder.mkdir(parents=True)
    (folder / "draft.en.md.j2").write_text(text, encoding="utf-8")
    return replace(load_kind(None, "announcement"), folder=folder), Workspace(tmp_path)


def error_of(tmp_path: Path, text: str) -> tuple[str, int | None]:
    kind, workspace = own(tmp_path, text)
    with pytest.raises(BadInput) as caught:
        draft_body(kind, "en", LEAST, CONFIG, workspace)
    (problem,) = caught.value.problems
    assert problem.path == "templates/announcement/draft.en.md.j2"
    return problem.message, problem.line


@pytest.mark.parametrize("answers", [LEAST, FULL], ids=["least", "full"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_reads_without_holes_in_every_language(kind: str, language: str, answers: dict[str, Plain]) -> None:
    body = drafted(kind, language, answers)
    parsed = parse_blocks(body, path="en.md")
    assert not parsed.problems
    assert parsed.blocks
    text = "\n".join(block_text(block) for block in parsed.blocks)
    assert not re.search(r"None|Undefined|\{\{|\}\}|\[\]|\(\)|«\s*»|“”", text)
    assert not re.search(r"  | [.,;](?! )|\.\.|,,|،،|: *\.|\n\n", text.replace("\u00a0", " "))
    assert all(block_text(block)[-1] in ".:؟!?»”/y" for block in parsed.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_joint_event_says_every_fact_that_was_given(language: str) -> None:
    text = "\n".join(
        block_text(block) for block in parse_blocks(drafted("joint-event", language, FULL), path="").blocks
    )
    for words in (
        "Round table", "XFORM", "XAIM", "XPARTICIPATION", "XPEG", "XPROGRAMME", "XGLOSS", "House One", "One Table",
        "A Fund", "Leyla Example", "Come early.", "press@example.org",
    ):  # fmt: skip
        assert words.lower() in text.lower(), words
    for key in ("eu-delegation", "milli-majlis", "leader-women", "european-union"):
        assert CONFIG.organisations[key].name.get(language) in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotation_stands_off_with_its_name_and_title(kind: str, language: str) -> None:
    blocks = parse_blocks(drafted(kind, language, LEAST), path="").blocks
    (quotation,) = (block for block in blocks if isinstance(block, Quotation))
    assert len(quotation.paragraphs) == 2
    assert quotation.attribution is not None
    assert quotation.attribution.name == CONFIG.people["serhan-aktoprak"].name.get(language)
    assert quotation.attribution.title == (CONFIG.people["serhan-aktoprak"].title or CONFIG.office.name).get(language)


def test_the_lead_says_who_what_and_when_and_repeats_no_city() -> None:
    lead = drafted("joint-event", "en", FULL).split("\n\n")[0]
    assert lead.startswith(
        "The Delegation of the European Union to Azerbaijan and the International Organization for Migration "
        "(IOM, XGLOSS), with two partners, hold XFORM on Tuesday."
    )
    assert "Baku" not in lead


def test_one_organiser_holds_and_two_hold() -> None:
    assert "The International Organization for Migration (IOM) holds an event on" in drafted("joint-event", "en", LEAST)
    two = drafted("joint-event", "en", {**LEAST, "organisers": ["iom", "leader-women"]})
    assert "the Leader Women Public Union hold an event" in two


def test_a_draft_has_no_word_that_the_offices_own_spelling_would_contradict() -> None:
    four = drafted("joint-event", "en", {**LEAST, "organisers": ["iom", "leader-women", "milli-majlis"]})
    assert "The partner is the Milli Majlis" in four
    assert "organiser" not in four


def test_a_person_whose_title_does_not_name_the_organisation_is_given_it() -> None:
    quoted = {**LEAST, "draft": {"quoted": "nigar-example", "quotation": "Words."}}
    assert "> — Nigar Example, Press Officer, Example Mission in Azerbaijan" in drafted("statement", "en", quoted)


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_[](){}|<>#`~!&;\\-+.:'\"“”/—$^=%əıƏğşçöüЖя،العربية 1"),
        st.characters(codec="utf-8", categories=["L", "N", "P", "S"]),
    ),
    min_size=1,
    max_size=40,
)


@examples(60)
@given(name=NASTY, kind=st.sampled_from(KINDS), language=st.sampled_from(LANGUAGES))
def test_a_name_says_exactly_its_own_characters(name: str, kind: str, language: str) -> None:
    answers: dict[str, Plain] = {
        **FULL,
        "event": {**FULL["event"], "title": name},  # type: ignore[dict-item]
        "project": {"name": name},
        "organisers": [{"name": name}],
    }
    parsed = parse_blocks(drafted(kind, language, answers), path="")
    assert not parsed.problems
    text = "\n".join(block_text(block) for block in parsed.blocks)
    if kind == "joint-event":
        assert " ".join(name.split()) in " ".join(text.split())


@pytest.mark.parametrize(
    "name", ["{{ 7 * 7 }}", "{% raw %}", "*Stars*", "_under_", "[x](y)", "a|b", "<b>", "# One", "1. A"]
)
def test_nothing_in_a_name_is_mark_up(name: str) -> None:
    body = drafted("joint-event", "en", {**LEAST, "organisers": [{"name": name}]})
    first = block_text(parse_blocks(body, path="").blocks[0])
    assert first.lower().startswith(name.lower())


def test_a_text_is_markdown_and_keeps_its_paragraphs_and_lists() -> None:
    news = "It is *free*.\n\n- one\n- two"
    body = drafted("announcement", "en", {**LEAST, "draft": {"news": news}})
    assert news in body


def test_lines_of_a_template_become_one_paragraph(tmp_path: Path) -> None:
    kind, workspace = own(tmp_path, "One.\n  Two.\n{% if fields.more %}\nNo.\n{% endif %}\n\n\n\n- a\n- b\nThree.\n")
    assert draft_body(kind, "en", LEAST, CONFIG, workspace) == "One. Two.\n\n- a\n- b Three.\n"


def test_macros_and_set_blocks_are_not_escaped_twice(tmp_path: Path) -> None:
    text = "{% macro m(x) %}{{ x }}{% endmacro %}{% set s %}{{ headline }}{% endset %}{{ m(headline) }} {{ s }}\n"
    kind, workspace = own(tmp_path, text)
    body = draft_body(kind, "en", {**LEAST, "headline": "A*B"}, CONFIG, workspace)
    assert body == "A\\*B A\\*B\n"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("One.\n{% if %}\n", "Expected an expression", 2),
        ("One.\n\n{{ fields.more }}\n", "an answer that may be left out is printed here", 3),
        ("One.\n{{ organisers }}\n", "a list is printed here", 2),
        ("One.\n{{ event }}\n", "this has no words of its own", 2),
        ("{{ event.start.local }}\n", "this has no words of its own", 1),
        ("{{ evnt.title }}\n", "'evnt' is undefined", 1),
        ("One.\n{{ headline.upper.x }}\n", "has no attribute", 2),
        ("One.\nTwo {{ 1 / 0 }}\n", "division by zero", 2),
        ("{{ headline | dat }}\n", "No filter named", 1),
        ("One.\n{{ ''.__class__.__mro__ }}\n", "unsafe", 2),
        ("{% for x in range(999999999) %}{% endfor %}", "a range has at most 1000 numbers", 1),
    ],
)
def test_a_faulty_template_is_named_with_its_line(tmp_path: Path, text: str, message: str, line: int) -> None:
    said, where = error_of(tmp_path, text)
    assert message in said
    assert where == line


def test_a_language_without_a_draft_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput) as caught:
        drafted("statement", "de", LEAST)
    assert "ar, az, en, fr, ru" in (caught.value.hint or "")


def test_defaults_follow_the_office_and_the_answers() -> None:
    asking = Asking(CONFIG, "az", date(2018, 10, 20))
    kind = load_kind(None, "joint-event")
    by_path = {question.path: question for question in kind.questions}

    def default(path: str, answers: dict[str, Plain]) -> str | None:
        return default_answer(by_path[path], kind, answers, asking)

    assert default("dateline.place", {}) == "Bakı"
    assert default("dateline.date", {}) == "2018-10-20"
    assert default("dateline.date", LEAST) == "2018-10-30"
    assert default("headline", LEAST) == "Round table"
    assert default("headline", {}) is None
    assert default("boilerplates", {"organisers": ["iom", "milli-majlis", {"name": "X"}, "eu-delegation"]}) == (
        "iom, eu-delegation"
    )
    assert default("event.end", LEAST) is None


def test_a_default_with_an_error_names_its_kind_file() -> None:
    kind = load_kind(None, "statement")
    broken = replace(kind.questions[0], default="{{ nothing.here }}")
    with pytest.raises(BadInput) as caught:
        default_answer(broken, kind, {}, Asking(CONFIG, "en", date(2018, 10, 20)))
    assert caught.value.problems[0].path == "templates/statement/kind.toml"


@pytest.mark.parametrize(
    ("name", "prose"),
    [
        ("State Migration Service", "the State Migration Service"),
        ("Delegation of the European Union to Azerbaijan", "the Delegation of the European Union to Azerbaijan"),
        ("European Union", "the European Union"),
        ("University of Example", "the University of Example"),
        ("UNICEF", "UNICEF"),
        ("EU", "the EU"),
        ("IOM", "IOM"),
        ("The Example Fund", "The Example Fund"),
        ("Save the Children", "Save the Children"),
        ("Example University", "Example University"),
        ("Example Mission in Azerbaijan", "the Example Mission in Azerbaijan"),
    ],
)
def test_english_names_take_an_article_where_prose_wants_one(name: str, prose: str) -> None:
    assert definite(Party(name), "en") == prose
    assert definite(Party(name), "az") == name


def test_the_example_of_the_readme_can_be_drafted(tmp_path: Path) -> None:
    text = (builtin_templates() / "README.md").read_text(encoding="utf-8")
    folder = tmp_path / "templates" / "award"
    folder.mkdir(parents=True)
    (folder / "kind.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    (folder / "draft.en.md.j2").write_text(text.split("```jinja\n")[1].split("```")[0], encoding="utf-8")
    workspace = Workspace(tmp_path)
    answers: dict[str, Plain] = {
        **LEAST,
        "fields": {"prize": "the Golden Pen"},
        "draft": {"winner": "serhan-aktoprak", "words": "Thank you."},
    }
    body = draft_body(load_kind(workspace, "award"), "en", answers, CONFIG, workspace)
    assert body == (
        "Serhan Aktoprak receives the Golden Pen from the International Organization for Migration (IOM) on "
        "30 October 2018. "
        "The winner is Chief of Mission, IOM Azerbaijan.\n\n"
        "> Thank you.\n> — Serhan Aktoprak, Chief of Mission, IOM Azerbaijan\n"
    )


def test_every_draft_of_every_kind_has_its_comment_for_who_edits_it() -> None:
    for kind in (load_kind(None, name) for name in kind_names(None)):
        for language in kind.languages:
            assert (kind.folder / f"draft.{language}.md.j2").read_text(encoding="utf-8").startswith("{#")


FRAGMENTS: dict[str, Plain] = {
    **FULL,
    "draft": {"news": "Advice is free", "quoted": "serhan-aktoprak", "quotation": "Come early", "meaning": "no fees"},
    "fields": {"aim": "to help people", "news_peg": "The law is a year old", "occasion": "Ağdamda mina partlayışı"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_without_a_full_stop_gets_one(kind: str, language: str) -> None:
    blocks = parse_blocks(drafted(kind, language, FRAGMENTS), path="").blocks
    text = "\n".join(block_text(block) for block in blocks)
    assert "Come early." in text
    for words in ("Advice is free", "no fees", "to help people", "The law is a year old", "Ağdamda mina partlayışı"):
        assert words not in text or f"{words}." in text


def test_a_fragment_is_introduced_and_a_sentence_stands_by_itself() -> None:
    az = drafted("statement", "az", FRAGMENTS)
    assert "bəyanatla çıxış edib. Bəyanata səbəb: Ağdamda mina partlayışı." in az
    assert "The aim: to help people." in drafted("joint-event", "en", FRAGMENTS)
    assert "\n\nXAIM.\n\n" in drafted("joint-event", "en", FULL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_on_the_day_of_the_dateline_is_said_by_its_weekday(language: str) -> None:
    assert "2018" not in drafted("joint-event", language, FULL)
    other: dict[str, Plain] = {**FULL, "dateline": {"place": "Baku", "date": "2018-10-29"}}
    assert "2018" in drafted("joint-event", language, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_from_which_something_applies_is_a_whole_date_whatever_the_dateline(language: str) -> None:
    same: dict[str, Plain] = {**FULL, "fields": {**FULL["fields"], "effective": "2018-10-30"}}  # type: ignore[dict-item]
    assert date_text(date(2018, 10, 30), language) in drafted("announcement", language, same)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('"Come early."', "Come early."),
        ("“Come early”.", "Come early."),
        ("“We come early,”", "We come early"),
        ("“We come early,”.", "We come early."),
        ("« Viens tôt ! »", "Viens tôt !"),
        ("»Komm früh«", "Komm früh"),
        ("„Przyjdź wcześnie”", "Przyjdź wcześnie"),
        ("«Приходите на «Стол»»", "Приходите на «Стол»"),
        ("‘It’s ours’", "It’s ours"),
        ("“One.\n\n“Two.”", "One.\n\nTwo."),
        ('"One."\n\n"Two."', "One.\n\nTwo."),
        ("“Yes”, she said, “and no”", "“Yes”, she said, “and no”"),
        ('"Yes", he said, "no"', '"Yes", he said, "no"'),
        ('"', '"'),
        ("Come early", "Come early"),
    ],
)
def test_one_outer_pair_of_quotation_marks_goes_and_those_inside_stay(typed: str, words: str) -> None:
    assert unquoted(typed) == words


def test_a_title_that_was_typed_in_quotation_marks_stands_in_the_drafts_alone() -> None:
    titled: dict[str, Plain] = {**FULL, "event": {**FULL["event"], "title": '"Round table."'}}  # type: ignore[dict-item]
    assert "“Round table” brings together" in drafted("joint-event", "en", titled)
    assert "«\u00a0Round table\u00a0»" in drafted("joint-event", "fr", titled)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One", "One."),
        ("One.", "One."),
        ("He said “yes.”", "He said “yes.”"),
        ("Is it?", "Is it?"),
        ("One\n\nTwo", "One.\n\nTwo."),
        ("These:\n\n- one\n- two", "These:\n\n- one\n- two"),
    ],
)
def test_a_full_stop_stands_where_one_is_wanted(text: str, said: str) -> None:
    assert sentence(text) == said


def test_words_for_the_middle_of_a_sentence_lose_their_full_stop_and_capital_article() -> None:
    assert phrase("An open day.", "en") == "an open day"
    assert phrase("The U.N. conference of St.", "en") == "the U.N. conference of St."
    assert phrase("La Villa", "en") == "La Villa"
    assert introduce(None, "The aim:") == ""


@pytest.mark.parametrize(
    ("value", "draft", "said"),
    [
        ("an engineer.", "She is {}.", "She is an engineer."),
        ("what next?", "They ask {}.", "They ask what next?"),
        ("و…", "قال {}.", "قال و…"),
        ("لماذا؟", "يسأل {}.", "يسأل لماذا؟"),
        ("Acme Ltd.", "It is {}.", "It is Acme Ltd."),
        ("Acme Ltd.", "At {}, it begins.", "At Acme Ltd., it begins."),
        ("the director.", "Anna, {}, said so.", "Anna, the director, said so."),
        ("Round table.", "It is “{}”.", "It is “Round table”."),
        ("Table ronde.", "C’est « {} ».", "C’est « Table ronde »."),
        ("Who decides?", "It is “{}”.", "It is “Who decides?”."),
        ("Acme (Ltd.)", "It is {}.", "It is Acme (Ltd.)."),
        ("more", "And so on {}...", "And so on more..."),
    ],
)
def test_a_full_stop_of_an_answer_and_the_drafts_own_make_one(value: str, draft: str, said: str) -> None:
    assert settled(draft.format(marked(value))) == said


@pytest.mark.parametrize("stop", [".", "!", "?", "…", "؟"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_answers_that_end_with_a_stop_leave_one_in_every_draft(kind: str, language: str, stop: str) -> None:
    fields = {
        name: f"{value}{stop}"
        if isinstance(value, str) and value.startswith("X") and not value.endswith(".")
        else value
        for name, value in FULL["fields"].items()  # type: ignore[union-attr]
    }
    ended: dict[str, Plain] = {**FULL, "event": {**FULL["event"], "venue": f"House One{stop}"}, "fields": fields}  # type: ignore[dict-item]
    text = drafted(kind, language, ended)
    assert STOPPED not in text
    assert not re.search(r"[.!?…؟]\*{0,2}\.(?!\.)", text)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "“The ‘One’ Table”"),
        ("az", "“The ‘One’ Table”"),
        ("ru", "«The „One“ Table»"),
        ("ar", "«The “One” Table»"),
        ("fr", "The “One” Table"),
    ],
)
def test_a_title_with_marks_of_its_own_stands_in_the_drafts(language: str, written: str) -> None:
    project: Plain = {"name": 'The "One" Table'}
    assert written in drafted("announcement", language, {**FULL, "project": project})
