"""The one rule that asks a dictionary, which is handed in: only where the office, or the command line, wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.patterns import compiled

_WORD = compiled(r"(?<![\w’'@#/-])[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-[^\W\d_]+(?:[’'][^\W\d_]+)*)*(?![\w@/-])")
_ENDING = compiled(r"[’']s?$")
_SHORTEST = 3
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – "


def _unknown(reading: Reading) -> Iterator[Found]:
    """Find words in small letters that the dictionary does not know, each where it stands first."""
    misspelt = reading.subject.misspelt
    if misspelt is None:
        return
    names = [name for one in reading.subject.on_file for name in one.names]
    known = {word.casefold() for name in names for word in compiled(r"\w+").findall(name)}
    told: set[str] = set()
    for match in _WORD.finditer(reading.copy):
        word = match[0]
        if not word.islower() or word in told or word in known:
            continue  # a capital makes it a name, several an acronym
        told.add(word)
        if _wrong(word, misspelt, known):
            yield Found(*match.span(), f'The dictionary does not know "{word}"')


def _wrong(word: str, misspelt: Callable[[str], bool], known: set[str]) -> bool:
    if not misspelt(word):
        return False
    parts = [_ENDING.sub("", part) for part in word.split("-")]
    return any(len(part) >= _SHORTEST and part not in known and misspelt(part) for part in parts)


def _knows_no_shcool(word: str) -> bool:
    return word == "shcool"


SPL001 = Rule(
    "SPL001",
    "Word that the dictionary does not know",
    Severity.WARNING,
    ("OWN",),
    "A slip of the fingers is the first thing that a reader sees and the last that its writer does.",
    Example(f"{_HEAD}Six partners opened a ⟦shcool⟧.\n", known={"misspelt": _knows_no_shcool}),
    Example(f"{_HEAD}Six partners opened a school, the Shcool of SHCOOL.\n", known={"misspelt": _knows_no_shcool}),
    _unknown,
    caution="Terms of a trade; list them as `words` in `[check]`. Words with a capital are never asked for.",
)
