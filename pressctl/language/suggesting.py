"""A new name with the ending that the old one had: a suggestion to accept or to mend, never applied unasked."""

from __future__ import annotations

from pressctl.language.endings import RUSSIAN
from pressctl.language.wording import fold

_BACK = "aıou"
_VOWELS = "aıouəeiöü"
_HIGH = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "ə": "i", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}
_NASAL_GENITIVE = ("ın", "in", "un", "ün")


def suggestion(written: str, old: str, new: str, language: str) -> str:
    """Return `new` as it would probably stand where `written`, a form of `old`, stands now."""
    code = language.partition("-")[0]
    if fold(written, ignore_accents=True) != fold(old, ignore_accents=True):
        new = _inflected(written, old, new, code)
    return _upper(new, code) if _shouted(written) and not _shouted(old) else new


def _inflected(written: str, old: str, new: str, language: str) -> str:
    match language:
        case "az" | "tr":
            return _agglutinated(written, old, new, language)
        case "ru":
            return _declined(written, old, new)
        case "ar":
            return _with_prefix(written, old, new)
        case _:
            return new + written[len(old) :] if fold(written).startswith(fold(old)) else new


def _agglutinated(written: str, old: str, new: str, language: str) -> str:
    """Return the new name with the old one's ending, its vowels in harmony with the new one's last."""
    ending = written.rsplit(maxsplit=1)[-1][len(old.rsplit(maxsplit=1)[-1]) :]
    mark = ending[:1] if ending[:1] in {"-", "'", "’"} else ""
    ending = ending.removeprefix(mark)
    before = _lower(new, language)
    if not before or _shouted(new):
        return new + mark + ending
    ends_open, ended_open = before[-1] in _VOWELS, _lower(old, language)[-1:] in _VOWELS
    lowered = _lower(ending, language)
    if ends_open and not ended_open and lowered[:1] in _VOWELS:
        linking = "n" if lowered.startswith(_NASAL_GENITIVE) else "s" if lowered[0] in "ıiuü" else "y"
        lowered = linking + lowered
    elif not ends_open and ended_open and lowered[:1] in {"n", "y", "s"} and lowered[1:2] in _VOWELS:
        lowered = lowered[1:]
    return new + mark + _harmonised(before, lowered, language)


def _harmonised(before: str, ending: str, language: str) -> str:
    last = next((letter for letter in reversed(before) if letter in _VOWELS), None)
    if last is None:
        return ending
    made = ""
    for letter in ending:
        if letter in _VOWELS:
            high = letter in "ıiuü"
            front = "e" if language == "tr" else "ə"
            last = _HIGH[last] if high else "a" if last in _BACK else front
            made += last
        else:
            made += letter
    return made


def _declined(written: str, old: str, new: str) -> str:
    """Return the new name declined word by word, where its words end like the old one's."""
    words, olds, news = written.split(), old.split(), new.split()
    if not len(words) == len(olds) == len(news):
        return new
    return " ".join(map(_declined_word, words, olds, news))


def _declined_word(word: str, old: str, new: str) -> str:
    ending = _russian_ending(old)
    if fold(word) == fold(old) or _russian_ending(new) != ending:
        return new
    stem = old[: len(old) - len(ending)]
    return new[: len(new) - len(ending)] + word[len(stem) :]


def _russian_ending(word: str) -> str:
    return next((ending for ending, _ in RUSSIAN if word.casefold().endswith(ending)), "")


def _with_prefix(written: str, old: str, new: str) -> str:
    """Return the new name with what was written together with the old one's first letter."""
    bare = old.removeprefix("ال")
    at = written.find(bare[:3])
    if at <= 0:
        return new
    prefix = written[:at]
    if prefix.endswith("ال") and not new.startswith("ال") and old.startswith("ال"):
        return prefix.removesuffix("ال") + new
    if prefix.endswith("لل") and not new.startswith("ال"):
        return prefix.removesuffix("ل") + new
    article = old.startswith("ال") or prefix.endswith(("ال", "لل"))
    return prefix + (new.removeprefix("ال") if article else new)


def _shouted(text: str) -> bool:
    return text.isupper() and len(text) > 1


def _upper(text: str, language: str) -> str:
    return (text.replace("i", "İ") if language in {"az", "tr"} else text).upper()


def _lower(text: str, language: str) -> str:
    return (text.replace("I", "ı").replace("İ", "i") if language in {"az", "tr"} else text).lower()
