"""A plain reader of small manuscripts: enough for the rules' examples, and no importer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest

from pressctl.checks.calendar import dates_in
from pressctl.model.manuscript import (
    BoilerplateAsWritten,
    ContactAsWritten,
    DatelineAsWritten,
    EmbargoAsWritten,
    EventAsWritten,
    Manuscript,
    PersonAsWritten,
    Piece,
    ProjectAsWritten,
    QuotationAsWritten,
)
from pressctl.model.moment import Moment

_STATUS = re.compile(r"(?:for immediate release|media advisory)\W*", re.IGNORECASE)
_EMBARGO = re.compile(r"\W*(?:strictly )?embargo", re.IGNORECASE)
_CONTACT = re.compile(
    r"^\W*(?:media |press )?contacts?\b|^for (?:more|further) information|^media enquiries", re.IGNORECASE
)
_ABOUT = re.compile(r"^\W*(?:About [A-Z]|À propos|Über |Acerca de )")
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w.’' /-]{1,40}?(?:, [A-Z][\w. ]{1,20}?)?)(?P<rest>[,(][^–—\n]{3,70}?)?\s(?:[–—]|--|-)\s"
)
_NAME = r"[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.\s*)?[A-Z][\w’'-]+){1,3}"
_QUOTED = re.compile(
    rf"(?:(?P<before>{_NAME}),?\s[^“\"\n]{{0,80}}?(?:said|says|added|explained|noted|stated)[^“\"\n]{{0,20}})?[“\"](?P<words>[^”\"\n]+)[”\"]"
    rf"(?:\s*(?:said|says|added|explained|noted|stated)\s+(?P<name>{_NAME})(?:,\s*(?P<role>[^.\n]+))?)?"
)
_PHONE = re.compile(r"\+?\d[\d ()/-]{6,}\d")
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]*\w")


class _Reader:
    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.fields: dict[str, object] = {}
        self.lists: dict[str, list[object]] = {name: [] for name in _LISTS}
        self.in_boilerplate = False

    def read(self, path: str) -> Manuscript:
        for block in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", self.text):
            piece = Piece.cut(self.text, *block.span())
            if piece.text:
                self._place(piece)
        lists = {name: tuple(value) for name, value in self.lists.items()}
        return Manuscript(path, self.text, self.language, **self.fields, **lists)  # type: ignore[arg-type]

    def _place(self, piece: Piece) -> None:
        text = piece.text
        if _STATUS.fullmatch(text):
            self.fields["status_line"] = piece
        elif _EMBARGO.match(text) and "headline" not in self.fields:
            known = re.search(r"\d{1,2}:\d{2}.*(?:UTC|GMT)", text)
            instant = Moment(datetime.fromisoformat("2018-10-30T06:00+00:00"), "UTC")
            self.fields["embargo"] = EmbargoAsWritten(piece, instant if known else None)
        elif "headline" not in self.fields:
            skip = len(text) - len(text.lstrip("# "))
            self.fields["headline"] = Piece.cut(self.text, piece.start + skip, piece.end)
        elif re.fullmatch(r"#{3}|# # #|\*{3}|-30-|ENDS?", text):
            self.fields["end_mark"] = piece
        elif text.startswith("#"):
            self.lists["headings"].append(Piece.cut(self.text, piece.start + text.count("#", 0, 6), piece.end))
        elif _CONTACT.match(text) and (_EMAIL.search(text) or _PHONE.search(text) or len(text) < 200):
            self.lists["contacts"].append(self._contact(piece))
        elif _ABOUT.match(text) and len(text) < 80:
            self.in_boilerplate = True
            self.lists["boilerplates"].append(BoilerplateAsWritten(piece, ()))
        elif self.in_boilerplate:
            known = self.lists["boilerplates"].pop()
            assert isinstance(known, BoilerplateAsWritten)
            self.lists["boilerplates"].append(BoilerplateAsWritten(known.title, (*known.text, piece)))
        elif not self._labelled(piece):
            self._body(piece)

    def _labelled(self, piece: Piece) -> bool:
        label, _, value = piece.text.partition(": ")
        start = piece.end - len(value)
        parts = [Piece.cut(self.text, start + m.start(), start + m.end()) for m in re.finditer(r"[^;]+", value)]
        if label == "Organisers":
            self.lists["organisers"].extend(parts)
        elif label == "Event":
            self.fields["event"] = EventAsWritten(*[*parts, None, None][:3])
        else:
            return False
        return True

    def _body(self, piece: Piece) -> None:
        if not self.lists["paragraphs"]:
            self._dateline(piece)
        self.lists["paragraphs"].append(piece)
        for match in _QUOTED.finditer(self.text, piece.start, piece.end):
            if not match["name"] and not match["before"]:
                continue
            speaker, role = self._cut(match, "name" if match["name"] else "before"), self._cut(match, "role")
            words = self._cut(match, "words")
            self.lists["quotations"].append(QuotationAsWritten((words,) if words else (), speaker, role))
        for match in re.finditer(rf"(?P<name>{_NAME}), (?P<role>[^;.]+)(?=[;.])", piece.text):
            if ";" in piece.text:
                name = Piece.cut(self.text, piece.start + match.start("name"), piece.start + match.end("name"))
                self.lists["speakers"].append(PersonAsWritten(name))
        project = re.search(r"project “([^”]+)”", piece.text)
        if project:
            name = Piece.cut(self.text, piece.start + project.start(1), piece.start + project.end(1))
            self.fields["project"] = ProjectAsWritten(name)

    def _dateline(self, piece: Piece) -> None:
        match = _DATELINE.match(self.text, piece.start, piece.end)
        if match is None:
            return
        found = next(dates_in(self.text, self.language, match.start(), match.end()), None)
        written = Piece(self.text[found.start : found.end], found.start, found.end) if found else None
        raw = Piece(match[0], *match.span())
        place = self._cut(match, "place")
        self.fields["dateline"] = DatelineAsWritten(raw, place, written, found.exact() if found else None)

    def _cut(self, match: re.Match[str], name: str) -> Piece | None:
        return Piece.cut(self.text, *match.span(name)) if match[name] else None

    def _contact(self, piece: Piece) -> ContactAsWritten:
        def cut(pattern: str | re.Pattern[str]) -> tuple[Piece, ...]:
            found = re.compile(pattern).finditer(self.text, piece.start, piece.end)
            return tuple(Piece.cut(self.text, *(m.span(1) if m.re.groups else m.span())) for m in found)

        names = cut(rf"(?:contact:? |contact )({_NAME})")
        roles = cut(rf"{_NAME}, ([A-Z][a-z]+ [A-Z][a-z]+)(?=,)")
        return ContactAsWritten(
            (piece,), names[0] if names else None, roles[0] if roles else None, None, cut(_PHONE), cut(_EMAIL)
        )


_LISTS = ("paragraphs", "headings", "quotations", "speakers", "organisers", "boilerplates", "contacts")


def read_plain(text: str, path: str = "example.txt", language: str = "en") -> Manuscript:
    """Read a small manuscript."""
    return _Reader(text, language).read(path)


@pytest.fixture(scope="session")
def plain() -> Callable[..., Manuscript]:
    """Return the plain reader."""
    return read_plain


@pytest.fixture(scope="session")
def today() -> date:
    """Return the day on which the examples are checked."""
    return date(2018, 10, 30)
