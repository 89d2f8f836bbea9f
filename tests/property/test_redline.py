"""Any two versions as one document: all changes accepted it is the newer one, all rejected the older one."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as some
from lxml import etree
from openxml_audit import OpenXmlValidator

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.export.composition import compose
from pressctl.export.docx.redlined import render_redline
from pressctl.export.docx.render import render_docx
from pressctl.export.docx.tracking import Author
from pressctl.export.sheet import Sheet
from pressctl.frozen import replace
from pressctl.language.labels import load_labels
from pressctl.model.moment import Moment
from pressctl.model.release import Edition
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.settling.document import resolved
from pressctl.ooxml.settling.way import Way
from pressctl.review.read import read
from pressctl.workflow.opening import Opened, open_release
from tests.examples import examples
from tests.property.editions import editions

ROOT = Path(__file__).resolve().parents[2]
NOW = Moment(datetime(2018, 10, 24, 9, 0, tzinfo=UTC), "Asia/Baku")
STAMPED = NOW.instant
HOUSE = builtin_templates() / "layouts" / "house.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLOW = examples(20, unmoved_by=list(HealthCheck))


@cache
def sample() -> Opened:
    workspace = Workspace(ROOT)
    return open_release(workspace, load_config(workspace.config_file), "baku-against-human-trafficking")


def sheet(edition: Edition) -> Sheet:
    opened = sample()
    return compose(
        replace(edition, corrects=None),
        release=opened.release,
        kind=opened.kind,
        config=opened.config,
        labels=load_labels(opened.workspace, edition.language),
        now=NOW,
        folder=opened.folder,
        workspace=opened.workspace,
    )


def redline(old: Edition, new: Edition) -> bytes:
    author = Author("Example Mission", STAMPED)
    return render_redline(sheet(old), sheet(new), HOUSE, author, "Changes from version 1 to version 2", stamped=STAMPED)


def paragraphs(data: bytes) -> list[tuple[str, str, str]]:
    """Every paragraph of the body: where it stands, its style, its words as a reader sees them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    return [(depth(one), style(one), words(one)) for one in body.iter(f"{W}p")]


def depth(paragraph: etree._Element) -> str:
    return "/".join(one.tag.removeprefix(W) for one in paragraph.iterancestors() if one.tag in {f"{W}tc", f"{W}tbl"})


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def words(paragraph: etree._Element) -> str:
    shown = {f"{W}t": "", f"{W}tab": "\t", f"{W}br": "\n", f"{W}drawing": "\ufffc"}
    return "".join(
        (one.text or "") if one.tag == f"{W}t" else shown[one.tag]
        for one in paragraph.iter(*shown)
        if one.getparent().tag == f"{W}r"
    )


def settled(data: bytes, way: Way) -> bytes:
    return resolved(WordPackage(data, "redline.docx"), way)


def both_ways(old: Edition, new: Edition) -> None:
    made = redline(old, new)
    assert paragraphs(settled(made, Way.ACCEPT)) == paragraphs(render_docx(sheet(new), HOUSE, stamped=STAMPED))
    assert paragraphs(settled(made, Way.REJECT)) == paragraphs(render_docx(sheet(old), HOUSE, stamped=STAMPED))


@SLOW
@given(editions(), editions())
def test_accepted_it_is_the_newer_version_and_rejected_the_older(old: Edition, new: Edition) -> None:
    both_ways(old, new)


@pytest.mark.proof
@SLOW
@given(editions(language="ar"), editions(language="ar"))
def test_so_it_is_from_right_to_left(old: Edition, new: Edition) -> None:
    both_ways(old, new)


@pytest.mark.proof
@SLOW
@given(editions(), some.data())
def test_what_was_moved_taken_out_or_written_twice_is_found(old: Edition, data: some.DataObject) -> None:
    body = data.draw(some.lists(some.sampled_from(old.body), min_size=1, max_size=7).map(tuple))
    both_ways(old, replace(old, body=body))


def written(data: bytes) -> Path:
    path = Path(mkdtemp(prefix="pressctl-test-")) / "redline.docx"
    path.write_bytes(data)
    return path


@examples(8, unmoved_by=list(HealthCheck))
@given(editions(), editions())
def test_it_is_a_valid_document_and_no_change_has_the_number_of_another(old: Edition, new: Edition) -> None:
    made = redline(old, new)
    result = OpenXmlValidator().validate(written(made))
    assert result.is_valid, [error.description for error in result.errors][:3]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    numbers = [one.get(f"{W}id") for one in body.iter(f"{W}ins", f"{W}del", f"{W}rPrChange", f"{W}pPrChange")]
    assert len(set(numbers)) == len(numbers)


@given(editions())
@examples(5, unmoved_by=list(HealthCheck))
def test_the_same_text_has_no_changes(edition: Edition) -> None:
    with zipfile.ZipFile(io.BytesIO(redline(edition, edition))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    assert list(body.iter(f"{W}ins", f"{W}del", f"{W}rPrChange", f"{W}pPrChange")) == []


@pytest.mark.proof
@SLOW
@given(editions(), editions())
def test_the_offices_own_changes_are_no_answer_of_a_reviewer(old: Edition, new: Edition) -> None:
    made = redline(old, new)
    review = read(made, made, None, name="redline.docx")
    assert (review.changes, review.unmatched) == ((), ())
    shown = [line.text for line in review.lines if line.story == "body"]
    expected = [
        text.replace("\n", "\u2028") for _, _, text in paragraphs(render_docx(sheet(new), HOUSE, stamped=STAMPED))
    ]
    assert shown == expected
