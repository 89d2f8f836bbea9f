"""What a layout lacks, lent by pressctl's own: a style that is missing, a list without bullet or number.

A lent style takes its type and its size from pressctl and everything that it does not say, such as the font, from the
office's own defaults, so that the page stays of one piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from pressctl.export.docx.elements import Element, add_property, q, w
from pressctl.export.docx.stylebook import kind_of, lacking, named, number_of, unnumbered
from pressctl.frozen import Frozen

_KEPT_BY_NAME = ("basedOn", "next", "link")


class _Lender(Frozen):
    """Our own styles and lists, and where they go in the office's."""

    styles: Element
    numbering: Element
    ids: Mapping[str, str]
    """Id of a style of ours → its id in the office's layout."""
    numbers: Mapping[str, str]
    """Number of a list of ours → its number there."""


def complete(document: WordDocument, house: WordDocument) -> None:
    """Give a layout every style of `house` that it lacks, every list style its bullet or number, and a theme."""
    _lend_theme(document, house)
    styles = document.styles.element
    missing = lacking(styles)
    if not missing and not unnumbered(styles, _numbering(document)):
        return
    own = house.styles.element
    ours = named(own)
    lent = [ours[kind_of(style), style.value.casefold()] for style in missing]
    numbering = _numbering(document, make=True)
    lender = _Lender(own, _numbering(house, make=True), _new_ids(styles, own, lent), _lend_lists(numbering, house))
    taken = {name for _, name in named(styles)}
    for style in lent:
        styles.append(_lent(style, lender, taken))
    for bare in unnumbered(styles, numbering):
        number = number_of(ours["paragraph", bare.value.casefold()], _by_id(own))
        add_property(named(styles)["paragraph", bare.value.casefold()], _number(lender.numbers.get(number or "", "0")))


def _lend_theme(document: WordDocument, house: WordDocument) -> None:
    """Give a layout a theme: Word wants one, and LibreOffice writes none."""
    if any(relation.reltype == RELATIONSHIP_TYPE.THEME for relation in document.part.rels.values()):
        return
    ours = house.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = Part(PackURI("/word/theme/theme1.xml"), ours.content_type, ours.blob, document.part.package)
    document.part.relate_to(theme, RELATIONSHIP_TYPE.THEME)


def _number(number: str) -> Element:
    return w("numPr", w("numId", val=number))


def _new_ids(styles: Element, own: Element, lent: list[Element]) -> Mapping[str, str]:
    """Return the id that each style of ours has, or will have, in the office's layout."""
    there = named(styles)
    taken = {style.get(q("styleId"), "").casefold() for style in styles.iterchildren(q("style"))}
    ids = {
        style.get(q("styleId"), ""): there[key].get(q("styleId"), "")
        for key, style in named(own).items()
        if key in there
    }
    for style in lent:
        wanted = new = style.get(q("styleId"), "")
        count = 1
        while new.casefold() in taken:
            new, count = f"{wanted}{count}", count + 1
        taken.add(new.casefold())
        ids[wanted] = new
    return ids


def _lent(style: Element, lender: _Lender, taken: set[str]) -> Element:
    copy = deepcopy(style)
    copy.set(q("styleId"), lender.ids[style.get(q("styleId"), "")])
    name = copy.find(q("name"))
    if name is not None and name.get(q("val"), "").casefold() in taken:  # of another type: two may not share a name
        name.set(q("val"), f"{name.get(q('val'))} (pressctl)")
    for alias in copy.findall(q("aliases")):
        copy.remove(alias)
    for tag in _KEPT_BY_NAME:
        for reference in copy.findall(q(tag)):
            there = lender.ids.get(reference.get(q("val"), ""))
            if there is None:
                copy.remove(reference)
            else:
                reference.set(q("val"), there)
    for number in copy.iter(q("numId")):
        number.set(q("val"), lender.numbers.get(number.get(q("val"), ""), "0"))
    return copy


def _lend_lists(numbering: Element, house: WordDocument) -> Mapping[str, str]:
    """Copy our list definitions under numbers that are free there; abstract ones stand before the others."""
    source = _numbering(house, make=True)
    free_kind = _free(numbering, "abstractNum", "abstractNumId")
    kinds: dict[str, str] = {}
    for offset, definition in enumerate(source.findall(q("abstractNum"))):
        copy = deepcopy(definition)
        kinds[definition.get(q("abstractNumId"), "")] = str(free_kind + offset)
        copy.set(q("abstractNumId"), str(free_kind + offset))
        for link in list(copy.iter(q("pStyle"), q("nsid"))):
            parent = link.getparent()
            assert parent is not None  # noqa: S101 - it was found below `copy`
            parent.remove(link)
        first = numbering.find(q("num"))
        if first is None:
            numbering.append(copy)
        else:
            first.addprevious(copy)
    numbers: dict[str, str] = {}
    free = _free(numbering, "num", "numId")
    for offset, num in enumerate(source.findall(q("num"))):
        kind = num.find(q("abstractNumId"))
        made = w("num", w("abstractNumId", val=kinds.get("" if kind is None else kind.get(q("val"), ""), "0")),
                 numId=free + offset)  # fmt: skip
        last = numbering.findall(q("num"))
        if last:
            last[-1].addnext(made)
        else:
            numbering.append(made)
        numbers[num.get(q("numId"), "")] = str(free + offset)
    return numbers


def _free(numbering: Element, tag: str, attribute: str) -> int:
    used = [node.get(q(attribute), "0") for node in numbering.findall(q(tag))]
    return max((int(value) for value in used if value.isdecimal()), default=0) + 1


def _numbering(document: WordDocument, *, make: bool = False) -> Element:
    """Return the list definitions; where there are none, an empty element, of the document if it is to be made."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and isinstance(relation.target_part, XmlPart):
            element: Element = relation.target_part.element
            return element
    made = OxmlElement("w:numbering")
    if make:
        assert isinstance(made, BaseOxmlElement)  # noqa: S101 - what its maker is for
        part = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, made, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return made


def _by_id(styles: Element) -> Mapping[str | None, Element]:
    return {style.get(q("styleId")): style for style in styles.iterchildren(q("style"))}
