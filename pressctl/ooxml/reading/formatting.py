"""What a change of formatting changed, in words: `bold`, `not italic`, `style Heading 2`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_NAMES: Final = {
    "b": "bold", "i": "italic", "u": "underline", "strike": "struck through", "dstrike": "struck through twice",
    "caps": "capitals", "smallCaps": "small capitals", "vanish": "hidden", "color": "colour", "sz": "size",
    "rFonts": "font", "highlight": "highlight", "shd": "shading", "vertAlign": "raised or lowered", "lang": "language",
    "jc": "alignment", "ind": "indent", "spacing": "spacing", "numPr": "list", "outlineLvl": "outline level",
    "pageBreakBefore": "page break before", "keepNext": "keep with next", "bidi": "direction", "rtl": "direction",
}  # fmt: skip
_SWITCHES: Final = frozenset({"b", "i", "u", "strike", "dstrike", "caps", "smallCaps", "vanish"})
_SILENT: Final = frozenset(
    {
        "bCs", "iCs", "szCs", "lang", "noProof", "rPrChange", "pPrChange", "ins", "del", "moveFrom", "moveTo", "rPr",
        "sectPr", "webHidden", "kern",
    }
)  # fmt: skip
_OFF: Final = frozenset({"0", "false", "off", "none"})


def detail_of(change: _Element, styles: Mapping[str, str]) -> str:
    """Return what an `rPrChange` or `pPrChange` changed; empty when it is nothing that a reader sees."""
    now = change.getparent()
    if now is None:
        return ""
    former = next((child for child in change if child.tag == now.tag), None)
    new, old = _settings(now), _settings(former) if former is not None else {}
    changed = [tag for tag in sorted(new.keys() | old.keys()) if new.get(tag) != old.get(tag) and tag not in _SILENT]
    said = [_said(tag, new.get(tag), styles) for tag in changed]
    return ", ".join(dict.fromkeys(said))


def _settings(properties: _Element) -> dict[str, tuple[tuple[str, str], ...]]:
    settings = {}
    for child in properties:
        if isinstance(child.tag, str):
            inner = [(str(key), str(value)) for one in child.iter() for key, value in one.attrib.items()]
            settings[child.tag.rpartition("}")[2]] = tuple(sorted(inner))
    return settings


def _said(tag: str, value: tuple[tuple[str, str], ...] | None, styles: Mapping[str, str]) -> str:
    own = next((text for key, text in value or () if key == w("val")), "")
    if tag in {"rStyle", "pStyle"}:
        return f"style {styles.get(own, own)}" if own else "no style"
    name = _NAMES.get(tag, tag)
    if tag in _SWITCHES:
        return name if value is not None and own not in _OFF else f"not {name}"
    return name
