"""With which words a contact begins, and with which something else does."""

from __future__ import annotations

import re
from functools import lru_cache

from pressctl.patterns import compiled
from pressctl.source.anatomy.addresses import EMAIL, PHONE
from pressctl.source.anatomy.contact_lines import GLUED_FIELD
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.vocabulary import (
    ABOUT_LAST,
    CONTACT_LABEL,
    CONTACT_SENTENCE,
    END_MARK,
    STATUS,
    UPPER,
    USABLE,
)

_OTHER = compiled(
    r"source\b|distributed by|view |notice\b|disclaimer|forward|safe harbo"
    r"|the post |follow us|social media|relevant links"
    r"|add .{1,40} as your preferred",
    re.IGNORECASE,
)
TAKING_PART = compiled(
    r"\b(?:regist(?:er|ration)|rsvp|sign up|s['’]inscri\w+|inscri(?:bir|ption|pción)\w*|anmeld\w+|зарегистр\w+"
    r"|регистрац\w+|зареєстр\w+|реєстрац\w+"
    r"|kayıt|qeydiyyat\w*|التسجيل|للتسجيل|tickets?|billets?|entradas|karten)\b",
    re.IGNORECASE,
)
"""Words of a line whose address serves those who take part, not those who ask."""
_FOR_MORE = compiled(r"for (?:more|further|media|press|additional) [\w ]{4,40}:", re.IGNORECASE)
_FOR_WHAT = compiled(rf"\s+(?:for [^:]{{3,50}}:|(?=[{UPPER}]))")
_OWNER = compiled(
    rf"(?:[{UPPER}]|\d{{1,2}}\s)[^:.]{{2,50}}?(?:Inc\.|Ltd\.|Corp\.)?(?:\s+|(?<=[a-z]))Contact(?:o?s|o)?\s*:"
)
_DASHED = compiled(r"\s+[–—-]\s")
_NEAR = 60


@lru_cache(16)
def asks(text: str) -> re.Match[str] | None:
    """Return where a sentence names whom to ask; the same paragraph is looked at for this several times in a row."""
    return CONTACT_SENTENCE.search(text)


def label_of(paragraph: Paragraph) -> int | None:
    """Return the length of the label that a contact begins with; nothing where none begins."""
    text = paragraph.words
    match = CONTACT_LABEL.match(text)
    if _FOR_MORE.fullmatch(text):
        return len(text)
    asked = asks(text)
    whole = asked is not None and asked.start() < _NEAR and not compiled(r"\w").search(text[asked.end() :])
    if match is None or (whole and text[match.end() :].lstrip()[:1] in {",", "،"}):
        return len(text) if whole else _behind_owner(text)
    rest = text[match.end() :]
    if dash := (_DASHED.match(rest) if is_reached(rest) else None):
        return match.end() + dash.end()
    if compiled(r"\s*(?::|$)").match(rest):
        colon = compiled(r"\s*:?\s*").match(rest)
        return match.end() + (colon.end() if colon else 0)
    if paragraph.level or paragraph.bold:
        return len(text) if len(text) < 60 else None
    return match.end() + _unmarked(text, match.end()) if _unmarked(text, match.end()) >= 0 else None


def _unmarked(text: str, end: int) -> int:
    """Return how far a label goes on that neither a colon nor the layout ends; -1 where it is none."""
    rest = text[end:]
    glued = rest[:1].isupper() and text[end - 1].islower()
    named = _FOR_WHAT.match(rest)
    if glued or (named and len(text) < 220 and (is_reached(text) or ":" in rest[:40])):
        return named.end() if named else 0
    return -1


def _behind_owner(text: str) -> int | None:
    """Return the length of `Acme Inc. Contact:`."""
    owner = _OWNER.match(text)
    return owner.end() if owner and len(text) < 200 else None


def is_reached(text: str) -> bool:
    """Say whether some words have an address or a number in them."""
    spread = GLUED_FIELD.sub(" ", text)
    return bool(EMAIL.search(spread) or PHONE.search(spread) or "@" in text)


def ends_contacts(paragraph: Paragraph) -> bool:
    """Say whether a paragraph begins something else."""
    text = paragraph.words
    return (
        bool(paragraph.level or (paragraph.linked and not EMAIL.fullmatch(text.strip())))
        or END_MARK.fullmatch(text) is not None
        or ABOUT_LAST.search(text) is not None
        or _OTHER.match(text) is not None
        or ((status := STATUS.match(text)) is not None and USABLE.search(status[0]) is not None)
    )
