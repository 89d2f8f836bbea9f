"""A small editor of Word documents that tracks what it does: each paragraph of a list made into what it shall be."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from lxml import etree

from pressctl.review.wording import words_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT, _RUN, _PARAGRAPH = f"{{{W}}}t", f"{{{W}}}r", f"{{{W}}}p"


_COMMENT_TYPE = (
    b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.comments+xml"/>'
)
_COMMENT_RELATION = (
    b'<Relationship Id="rIdTheirComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'comments" Target="comments.xml"/>'
)


def q(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass(slots=True)
class Editor:
    """Somebody at a word processor with track changes on."""

    content: bytes
    author: str = "Elena Example"
    at: str = "2018-10-24T16:02:00Z"
    root: Any = field(init=False)
    comments: list[tuple[int, str]] = field(default_factory=list)
    _number: int = 9000

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            self.root = etree.fromstring(archive.read("word/document.xml"))

    def saved(self) -> bytes:
        """Return the document."""
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.content)) as old, zipfile.ZipFile(made, "w") as new:
            for item in old.infolist():
                data = old.read(item.filename)
                if item.filename == "word/document.xml":
                    data = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
                elif self.comments and item.filename == "[Content_Types].xml":
                    data = data.replace(b"</Types>", _COMMENT_TYPE + b"</Types>")
                elif self.comments and item.filename == "word/_rels/document.xml.rels":
                    data = data.replace(b"</Relationships>", _COMMENT_RELATION + b"</Relationships>")
                new.writestr(item.filename, data, zipfile.ZIP_DEFLATED)
            if self.comments:
                new.writestr("word/comments.xml", self._comments())
        return made.getvalue()

    def _comments(self) -> bytes:
        root = etree.Element(q("comments"), nsmap={"w": W})
        for number, text in self.comments:
            made = etree.SubElement(
                root, q("comment"), {q("id"): str(number), q("author"): self.author, q("date"): self.at}
            )
            made.append(etree.Element(_PARAGRAPH))
            made[0].append(self._run(text, None))
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def paragraphs(self) -> list[Any]:
        return list(self.root.iter(_PARAGRAPH))

    def find(self, words: str) -> Any:
        """Return the paragraph in which these words stand."""
        return next(each for each in self.paragraphs() if words in text_of(each))

    def write(self, old: str, new: str) -> Editor:
        """Put other words in place of some, wherever they stand first."""
        paragraph = self.find(old)
        text = text_of(paragraph)
        self.rewrite(paragraph, text.replace(old, new, 1))
        return self

    def rewrite(self, paragraph: Any, new: str) -> None:
        """Make the words of a paragraph others, word by word."""
        old = text_of(paragraph)
        before, after = words_of(old), words_of(new)
        at = len(old)
        for tag, i1, i2, j1, j2 in reversed(SequenceMatcher(None, before, after, autojunk=False).get_opcodes()):
            at = len("".join(before[:i1]))
            end = len("".join(before[:i2]))
            if tag != "equal":
                self._change(paragraph, at, end, "".join(after[j1:j2]))

    def delete(self, words: str) -> Editor:
        """Delete a whole paragraph."""
        paragraph = self.find(words)
        self._change(paragraph, 0, len(text_of(paragraph)), "")
        self._mark(paragraph, "del")
        return self

    def add_after(self, words: str, new: str) -> Editor:
        """Press Enter at the end of a paragraph and write another."""
        paragraph = self.find(words)
        added = etree.Element(_PARAGRAPH)
        if paragraph.find(q("pPr")) is not None:
            added.append(copy.deepcopy(paragraph.find(q("pPr"))))
        added.append(self._tracked("ins", [self._run(new, None)]))
        paragraph.addnext(added)
        self._mark(paragraph, "ins")
        return self

    def split(self, words: str, before: str) -> Editor:
        """Press Enter inside a paragraph, before some words."""
        paragraph = self.find(words)
        at = text_of(paragraph).index(before)
        self._cut(paragraph, at)
        first = copy.deepcopy(paragraph)
        seen, firsts = 0, []
        for child in paragraph:
            inside = [run for run in _runs(paragraph) if run is child or child in run.iterancestors()]
            seen += sum(len(_said(run)) for run in inside)
            firsts.append(seen <= at)
        for one, other, is_first in zip(list(paragraph), list(first), firsts, strict=True):
            if one.tag != q("pPr"):
                gone = one if is_first else other
                gone.getparent().remove(gone)
        for bookmark in [*paragraph.iter(q("bookmarkStart")), *paragraph.iter(q("bookmarkEnd"))]:
            bookmark.getparent().remove(bookmark)
        paragraph.addprevious(first)
        self._mark(first, "ins")
        return self

    def join(self, words: str, between: str = " ") -> Editor:
        """Delete the end of a paragraph, so that the next one runs on."""
        paragraph = self.find(words)
        length = len(text_of(paragraph))
        if between:
            self._change(paragraph, length, length, between)
        self._mark(paragraph, "del")
        return self

    def format(self, words: str, tag: str = "b") -> Editor:
        """Make words bold."""
        paragraph = self.find(words)
        start = text_of(paragraph).index(words)
        self._cut(paragraph, start)
        self._cut(paragraph, start + len(words))
        seen = 0
        for run in list(_runs(paragraph)):
            if start <= seen < start + len(words):
                properties = run.find(q("rPr"))
                if properties is None:
                    properties = etree.Element(q("rPr"))
                    run.insert(0, properties)
                before = copy.deepcopy(properties)
                properties.insert(0 if properties.find(q("rStyle")) is None else 1, etree.Element(q(tag)))
                change = etree.SubElement(properties, q("rPrChange"), self._who())
                before.tag = q("rPr")
                change.append(before)
            seen += len(_said(run))
        return self

    def comment(self, words: str, text: str) -> Editor:
        """Write a comment beside words."""
        paragraph = self.find(words)
        self._number += 1
        number = {q("id"): str(self._number)}
        runs = _runs(paragraph)
        runs[0].addprevious(etree.Element(q("commentRangeStart"), number))
        runs[-1].addnext(etree.Element(q("commentRangeEnd"), number))
        reference = etree.Element(_RUN)
        etree.SubElement(reference, q("commentReference"), number)
        runs[-1].getnext().addnext(reference)
        self.comments.append((self._number, text))
        return self

    def row_out(self, words: str) -> Editor:
        """Delete the row of a table in which these words stand."""
        row = next(self.find(words).iterancestors(q("tr")))
        row.find(q("trPr")).append(etree.Element(q("del"), self._who()))
        for paragraph in row.iter(_PARAGRAPH):
            self._change(paragraph, 0, len(text_of(paragraph)), "")
            self._mark(paragraph, "del")
        return self

    def row_after(self, words: str, *cells: str) -> Editor:
        """Add a row to a table."""
        row = next(self.find(words).iterancestors(q("tr")))
        new = copy.deepcopy(row)
        new.find(q("trPr")).append(etree.Element(q("ins"), self._who()))
        for paragraph, text in zip(new.iter(_PARAGRAPH), cells, strict=True):
            for child in [each for each in paragraph if each.tag != q("pPr")]:
                paragraph.remove(child)
            paragraph.append(self._tracked("ins", [self._run(text, None)]))
            self._mark(paragraph, "ins")
        row.addnext(new)
        return self

    def move(self, words: str, before: str) -> Editor:
        """Drag a paragraph before another one."""
        paragraph, place = self.find(words), self.find(before)
        there = copy.deepcopy(paragraph)
        for bookmark in [*there.iter(q("bookmarkStart")), *there.iter(q("bookmarkEnd"))]:
            bookmark.getparent().remove(bookmark)
        for one, kind in ((paragraph, "moveFrom"), (there, "moveTo")):
            runs = [each for each in one if each.tag in {_RUN, q("hyperlink")}]
            wrapped = etree.Element(q(kind), self._who())
            runs[0].addprevious(wrapped)
            wrapped.extend(runs)
            self._mark(one, kind)
        place.addprevious(there)
        return self

    # Runs ------------------------------------------------------------------------------------------------------

    def _who(self) -> Mapping[str, str]:
        self._number += 1
        return {q("id"): str(self._number), q("author"): self.author, q("date"): self.at}

    def _tracked(self, kind: str, runs: Sequence[Any]) -> Any:
        made = etree.Element(q(kind), self._who())
        made.extend(runs)
        return made

    def _run(self, text: str, like: Any) -> Any:
        run = etree.Element(_RUN)
        if like is not None and like.find(q("rPr")) is not None:
            run.append(copy.deepcopy(like.find(q("rPr"))))
        made = etree.SubElement(run, _TEXT)
        made.text = text
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def _mark(self, paragraph: Any, kind: str) -> None:
        properties = paragraph.find(q("pPr"))
        if properties is None:
            properties = etree.Element(q("pPr"))
            paragraph.insert(0, properties)
        run = properties.find(q("rPr"))
        if run is None:
            run = etree.Element(q("rPr"))
            following = [q("sectPr"), q("pPrChange")]
            place = next((n for n, each in enumerate(properties) if each.tag in following), len(properties))
            properties.insert(place, run)
        run.insert(0, etree.Element(q(kind), self._who()))

    def _cut(self, paragraph: Any, at: int) -> None:
        """Cut the run in which a place is, so that a run ends there."""
        seen = 0
        for run in list(_runs(paragraph)):
            said = _said(run)
            if seen < at < seen + len(said):
                rest = self._run(said[at - seen :], run)
                only = next(run.iter(_TEXT))
                only.text = said[: at - seen]
                only.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.addnext(rest)
                return
            seen += len(said)

    def _change(self, paragraph: Any, start: int, end: int, new: str) -> None:
        self._cut(paragraph, start)
        self._cut(paragraph, end)
        seen, last = 0, None
        put = False
        for run in list(_runs(paragraph)):
            said = _said(run)
            if seen >= end and new and not put:
                self._put(last, run, new)
                put = True
            if start <= seen < end:
                for text in run.iter(_TEXT):
                    text.tag = q("delText")
                parent = run.getparent()
                wrapped = etree.Element(q("del"), self._who())
                parent.replace(run, wrapped)
                wrapped.append(run)
                last = wrapped
            else:
                last = run
            seen += len(said)
        if new and not put:
            self._put(last, None, new, paragraph)

    def _put(self, last: Any, following: Any, new: str, paragraph: Any = None) -> None:
        like = last if last is not None else following
        inner = like.find(_RUN) if like is not None and like.tag != _RUN else like
        made = self._tracked("ins", [self._run(new, inner)])
        if last is not None:
            last.addnext(made)
        elif following is not None:
            following.addprevious(made)
        else:
            paragraph.append(made)


def text_of(paragraph: Any) -> str:
    """Return the words of a paragraph as they are with nothing inserted or deleted by an earlier edit lost."""
    return "".join(_said(run) for run in _runs(paragraph))


def _runs(paragraph: Any) -> list[Any]:
    """Return the runs that nobody has inserted or deleted, with words, links included."""
    return [
        run
        for run in paragraph.iter(_RUN)
        if run.find(_TEXT) is not None
        and not any(each.tag in {q("ins"), q("del")} for each in run.iterancestors() if each is not paragraph)
    ]


def _said(run: Any) -> str:
    return "".join(text.text or "" for text in run.iter(_TEXT))


def edit(content: bytes, author: str, *steps: Callable[[Editor], Editor]) -> bytes:
    """Return a document after somebody's edits."""
    editor = Editor(content, author)
    for step in steps:
        step(editor)
    return editor.saved()
