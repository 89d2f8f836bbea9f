"""The names that Word's XML uses, as lxml writes them."""

from __future__ import annotations

from typing import Final

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORD_2010: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_2012: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def w(tag: str) -> str:
    """Return the name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{tag}"


def m(tag: str) -> str:
    """Return the name of an element of Office's mathematics."""
    return f"{{{MATH}}}{tag}"


def w14(tag: str) -> str:
    """Return a name that Word 2010 added."""
    return f"{{{WORD_2010}}}{tag}"


def w15(tag: str) -> str:
    """Return a name that Word 2012 added."""
    return f"{{{WORD_2012}}}{tag}"
