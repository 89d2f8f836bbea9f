"""Fields that Word computes: the number of the page and of all pages."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.export.docx.elements import Element, run, text, w


def field(instruction: str, shown: str) -> Iterator[Element]:
    """Yield the five runs of a complex field; `shown` stands until Word has computed it."""
    yield run([w("fldChar", fldCharType="begin")])
    code = w("instrText")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.text = f" {instruction} "
    yield run([code])
    yield run([w("fldChar", fldCharType="separate")])
    yield run([text(shown)])
    yield run([w("fldChar", fldCharType="end")])
