"""What every kind of release that pressctl brings promises, held against each of them with its own sample."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import html as lxml_html

from pressctl.config.load import load_config
from pressctl.config.schema import Config
from pressctl.export.base import Format
from pressctl.frozen import replace
from pressctl.language.dates import date_text, time_text, weekday_text
from pressctl.language.money import money_text
from pressctl.language.names import language_name
from pressctl.model.kind import FieldType, Kind, Question
from pressctl.model.moment import Moment, parse_moment
from pressctl.model.release import Edition
from pressctl.model.text import Block, Quotation, block_text, quotations
from pressctl.source.drafting.answer_sheet import Sheet
from pressctl.source.drafting.answers import Answers, answer_at, question_for, with_answer
from pressctl.source.drafting.asking import Asking
from pressctl.source.drafting.directory import Directory
from pressctl.source.drafting.drafts import corrected_in, draft_body
from pressctl.source.drafting.typed_parts import Plain
from pressctl.source.earlier import EarlierRelease
from pressctl.source.kinds import kind_names, load_kind
from pressctl.source.markdown.reading import parse_blocks
from pressctl.workflow.completeness import missing
from pressctl.workflow.desk import Desk
from pressctl.workflow.drafting import asking_for, completed, given_answers
from pressctl.workflow.exporting.one import ExportOrder, export
from pressctl.workflow.office.founding import found_office
from pressctl.workflow.office.sample import sample_kinds
from pressctl.workflow.opening import Opened, open_release

LANGUAGES = ("ar", "az", "en", "fr", "ru")
NOW = Moment(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "Asia/Baku")
SAMPLES = Path(__file__).resolve().parents[2] / "templates" / "sample"
HOLE = re.compile(r"None|Undefined|\{\{|\}\}|\{%|\[\]|\(\)|«\s*»|“”|namespace\(")
UNSEEN = {FieldType.YES_NO, FieldType.CHOICE, FieldType.LANGUAGE, FieldType.RELEASE, FieldType.COPIES}
"""An answer of these types decides what is said; it is not said itself."""
ONLY_IN_THE_MAIL = {"subject", "expires", "draft.wrong_words"}


@dataclass(eq=False)
class Samples:
    """A workspace with the sample of every kind."""

    desk: Desk
    by_kind: dict[str, Opened]

    @property
    def config(self) -> Config:
        return self.desk.config

    @cache  # noqa: B019 - it lives as long as this module's tests
    def answers(self, name: str) -> Sheet:
        """Return what the sample answers, without the defaults."""
        return given_answers(load_kind(None, name), self.asking, file=SAMPLES / f"{name}.answers.yaml")

    @cached_property
    def asking(self) -> Asking:
        return asking_for(self.config, "en", NOW, self.desk.workspace)

    @cache  # noqa: B019 - as above
    def drafted_from(self, name: str, *, least: bool) -> tuple[Answers, EarlierRelease]:
        """Return the answers that make the sample, or only what is required, and the release that they are about."""
        kind, given = load_kind(None, name), self.answers(name)
        required = [one.path for one in kind.questions if one.required and not one.needs]
        kept = {path: value for path, value in given.items() if path in required or not least}
        answers = completed(kind, kept, self.asking)
        return answers, corrected_in(answers, self.asking.earlier)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    office = found_office(tmp_path_factory.mktemp("kinds") / "office", lambda: NOW, "Tester", every_sample=True)
    workspace = office.workspace
    config = load_config(workspace.config_file)
    opened = [open_release(workspace, config, slug) for slug in workspace.slugs()]
    return Samples(Desk(workspace, config, lambda: NOW, "Tester"), {one.kind.name: one for one in opened})


def test_every_kind_has_a_sample_and_only_the_earlier_release_comes_before_what_is_about_it(samples: Samples) -> None:
    assert set(samples.by_kind) == set(kind_names(None))
    effects = [kind.effect is not None for kind in sample_kinds()]
    assert effects == sorted(effects)
    for opened in samples.by_kind.values():
        corrects = opened.release.editions[0].corrects
        known = {other.release.id for other in samples.by_kind.values()}
        assert (corrects is None) == (opened.kind.effect is None)
        assert corrects is None or corrects.id in known - {opened.release.id}


@pytest.mark.parametrize("name", kind_names(None))
class TestEachKind:
    def test_it_has_a_draft_in_each_of_the_five_languages(self, name: str) -> None:
        assert load_kind(None, name).languages == LANGUAGES

    def test_its_sample_is_complete_and_current_in_each_language(self, name: str, samples: Samples) -> None:
        opened = samples.by_kind[name]
        assert set(opened.release.languages) == set(LANGUAGES)
        assert opened.lacking() == {}
        assert opened.stale() == {}
        assert [edition.gaps for edition in opened.release.editions if edition.gaps] == []
        assert all(missing(opened.kind, edition) == () for edition in opened.release.editions)

    def test_its_sample_has_the_length_of_a_release_and_its_voices_in_each_language(
        self, name: str, samples: Samples
    ) -> None:
        release = samples.by_kind[name].release
        voices = {len(quotations(edition.body)) for edition in release.editions}
        shapes = {tuple(type(block).__name__ for block in edition.body) for edition in release.editions}
        assert len(voices) == 1
        for edition in release.editions:
            words = " ".join(block_text(block) for block in edition.body).split()
            assert 90 <= len(words) <= 480, (edition.language, len(words))
        assert len({len(shape) for shape in shapes}) <= 2  # a translation may join or part a paragraph

    @pytest.mark.parametrize("only_required", [False, True], ids=["whole", "least"])
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_its_draft_reads_without_a_hole_in_any_language(
        self, name: str, language: str, samples: Samples, *, only_required: bool
    ) -> None:
        answers, corrected = samples.drafted_from(name, least=only_required)
        body = draft_body(load_kind(None, name), language, answers, samples.config, None, corrected)
        parsed = parse_blocks(body, path="draft.md")
        assert not parsed.problems
        text = "\n".join(block_text(block) for block in parsed.blocks)
        assert not HOLE.search(text)
        prose = re.sub(r"https?://\S+|\S+@\S+", "address", text.replace("\u00a0", " "))
        assert not re.search(r"  | [.,;](?! )|\.\.|,,|،،|[.!?؟][^\W\d_]", prose)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_words_typed_in_quotation_marks_are_drafted_as_without_them(
        self, name: str, language: str, samples: Samples
    ) -> None:
        kind, (answers, corrected) = load_kind(None, name), samples.drafted_from(name, least=False)
        template = (kind.folder / f"draft.{language}.md.j2").read_text(encoding="utf-8")
        bare, marked = answers, answers
        for path in re.findall(r"quotation\((draft\.\w+)", template):
            bare = with_answer(bare, path, "Come to the “old” hall.")
            marked = with_answer(marked, path, "“Come to the “old” hall.”")
        drafts = [draft_body(kind, language, one, samples.config, None, corrected) for one in (bare, marked)]
        assert drafts[0] == drafts[1]

    def test_what_its_questions_say_that_the_draft_writes_is_what_it_writes(self, name: str, samples: Samples) -> None:
        kind = load_kind(None, name)
        for question in kind.questions:
            if question.writes is not None:
                pattern = re.escape(question.writes).replace("…", "[^\n]+?")
                made = [body.replace("**", "") for _, body in with_and_without(question, kind, samples)]
                assert any(re.search(pattern, body) for body in made), (question.path, made[-1])

    def test_a_question_whose_answer_writes_a_sentence_says_so(self, name: str, samples: Samples) -> None:
        kind = load_kind(None, name)
        for question in kind.questions:
            unspoken = {FieldType.TEXT, FieldType.PERSON, FieldType.RELEASE, FieldType.BOILERPLATES}
            if question.required or question.writes or question.type in unspoken:
                continue
            for without, body in with_and_without(question, kind, samples):
                said = Counter(body.split()) - Counter(without.split())
                own = [word for word in said.elements() if "XA" not in word and word[:1].islower()]
                assert len(own) < 2, (question.path, own)

    def test_every_answered_fact_stands_in_every_output(self, name: str, samples: Samples, tmp_path: Path) -> None:
        opened = samples.by_kind[name]
        outputs = exported(samples, opened, tmp_path, "en")
        assert outputs.keys() == {"docx", "html", "txt"}
        facts = list(facts_of(samples.answers(name), opened.kind, samples.config))
        assert len(facts) > 8 or opened.kind.effect
        lacking = [(form, fact) for form, text in outputs.items() for fact in facts if not said(fact, plain(text))]
        assert lacking == []

    @pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
    def test_each_translation_is_set_whole(self, name: str, language: str, samples: Samples, tmp_path: Path) -> None:
        opened = samples.by_kind[name]
        edition = opened.release.edition(language)
        assert edition is not None
        outputs = exported(samples, opened, tmp_path, language, Format.HTML, Format.TXT)
        for form, text in outputs.items():
            assert not HOLE.search(text), form
            assert [name for name in (edition.headline, *names_in(edition)) if plain(name) not in plain(text)] == []
        page = plain(outputs["html"])
        lines = [line for block in edition.body for line in lines_of(block)]
        assert [line for line in lines if plain(line) not in page] == []


def lines_of(block: Block) -> list[str]:
    """Return the words of a block; how a language joins a name and a title is not among them."""
    return block_text(replace(block, attribution=None) if isinstance(block, Quotation) else block).split("\n")


def names_in(edition: Edition) -> list[str]:
    """Return the names of people and organisations that the facts hold."""
    return [one.name for one in (*edition.contacts, *edition.speakers, *edition.organisers[:2])]


def exported(samples: Samples, opened: Opened, folder: Path, language: str, *formats: Format) -> dict[str, str]:
    """Return the words of each output."""
    wanted = formats or (Format.DOCX, Format.HTML, Format.TXT)
    files = export(samples.desk, opened, ExportOrder(wanted, (language,), folder))
    return {file.path.suffix[1:]: words_of(file.path) for file in files}


def words_of(file: Path) -> str:
    if file.suffix == ".docx":
        body = Document(BytesIO(file.read_bytes())).element.body
        return " ".join("".join(node.text or "" for node in one.iter("{*}t")) for one in body.iter("{*}p"))
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".html":
        return text
    tree = lxml_html.document_fromstring(text)
    for hidden in tree.xpath("//style|//head|//*[contains(@style, 'display:none')]"):
        hidden.getparent().remove(hidden)
    return " ".join(tree.itertext())


FILLING: dict[FieldType, Plain] = {
    FieldType.DATE: "2027-03-01",
    FieldType.MOMENT: "2027-03-01T10:00+04:00[Asia/Baku]",
    FieldType.NUMBER: 7,
    FieldType.YES_NO: True,
    FieldType.LINES: ["XA"],
    FieldType.ORGANISATION: {"name": "XA"},
    FieldType.ORGANISATIONS: [{"name": "XA"}],
    FieldType.CONTACTS: [{"name": "XA"}],
    FieldType.MAP: {"xa": "XA"},
    FieldType.PERSON: {"name": "XA"},
    FieldType.PEOPLE: [{"name": "XA"}, {"name": "XAB"}],
}


def filling(question: Question, answers: Answers) -> Plain:
    """Return something that may be answered; an event ends when it starts."""
    if question.web_address:
        return "https://example.org/xa"
    end = answer_at(answers, "event.start") if question.path == "event.end" else None
    return end or FILLING.get(question.type, "XA")


def with_and_without(question: Question, kind: Kind, samples: Samples) -> Iterator[tuple[str, str]]:
    """Yield the English draft without and with an answer, once among many others and once among the fewest."""
    for least in (False, True):
        answers, corrected = samples.drafted_from(kind.name, least=least)
        if question.needs:
            needed = next(one for one in kind.questions if one.path == question.needs)
            answers = with_answer(answers, needed.path, FILLING.get(needed.type, "XA"))
        filled = with_answer(answers, question.path, filling(question, answers))
        without, body = (draft_body(kind, "en", one, samples.config, None, corrected) for one in (answers, filled))
        yield without, body


def plain(text: str) -> str:
    """Return the letters alone: white space, quotation marks, bullets and directions are the format's own."""
    words = re.sub(r"[\u2066-\u2069\u200e\u200f\"“”]", "", text.casefold())
    return "".join(re.sub(r"(?m)^\s*(?:[-•>|]|\d+\.)\s", " ", words).split())


def said(fact: tuple[str, ...], text: str) -> bool:
    """Say whether one of the ways to say a fact stands in the text; its last full stop may be gone."""
    return any(plain(way).rstrip(".") in text for way in fact)


def facts_of(sheet: Sheet, kind: Kind, config: Config) -> Iterator[tuple[str, ...]]:
    """Yield each fact that was answered, in the ways in which it may be said."""
    for path, value in sheet.items():
        question = question_for(kind, path)
        if value is None or question.type in UNSEEN or path in ONLY_IN_THE_MAIL:
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from ways(question, one, sheet, config)


def ways(question: Question, value: Plain, sheet: Sheet, config: Config) -> Iterator[tuple[str, ...]]:
    directory = Directory(config, "en")
    match question.type:
        case FieldType.DATE:
            day = date.fromisoformat(str(value))
            yield date_text(day, "en"), weekday_text(day, "en")
        case FieldType.MOMENT:
            moment = parse_moment(str(value))
            yield date_text(moment.local().date(), "en"), weekday_text(moment.local().date(), "en")
            yield (time_text(moment.local(), "en"),)
        case FieldType.NUMBER:
            yield str(value), f"{value:,}", money_text(int(str(value)), str(sheet.get("fields.currency")), "en")
        case FieldType.ORGANISATION | FieldType.ORGANISATIONS | FieldType.BOILERPLATES:
            yield (str(value["name"]) if isinstance(value, dict) else directory.organisation_name(str(value)),)
        case FieldType.PERSON | FieldType.PEOPLE | FieldType.CONTACTS:
            yield (str(value["name"]) if isinstance(value, dict) else directory.person_name(str(value)),)
        case FieldType.MAP:
            yield from ((str(words),) for words in value.values()) if isinstance(value, dict) else ()
        case FieldType.LINES:
            yield str(value), language_name(str(value), "en")
        case FieldType.TEXT:
            for block in parse_blocks(str(value), path="").blocks:
                yield from ((line,) for line in block_text(block).split("\n") if line)
        case _:
            yield (str(value),)
