"""How places in files look: the line, and what is meant underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.symbols import symbols_for
from pressctl.language.wording import Likeness
from pressctl.model.passage import Handling
from pressctl.source.characters import Lines

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from pressctl.workflow.replacing.finding import Findings, Place

_PIPED = 200
"""Columns of context where there is no terminal to fit into."""


def show_findings(console: Console, notices: Console, findings: Findings, wanted: str) -> None:
    """Write the places, release by release, and what could not be looked through."""
    file: str | None = None
    for place in findings.places:
        if place.source.shown != file:
            file = place.source.shown
            console.print(_styled(file, "bold"))
        show_place(console, place)
    warning = symbols_for(notices.encoding).warning
    for problem in findings.unreadable:
        notices.print(_styled(f"{warning} {problem.place()} was not looked through: {problem.message}", ""))
    if findings.places:
        console.print(_styled(_sum(findings), "dim"))
        if any(place.handling not in {Handling.FIXED, Handling.CITED} for place in findings.places):
            console.print(_styled(f'  Next: pressctl replace "{wanted}" "…"', ""))


def show_place(console: Console, place: Place) -> None:
    """Write one place: file and line, which field, the line of the file with the name underlined."""
    remark = remarks(place)
    head = f"  {place.source.path.name}:{place.line}:{place.column}  {place.passage.where}"
    text = _styled(head, "")
    if remark:
        text.append(f"  ({remark})", style="dim")
    console.print(text)
    symbols = symbols_for(console.encoding)
    shown, mark, length = _excerpt(place, (_PIPED if console.soft_wrap else console.width) - 8)
    line = _styled(f"      {symbols.rule} {shown}", "")
    line.stylize("bold", 8 + mark, 8 + mark + length)
    console.print(line, soft_wrap=True)
    console.print(
        _styled(
            f"      {symbols.rule} {_cells(shown[:mark])}{'^' * max(1, _width(shown[mark : mark + length]))}", "dim"
        )
    )


def remarks(place: Place) -> str:
    """Return what is to be known about a place, or nothing."""
    said = []
    if place.found.likeness is not Likeness.EXACT:
        said.append(place.found.likeness.value)
    if place.handling is Handling.QUOTED:
        said.append("somebody's own words")
    elif place.handling is Handling.CITED:
        said.append("what a correction says was wrong")
    elif place.handling is Handling.FIXED:
        said.append("a key, an address or a date")
    return "; ".join(said)


def _excerpt(place: Place, room: int) -> tuple[str, int, int]:
    """Return a part of the line, where in it the name begins, and how long it is there."""
    line = Lines.of(place.source.text).line(place.line).replace("\t", " ")
    start = place.column - 1
    end = place.end[1] - 1 if place.end[0] == place.line else len(line)
    if len(line) <= room:
        return line, start, end - start
    first = max(0, min(start - max(8, (room - (end - start)) // 2), len(line) - room + 1))
    lead = "…" if first else ""
    cut = line[first : first + room - len(lead) - 1]
    tail = "…" if first + len(cut) < len(line) else ""
    return f"{lead}{cut}{tail}", start - first + len(lead), max(1, min(end - start, len(cut) - start + first))


def _sum(findings: Findings) -> str:
    releases = len({place.source.slug for place in findings.places if place.source.slug})
    inflected = sum(place.found.likeness is Likeness.INFLECTED for place in findings.places)
    said = [count(len(findings.places), "place")]
    if releases:
        said.append(f"in {count(releases, 'release')}")
    if inflected:
        said.append(f"({inflected} inflected)")
    return " ".join(said)


def _cells(text: str) -> str:
    return " " * _width(text)


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _styled(text: str, style: str) -> Text:
    from rich.text import Text

    return Text(text, style=style)
