"""Real bullets and numbers: each ordered list counts for itself."""

from __future__ import annotations

from collections.abc import Mapping

from pressctl.export.docx.elements import Element, q, w
from pressctl.export.docx.stylebook import number_of
from pressctl.frozen import Frozen

DEEPEST = 8
"""Word has nine levels, 0 to 8."""


class Numbering(Frozen):
    """The template's list definitions."""

    definitions: Element
    """`w:numbering`."""
    styles: Mapping[str | None, Element]
    """Style elements by id."""

    def of(self, style_id: str) -> str:
        """Return the list definition that a list style carries."""
        return number_of(self.styles.get(style_id), self.styles) or "0"

    def restarted(self, style_id: str, level: int, start: int) -> str:
        """Add a list like the style's that counts from `start`, and return its number."""
        numbers = self.definitions.findall(q("num"))
        template = next((num for num in numbers if num.get(q("numId")) == self.of(style_id)), None)
        if template is None:
            return self.of(style_id)
        used = [value for num in numbers if (value := num.get(q("numId"), "")).isdecimal()]
        free = str(max(map(int, used), default=0) + 1)
        abstract = template.find(q("abstractNumId"))
        kind = "0" if abstract is None else abstract.get(q("val"), "0")
        restart = w("lvlOverride", w("startOverride", val=start), ilvl=level)
        numbers[-1].addnext(w("num", w("abstractNumId", val=kind), restart, numId=free))
        return free

    def indent(self, number: str, level: int) -> str | None:
        """Return the indent of a level's text in twips."""
        for num in self.definitions.findall(q("num")):
            abstract = num.find(q("abstractNumId"))
            if num.get(q("numId")) == number and abstract is not None:
                return self._indent(abstract.get(q("val")), level)
        return None

    def _indent(self, abstract: str | None, level: int) -> str | None:
        for definition in self.definitions.findall(q("abstractNum")):
            if definition.get(q("abstractNumId")) != abstract:
                continue
            for entry in definition.findall(q("lvl")):
                indent = entry.find(f"{q('pPr')}/{q('ind')}")
                if entry.get(q("ilvl")) == str(level) and indent is not None:
                    return indent.get(q("left")) or indent.get(q("start"))
        return None


def level_of(number: str, level: int) -> Element:
    """Make the property that puts a paragraph on a level of a list."""
    return w("numPr", w("ilvl", val=min(level, DEEPEST)), w("numId", val=number))
