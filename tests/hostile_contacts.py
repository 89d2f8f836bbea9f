"""Rows of a press list as an enemy, or an unlucky paste, would write them: seeded, so that each run meets the same.

A row is hostile in one column, sometimes in two; everything else in it is as an office writes it.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field

COLUMNS = (
    "email", "name", "given_name", "family_name", "salutation", "outlet", "role", "language", "country", "timezone",
    "beats", "tags", "phone", "embargo_trusted", "basis", "notes", "desk",
)  # fmt: skip
"""The last is the office's own."""

SECRET = "7006652"
"""1234 * 5678: stands in an output only where somebody has computed what was typed."""

CONTROLS = [
    *(f"A{chr(code)}B" for code in (*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x80, 0x85, 0x9B, 0x9F)),
    "two\nlines", "two\r\nlines", "a\rreturn", "a\ttab", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31mred",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "bell\x07", "back\x08\x08\x08space",
    "line\u2028separator", "paragraph\u2029separator", "\ufeffmark", "no\ufffecharacter", "\ue000greeting\ue001",
    "\ue001", "\ue000",
]  # fmt: skip
BIDI = [f"gnp{mark}.exe" for mark in "\u202e\u202d\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c"]
HEADERS = [
    "x\r\nBcc: everybody@evil.example", "x\nSubject: other", "x\r\n\r\nbody",
    "x\r\n.\r\nMAIL FROM:<e@evil.example>", "Name <other@evil.example>", "a, b <c@evil.example>; d",
    '"quoted" name', "back\\slash", "(comment) name", "=?utf-8?q?Bcc=3A_x?=", "=?utf-8?b?PGU+?=",
    "undisclosed-recipients:;", "name;", "@", "<>", "x" * 300, ".", "..", "From here", "%0d%0aBcc: x@evil.example",
    "name\\r\\nBcc: x",
]  # fmt: skip
FORMULAS = [
    "=1234*5678", "+1234*5678", "-1234*5678", "@SUM(1234*5678)", "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example")', "  =1234*5678", "\t=1234*5678", "'=1234*5678", "''=1", "＝1234*5678", "＋1",
    "－1", "＠SUM(1)", '=IMPORTXML("x")', "+994 12 555 01 21", "-", "=", "+", "@",
]  # fmt: skip
TEMPLATES = [
    "{{ 1234*5678 }}", "{% for x in range(9**9) %}x{% endfor %}", "{{ self.__init__.__globals__ }}", "{# gone #}",
    "${1234*5678}", "#{1234*5678}", "<%= 1234*5678 %>", "%(name)s", "%s%s%n", "{0.__class__}", "{greeting}",
    "$greeting", "{{ greeting }}", "{{", "}}", "{%", "\\u003cb\\u003e",
]  # fmt: skip
MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></tr></table><h1>News</h1>", "&lt;b&gt;",
    "&amp;", "&#x3c;script&#x3e;", "<!-- ", "-->", "<![CDATA[", "]]>", "\"><svg onload=alert(1)>",
    "'><a href=javascript:alert(1)>", "javascript:alert(1)", "<style>*{display:none}</style>",
    "<base href=//evil.example>", "<meta http-equiv=refresh>", "<iframe src=//evil.example>", "[red]red[/red]",
    "[link=https://evil.example]x[/link]", "[/]", "[bold", "\\[x]", ":smiley:", "**bold**",
    "[text](https://evil.example)", "![](https://evil.example/x.png)", "> — Somebody, else", "---\nheadline: other",
    "# heading", "`code`", "https://evil.example/?a=1&b=2", "cid:x", "BEGIN:VCARD", "END:VCARD", "x;y,z\\n",
    "NOTE:injected", '"', '""', "'", "''", "a;b", "\\", "\\;", "\\n", "NULL", "None", "-- ",
    "'; DROP TABLE plan;--",
]  # fmt: skip
LETTERS = [
    "Ünïcödé", "şğıəİ", "Ω", "\u0041\u030a", "\u212b", "e\u0301" * 40, "z" + "\u0335" * 60, "👩‍👩‍👧‍👦", "𝓐𝓫𝓬",
    "عربي", "עברית", "中文", "ﷺ", "ﬁ", "Straße", "\u00a0name\u00a0", "zero\u200bwidth", "soft\u00adhyphen",
    "joi\u200dned", "\u3000wide", "\U000e0041\U000e0042", "\ufffd", "Аpple", "раураl",
]  # fmt: skip
LONG = [
    "n" * 65_536, "ə" * 65_536, "a b " * 16_384, "=" * 65_536, "<b>" * 21_845, "x" * 1001, "x" * 1000,
]  # fmt: skip
ADDRESSES = [
    "", "nobody", "@example.com", "j@", "j@x>\r\nRCPT TO:<e@evil.example", "j@example.com\r\nDATA",
    "j@example.com>", "<j@example.com>", "j@example.com, e@evil.example", "j@example.com;e@evil.example",
    "j j@example.com", '"j j"@example.com', "j@[127.0.0.1]", "j@localhost", "j@-example.com", "j@example..com",
    ".j@example.com", "j.@example.com", "j..k@example.com", "j@exa mple.com", "j@example.com\x00",
    "j\x00@example.com", "j@example.com\u202e", "a" * 65 + "@example.com", "a@" + "b" * 250 + ".com",
    "j@example.com?bcc=e@evil.example", "mailto:j@example.com", "J@@example.com", "=1+1@example.com",
    "-rf@example.com", "+x@example.com", "|sh@example.com", "`id`@example.com", "$HOME@example.com",
    "{{1234*5678}}@example.com", "%s@example.com", "../../etc/passwd@example.com", "a/b@example.com",
    "con@example.com", "j@аpple.com", "j@xn--pple-43d.com", "j@раураl.com", "müller@example.com",
    "j@bücher.example.com", "j@xn--zzzz.com", "J@EXAMPLE.COM", "j@example.com.", "j@ｅｘａｍｐｌｅ.com",
    "#!/bin/sh@example.com", "~@example.com", "*@example.com", "'@example.com",
]  # fmt: skip
CODES = [
    "", "xx", "../en", "en;az;../../x", "EN", "en_GB", "zh-hant-tw", "english", "en\n", "x" * 1001, "=1", "<b>",
    "{{ x }}",
]  # fmt: skip
KINDS = {
    "controls": CONTROLS,
    "bidi": BIDI,
    "headers": HEADERS,
    "formulas": FORMULAS,
    "templates": TEMPLATES,
    "markup": MARKUP,
    "letters": LETTERS,
    "long": LONG,
    "addresses": ADDRESSES,
    "codes": CODES,
}
_TEXTS = [column for column in COLUMNS if column not in {"email", "language", "country", "timezone", "embargo_trusted"}]


@dataclass(frozen=True)
class HostileRow:
    """One row, and what is hostile in it."""

    number: int
    """1-based, as a spreadsheet counts; the header is row 1."""
    cells: dict[str, str]
    kinds: tuple[str, ...]
    columns: tuple[str, ...] = field(default=())
    """Where it is hostile."""


def hostile_rows(number: int, seed: int) -> list[HostileRow]:
    """Make so many rows; every payload stands in one of them at least, and every text column meets every kind."""
    dice = random.Random(seed)  # noqa: S311  # a test's dice, seeded so that it repeats
    wanted = [(kind, payload) for kind, payloads in KINDS.items() for payload in payloads]
    texts = [kind for kind in KINDS if kind not in {"addresses", "codes"}]
    while len(wanted) < number:
        kind = dice.choice(texts)
        wanted.append((kind, dice.choice(KINDS[kind])))
    dice.shuffle(wanted)
    return [_row(place + 2, kind, payload, dice) for place, (kind, payload) in enumerate(wanted[:number])]


def _row(number: int, kind: str, payload: str, dice: random.Random) -> HostileRow:
    cells = dict.fromkeys(COLUMNS, "") | {
        "email": f"reader{number}@example.com",
        "name": "Anna Sample",
        "language": dice.choice(["en", "az", "ru", "ar"]),
        "outlet": "Sample TV",
        "desk": "news",
    }
    column = {"addresses": "email", "codes": dice.choice(["language", "country", "timezone"])}.get(kind)
    column = column or dice.choice(_TEXTS if dice.random() < 0.5 else ["name", "salutation", "given_name"])
    cells[column] = payload
    kinds, columns = [kind], [column]
    if dice.random() < 0.2:
        also = dice.choice(["markup", "formulas", "templates", "letters"])
        there = dice.choice([text for text in _TEXTS if text != column])
        cells[there] = dice.choice(KINDS[also])
        kinds.append(also)
        columns.append(there)
    return HostileRow(number, cells, tuple(kinds), tuple(columns))


def as_csv(rows: list[HostileRow]) -> str:
    """Return the list as a spreadsheet program would write it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(row.cells for row in rows)
    return text.getvalue()
