"""A copy for review as a Word document: what it says on every page, what it tracks, and where its fields stand."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.frozen import replace
from pressctl.model.moment import Moment, parse_moment
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.settling.document import resolved
from pressctl.ooxml.settling.way import Way
from pressctl.store.agreements.reviews import copies
from pressctl.store.record.opening import open_to_read
from pressctl.store.record.versions import versions
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.review.copies import Approved, CopyOrder, MadeCopy, make_copy

ROOT = Path(__file__).resolve().parents[3]
NOW = Moment(datetime(2018, 10, 24, 9, 0, tzinfo=UTC), "Asia/Baku")
DUE = parse_moment("2018-10-29T17:00[Asia/Baku]")
SIX = "baku-against-human-trafficking"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("office")
    for name in ("pressctl.toml", "contacts.csv"):
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "releases", root / "releases")
    workspace = Workspace(root)
    return Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nino Example")


def open_(office: Desk, slug: str) -> Opened:
    return open_release(office.workspace, office.config, slug)


def copy(office: Desk, slug: str = SIX, language: str = "en", **order: Any) -> MadeCopy:
    return make_copy(office, open_(office, slug), CopyOrder(language, **{"due": DUE, **order}))


def xml(made: MadeCopy, part: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return etree.fromstring(archive.read(part))


def parts(made: MadeCopy) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(node: etree._Element) -> str:
    """The words of a paragraph as a line of a copy has them."""
    shown = {f"{W}t": None, f"{W}tab": "\t", f"{W}br": "\u2028"}
    return "".join(
        (one.text or "") if shown[one.tag] is None else str(shown[one.tag]) for one in node.iter(*shown)
        if one.getparent().tag == f"{W}r"
    )  # fmt: skip


def registry(made: MadeCopy) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.path.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def bookmarks(paragraph: etree._Element) -> list[str]:
    return [mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")]


@pytest.fixture(scope="module")
def every_sample(office: Desk) -> list[MadeCopy]:
    """Return a copy of every sample in every language."""
    slugs = office.workspace.slugs()
    return [copy(office, slug, language) for slug in slugs for language in open_(office, slug).release.languages]


def test_every_page_says_that_it_is_a_draft_and_until_when(office: Desk) -> None:
    made = copy(office)
    heads = [name for name in parts(made) if re.fullmatch(r"word/header\d+\.xml", name)]
    assert len(heads) == 2
    for head in heads:
        first = next(xml(made, head).iter(f"{W}p"))
        assert words(first) == "DRAFT v1, not for publication, comments by 29 Oct, 17:00 Baku"
    told = words(xml(made, "word/document.xml"))
    assert "For immediate release" not in told
    assert "press@example.org" in told
    assert "Please answer by 29 Oct, 17:00 Baku." in told


def test_it_speaks_the_language_of_the_release(office: Desk) -> None:
    assert words(xml(copy(office, language="ru"), "word/header1.xml")).startswith(
        "ПРОЕКТ v1, не для публикации, замечания до 29 октября"
    )


def test_silence_is_called_consent_only_where_that_was_ordered(office: Desk) -> None:
    sentence = "we take it that you do not object"
    assert sentence in words(xml(copy(office, no_objection=True), "word/document.xml"))
    assert sentence not in words(xml(copy(office), "word/document.xml"))


def test_an_embargo_that_holds_stays_above_the_headline(office: Desk) -> None:
    made = make_copy(
        replace(office, clock=lambda: Moment(datetime(2031, 5, 12, 9, 0, tzinfo=UTC), "Asia/Baku")),
        open_(office, "where-a-bus"),
        CopyOrder("en"),
    )
    told = words(xml(made, "word/document.xml"))
    assert "Embargoed until" in told
    assert "Draft, not for publication" not in told


def test_changes_are_tracked_from_the_first_and_the_file_says_which_copy_it_is(office: Desk) -> None:
    made = copy(office)
    assert xml(made, "word/settings.xml").find(f"{W}trackRevisions") is not None
    custom = xml(made, "docProps/custom.xml")
    said = {one.get("name"): one[0].text for one in custom}
    release = made.copy.release_id
    assert said == {
        "pressctl_copy": made.copy.id, "pressctl_release": release, "pressctl_language": "en", "pressctl_version": "1"
    }  # fmt: skip
    core = parts(made)["docProps/core.xml"].decode()
    assert f"urn:uuid:{release}#{made.copy.id}</dc:identifier>" in core
    assert re.search("<dc:title>DRAFT v1, not for publication: Six organizations", core)
    assert "Nino" not in core


def test_what_is_approved_stands_on_grey_under_a_line_that_says_who(office: Desk) -> None:
    release = open_(office, SIX).release
    number = [type(block).__name__ for block in release.editions[0].body].index("Quotation") + 1
    made = copy(office, approved=(Approved(f"body[{number}]", "IOM"),))
    body = xml(made, "word/document.xml")[0]
    grey = [one for one in body.iter(f"{W}p") if one.find(f"{W}pPr/{W}shd") is not None]
    assert [words(one)[:11] for one in grey] == ["Traffickers", "Nigar Examp"]
    assert words(grey[0].getprevious()).startswith("Approved by IOM.")
    pieces = [piece for one in registry(made)["anchors"].values() for piece in one["pieces"]]
    locked = [piece["path"] for piece in pieces if piece["locked"]]
    head = f"body[{number}]"
    assert locked == [f"{head}.paragraph1", f"{head}.attribution.name", f"{head}.attribution.title"]


@pytest.mark.proof
def test_every_piece_of_every_sample_is_found_in_order_in_the_paragraph_of_its_bookmark(
    every_sample: list[MadeCopy],
) -> None:
    for made in every_sample:
        found = registry(made)["anchors"]
        seen: set[str] = set()
        for paragraph in xml(made, "word/document.xml").iter(f"{W}p"):
            names = bookmarks(paragraph)
            seen.update(names)
            assert all(not found[name]["pieces"] for name in names[1:])
            text, place = words(paragraph), 0
            for piece in found[names[0]]["pieces"] if names else ():
                start = text.find(piece["text"], place)
                assert start >= 0, (made.copy.file, piece, text)
                place = start + len(piece["text"])
        assert seen == set(found)


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.proof)])
def test_every_sample_is_a_valid_document_and_names_no_person_as_author(
    every_sample: list[MadeCopy], *, whole: bool
) -> None:
    """Each language in each run, of a kind of its own; `make proof` looks at all."""
    for number, made in enumerate(every_sample):
        assert not any(b"Nino" in data for name, data in parts(made).items() if name.startswith("docProps"))
        assert b"rsid" not in parts(made)["word/document.xml"] + parts(made)["word/settings.xml"]
        if whole or number in range(0, 25, 6):
            result = OpenXmlValidator().validate(made.path)
            assert result.is_valid, [error.description for error in result.errors][:3]


def test_it_is_kept_byte_for_byte_with_its_version_frozen_for_the_review(office: Desk) -> None:
    made = copy(office, "first-findings")
    assert made.path.read_bytes() == made.content
    assert made.path.parent.name == "review"
    assert made.copy.file == f"{made.copy.slug}_en_v1_REVIEW.docx"
    with open_to_read(office.workspace.database) as database:
        assert made.copy in copies(database, made.copy.release_id)
        assert {one.reason for one in versions(database, made.copy.release_id)} == {"review"}
    assert registry(made)["sha256"] == made.copy.sha256


def test_the_same_words_are_the_same_version_and_another_copy(office: Desk) -> None:
    one, other = copy(office, "letters-home"), copy(office, "letters-home")
    assert one.copy.version == other.copy.version == 1
    assert one.copy.id != other.copy.id
    assert one.path != other.path


def test_a_layout_of_the_office_keeps_its_header_and_says_draft_under_it(office: Desk, tmp_path: Path) -> None:
    from docx import Document

    root = tmp_path / "office"
    shutil.copytree(office.workspace.root, root)
    (root / "templates" / "layouts").mkdir(parents=True)
    own = Document()
    own.sections[0].header.paragraphs[0].text = "The Example Office"
    own.save(str(root / "templates" / "layouts" / "house.docx"))
    workspace = Workspace(root)
    made = copy(replace(office, workspace=workspace))
    heads = [words(xml(made, name)) for name in parts(made) if re.fullmatch(r"word/header\d+\.xml", name)]
    assert [head for head in heads if head.startswith("The Example OfficeDRAFT v1, not for publication")]


def test_a_copy_since_an_earlier_version_shows_its_changes_and_its_fields_stand_as_ever(
    office: Desk, tmp_path: Path
) -> None:
    root = tmp_path / "office"
    shutil.copytree(office.workspace.root, root)
    workspace = Workspace(root)
    desk = replace(office, workspace=workspace)
    first = copy(desk, "first-findings")
    source = workspace.release(first.copy.slug) / "en.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(re.sub(r"(?m)^headline: (\S+) (\S+)", r"headline: \1 and last \2", text, count=1), "utf-8")
    plain = copy(desk, "first-findings")
    made = copy(desk, "first-findings", since=first.copy.version)
    assert made.copy.since == 1
    own = registry(made)["own"]
    assert own == {"author": "Example Mission in Azerbaijan", "date": "2018-10-24T09:00:00Z"}
    inserted = list(xml(made, "word/document.xml").iter(f"{W}ins"))
    assert ["".join(one.itertext()).strip() for one in inserted] == ["and last"]
    assert {one.get(f"{W}author") for one in inserted} == {own["author"]}
    assert {one.get(f"{W}date") for one in inserted} == {own["date"]}
    assert registry(made)["anchors"] == registry(plain)["anchors"]
    assert "What has changed since version 1 is marked" in words(xml(made, "word/document.xml"))
    assert OpenXmlValidator().validate(made.path).is_valid
    accepted = resolved(WordPackage(made.content, "made.docx"), Way.ACCEPT)
    rejected = resolved(WordPackage(made.content, "made.docx"), Way.REJECT)
    headline = {piece["path"]: piece["text"] for piece in registry(plain)["anchors"]["_pc_headline"]["pieces"]}[
        "headline"
    ]
    assert headline in _told(accepted)
    assert headline.replace("and last ", "") in _told(rejected)


def test_nothing_is_marked_where_nothing_has_changed(office: Desk) -> None:
    first = copy(office, "letters-home")
    made = copy(office, "letters-home", since=first.copy.version)
    assert made.copy.since is None
    assert registry(made)["own"] is None
    assert "What has changed" not in words(xml(made, "word/document.xml"))


def _told(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return words(etree.fromstring(archive.read("word/document.xml")))


def test_disclaimers_and_what_a_funder_wants_said_are_locked(office: Desk, tmp_path: Path) -> None:
    root = tmp_path / "office"
    shutil.copytree(office.workspace.root, root)
    toml = root / "pressctl.toml"
    wants = '\n[check.funders.idf]\nstatement = { en = "Paid for by the Example Fund." }\n'
    toml.write_text(toml.read_text(encoding="utf-8") + wants, encoding="utf-8")
    workspace = Workspace(root)
    desk = replace(office, workspace=workspace, config=load_config(toml))
    slug = workspace.find_slug("letters-home")
    source = workspace.release(slug) / "en.md"
    added = "\n\nIt was shown. Paid for by the Example Fund.\n\nThe views do not necessarily reflect ours.\n"
    source.write_text(source.read_text(encoding="utf-8").rstrip() + added, encoding="utf-8")
    made = copy(desk, slug)
    pieces = [piece for one in registry(made)["anchors"].values() for piece in one["pieces"]]
    assert [piece["text"][:12] for piece in pieces if piece["locked"]] == ["It was shown", "The views do"]
    assert words(xml(made, "word/document.xml")).count("A statement that the law or a funder asks for.") == 2
