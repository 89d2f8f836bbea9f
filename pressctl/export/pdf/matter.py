"""A sheet as the data that a layout reads: dictionaries, lists and strings, as JSON carries them.

Every text is a list of inlines (`{"kind": "words", "text": …}`), cut where its direction changes. What is data cannot
become mark-up: a layout is given strings and sets them. `templates/layouts/house.typ` uses every key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from pressctl.export.colour import readable
from pressctl.export.holding import comes_with_contact, comes_with_end_mark, ends_at_contact, stays_whole
from pressctl.export.pdf.fonts import settable
from pressctl.export.sheet import (
    ContactBlock,
    ContactEntry,
    Direction,
    Fact,
    Picture,
    Placed,
    Sheet,
    SheetSection,
)
from pressctl.export.stretches import stretches
from pressctl.export.targets import safe_target, telephone
from pressctl.frozen import Frozen
from pressctl.language.direction import direction
from pressctl.model.text import (
    Attribution,
    Block,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
    block_text,
    plain,
)

Data: TypeAlias = dict[str, object]

LONG = 1400
"""Letters from which a quotation or a row may be split between pages: less than a page of any."""
MANY_CONTACTS = 10
"""Contacts from which their box may be split: it would not fit on a page."""
_PAPERS = {"A4": "a4", "Letter": "us-letter"}
_ONE_LINE = str.maketrans("\n\t", "  ")
_URI = ":/?#[]@!$&'()*+,;=%-._~"
_UNBROKEN = re.compile(r"[^\s\u00a0]{32,}")
_PIECES = re.compile(r"[^/?&=._@-]{0,24}[/?&=._@-]+|[^/?&=._@-]{1,24}")
_DEEPEST = 4


class Matter(Frozen):
    """A sheet on its way into a layout, with the pictures that it needs."""

    sheet: Sheet
    photograph: Callable[[Path], str]
    """Takes a photograph into the layout's room and returns its name there."""
    logo: Callable[[Path], str]
    """Takes a logo in."""

    def data(self) -> Data:
        """Return the whole sheet."""
        sheet = self.sheet
        lead, rest = self._lead()
        return {
            "language": _language_parts(sheet.language),
            "direction": sheet.direction.value,
            "paper": _PAPERS.get(sheet.look.paper, "a4"),
            "look": sheet.look.name.value,
            "accent": sheet.look.accent,
            "accent_text": readable(sheet.look.accent, "#ffffff"),
            "title": sheet.properties.title,
            "author": sheet.properties.author,
            "subject": sheet.properties.subject,
            "keywords": [sheet.properties.subject, sheet.properties.identifier],
            "office": self.words(sheet.letterhead.office),
            "document": self.words(sheet.letterhead.document),
            "logos": [{"file": self.logo(path), "alt": name} for path, name in sheet.letterhead.logos],
            "status": {
                "text": self.words(sheet.status.text),
                "embargoed": sheet.status.embargoed,
                "running": sheet.status.running,
            },
            "corrects": self._fact(sheet.corrects) if sheet.corrects else None,
            "headline": self.words(sheet.headline),
            "subheadline": self.words(sheet.subheadline or ""),
            "dateline": self.words(sheet.dateline),
            "lead": lead,
            "body": self._blocks(rest, under=1),
            "body_held": bool(rest) and comes_with_end_mark(sheet),
            "sections": [self._section(section, held=section is sheet.sections[-1]) for section in sheet.sections],
            "end_mark": self.words(sheet.end_mark),
            "end_mark_held": ends_at_contact(sheet),
            "small_sections": [
                self._section(section, held=section is comes_with_contact(sheet))
                for section in (*sheet.boilerplates, *([sheet.notes] if sheet.notes else []))
            ],
            "pictures_title": self.words(sheet.pictures_title if sheet.pictures else ""),
            "pictures": [self._picture(picture) for picture in sheet.pictures],
            "contact": self._contacts(sheet.contact) if sheet.contact else None,
            "page_of": [settable(part) for part in sheet.page_of],
        }

    def _lead(self) -> tuple[list[Data], tuple[Placed, ...]]:
        """Return what follows the dateline on its line, and the blocks after it."""
        match self.sheet.body:
            case (Placed(_, Paragraph(inlines)), *rest):
                return [*self.words(self.sheet.dateline_dash), *self.inlines(inlines)], tuple(rest)
            case blocks:
                return [], tuple(blocks)

    def words(self, text: str, main: Direction | None = None) -> list[Data]:
        """Return plain words, cut where their direction changes."""
        way = main or self.sheet.direction
        shown = _UNBROKEN.sub(_breakable, settable(text.translate(_ONE_LINE)))
        return [
            {"kind": "words", "text": stretch, "dir": None if direction_ is way else direction_.value}
            for stretch, direction_ in stretches(shown, way)
        ]

    def inlines(self, inlines: Iterable[Inline], main: Direction | None = None) -> list[Data]:
        """Return inline text; a link whose target is not allowed keeps its words alone."""
        return [part for inline in inlines for part in self._inline(inline, main or self.sheet.direction)]

    def _inline(self, inline: Inline, main: Direction) -> list[Data]:
        match inline:
            case Words(text):
                return self.words(text, main)
            case LineBreak():
                return [{"kind": "break"}]
            case Emphasis(inner):
                # Arabic letters have no italic: a stress in them is bold.
                kind = "strong" if main is Direction.RTL else "emphasis"
                return [{"kind": kind, "inner": self.inlines(inner, main)}]
            case Strong(inner):
                return [{"kind": "strong", "inner": self.inlines(inner, main)}]
            case Foreign(language, inner):
                way = Direction(direction(language))
                marked = {"language": _language_parts(language), "dir": way.value}
                return [{"kind": "foreign", **marked, "inner": self.inlines(inner, way)}]
            case Link(target, inner):
                shown = self.inlines(inner, main) if plain(inner).strip() else self.words(target, Direction.LTR)
                return [_link(target, shown)] if safe_target(target) else shown

    def _blocks(self, blocks: Iterable[Placed], under: int) -> list[Data]:
        """Return blocks under a heading of level `under` (1 is the headline); headings nest without a gap."""
        deepest, made = under, []
        for placed in blocks:
            if isinstance(placed.block, Heading):
                if not plain(placed.block.inlines).strip():
                    continue  # PDF/UA forbids a heading without words
                deepest = min(under + placed.block.level, deepest + 1, _DEEPEST)
                made.append({"kind": "heading", "level": deepest, "text": self.inlines(placed.block.inlines)})
            else:
                made.append(self._block(placed.block))
        return made

    def _block(self, block: Block) -> Data:
        match block:
            case Paragraph(inlines):
                return {"kind": "paragraph", "text": self.inlines(inlines)}
            case Heading(_, inlines):
                return {"kind": "paragraph", "text": [{"kind": "strong", "inner": self.inlines(inlines)}]}
            case ItemList(ordered, start, items):
                made = [[self._block(inner) for inner in item] for item in items]
                return {"kind": "list", "ordered": ordered, "start": start, "items": made}
            case Quotation(paragraphs, attribution):
                return {
                    "kind": "quotation",
                    "paragraphs": [self.inlines(paragraph) for paragraph in paragraphs],
                    "attribution": self._attribution(attribution) if attribution else None,
                    "whole": len(block_text(block)) < LONG,
                }
            case Table():
                return self._table(block)
            case Image(file, alt, caption, credit):
                return self._picture(Picture("", self.sheet.folder / file, alt, caption, credit))

    def _attribution(self, attribution: Attribution) -> Data:
        title = self.words(f"{self.sheet.comma}{attribution.title}") if attribution.title else []
        return {"name": self.words(attribution.name), "title": title}

    def _table(self, block: Table) -> Data:
        rows = [
            {"cells": [self.inlines(cell) for cell in row], "whole": max(len(plain(cell)) for cell in row) < LONG / 2}
            for row in block.rows
        ]
        return {
            "kind": "table",
            "widths": _shares(block),
            "header": [self.inlines(cell) for cell in block.header],
            "rows": rows,
        }

    def _picture(self, picture: Picture) -> Data:
        caption = picture.before_credit.join(part for part in (picture.caption, picture.credit) if part)
        alt = picture.alt or picture.caption or ""
        return {"kind": "picture", "file": self.photograph(picture.path), "alt": alt, "caption": self.words(caption)}

    def _section(self, section: SheetSection, *, held: bool) -> Data:
        """Return a section; one that is `held` takes a page with what follows it."""
        return {
            "whole": stays_whole(section),
            "held": held,
            "title": self.words(section.title),
            "facts": [self._fact(fact) for fact in section.facts],
            "items": [self._item(item) for item in section.items],
            "blocks": self._blocks(section.blocks, under=2),
        }

    def _fact(self, fact: Fact) -> Data:
        return {"label": self._label(fact.label), "value": self.inlines(fact.value)}

    def _item(self, item: Fact) -> Data:
        value = [*self.words(self.sheet.item_dash), *self.inlines(item.value)] if item.value else []
        return {"label": self.words(item.label), "value": value}

    def _label(self, label: str) -> list[Data]:
        return self.words(label + self.sheet.colon.rstrip())

    def _contacts(self, block: ContactBlock) -> Data:
        return {
            "title": self.words(block.title),
            "whole": len(block.entries) < MANY_CONTACTS,
            "entries": [self._contact(block, entry) for entry in block.entries],
        }

    def _contact(self, block: ContactBlock, entry: ContactEntry) -> Data:
        comma = self.sheet.comma
        phones: list[Data] = []
        for phone in entry.phones:
            phones += self.words(comma) if phones else []
            phones.append(_link(telephone(phone), self.words(phone), plain_look=True))
        email = [_link(f"mailto:{entry.email}", self.words(entry.email, Direction.LTR))] if entry.email else []
        lines = (
            (block.phone_label, phones),
            (block.email_label, email),
            (block.languages_label, self.words(entry.languages)),
        )
        return {
            "name": self.words(entry.name),
            "role": self.words(f"{comma}{entry.role}") if entry.role else [],
            "lines": [{"label": self._label(label), "value": value} for label, value in lines if value],
        }


def _language_parts(code: str) -> Data:
    """Return a language tag in the parts that typst takes: language, script and region (BCP 47)."""
    primary, *rest = code.split("-")
    script = next((part.lower() for part in rest if len(part) == 4), None)
    region = next((part.upper() for part in rest if len(part) == 2), None)
    code = primary.lower() if len(primary) in {2, 3} else "und"
    return {"code": code, "script": script, "region": region}


def _shares(block: Table) -> list[int]:
    """Share the width by the longest cell of each column, none below a third or above thrice an equal share."""
    columns = list(zip(*(block.header, *block.rows), strict=True))
    longest = [max(len(plain(cell)) for cell in column) for column in columns]
    average = max(1.0, sum(longest) / len(longest))
    return [round(100 * min(max(length, average / 3), average * 3) / average) for length in longest]


def _link(target: str, inner: list[Data], *, plain_look: bool = False) -> Data:
    """Return a link; a character that no URI may hold is written in percent signs (RFC 3986 §2.1)."""
    return {"kind": "link", "target": quote(target, safe=_URI), "inner": inner, "plain": plain_look}


def _breakable(found: re.Match[str]) -> str:
    """Return a word too long for a line with places where it may be parted, which nobody sees."""
    return "\u200b".join(_PIECES.findall(found.group()))
