"""Where in a release a place of the copy is: its field, and the place in the newsroom's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pressctl.frozen import Frozen
from pressctl.model.revision import Line, Piece, Position

_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?$")
_SINGULAR = {
    "speakers": "speaker", "organisers": "organiser", "notes": "note", "boilerplates": "boilerplate",
    "media": "picture", "contacts": "media contact", "phones": "phone", "blocks": "paragraph", "fields": "",
    "funders": "funder",
}  # fmt: skip
_BLOCK = re.compile(r"body\[(\d+)\](?:\.(.*))?$")
_INNER = re.compile(r"(paragraph|item|block)(\d+)$")
_CELL = re.compile(r"r(\d+)c(\d+)$")
_STORIES = {"header": "page header", "footer": "page footer"}
_QUOTED = re.compile(r"\.paragraph\d+$")


class _Block(Frozen):
    """A block of the body in the newsroom's words: `quotation 2, Serhan Example`."""

    name: str
    paragraphs: int = 1


class Places:
    """Finds fields and names for places in the lines of a copy."""

    def __init__(self, lines: Sequence[Line], styles: Sequence[str]) -> None:
        """Take the lines as sent, and the name of each one's style."""
        self._lines = lines
        self._blocks = _blocks(lines, styles)
        self._numbers = _numbers(lines)
        self._anchored = any(one.anchor for one in lines)

    def field(self, start: Position, end: Position) -> str | None:
        """Return the path of the one piece that a change touches; none where it touches several, or none of them."""
        paths = {piece.path for piece in self.touched(start, end)}
        return paths.pop() if len(paths) == 1 else None

    def touched(self, start: Position, end: Position) -> list[Piece]:
        """Return the pieces that a change touches."""
        if start == end:
            piece = self._at(start)
            return [piece] if piece else []
        found = []
        for number in range(start.line, min(end.line + 1, len(self._lines))):
            line = self._lines[number]
            low = start.offset if number == start.line else 0
            high = end.offset if number == end.line else len(line.text)
            found += [piece for piece in line.pieces if piece.start < high and low < piece.end]
        if not found and end == Position(start.line + 1, 0):
            piece = self._at(start)  # a paragraph mark alone
            return [piece] if piece else []
        return found

    def _at(self, place: Position) -> Piece | None:
        """Return the piece in which, or at whose end, a place stands; of two the one before."""
        if place.line >= len(self._lines):
            return None
        pieces = self._lines[place.line].pieces
        return next((piece for piece in pieces if piece.start <= place.offset <= piece.end), None)

    def locked(self, start: Position, end: Position) -> bool:
        """Say whether a change touches what is locked, or somebody's quoted words."""
        return any(piece.locked or _QUOTED.search(piece.path) for piece in self.touched(start, end))

    def where(self, place: Position, field: str | None = None) -> str:
        """Return the place in the newsroom's words."""
        line = self._lines[min(place.line, len(self._lines) - 1)] if self._lines else Line(None, "")
        path = field or line.anchor
        if path is None:
            return self._unanchored(min(place.line, len(self._lines) - 1), line)
        block = _BLOCK.match(path)
        if block is None:
            return name_of(path)
        known = self._blocks.get(int(block[1]), _Block("text"))
        return f"{known.name}{_inner(block[2] or '', known)}"

    def _unanchored(self, number: int, line: Line) -> str:
        kind = line.story.rstrip("0123456789")
        if kind in _STORIES:
            return _STORIES[kind]
        if kind != "body":
            return f"{'text box' if kind == 'textbox' else kind} {line.story[len(kind) :]}"
        if self._anchored:
            shown = line.text if len(line.text) <= 40 else f"{line.text[:39]}…"
            return f'set by the layout: "{shown}"' if shown.strip() else "set by the layout"
        return self._numbers[number] if number >= 0 else "text"


def name_of(path: str) -> str:
    """Return a field path in words: `speakers[2].title` → `speaker 2, title`."""
    said = []
    for step in path.split("."):
        found = _STEP.match(step)
        name, number = (found[1], found[2]) if found else (step, None)
        name = _SINGULAR.get(name, name) if number or name == "fields" else name
        said.append(f"{name.replace('_', ' ')} {number or ''}".strip())
    return ", ".join(word for word in said if word)


def _inner(rest: str, block: _Block) -> str:
    cell = _CELL.match(rest)
    if cell:
        return f", row {cell[1]}, column {cell[2]}"
    if rest.startswith("attribution"):
        return ", attribution"
    inner = _INNER.match(rest.split(".", maxsplit=1)[0])
    if inner is None or (inner[1] == "paragraph" and block.paragraphs < 2):
        return ""
    return f", {inner[1]} {inner[2]}"


def _blocks(lines: Sequence[Line], styles: Sequence[str]) -> Mapping[int, _Block]:
    """Name the blocks of the body, each kind counted from 1."""
    anchored: dict[int, list[tuple[str, int]]] = {}
    for number, line in enumerate(lines):
        for path in dict.fromkeys([line.anchor or "", *(piece.path for piece in line.pieces)]):
            block = _BLOCK.match(path)
            if block:
                anchored.setdefault(int(block[1]), []).append((block[2] or "", number))
    counted: dict[str, int] = {}
    found = {}
    for number, parts in sorted(anchored.items()):
        rests = [rest for rest, _ in parts]
        kind = _kind(rests, styles[parts[0][1]])
        counted[kind] = counted.get(kind, 0) + 1
        speaker = _speaker(lines, parts) if kind == "quotation" else ""
        name = f"{kind} {counted[kind]}" + (f", {speaker}" if speaker else "")
        found[number] = _Block(name, sum(1 for rest in set(rests) if rest.startswith("paragraph")))
    return found


def _kind(rests: Sequence[str], style: str) -> str:
    for start, kind in (("paragraph", "quotation"), ("item", "list"), ("r1c", "table"), ("caption", "picture")):
        if any(rest.startswith(start) for rest in rests):
            return kind
    return "heading" if style.lower().startswith("heading") else "paragraph"


def _speaker(lines: Sequence[Line], parts: Sequence[tuple[str, int]]) -> str:
    for rest, number in parts:
        if rest.startswith("attribution"):
            line = lines[number]
            name = next((piece for piece in line.pieces if piece.path.endswith("attribution.name")), None)
            return line.text[name.start : name.end] if name else line.text.strip("—– ").split(",")[0].strip()
    return ""


def _numbers(lines: Sequence[Line]) -> list[str]:
    """Name each line of a copy of which nothing more is known."""
    names, paragraphs = [], 0
    for line in lines:
        step = re.search(r"(\d+)\.r(\d+)c(\d+)$", line.cell)
        if step:
            names.append(f"table {step[1]}, row {step[2]}, column {step[3]}")
        else:
            paragraphs += line.story == "body"
            names.append(f"paragraph {paragraphs}")
    return names
