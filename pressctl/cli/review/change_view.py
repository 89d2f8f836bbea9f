"""How a change looks: the words around it, what goes and what comes, told by marks and not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressctl.cli.telling.symbols import symbols_for
from pressctl.model.merging import LINE_BREAK, Edit, Unit
from pressctl.model.unseen import made_visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_CONTEXT = 70
"""Characters of the words around a change, on each side."""


def edit_text(units: Sequence[Unit], edit: Edit) -> Text:
    """Return one edit of today's text in its context: `meet in [-five-]{+six+} rooms`."""
    from rich.text import Text

    before, gone, after = _around(units, edit)
    found = Text(_end(before))
    if edit.formatting:
        found.append(f"[{edit.formatting}: {gone}]", style="bold")
    elif gone:
        found.append(f"[-{_shown(gone)}-]", style="red strike")
    if edit.after:
        found.append(f"{{+{_shown(edit.after)}+}}", style="green bold")
    found.append(_start(after))
    return found


def words_at(units: Sequence[Unit], edit: Edit) -> str:
    """Return the words that an edit takes away, or changes the look of, in one line."""
    return _shown(_around(units, edit)[1])


def show_text(console: Console, text: Text) -> None:
    """Write a text, wrapped in a terminal, in one line where it is piped."""
    from rich.text import Text

    margin = " " * 8
    if console.soft_wrap:
        console.print(Text(margin).append_text(text), soft_wrap=True)
        return
    for line in text.wrap(console, console.width - len(margin)):
        line.rstrip()
        console.print(Text(margin).append_text(line))


def one_line(text: str) -> str:
    """Return words that may have paragraphs in one line."""
    return _shown(text)


def _around(units: Sequence[Unit], edit: Edit) -> tuple[str, str, str]:
    """Return what stands before an edit in its paragraph, what it takes away, and what stands behind it."""
    first, last = edit.start, edit.end
    start = units[first.unit].text if first.unit < len(units) else ""
    end = units[last.unit].text if last.unit < len(units) else ""
    if first.unit == last.unit:
        whole = first.offset == 0 and last.offset == 0 and edit.after.endswith("\n")
        return start[: first.offset], start[first.offset : last.offset], "" if whole else start[last.offset :]
    middle = [unit.text for unit in units[first.unit + 1 : last.unit]]
    gone = "\n".join([start[first.offset :], *middle, end[: last.offset]])
    return start[: first.offset], gone, end[last.offset :] if last.offset else ""


def _end(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text.replace(LINE_BREAK, " ")
    cut = text[-_CONTEXT:]
    return "… " + cut[cut.find(" ") + 1 :].replace(LINE_BREAK, " ")


def _start(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text.replace(LINE_BREAK, " ")
    cut = text[:_CONTEXT]
    return cut[: cut.rfind(" ") if " " in cut else None].replace(LINE_BREAK, " ") + " …"


def _shown(text: str) -> str:
    mark = "¶" if _can_show() else "//"
    text = made_visible(text) if _can_show() else text
    if not text.strip():
        return mark if "\n" in text else text
    return text.removesuffix("\n").replace("\n", f" {mark} ").replace(LINE_BREAK, " ")


def _can_show() -> bool:
    import sys

    return symbols_for(sys.stdout.encoding).done == "✓"
