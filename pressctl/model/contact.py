"""Journalists: who they are, and what makes two addresses one recipient."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from pressctl.model.basis import Basis, read_basis


def recipient_key(address: str) -> str:
    """Return what identifies a recipient: NFC and case-folded local part, A-label domain.

    The address itself is always used as it was typed (RFC 5321 §2.4 leaves the case of a local part to its host).

    Raises:
        ValueError: the address has no local part or no domain, or the domain is none (IDNA).
    """
    local, at, domain = address.rpartition("@")
    if local and domain and address.isascii():
        return address.lower()
    if not (local and at and domain):
        raise ValueError(f'"{address}" is not an address')
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", local).casefold())
    return f"{folded}@{a_label(domain)}"


def a_label(domain: str) -> str:
    """Return the ASCII form of a domain name, in lower case (IDNA 2008 with the mapping of UTS 46).

    Raises:
        ValueError: the name is no domain (`idna.IDNAError` is a ValueError).
    """
    if domain.isascii():
        return domain.lower()
    import idna

    return idna.encode(domain, uts46=True).decode("ascii").lower()


@dataclass(frozen=True, slots=True)
class Contact:
    """One row of `contacts.csv`."""

    email: str
    """As typed."""
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    salutation: str = ""
    """The whole greeting as this person wants it, such as `Hörmətli Aygün xanım`."""
    outlet: str = ""
    role: str = ""
    languages: tuple[str, ...] = ()
    """Column `language`, in order of preference."""
    country: str = ""
    timezone: str = ""
    beats: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    phone: str = ""
    embargo_trusted: bool = False
    """May be asked to keep an embargo; agreement is per release."""
    basis: str = ""
    """Consent or legitimate interest, with date and source."""
    notes: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Further columns, kept and usable in templates and segments."""
    row: int = 0
    """1-based row of the file; the header is row 1."""

    @property
    def key(self) -> str:
        """What identifies the recipient."""
        return recipient_key(self.email)

    @property
    def lawful_basis(self) -> Basis | None:
        """Why this person may be written to, as far as the cell says it in known words; nothing where it is empty."""
        return read_basis(self.basis) if self.basis else None

    def display_name(self) -> str:
        """Return the name, or given and family name, or nothing."""
        return self.name or " ".join(part for part in (self.given_name, self.family_name) if part)

    def column(self, name: str) -> str | frozenset[str] | bool:
        """Return the cell under `name` as segments and templates see it; an unknown extra column is "".

        `tags`, `beats` and `language` are sets, `embargo_trusted` a boolean, everything else text.
        """
        if name == "language":
            return frozenset(self.languages)
        if name in _CELLS:
            value: str | frozenset[str] | bool = getattr(self, name)
            return value
        return self.extra.get(name, "")


_CELLS = frozenset(Contact.__slots__) - {"languages", "extra", "row"}
"""Fields that are one column each."""
