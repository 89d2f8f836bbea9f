"""Corrections and withdrawals: each names the version that it is about, in every output and in every language."""

from __future__ import annotations

import email
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Refused
from pressctl.export.base import EXPORTERS, Format
from pressctl.frozen import replace
from pressctl.model.moment import Moment, parse_moment
from pressctl.model.release import Corrects
from pressctl.model.text import Foreign
from pressctl.source.drafting.answer_reading import read_answer
from pressctl.source.drafting.answers import Answers
from pressctl.source.drafting.as_typed import as_typed
from pressctl.source.drafting.cautions import cautions
from pressctl.source.kinds import load_kind
from pressctl.store.record.opening import open_record
from pressctl.store.record.versions import freeze
from pressctl.workflow import drafting
from pressctl.workflow.desk import Desk
from pressctl.workflow.earlier import earlier_version
from pressctl.workflow.embargo.moving import plan_move
from pressctl.workflow.listing import list_releases
from pressctl.workflow.office.sample import draft_sample
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.sending.mailing import MailSetting, sample_message
from pressctl.workflow.sheets import sheet_of

NOW = Moment(datetime(2018, 11, 1, 8, 0, tzinfo=UTC), "Asia/Baku")
LANGUAGES = ("en", "az", "ru", "ar", "fr")
WORDS = {
    "en": ("CORRECTION", "Correction of", "version 1 of 30 October 2018", "WITHDRAWN – DO NOT PUBLISH", "Withdrawal"),
    "az": ("DÜZƏLİŞ", "Düzəliş edilən", "versiya 1, 30 oktyabr 2018", "DƏRC ETMƏYİN", "Geri çağırılıb"),
    "ru": ("ИСПРАВЛЕНИЕ", "Исправление к", "версия 1 от 30 октября 2018 года", "НЕ ПУБЛИКОВАТЬ", "Отозвано"),
    "ar": ("تصويب", "تصويب للبيان", "النسخة 1 بتاريخ 30 أكتوبر 2018", "عدم النشر", "سحب بيان"),
    "fr": ("RECTIFICATIF", "Rectificatif au", "version 1 du 30 octobre 2018", "NE PAS PUBLIER", "Retrait"),
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c494441"
    "54789c630828980000026401512cebd5110000000049454e44ae426082"
)
"""One point."""


@pytest.fixture(scope="module")
def _event(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("event")
    shutil.copyfile(builtin_templates() / "sample" / "pressctl.toml", root / "pressctl.toml")
    draft_sample(desk_at(root), "joint-event")
    return root


def desk_at(root: Path) -> Desk:
    workspace = Workspace(root)
    return Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nino Example")


@pytest.fixture(scope="module")
def office(_event: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with the sample joint event, its correction, and a withdrawal of it."""
    root = tmp_path_factory.mktemp("offices") / "office"
    shutil.copytree(_event, root)
    desk = desk_at(root)
    draft_sample(desk, "correction")
    new(desk, "withdrawal", "headline=We withdraw it", "fields.reason=The figures were wrong.")
    return desk


@pytest.fixture
def own(_event: Path, tmp_path: Path) -> Desk:
    """Return a desk with the sample joint event alone, for tests that change it."""
    shutil.copytree(_event, tmp_path / "own")
    return desk_at(tmp_path / "own")


def answered(desk: Desk, kind: str, *settings: str, language: str = "en") -> Answers:
    found = load_kind(desk.workspace, kind)
    asking = drafting.asking_for(desk.config, language, NOW, desk.workspace)
    sheet = drafting.given_answers(found, asking, ("corrects=2018-10-30-six", *settings))
    return drafting.completed(found, sheet, asking)


def new(desk: Desk, kind: str, *settings: str, language: str = "en") -> str:
    answers = answered(desk, kind, *settings, language=language)
    found = load_kind(desk.workspace, kind)
    return drafting.draft(desk.workspace, desk.config, found, language, answers, NOW).slug


def opened(desk: Desk, part: str) -> Opened:
    return open_release(desk.workspace, desk.config, part)


def record_version(desk: Desk, *, day: int, headline: str | None = None) -> None:
    """Freeze the joint event, as a sending does."""
    release = opened(desk, "2018-10-30-six").release
    if headline:
        release = replace(release, editions=(replace(release.editions[0], headline=headline),))
    at = datetime(2018, 10, day, 20, 30, tzinfo=UTC)
    with open_record(desk.workspace.database, clock=lambda: at) as record, record.transaction("Nino Example") as change:
        freeze(change, release, reason="send", at=at, actor="Nino Example")


def words_of(desk: Desk, release: Opened, format_: Format, language: str) -> str:
    """Return what stands in an output, white space and direction marks made equal."""
    sheet = sheet_of(release, release.editions((language,))[0], NOW)
    if format_ is Format.EML:
        message = email.message_from_bytes(sample_message(MailSetting(desk, release, NOW), language), policy=default)
        body = message.get_body(("plain",))
        assert body is not None
        return _plain(body.get_content())
    content = EXPORTERS[format_].render(sheet, desk.workspace, NOW.instant)
    match format_:
        case Format.DOCX:
            from io import BytesIO

            import docx

            return _plain(" ".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs))
        case Format.HTML:
            from html import unescape

            return _plain(unescape(re.sub(r"<[^>]+>", "", content.decode())))
        case _:
            return _plain(content.decode())


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\u200e\u200f\u2066-\u2069]", "", text).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", [Format.DOCX, Format.HTML, Format.TXT, Format.EML])
def test_a_correction_names_the_version_that_it_corrects(office: Desk, format_: Format, language: str) -> None:
    words = words_of(office, opened(office, "correction-six"), format_, language)
    status, label, version, *_ = WORDS[language]
    headline = opened(office, "correction-six").earlier.headline(language)[1]  # type: ignore[union-attr]
    assert words.index(status) < words.index(label)
    place = words.index(label)
    assert place < words.index(headline, place) < words.index(version, place) < place + 300


def test_a_pdf_names_the_version_that_it_corrects(office: Desk, tmp_path: Path, program: Callable[[str], str]) -> None:
    release = opened(office, "correction-six")
    sheet = sheet_of(release, release.editions(("ru",))[0], NOW)
    (tmp_path / "a.pdf").write_bytes(EXPORTERS[Format.PDF].render(sheet, office.workspace, NOW.instant))
    text = subprocess.run(
        [program("pdftotext"), "-enc", "UTF-8", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 1
    assert all("ИСПРАВЛЕНИЕ" in page for page in pages)
    assert "Исправление к пресс-релизу: «Шесть организаций" in " ".join(text.split())


def test_later_pages_of_a_word_document_say_that_it_is_a_correction(office: Desk) -> None:
    from io import BytesIO

    import docx

    def header(part: str) -> str:
        release = opened(office, part)
        sheet = sheet_of(release, release.editions(("en",))[0], NOW)
        content = EXPORTERS[Format.DOCX].render(sheet, office.workspace, NOW.instant)
        return " ".join(line.text for line in docx.Document(BytesIO(content)).sections[0].header.paragraphs)

    assert "CORRECTION" in header("correction-six")
    assert "For immediate release" not in header("2018-10-30-six")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_subject_of_the_mail_begins_with_what_it_is(office: Desk, language: str) -> None:
    release = opened(office, "correction-six")
    message = email.message_from_bytes(sample_message(MailSetting(office, release, NOW), language), policy=default)
    prefix = {"en": "Correction: ", "az": "Düzəliş: ", "ru": "Исправление: ", "ar": "تصويب: ",
              "fr": "Rectificatif\u00a0: "}[language]  # fmt: skip
    assert str(message["Subject"]) == prefix + release.editions((language,))[0].headline


def test_a_withdrawal_says_so_first_everywhere(office: Desk) -> None:
    release = opened(office, "withdrawal-we")
    message = email.message_from_bytes(sample_message(MailSetting(office, release, NOW), "en"), policy=default)
    sheet = sheet_of(release, release.editions(("en",))[0], NOW)
    assert str(message["Subject"]) == "Withdrawal: We withdraw it"
    assert sheet.status.text == "WITHDRAWN – DO NOT PUBLISH"
    assert sheet.properties.title == "Withdrawal: We withdraw it"
    assert sheet.corrects is not None
    assert sheet.corrects.label == "Withdrawal of"


def test_under_an_embargo_both_are_said_and_the_subject_begins_with_the_embargo(own: Desk) -> None:
    slug = new(
        own, "correction", "fields.wrong=Eleven.", "fields.right=Twelve.", "embargo=2 November 2018 10:00",
        "headline=Twelve",
    )  # fmt: skip
    release = opened(own, slug)
    sheet = sheet_of(release, release.editions(("en",))[0], NOW)
    message = email.message_from_bytes(sample_message(MailSetting(own, release, NOW), "en"), policy=default)
    assert sheet.status.embargoed
    assert sheet.status.text.startswith("CORRECTION. Embargoed until 2 November 2018, 10:00 Baku")
    assert str(message["Subject"]) == "EMBARGOED until 2 Nov, 10:00 Baku (06:00 UTC): Correction: Twelve"


def test_an_ordinary_release_has_no_such_line(office: Desk) -> None:
    release = opened(office, "2018-10-30-six")
    for language in release.release.languages:
        assert sheet_of(release, release.editions((language,))[0], NOW).corrects is None


def test_any_release_that_names_an_earlier_version_is_a_correction(own: Desk) -> None:
    first = opened(own, "2018-10-30-six").release.id
    slug = new(own, "correction", "fields.wrong=Eleven.", "fields.right=Twelve.", "headline=Twelve")
    file = own.workspace.release(slug) / "en.md"
    text = file.read_text(encoding="utf-8").replace("kind: correction", "kind: announcement")
    file.write_text(re.sub(r"(?ms)^fields:.*?^corrects", "corrects", text), encoding="utf-8")
    release = opened(own, slug)
    sheet = sheet_of(release, release.editions(("en",))[0], NOW)
    assert release.release.editions[0].corrects == Corrects(first, 1)
    assert (sheet.status.text, sheet.corrects and sheet.corrects.label) == ("CORRECTION", "Correction of")


# What is corrected --------------------------------------------------------------------------------------------------


def test_the_newest_version_of_the_record_is_the_one_that_is_corrected(own: Desk) -> None:
    record_version(own, day=29)
    record_version(own, day=31, headline="Seven organizations join forces")
    slug = new(own, "correction", "fields.wrong=Seven.", "fields.right=Six.")
    earlier = opened(own, slug).earlier
    assert earlier is not None
    assert (earlier.number, earlier.date.isoformat()) == (2, "2018-11-01")  # after midnight in Baku
    assert earlier.headlines == {"en": "Seven organizations join forces"}


def test_what_was_sent_stays_named_as_it_was_sent_whatever_the_file_says_now(own: Desk) -> None:
    record_version(own, day=30)
    slug = new(own, "correction", "fields.wrong=Eleven.", "fields.right=Twelve.")
    file = own.workspace.release(opened(own, "2018-10-30-six").release.slug) / "en.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("headline: Six organizations", "headline: Twelve organizations"), encoding="utf-8")
    assert opened(own, slug).earlier.headline("en") == (  # type: ignore[union-attr]
        "en", "Six organizations join forces in Baku against human trafficking",
    )  # fmt: skip
    file.write_text("---\nbroken", encoding="utf-8")
    assert opened(own, slug).earlier is not None


def test_a_headline_in_another_language_is_marked_as_such(own: Desk) -> None:
    record_version(own, day=30, headline="Six organizations")
    slug = new(own, "correction", "fields.wrong=On.", "fields.right=Doqquz.", language="az")
    release = opened(own, slug)
    sheet = sheet_of(release, release.editions(("az",))[0], NOW)
    assert sheet.corrects is not None
    assert [part.language for part in sheet.corrects.value if isinstance(part, Foreign)] == ["en"]


def test_a_version_that_the_record_does_not_know_is_refused_with_the_newest(own: Desk) -> None:
    record_version(own, day=30)
    release_id = opened(own, "2018-10-30-six").release.id
    assert earlier_version(own.workspace, own.config, Corrects(release_id, 4)) == (
        f"{opened(own, '2018-10-30-six').release.slug} has no version 4; its newest is 1"
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [("nothing-like-it", 'no release "nothing-like-it"'), ("Six Organizations", "is not a slug"), ("2018", None)],
)
def test_a_release_that_is_not_there_cannot_be_answered(own: Desk, typed: str, words: str | None) -> None:
    kind = load_kind(own.workspace, "correction")
    asking = drafting.asking_for(own.config, "en", NOW, own.workspace)
    if words is None:
        assert drafting.given_answers(kind, asking, (f"corrects={typed}",))["corrects"]
        return
    with pytest.raises(BadInput) as caught:
        drafting.given_answers(kind, asking, (f"corrects={typed}",))
    assert words in caught.value.problems[0].message


def test_kept_answers_remember_which_release_it_was(own: Desk) -> None:
    kind = load_kind(own.workspace, "withdrawal")
    asking = drafting.asking_for(own.config, "en", NOW, own.workspace)
    sheet = drafting.given_answers(kind, asking, ("corrects=six-organizations",))
    drafting.keep_answers(own.workspace, kind, "en", sheet)
    kept = drafting.kept_answers(own.workspace, kind, own.config, NOW)
    assert kept is not None
    assert kept[1] == sheet


# What is taken over -------------------------------------------------------------------------------------------------


def test_a_correction_begins_with_the_corrected_text(own: Desk) -> None:
    slug = new(
        own, "correction", "fields.wrong=Eleven.", "fields.right=Twelve.", "draft.wrong_words=11 countries",
        "draft.right_words=12 countries",
    )  # fmt: skip
    text = (own.workspace.release(slug) / "en.md").read_text(encoding="utf-8")
    assert slug == "2018-11-01-correction-six-organizations-join-forces-in-baku-against-human"
    assert "brings together parliamentarians from 12 countries, experts" in text
    assert "11 countries" not in text
    assert "> Traffickers do not stop at a border" in text
    earlier = opened(own, "2018-10-30-six").files.original.matter
    matter = opened(own, slug).files.original.matter
    assert (matter.organisers, matter.contacts, matter.boilerplates, matter.headline) == (
        earlier.organisers, earlier.contacts, earlier.boilerplates, earlier.headline,
    )  # fmt: skip


def test_a_correction_of_an_embargoed_release_is_embargoed_as_long(own: Desk) -> None:
    file = own.workspace.release(opened(own, "2018-10-30-six").release.slug) / "en.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nevent:", "\nembargo: 2018-11-05T10:00[Asia/Baku]\nevent:", 1), encoding="utf-8")
    slug = new(own, "correction", "fields.wrong=Eleven.", "fields.right=Twelve.")
    embargo = opened(own, slug).release.editions[0].embargo
    assert embargo is not None
    assert embargo.until == parse_moment("2018-11-05T10:00[Asia/Baku]")
    own.workspace.contacts_file.write_text("email,name\n", encoding="utf-8")
    assert plan_move(own, "2018-10-30-six", None).notices == (slug,)
    assert plan_move(own, slug, None).notices == ()


def unembargoed_correction(desk: Desk, earlier: str) -> str:
    """Return a correction that forgets the embargo, of a release whose `embargo:` line is `earlier` afterwards."""
    slug = new(desk, "correction", "fields.wrong=Eleven.", "fields.right=Twelve.")
    file = desk.workspace.release(opened(desk, "2018-10-30-six").release.slug) / "en.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nevent:", f"\n{earlier}\nevent:", 1), encoding="utf-8")
    return slug


def test_a_correction_that_forgets_the_embargo_is_bound_by_it_all_the_same(own: Desk) -> None:
    slug = unembargoed_correction(own, "embargo: 2018-11-05T10:00[Asia/Baku]")
    release = opened(own, slug)
    first = opened(own, "2018-10-30-six").release.slug
    (language,) = release.release.languages
    message = email.message_from_bytes(sample_message(MailSetting(own, release, NOW), language), policy=default)
    assert release.borrowed_embargo == first
    assert sheet_of(release, release.release.editions[0], NOW).status.embargoed
    assert str(message["Subject"]).startswith("EMBARGOED until 5 Nov, 10:00 Baku (06:00 UTC): Correction: ")
    (listed,) = (one for one in list_releases(own.workspace, lambda: own.config) if one.slug == slug)
    assert listed.under_embargo(NOW)
    with pytest.raises(Refused, match=f"is that of {first}"):
        plan_move(own, slug, None)


def test_of_two_embargoes_the_later_one_binds(own: Desk) -> None:
    slug = unembargoed_correction(own, "embargo: 2018-11-05T10:00[Asia/Baku]")
    file = own.workspace.release(slug) / "en.md"
    text = file.read_text(encoding="utf-8")

    def until(own_embargo: str) -> str:
        file.write_text(text.replace("\ncorrects:", f"\nembargo: {own_embargo}\ncorrects:", 1), encoding="utf-8")
        embargo = opened(own, slug).release.editions[0].embargo
        return str(embargo.until) if embargo else "none"

    assert until("2018-11-04T10:00[Asia/Baku]") == until("none") == "2018-11-05T10:00+04:00[Asia/Baku]"
    assert until("2018-11-06T10:00[Asia/Baku]") == "2018-11-06T10:00+04:00[Asia/Baku]"
    assert opened(own, slug).borrowed_embargo is None


@pytest.mark.parametrize("written", ["embargo: tomorrow", "embargo: [2018-11-05]", "embargo:"])
def test_a_correction_of_a_release_whose_embargo_cannot_be_read_is_refused(own: Desk, written: str) -> None:
    slug = unembargoed_correction(own, written)
    with pytest.raises(BadInput) as caught:
        opened(own, slug)
    assert "what cannot be read is embargoed" in caught.value.problems[0].message


def test_an_embargo_with_nothing_behind_it_is_not_taken_for_none(own: Desk) -> None:
    unembargoed_correction(own, "embargo: # 5 November")
    with pytest.raises(BadInput) as caught:
        opened(own, "2018-10-30-six")
    assert [(problem.where, problem.message) for problem in caught.value.problems] == [("embargo", "is empty")]


def test_a_correction_of_a_release_whose_file_is_broken_is_bound_by_what_the_record_knows(own: Desk) -> None:
    slug = unembargoed_correction(own, "embargo: 2018-11-05T10:00[Asia/Baku]")
    record_version(own, day=30)
    file = own.workspace.release(opened(own, "2018-10-30-six").release.slug) / "en.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("---\n", "---\n[", 1), encoding="utf-8")
    assert opened(own, slug).release.editions[0].embargo is not None
    own.workspace.database.unlink()
    with pytest.raises(BadInput):
        opened(own, slug)


def test_pictures_stay_with_the_release_that_they_belong_to(own: Desk) -> None:
    folder = own.workspace.release(opened(own, "2018-10-30-six").release.slug)
    (folder / "media").mkdir()
    (folder / "media" / "a.png").write_bytes(PNG)
    with (folder / "en.md").open("a", encoding="utf-8", newline="\n") as stream:
        stream.write("\n![A table](media/a.png)\n\nThe last words.\n")
    slug = new(own, "correction", "fields.wrong=Eleven.", "fields.right=Twelve.")
    text = (own.workspace.release(slug) / "en.md").read_text(encoding="utf-8")
    assert "media/a.png" not in text
    assert text.endswith("\n\nThe last words.\n")


def test_a_no_leaves_out_what_hangs_on_it(own: Desk) -> None:
    from pressctl.source.drafting.answer_sheet import open_questions

    kind = load_kind(own.workspace, "withdrawal")
    assert "fields.replaced_at" not in {asked.path for asked in open_questions(kind, {"fields.replaced": False})}
    assert "fields.replaced_at" in {asked.path for asked in open_questions(kind, {"fields.replaced": True})}


# The language that words were said in -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("az", " (ingilis dilindən tərcümə)"),
        ("ru", " (перевод, язык оригинала — английский)"),
        ("ar", " (مترجم عن الإنجليزية)"),
    ],
)
@pytest.mark.parametrize("format_", [Format.DOCX, Format.HTML, Format.TXT, Format.EML])
def test_translated_words_say_what_they_are_translated_from(
    office: Desk, format_: Format, language: str, note: str
) -> None:
    assert note in words_of(office, opened(office, "2018-10-30-six"), format_, language)


def test_words_in_the_language_in_which_they_were_said_say_nothing(office: Desk) -> None:
    assert "translated" not in words_of(office, opened(office, "2018-10-30-six"), Format.TXT, "en")


# The interview ------------------------------------------------------------------------------------------------------


def test_who_goes_back_finds_the_release_in_brackets(own: Desk) -> None:
    kind = load_kind(own.workspace, "correction")
    asking = drafting.asking_for(own.config, "en", NOW, own.workspace)
    value = drafting.given_answers(kind, asking, ("corrects=six-organizations",))["corrects"]
    assert isinstance(value, dict)
    shown = as_typed(kind.questions[0], value, "Asia/Baku")
    assert shown == value["id"]
    assert read_answer(kind.questions[0], shown, asking).value == value


def test_words_that_do_not_stand_in_the_release_are_asked_about(own: Desk) -> None:
    asking = drafting.asking_for(own.config, "en", NOW, own.workspace)
    first = opened(own, "2018-10-30-six").release

    def remarks(words: str) -> tuple[str, ...]:
        answers: Answers = {"corrects": {"id": first.id, "version": 1}, "draft": {"wrong_words": words}}
        return cautions("draft.wrong_words", answers, asking)

    assert remarks("11 countries") == ()
    assert remarks("Six organizations") == ()
    assert remarks("13 countries") == (
        f'"13 countries" does not stand in {opened(own, "2018-10-30-six").release.slug}',
    )


def test_what_was_understood_is_said(own: Desk) -> None:
    kind = load_kind(own.workspace, "correction")
    asking = drafting.asking_for(own.config, "en", NOW, own.workspace)
    headline = "Six organizations join forces in Baku against human trafficking"
    assert read_answer(kind.questions[0], "six-organizations", asking).echo == (
        f"{headline}: version 1 of 30 October 2018; the record knows of no sending, so it is taken as it stands on file"
    )
    record_version(own, day=30)
    assert read_answer(kind.questions[0], "six-organizations", asking).echo == (
        f"{headline}: version 1 of 31 October 2018"
    )
