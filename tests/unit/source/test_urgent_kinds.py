"""Drafts of research, incidents, corrections and withdrawals: no hole, every word that was given, in every language."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.model.kind import Effect, FieldType
from pressctl.model.text import Block, Heading, ItemList, Paragraph, Quotation, block_text
from pressctl.source.drafting.answer_sheet import missing_answers
from pressctl.source.drafting.drafts import draft_body
from pressctl.source.drafting.typed_parts import Plain
from pressctl.source.earlier import NOTHING_EARLIER, EarlierRelease
from pressctl.source.kinds import load_kind
from pressctl.source.markdown.reading import parse_blocks

CONFIG = load_config(builtin_templates() / "sample" / "pressctl.toml")
LANGUAGES = ("en", "az", "ru", "ar", "fr")
KINDS = ("research", "incident", "correction", "withdrawal")
EARLIER = EarlierRelease(
    "7d1f5c1e-0000-4000-8000-000000000001", "2018-10-30-x", 2, recorded=True, date=date(2018, 10, 30),
    headline="XEARLIER", body="The 11 countries met.\n\n> Well said.\n> — Leyla Example",
)  # fmt: skip
COMMON: dict[str, Plain] = {
    "headline": "A headline",
    "dateline": {"place": "Baku", "date": "2018-10-30"},
    "organisers": ["example-mission"],
    "contacts": ["nigar-example"],
}
FIELDS: dict[str, dict[str, Plain]] = {
    "research": {
        "publication": "XTITLE", "authors": ["XFIRST", "XSECOND"], "review": "preprint",
        "evidence": "survey", "subjects": "XSUBJECTS", "method": "XMETHOD",
        "limits": "XLIMITS.", "funding": "XFUNDING", "interests": "XINTERESTS",
    },
    "incident": {"as_of": "2018-10-30T14:30+04:00[Asia/Baku]", "next_update": "2018-10-30T18:00+04:00[Asia/Baku]"},
    "correction": {"wrong": "XWRONG", "right": "XRIGHT"},
    "withdrawal": {"reason": "XREASON"},
}  # fmt: skip
DRAFT: dict[str, dict[str, Plain]] = {
    "research": {"finding": "XFINDING"},
    "incident": {"news": "XNEWS", "unknown": "XUNKNOWN", "response": "XRESPONSE"},
    "correction": {},
    "withdrawal": {},
}
MORE_FIELDS: dict[str, dict[str, Plain]] = {
    "research": {
        "journal": "XJOURNAL", "link": "https://doi.example.org/10.5555/x_y", "copy": "XCOPY", "interviews": "XTALK",
    },
    "incident": {"update_number": 3, "helpline": "XHELP"},
    "correction": {"where": "XWHERE"},
    "withdrawal": {"delete": True, "replaced": True, "replaced_at": "2018-11-02T09:00+04:00[Asia/Baku]"},
}  # fmt: skip
SAID: dict[str, Plain] = {"quoted": {"name": "Leyla Example", "title": "Head"}, "quotation": "XSAID", "spoken_in": "az"}
MORE_DRAFT: dict[str, dict[str, Plain]] = {
    "research": {**SAID, "meaning": "XMEANING", "expert": {"name": "Tomas Muster"}, "expert_words": "XEXPERT"},
    "incident": {**SAID, "affected": "XAFFECTED", "known": "- XONE\n- XTWO", "advice": "XADVICE"},
    "correction": {"wrong_words": "11 countries", "right_words": "12 * countries", "regret": "XREGRET"},
    "withdrawal": SAID,
}


def answers(kind: str, *, full: bool) -> dict[str, Plain]:
    more = {"embargo": "2018-10-30T10:00+04:00[Asia/Baku]"} if kind == "research" else {}
    fields, said = FIELDS[kind], DRAFT[kind]
    project: dict[str, Plain] = {"project": {"name": "XPROJECT", "lead": "iom", "funders": ["european-union"]}}
    if not full:
        return {**COMMON, **more, "fields": fields, "draft": said}
    return {
        **COMMON, **more, **(project if kind == "research" else {}),
        "fields": {**fields, **MORE_FIELDS[kind]}, "draft": {**said, **MORE_DRAFT[kind]},
    }  # fmt: skip


def blocks(kind: str, language: str, *, full: bool, earlier: EarlierRelease = EARLIER) -> tuple[Block, ...]:
    body = draft_body(load_kind(None, kind), language, answers(kind, full=full), CONFIG, corrected=earlier)
    parsed = parse_blocks(body, path="en.md")
    assert not parsed.problems
    return parsed.blocks


def text(found: tuple[Block, ...]) -> str:
    return "\n".join(block_text(block) for block in found)


def marks(value: object) -> set[str]:
    return set(re.findall(r"X[A-Z]+", repr(value)))


@pytest.mark.parametrize("full", [False, True], ids=["least", "full"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_reads_without_holes_and_says_every_word_given(kind: str, language: str, *, full: bool) -> None:
    found = blocks(kind, language, full=full)
    words = text(found)
    assert not re.search(r"None|Undefined|\{\{|\}\}|\[\]|\(\)|«\s*»|“”", words)
    assert not re.search(r"  | [.,;](?! )|\.\.|,,|،،|: *\.|\n\n", words.replace("\u00a0", " "))
    assert all(block_text(block)[-1] in ".:؟!?»”" for block in found if isinstance(block, Paragraph))
    assert marks(answers(kind, full=full)) <= marks(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_stands_over_nothing(kind: str, language: str) -> None:
    for full in (False, True):
        found = blocks(kind, language, full=full)
        assert not any(isinstance(one, Heading) and isinstance(two, Heading) for one, two in pairwise(found))
        assert not isinstance(found[-1], Heading)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_incident_gives_both_of_its_times_with_their_zone(language: str) -> None:
    words = text(blocks("incident", language, full=False)).replace("\u00a0", " ")
    for utc in ("10:30 UTC", "14:00 UTC"):
        assert (utc.replace(":", " h ") if language == "fr" else utc) in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_later_message_of_an_incident_is_an_update(language: str) -> None:
    def words(number: int) -> str:
        given = answers("incident", full=False)
        fields = {**FIELDS["incident"], "update_number": number}
        return draft_body(load_kind(None, "incident"), language, {**given, "fields": fields}, CONFIG)

    assert words(1) == draft_body(load_kind(None, "incident"), language, answers("incident", full=False), CONFIG)
    assert "37" in words(37)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_study_lists_what_a_science_desk_looks_up(language: str) -> None:
    (facts,) = (block for block in blocks("research", language, full=True) if isinstance(block, ItemList))
    assert len(facts.items) == 9
    assert "https://doi.example.org/10.5555/x_y" in block_text(facts)
    assert "preprint" not in block_text(facts) or language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_quotation_carry_the_language_in_which_they_were_said(language: str) -> None:
    for kind in ("research", "incident", "withdrawal"):
        quotation = next(block for block in blocks(kind, language, full=True) if isinstance(block, Quotation))
        assert quotation.attribution is not None
        assert quotation.attribution.spoken_in == "az"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corrected_text_follows_with_its_words_put_right(language: str) -> None:
    found = blocks("correction", language, full=True)
    heading = next(place for place, block in enumerate(found) if isinstance(block, Heading))
    assert "2018" in block_text(found[heading])
    assert block_text(found[heading + 1]) == "The 12 * countries met."
    assert isinstance(found[heading + 2], Quotation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_text_to_correct_the_correction_stands_alone(language: str) -> None:
    found = blocks("correction", language, full=False, earlier=NOTHING_EARLIER)
    assert not any(isinstance(block, Heading) for block in found)
    assert {"XWRONG", "XRIGHT"} <= marks(text(found))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_complete_release_needs_is_asked_for(kind: str) -> None:
    found = load_kind(None, kind)
    asked = {question.path for question in found.questions}
    for requirement in found.requires:
        assert requirement.path in asked or requirement.path == "quotation"
        assert not requirement.why.endswith(".")


def test_what_corrects_or_withdraws_asks_for_the_release_first() -> None:
    for name, effect in (("correction", Effect.CORRECTION), ("withdrawal", Effect.WITHDRAWAL)):
        kind = load_kind(None, name)
        assert kind.effect is effect
        assert (kind.questions[0].path, kind.questions[0].type) == ("corrects", FieldType.RELEASE)


def test_a_study_has_no_draft_without_an_embargo() -> None:
    assert "embargo" in {question.path for question in missing_answers(load_kind(None, "research"), {})}
