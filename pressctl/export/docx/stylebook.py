"""The styles that a template must hold, and the ids under which it holds them.

An office restyles by replacing the template and keeping the names. Word keeps the English names of its own styles in
every language and translates their ids, so styles are found by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pressctl.errors import BadInput, Problem
from pressctl.export.docx.elements import Element, q


class Style(StrEnum):
    """Styles by the names that the template gives them."""

    HEADLINE = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    HEADING_4 = "heading 4"
    LETTERHEAD = "Press Letterhead"
    RUNNING_LINE = "Press Running Line"
    FOOTER = "Press Footer"
    STATUS = "Press Status"
    EMBARGO = "Press Embargo"
    SUBHEADLINE = "Press Subheadline"
    LEAD = "Press Lead"
    BODY = "Press Body"
    QUOTATION = "Press Quotation"
    ATTRIBUTION = "Press Attribution"
    FACT = "Press Fact"
    ITEM = "Press Item"
    LIST_BULLET = "Press List Bullet"
    LIST_NUMBER = "Press List Number"
    LIST_CONTINUED = "Press List Continued"
    TABLE_HEAD = "Press Table Head"
    TABLE_TEXT = "Press Table Text"
    PICTURE = "Press Picture"
    CAPTION = "Press Caption"
    END_MARK = "Press End Mark"
    SMALL_HEADING = "Press Small Heading"
    SMALL = "Press Small"
    SMALL_QUOTATION = "Press Small Quotation"
    SMALL_ATTRIBUTION = "Press Small Attribution"
    SMALL_LIST_BULLET = "Press Small List Bullet"
    SMALL_LIST_NUMBER = "Press Small List Number"
    SMALL_LIST_CONTINUED = "Press Small List Continued"
    CONTACT_HEADING = "Press Contact Heading"
    CONTACT_NAME = "Press Contact Name"
    CONTACT = "Press Contact"
    STRONG = "Strong"
    EMPHASIS = "Emphasis"
    HYPERLINK = "Hyperlink"
    DOCUMENT = "Press Document"
    DATELINE = "Press Dateline"
    LABEL = "Press Label"
    NAME = "Press Name"
    TABLE = "Press Table"


_CHARACTER = {
    Style.STRONG, Style.EMPHASIS, Style.HYPERLINK, Style.DOCUMENT, Style.DATELINE, Style.LABEL, Style.NAME,
}  # fmt: skip

NUMBERED = (
    Style.ITEM,
    Style.LIST_BULLET,
    Style.LIST_NUMBER,
    Style.SMALL_LIST_BULLET,
    Style.SMALL_LIST_NUMBER,
)
"""Styles that carry their own bullet or number."""


def kind_of(style: Style) -> str:
    """Return the type of a style: `paragraph`, `character` or `table`."""
    if style is Style.TABLE:
        return "table"
    return "character" if style in _CHARACTER else "paragraph"


def style_ids(styles: Element, template: str) -> Mapping[Style, str]:
    """Return the id of every style.

    Raises:
        BadInput: the template lacks styles, or a list style has neither bullet nor number; all of them are named.
    """
    found = {
        (style.get(q("type")), name.get(q("val"), "").casefold()): style
        for style in styles.iterchildren(q("style"))
        if (name := style.find(q("name"))) is not None
    }
    elements = {style: found.get((kind_of(style), style.value.casefold())) for style in Style}
    problems = [
        Problem(f"no {kind_of(style)} style named “{style.value}”", template)
        for style, element in elements.items()
        if element is None
    ]
    by_id = {style.get(q("styleId")): style for style in styles.iterchildren(q("style"))}
    problems.extend(
        Problem(f"the style “{style.value}” has neither bullet nor number", template)
        for style in NUMBERED
        if elements[style] is not None and number_of(elements[style], by_id) is None
    )
    if problems:
        raise BadInput(
            f"{template} cannot serve as a layout: styles are missing",
            problems=problems,
            hint="start from templates/layouts/house.docx and keep its style names",
        )
    return {style: element.get(q("styleId"), "") for style, element in elements.items() if element is not None}


def number_of(style: Element | None, by_id: Mapping[str | None, Element]) -> str | None:
    """Return the list definition (`w:numId`) of a paragraph style, its own or inherited."""
    seen: set[Element] = set()
    while style is not None and style not in seen:
        seen.add(style)
        number = style.find(f"{q('pPr')}/{q('numPr')}/{q('numId')}")
        if number is not None:
            return number.get(q("val"))
        based = style.find(q("basedOn"))
        style = None if based is None else by_id.get(based.get(q("val")))
    return None
