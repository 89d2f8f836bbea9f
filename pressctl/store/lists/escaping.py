"""Cells that a spreadsheet program would take for a formula: marked in what goes out, unmarked in what comes in.

An apostrophe goes before a cell that begins, after apostrophes and spaces, with what begins a formula (OWASP,
"CSV Injection"). Taking one away again restores every text, those with apostrophes of their own too. A phone
number in international form (E.164, spaces allowed) holds nothing that could be computed and stays as it is.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")
_COMPUTED = re.compile(r"\s*(?:[=＝]|[+\-@＋－＠]\s*[A-Za-z][\w.]*[(|!])")
_PHONE = re.compile(r"\+[1-9](?: ?[0-9]){6,14}")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


def is_formula(cell: str) -> bool:
    """Say whether a spreadsheet program would compute the cell: `=1+2`, `@SUM(A1)`; a telephone number is none."""
    return _COMPUTED.match(cell) is not None


def escaped(cell: str) -> str:
    """Return the cell as a spreadsheet program may open it."""
    if not _FORMULA.match(cell) or _PHONE.fullmatch(cell):
        return cell
    return f"'{cell}"


def unescaped(cell: str) -> str:
    """Return the cell without the mark that `escaped` set, or Excel's own `="0501234567"` around a number."""
    if cell.startswith("'") and _FORMULA.match(cell):
        return cell[1:]
    text = _TEXT_FORMULA.fullmatch(cell)
    return text[1] if text else cell
