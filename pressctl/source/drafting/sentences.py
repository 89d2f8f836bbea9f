"""What a person typed, made to stand in prose: full stops where they are wanted, none where they are not.

A text stays the Markdown that it is: what comes in as mark-up goes out as mark-up.
"""

from __future__ import annotations

import re

_ENDED = re.compile(r"[.!?؟…۔:;][\s\"”»’')\]*_]*$")
STOPPED = "\ue001"
"""Stands behind a value that ends a sentence by itself, until `settled`; no answer can hold it."""

_STOPS = re.compile(r"[.!?…؟۔][\"”»’'*_]*$")
_TWO_STOPS = re.compile(rf"{STOPPED}([*_]*)[.۔](?!\.)")
_STOP_IN_QUOTES = re.compile(rf"\.{STOPPED}(?=[ \u00a0\u202f]?[”»])")
_STOP_BEFORE_COMMA = re.compile(rf"(?P<word>[^\s.]*)\.{STOPPED}(?=[*_]*[,;:،؛])")
_SHORT_WORD = 4
"""Letters of which an abbreviation has fewer: a full stop after it is its own."""
_OWN_LINE = re.compile(r"(?:>|[-*+] |\d+[.)] |#|\|)")
_ARTICLES = {"en": re.compile(r"(?:An?|The)\s"), "fr": re.compile(r"(?:Une?|Les?|La)\s|L[’']")}


def sentence(text: object) -> object:
    """Return the text with a full stop at the end of each paragraph that has none; lists and tables keep theirs."""
    words = "\n\n".join(_stopped(paragraph) for paragraph in re.split(r"\n[ \t]*\n\s*", str(text).strip()))
    return _like(text, words)


def introduce(text: object, words: str, *, unless_ended: bool = False) -> object:
    """Return a text as whole sentences; one that is none by itself comes after `words` and a colon.

    A text counts as a fragment if it has no full stop and begins with a small letter, or, with `unless_ended`,
    whatever it begins with. Nothing given makes nothing.
    """
    plain = str(text or "").strip()
    if not plain:
        return ""
    first = next((letter for letter in plain if letter.isalpha()), "")
    whole = _ENDED.search(plain) is not None or (first.isupper() and not unless_ended)
    if whole or "\n\n" in plain or _OWN_LINE.match(plain):
        return sentence(text)
    return _like(text, f"{words} {sentence(plain)}")


def phrase(text: object, language: str) -> object:
    """Return words for the middle of a sentence: no full stop after them, an article before them in small letters."""
    plain = unstopped(str(text).strip())
    articles = _ARTICLES.get(language.partition("-")[0])
    if articles is not None and articles.match(plain):
        plain = plain[:1].lower() + plain[1:]
    return _like(text, plain)


def unstopped(words: str) -> str:
    """Return words without the full stop at their end, unless it belongs to an abbreviation: `Ltd.`, `U.N.`."""
    last = words[:-1].rpartition(" ")[2]
    own = "." in last or (len(last.strip("()")) < _SHORT_WORD and "." in words[:-1])
    return words[:-1].rstrip() if words.endswith(".") and not words.endswith("..") and not own else words


def marked(text: str) -> str:
    """Return a value for a draft with a mark behind its end where it ends a sentence: what follows may do so again."""
    return f"{text}{STOPPED}" if _STOPS.search(text) else text


def settled(text: str) -> str:
    """Return a text of values that were `marked` with one full stop where two would stand: `an engineer.`, not `..`.

    The value's own stop goes before a closing quotation mark or a comma of the draft's; an abbreviation keeps it.
    """
    one = _TWO_STOPS.sub(r"\1", text)
    unquoted = _STOP_IN_QUOTES.sub("", one)
    without = _STOP_BEFORE_COMMA.sub(_before_comma, unquoted)
    return without.replace(STOPPED, "")


def _before_comma(match: re.Match[str]) -> str:
    word = match["word"]
    return word if len(word) >= _SHORT_WORD else f"{word}."


def _stopped(paragraph: str) -> str:
    ended = _ENDED.search(paragraph) or _OWN_LINE.match(paragraph.rpartition("\n")[2].lstrip())
    return paragraph if ended else f"{paragraph}."


def _like(text: object, words: str) -> object:
    from markupsafe import Markup

    return Markup(words) if isinstance(text, Markup) else words  # noqa: S704 - Markdown; the output is no HTML
