"""The styles that a template must hold, and the ids under which it holds them.

An office restyles by replacing the template and keeping the names. Word keeps the English names of its own styles in
every language and translates their ids, so styles are found by name. What a template lacks, `lending` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

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

PURPOSES: Mapping[Style, str] = {
    Style.HEADLINE: "the headline",
    Style.HEADING_2: "headings of sections",
    Style.HEADING_3: "headings in the text",
    Style.HEADING_4: "headings below those",
    Style.LETTERHEAD: "the top of the first page; centred, it sets the words below each other",
    Style.RUNNING_LINE: "the headline, and an embargo, at the top of the further pages",
    Style.FOOTER: "the office and the number of the page",
    Style.STATUS: "“For immediate release”",
    Style.EMBARGO: "the embargo, above the headline",
    Style.SUBHEADLINE: "the subheadline",
    Style.LEAD: "the first paragraph",
    Style.BODY: "paragraphs of the text",
    Style.QUOTATION: "quotations",
    Style.ATTRIBUTION: "who said a quotation",
    Style.FACT: "lines with a label, such as when and where; its indent is the room for the label",
    Style.ITEM: "organisers and speakers; carries its bullet",
    Style.LIST_BULLET: "lists with bullets; carries its bullet",
    Style.LIST_NUMBER: "numbered lists; carries its number",
    Style.LIST_CONTINUED: "further paragraphs of an item",
    Style.TABLE_HEAD: "the first row of a table",
    Style.TABLE_TEXT: "the other rows",
    Style.PICTURE: "the paragraph that a picture stands in",
    Style.CAPTION: "caption and credit of a picture",
    Style.END_MARK: "the end mark",
    Style.SMALL_HEADING: "headings of boilerplates and notes",
    Style.SMALL: "boilerplates and notes to editors",
    Style.SMALL_QUOTATION: "quotations in them",
    Style.SMALL_ATTRIBUTION: "who said those",
    Style.SMALL_LIST_BULLET: "their lists with bullets; carries its bullet",
    Style.SMALL_LIST_NUMBER: "their numbered lists; carries its number",
    Style.SMALL_LIST_CONTINUED: "further paragraphs of their items",
    Style.CONTACT_HEADING: "the heading of the media contacts",
    Style.CONTACT_NAME: "name and title of a media contact",
    Style.CONTACT: "telephone, e-mail and languages of a media contact",
    Style.STRONG: "bold words",
    Style.EMPHASIS: "stressed words",
    Style.HYPERLINK: "links",
    Style.DOCUMENT: "“Press release” in the letterhead",
    Style.DATELINE: "place and date before the first paragraph",
    Style.LABEL: "labels before a value",
    Style.NAME: "names of speakers and contacts",
    Style.TABLE: "tables",
}
"""What each style is used for, in an office's words."""

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


def named(styles: Element) -> Mapping[tuple[str, str], Element]:
    """Return the styles of a layout by type and name, small letters."""
    return {
        (style.get(q("type"), "paragraph"), name.get(q("val"), "").casefold()): style
        for style in styles.iterchildren(q("style"))
        if style.get(q("styleId")) and (name := style.find(q("name"))) is not None
    }


def lacking(styles: Element) -> tuple[Style, ...]:
    """Return the styles that a layout has not, or has as another type."""
    found = named(styles)
    return tuple(style for style in Style if (kind_of(style), style.value.casefold()) not in found)


def unnumbered(styles: Element, numbering: Element) -> tuple[Style, ...]:
    """Return the list styles that a layout has, but with neither bullet nor number."""
    found = named(styles)
    by_id = {style.get(q("styleId")): style for style in styles.iterchildren(q("style"))}
    defined = {num.get(q("numId")) for num in numbering.findall(q("num"))}
    return tuple(
        style
        for style in NUMBERED
        if (element := found.get(("paragraph", style.value.casefold()))) is not None
        and number_of(element, by_id) not in defined
    )


def style_ids(styles: Element) -> Mapping[Style, str]:
    """Return the id of every style of a layout that has them all."""
    found = named(styles)
    return {
        style: element.get(q("styleId"), "")
        for style in Style
        if (element := found.get((kind_of(style), style.value.casefold()))) is not None
        or (element := found.get((kind_of(style), f"{style.value.casefold()} (pressctl)"))) is not None
    }


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
