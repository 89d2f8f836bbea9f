"""The styles of the two house layouts, a line each: what an office restyles when it brings its own letterhead.

`MODERN` is spelled out; `CLASSIC` is the same with other type and other places.

Sizes and distances are points unless a name says otherwise. `ACCENT` is written as a theme colour (`accent1` for
lines, `hyperlink` for words), so that the office's colour in `pressctl.toml` reaches all of it, and so does a colour
scheme chosen in Word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pressctl.frozen import replace

ACCENT = "1F4E79"
GREY = "595959"
MM = 1440 / 25.4
"""Twips in a millimetre."""


@dataclass(frozen=True)
class Rule:
    """A paragraph border."""

    sides: tuple[str, ...]
    points: float
    """Thickness."""
    space: int
    """Distance from the text."""
    accent: bool = True
    line: str = "single"
    """`single`, or `double`: two lines of that thickness."""


@dataclass(frozen=True)
class ParagraphStyle:
    """A paragraph style; what is None comes from the style that it is based on."""

    name: str
    based: str | None = "Normal"
    following: str | None = None
    alias: str | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    """Of Latin and Cyrillic letters; Arabic ones have none."""
    colour: str | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    """Spacing in lines."""
    left: float | None = None
    """Indent on the reading side, mm."""
    right: float | None = None
    """Indent on the far side, mm."""
    hanging: float | None = None
    """mm."""
    rule: Rule | None = None
    numbering: int | None = None
    keep_next: bool = False
    keep_lines: bool = False
    centred: bool = False
    tracking: float | None = None
    """Space between letters."""
    outline: int | None = None
    snug: bool = False
    """No space between paragraphs of this style."""
    no_hyphens: bool = False


@dataclass(frozen=True)
class CharacterStyle:
    """A character style."""

    name: str
    properties: str
    """Run properties, in the order of the schema."""


BOLD = "<w:b/><w:bCs/>"
ACCENT_COLOUR = f'<w:color w:val="{ACCENT}" w:themeColor="hyperlink"/>'
READING_RULE = Rule(("left",), 2.25, 12)
BOX = Rule(("top", "left", "bottom", "right"), 0.75, 9)

PARAGRAPHS: tuple[ParagraphStyle, ...] = (
    ParagraphStyle(
        "heading 1",
        alias="Press Headline",
        following="Press Subheadline",
        size=20,
        bold=True,
        after=8,
        line=1.1,
        keep_next=True,
        keep_lines=True,
        outline=0,
        no_hyphens=True,
    ),
    ParagraphStyle(
        "heading 2",
        alias="Press Section Heading",
        following="Press Body",
        size=12.5,
        bold=True,
        before=14,
        after=4,
        keep_next=True,
        keep_lines=True,
        outline=1,
        no_hyphens=True,
    ),
    ParagraphStyle(
        "heading 3",
        alias="Press Subsection Heading",
        following="Press Body",
        size=11,
        bold=True,
        before=10,
        after=3,
        keep_next=True,
        keep_lines=True,
        outline=2,
        no_hyphens=True,
    ),
    ParagraphStyle(
        "heading 4",
        alias="Press Minor Heading",
        following="Press Body",
        size=10.5,
        bold=True,
        colour=GREY,
        before=8,
        after=3,
        keep_next=True,
        keep_lines=True,
        outline=3,
        no_hyphens=True,
    ),
    ParagraphStyle("Press Letterhead", size=13, bold=True, after=22, line=1.0, rule=Rule(("bottom",), 1, 8)),
    ParagraphStyle("Press Running Line", size=8.5, colour=GREY, after=16, line=1.1, snug=True),
    ParagraphStyle("Press Footer", size=8.5, colour=GREY, line=1.1, rule=Rule(("top",), 0.5, 6)),
    ParagraphStyle(
        "Press Status", following="heading 1", size=10.5, bold=True, after=10, line=1.2, keep_next=True, keep_lines=True
    ),
    ParagraphStyle(
        "Press Embargo",
        based="Press Status",
        following="heading 1",
        size=11,
        after=14,
        left=2.5,
        right=2.5,
        rule=Rule(("top", "left", "bottom", "right"), 1.5, 6, accent=False),
    ),
    ParagraphStyle(
        "Press Subheadline",
        following="Press Lead",
        size=13,
        colour="404040",
        after=12,
        line=1.2,
        keep_next=True,
        keep_lines=True,
        no_hyphens=True,
    ),
    ParagraphStyle("Press Body", after=8, line=1.25),
    ParagraphStyle("Press Lead", based="Press Body", following="Press Body"),
    ParagraphStyle(
        "Press Quotation",
        following="Press Attribution",
        before=2,
        after=4,
        line=1.25,
        left=9,
        right=6,
        rule=READING_RULE,
    ),
    ParagraphStyle(
        "Press Attribution",
        following="Press Body",
        size=10,
        after=12,
        line=1.2,
        left=9,
        right=6,
        rule=READING_RULE,
        keep_lines=True,
    ),
    ParagraphStyle("Press Fact", after=3, line=1.2, left=34, hanging=34),
    ParagraphStyle("Press Item", after=3, line=1.2, left=6, hanging=6, numbering=1),
    ParagraphStyle("Press List Bullet", after=4, line=1.25, left=6, hanging=6, numbering=1),
    ParagraphStyle("Press List Number", after=4, line=1.25, left=6, hanging=6, numbering=2),
    ParagraphStyle("Press List Continued", after=4, line=1.25, left=6),
    ParagraphStyle("Press Table Head", size=10, bold=True, before=2, after=2, line=1.1, keep_next=True),
    ParagraphStyle("Press Table Text", size=10, before=2, after=2, line=1.15),
    ParagraphStyle("Press Picture", following="Press Caption", before=6, after=4, keep_next=True),
    ParagraphStyle("Press Caption", following="Press Body", size=9, colour=GREY, after=12, line=1.2, keep_lines=True),
    ParagraphStyle("Press End Mark", size=10, bold=True, before=14, after=18, centred=True, tracking=1.5),
    ParagraphStyle(
        "Press Small Heading", based="heading 2", following="Press Small", size=10, before=10, after=2, outline=1
    ),
    ParagraphStyle("Press Small", size=9.5, after=5, line=1.2),
    ParagraphStyle(
        "Press Small Quotation", based="Press Quotation", following="Press Small Attribution", size=9.5, line=1.2
    ),
    ParagraphStyle("Press Small Attribution", based="Press Attribution", following="Press Small", size=9, after=8),
    ParagraphStyle("Press Small List Bullet", based="Press List Bullet", size=9.5, after=3, line=1.2),
    ParagraphStyle("Press Small List Number", based="Press List Number", size=9.5, after=3, line=1.2),
    ParagraphStyle("Press Small List Continued", based="Press List Continued", size=9.5, after=3, line=1.2),
    ParagraphStyle(
        "Press Contact Heading",
        based="heading 2",
        following="Press Contact",
        size=11,
        before=20,
        after=4,
        rule=BOX,
        left=3.5,
        right=3.5,
        outline=1,
    ),
    ParagraphStyle(
        "Press Contact Name",
        following="Press Contact",
        after=1,
        line=1.2,
        keep_next=True,
        rule=BOX,
        left=3.5,
        right=3.5,
        keep_lines=True,
    ),
    ParagraphStyle("Press Contact", after=1, line=1.2, rule=BOX, left=3.5, right=3.5, keep_lines=True),
)

CHARACTERS: tuple[CharacterStyle, ...] = (
    CharacterStyle("Strong", BOLD),
    # Arabic letters have no italic: a stress in them is bold.
    CharacterStyle("Emphasis", "<w:bCs/><w:i/>"),
    CharacterStyle("Hyperlink", f'{ACCENT_COLOUR}<w:u w:val="single"/>'),
    CharacterStyle("Press Document", ACCENT_COLOUR),
    CharacterStyle("Press Dateline", BOLD),
    CharacterStyle("Press Label", BOLD),
    CharacterStyle("Press Name", BOLD),
)


@dataclass(frozen=True)
class House:
    """A look: its type and its styles."""

    file: str
    """Name of the layout."""
    font: str
    """One that every Office has, with Latin, Cyrillic and Arabic letters."""
    panose: str
    family: str
    size: float
    """Of the text."""
    paragraphs: tuple[ParagraphStyle, ...]
    characters: tuple[CharacterStyle, ...]


MODERN = House("house.docx", "Arial", "020B0604020202020204", "swiss", 11, PARAGRAPHS, CHARACTERS)

FINE_RULE = Rule(("left",), 0.75, 14)
BETWEEN_RULES = Rule(("top", "bottom"), 0.75, 8)
_CLASSIC_PARAGRAPHS: Mapping[str, Mapping[str, Any]] = {
    "heading 1": {"size": 21, "centred": True, "before": 4, "after": 8},
    "heading 2": {"size": 13, "before": 14},
    "heading 3": {"size": 12, "italic": True},
    "heading 4": {"size": 12, "bold": False, "italic": True, "colour": None},
    "Press Letterhead": {
        "size": 17, "bold": False, "after": 8, "centred": True, "rule": Rule(("bottom",), 0.75, 9, line="double"),
    },
    "Press Running Line": {"size": 9.5, "italic": True, "colour": GREY, "centred": True},
    "Press Footer": {"size": 9.5, "rule": Rule(("top",), 0.5, 6, line="double")},
    "Press Status": {"size": 11, "centred": True, "after": 12},
    "Press Embargo": {"size": 11.5},
    "Press Subheadline": {"size": 14, "italic": True, "centred": True, "after": 14},
    "Press Body": {"line": 1.18, "after": 8},
    "Press Quotation": {"line": 1.2, "left": 12, "right": 12, "rule": FINE_RULE},
    "Press Attribution": {"size": 10.5, "left": 12, "right": 12, "rule": FINE_RULE},
    "Press Table Head": {"size": 11},
    "Press Table Text": {"size": 11},
    "Press Caption": {"size": 10, "italic": True},
    "Press End Mark": {"size": 11, "bold": False, "tracking": 2},
    "Press Small Heading": {"size": 10.5},
    "Press Small": {"size": 10},
    "Press Small Quotation": {"size": 10},
    "Press Small Attribution": {"size": 9.5},
    "Press Small List Bullet": {"size": 10},
    "Press Small List Number": {"size": 10},
    "Press Small List Continued": {"size": 10},
    "Press Contact Heading": {"size": 12, "rule": BETWEEN_RULES, "left": None, "right": None},
    "Press Contact Name": {"rule": BETWEEN_RULES, "left": None, "right": None},
    "Press Contact": {"rule": BETWEEN_RULES, "left": None, "right": None},
}  # fmt: skip
_CLASSIC_DOCUMENT = CharacterStyle(
    "Press Document", f'{ACCENT_COLOUR}<w:spacing w:val="30"/><w:sz w:val="24"/><w:szCs w:val="26"/>'
)

CLASSIC = House(
    "classic.docx",
    "Times New Roman",
    "02020603050405020304",
    "roman",
    11.5,
    tuple(replace(style, **_CLASSIC_PARAGRAPHS.get(style.name, {})) for style in PARAGRAPHS),
    tuple(_CLASSIC_DOCUMENT if style.name == "Press Document" else style for style in CHARACTERS),
)

HOUSES = (MODERN, CLASSIC)


def style_id(name: str) -> str:
    """Return the id under which a style of this name is written, as Word makes it."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def style_elements(house: House) -> Iterator[str]:
    """Yield a `w:style` for every style of a house."""
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    for order, style in enumerate(house.paragraphs, 1):
        yield _paragraph_style(style, order)
    for order, character in enumerate(house.characters, len(house.paragraphs) + 1):
        yield _character_style(character, order)
    yield _table_style(len(house.paragraphs) + len(house.characters) + 1)


def _paragraph_style(style: ParagraphStyle, order: int) -> str:
    custom = "" if style.alias else ' w:customStyle="1"'
    parts = [f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(style.name)}"><w:name w:val="{style.name}"/>']
    if style.alias:
        parts.append(f'<w:aliases w:val="{style.alias}"/>')
    if style.based:
        parts.append(f'<w:basedOn w:val="{style_id(style.based)}"/>')
    if style.following:
        parts.append(f'<w:next w:val="{style_id(style.following)}"/>')
    parts.append(f'<w:uiPriority w:val="{order}"/><w:qFormat/>')
    parts.append(f"<w:pPr>{''.join(_paragraph_properties(style))}</w:pPr>")
    parts.append(f"<w:rPr>{''.join(_run_properties(style))}</w:rPr></w:style>")
    return "".join(parts).replace("<w:pPr></w:pPr>", "").replace("<w:rPr></w:rPr>", "")


def _paragraph_properties(style: ParagraphStyle) -> Iterator[str]:
    yield "<w:keepNext/>" if style.keep_next else ""
    yield "<w:keepLines/>" if style.keep_lines else ""
    if style.numbering is not None:
        yield f'<w:numPr><w:numId w:val="{style.numbering}"/></w:numPr>'
    if style.rule:
        yield f"<w:pBdr>{''.join(_border(style.rule, side) for side in style.rule.sides)}</w:pBdr>"
    yield "<w:suppressAutoHyphens/>" if style.no_hyphens else ""
    yield _spacing(style)
    sides = {"left": style.left, "right": style.right, "hanging": style.hanging}
    indents = " ".join(f'w:{side}="{_twips(mm)}"' for side, mm in sides.items() if mm is not None)
    if indents:
        yield f"<w:ind {indents}/>"
    yield "<w:contextualSpacing/>" if style.snug else ""
    yield '<w:jc w:val="center"/>' if style.centred else ""
    if style.outline is not None:
        yield f'<w:outlineLvl w:val="{style.outline}"/>'


def _spacing(style: ParagraphStyle) -> str:
    values = []
    if style.before is not None:
        values.append(f'w:before="{round(style.before * 20)}"')
    if style.after is not None:
        values.append(f'w:after="{round(style.after * 20)}"')
    if style.line is not None:
        values.append(f'w:line="{round(style.line * 240)}" w:lineRule="auto"')
    return f"<w:spacing {' '.join(values)}/>" if values else ""


def _border(rule: Rule, side: str) -> str:
    colour = f'w:color="{ACCENT}" w:themeColor="accent1"' if rule.accent else 'w:color="000000"'
    return f'<w:{side} w:val="{rule.line}" w:sz="{round(rule.points * 8)}" w:space="{rule.space}" {colour}/>'


def _run_properties(style: ParagraphStyle) -> Iterator[str]:
    if style.bold:
        yield BOLD
    if style.italic:
        yield "<w:i/>"
    if style.colour:
        yield f'<w:color w:val="{style.colour}"/>'
    if style.tracking is not None:
        yield f'<w:spacing w:val="{round(style.tracking * 20)}"/>'
    if style.size is not None:
        # Arabic letters of the same size look smaller than Latin ones.
        yield f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2 * 1.08)}"/>'


def _character_style(style: CharacterStyle, order: int) -> str:
    custom = ' w:customStyle="1"' if style.name.startswith("Press") else ""
    return (
        f'<w:style w:type="character"{custom} w:styleId="{style_id(style.name)}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="{order}"/><w:qFormat/>'
        f"<w:rPr>{style.properties}</w:rPr></w:style>"
    )


def _table_style(order: int) -> str:
    strong = f'w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}" w:themeColor="accent1"'
    fine = 'w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"'
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="PressTable"><w:name w:val="Press Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="{order}"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f"<w:top {strong}/><w:bottom {strong}/><w:insideH {fine}/></w:tblBorders><w:tblCellMar>"
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f'<w:tcBorders><w:bottom {strong}/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _twips(mm: float) -> int:
    return round(mm * MM)
