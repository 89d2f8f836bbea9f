"""Lists as vCards: what phones, Google, Apple and Outlook write of a person, as columns of `contacts.csv`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pressctl.errors import BadInput
from pressctl.language.territories import countries
from pressctl.store.lists.base import ForeignTable, Loss, LossKind, Reading, Row
from pressctl.store.lists.vcard_lines import Card, Property, cards, escape, raw_parts, split
from pressctl.store.press_list.cells import COLUMNS

_ADMINISTRATIVE = frozenset(
    {
        "VERSION", "PRODID", "REV", "UID", "N", "FN", "EMAIL", "TEL", "ORG", "TITLE", "ROLE", "LANG", "CATEGORIES",
        "NOTE", "TZ", "ADR", "KIND", "X-ABLABEL", "X-ABADR", "X-ABUID", "CLIENTPIDMAP", "CLASS", "SORT-STRING",
        "MAILER", "LABEL", "XML", "SOURCE", "NAME", "PROFILE", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND",
        "X-ADDRESSBOOKSERVER-MEMBER", "MEMBER", "X-PRESSCTL-COLUMN",
    }
)  # fmt: skip
_PHOTOS = frozenset({"PHOTO", "LOGO", "SOUND"})
_ONE_LINE = re.compile(r"\s*\n\s*")
_OWN = {
    "X-PRESSCTL-SALUTATION": "salutation", "X-PRESSCTL-BEATS": "beats", "X-PRESSCTL-EMBARGO-TRUSTED": "embargo_trusted",
    "X-PRESSCTL-BASIS": "basis",
}  # fmt: skip
"""What no vCard has a place for, as pressctl's own export writes it."""
_UNNAMED = "X-PRESSCTL-UNNAMED"
"""Says that FN, without which there is no card, was made of other cells."""
_PRODUCT = "-//pressctl//press list//EN"
_GOOGLE_GROUPS = frozenset({"mycontacts", "starred"})
_WIDTH = 75
"""Octets of a line (RFC 6350 §3.2)."""


def read_vcard(data: bytes, name: str, reading: Reading) -> ForeignTable:
    """Read a list from a file of cards.

    Raises:
        BadInput: there is no card in it.
    """
    found, said = cards(data, name, reading.encoding)
    if not found:
        raise BadInput(f"{name} holds no vCard", hint="export the contacts as vCard (.vcf) once more, or as CSV")
    losses: list[Loss] = []
    unplaced: Counter[str] = Counter()
    rows = [_row(card, losses, unplaced) for card in found]
    further = tuple(dict.fromkeys(column for cells in rows for column in cells if column not in COLUMNS))
    header = (*COLUMNS, *further)
    for property_, count in unplaced.items():
        photo = property_ in _PHOTOS
        message = "pictures and sounds are not taken" if photo else "has no place in the list"
        losses.append(
            Loss(LossKind.PHOTO if photo else LossKind.PROPERTY, message, column=property_.lower(), count=count)
        )
    table = [
        Row(card.number, tuple(cells.get(column, "") for column in header), _fault(card))
        for card, cells in zip(found, rows, strict=True)
    ]
    versions = sorted({each.text() for card in found for each in card.properties if each.name == "VERSION"})
    return ForeignTable(
        name,
        header,
        tuple(table),
        (f"vCard {', '.join(versions)}".rstrip(), said),
        tuple(losses),
        unit="card",
        own_names=True,
    )


def write_vcard(columns: Sequence[str], rows: Sequence[Sequence[str]], *, version: str = "4.0") -> bytes:
    """Return a list as vCards of the version 4.0 (RFC 6350) or 3.0 (RFC 2426)."""
    return "".join(
        _folded(line) for row in rows for line in _card(dict(zip(columns, row, strict=True)), version)
    ).encode()


def _fault(card: Card) -> str | None:
    kind = next((each.text().lower() for each in card.properties if each.name.endswith("KIND")), "")
    return "is a group and not a person" if kind == "group" else None


def _row(card: Card, losses: list[Loss], unplaced: Counter[str]) -> dict[str, str]:
    by_name: dict[str, list[Property]] = {}
    for each in card.properties:
        by_name.setdefault(each.name, []).append(each)
        if each.name not in _ADMINISTRATIVE and each.name not in _OWN and each.name != _UNNAMED:
            unplaced[each.name] += 1
    losses.extend(
        Loss(LossKind.BROKEN, f"line {number} is no property of a card", card.number) for number in card.broken
    )
    if not card.ended:
        losses.append(Loss(LossKind.BROKEN, "the card has no end", card.number))
    cells = {
        "email": _first(by_name, "EMAIL", card, losses, LossKind.SECOND_ADDRESS),
        "phone": _first(by_name, "TEL", card, losses, LossKind.SECOND_VALUE),
        "outlet": _outlet(by_name, card, losses),
        "role": _text(by_name, "TITLE") or _text(by_name, "ROLE"),
        "language": ";".join(each.text() for each in sorted(by_name.get("LANG", ()), key=Property.preference)),
        "country": _country(by_name),
        "timezone": _text(by_name, "TZ"),
        "tags": ";".join(_categories(by_name)),
        "notes": "\n".join(each.text() for each in by_name.get("NOTE", ())),
        **_names(by_name),
    }
    if _text(by_name, "TITLE") and _text(by_name, "ROLE"):
        losses.append(Loss(LossKind.SECOND_VALUE, "the title was taken, the role not", card.number, "role"))
    for property_, column in _OWN.items():
        if property_ in by_name:
            cells[column] = _text(by_name, property_)
    for each in by_name.get("X-PRESSCTL-COLUMN", ()):
        parts = each.parts()
        if len(parts) == 2 and parts[0] and parts[0] not in COLUMNS:
            cells[parts[0]] = parts[1]
    return cells


def _text(by_name: Mapping[str, Sequence[Property]], name: str) -> str:
    """Return the preferred value of a property in one line; its note apart, a journalist's data has no line breaks."""
    found = sorted(by_name.get(name, ()), key=Property.preference)
    return _ONE_LINE.sub(" ", found[0].text()) if found else ""


def _first(by_name: Mapping[str, Sequence[Property]], name: str, card: Card, losses: list[Loss], kind: LossKind) -> str:
    """Return the address or number that goes first; each further one is said."""
    found = sorted((each for each in by_name.get(name, ()) if each.text()), key=_order)
    values = list(dict.fromkeys(_bare(each.text()) for each in found))
    losses.extend(Loss(kind, f"{value} was not taken", card.number, name.lower()) for value in values[1:])
    return values[0] if values else ""


def _order(each: Property) -> tuple[int, int]:
    """Return the order of addresses and numbers: preferred, at work, any, at home, fax."""
    types = each.types()
    usual = 3 if types & {"fax", "pager"} else 2 if "home" in types else 0 if "work" in types else 1
    return each.preference() if usual < 3 else 101, usual


def _bare(value: str) -> str:
    return re.sub(r"^(mailto|tel):", "", value, flags=re.IGNORECASE).strip()


def _names(by_name: Mapping[str, Sequence[Property]]) -> dict[str, str]:
    found = by_name.get("N", ())
    parts = [_component(part) for part in raw_parts(found[0].value, ";")] if found else []
    family, given, further = (*parts, "", "", "")[:3]
    return {
        "name": "" if _UNNAMED in by_name else _text(by_name, "FN"),
        "given_name": " ".join(part for part in (given, further) if part),
        "family_name": family,
    }


def _component(raw: str) -> str:
    """Return one component of N; unescaped commas part several names in it (RFC 6350 §6.2.2)."""
    return " ".join(_ONE_LINE.sub(" ", part) for part in split(raw, ",") if part)


def _outlet(by_name: Mapping[str, Sequence[Property]], card: Card, losses: list[Loss]) -> str:
    found = sorted(by_name.get("ORG", ()), key=Property.preference)
    if not found:
        return ""
    parts = [_ONE_LINE.sub(" ", part) for part in found[0].parts() if part]
    if len(parts) > 1:
        losses.append(Loss(LossKind.SECOND_VALUE, f"the department {parts[1]} was not taken", card.number, "org"))
    return parts[0] if parts else ""


def _country(by_name: Mapping[str, Sequence[Property]]) -> str:
    for each in sorted(by_name.get("ADR", ()), key=_order):
        parts = each.parts()
        if len(parts) > 6 and parts[6]:
            return parts[6]
    return ""


def _categories(by_name: Mapping[str, Sequence[Property]]) -> list[str]:
    found = [part for each in by_name.get("CATEGORIES", ()) for part in split(each.value, ",") if part]
    if _text(by_name, "PRODID") != _PRODUCT:
        found = [part for part in found if part.casefold() not in _GOOGLE_GROUPS]
    return list(dict.fromkeys(found))


def _card(cells: Mapping[str, str], version: str) -> Iterator[str]:
    """Yield the lines of one card, unfolded."""

    def line(name: str, column: str) -> Iterator[str]:
        if cells.get(column):
            yield f"{name}:{escape(cells[column])}"

    given, family = cells.get("given_name", ""), cells.get("family_name", "")
    shown = cells.get("name") or " ".join(part for part in (given, family) if part) or cells.get("outlet", "")
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"PRODID:{_PRODUCT}"
    yield f"FN:{escape(shown or cells.get('email', ''))}"
    if not cells.get("name"):
        yield f"{_UNNAMED}:1"
    yield f"N:{escape(family)};{escape(given)};;;"
    yield f"EMAIL{';TYPE=INTERNET' if version == '3.0' else ''}:{escape(cells.get('email', ''))}"
    yield from line("ORG", "outlet")
    yield from line("TITLE", "role")
    yield from line("TEL", "phone")
    for place, code in enumerate(filter(None, cells.get("language", "").split(";")), start=1):
        yield f"LANG;PREF={place}:{escape(code)}"
    country = cells.get("country", "")
    if country:
        yield f"ADR:;;;;;;{escape(countries().get(country, country))}"
    yield from line("TZ;VALUE=text" if version == "3.0" else "TZ", "timezone")
    if cells.get("tags"):
        yield "CATEGORIES:" + ",".join(escape(tag) for tag in cells["tags"].split(";"))
    yield from line("NOTE", "notes")
    for property_, column in _OWN.items():
        yield from line(property_, column)
    for column, text in cells.items():
        if column and column not in COLUMNS and text:
            yield f"X-PRESSCTL-COLUMN:{escape(column)};{escape(text)}"
    yield "END:VCARD"


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no character parted (RFC 6350 §3.2)."""
    pieces: list[str] = []
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _WIDTH:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += size
    return "\r\n".join([*pieces, piece]) + "\r\n"
