"""Which old encoding a file was saved in, found out from few words: names are short, and lists of them are.

Detectors that compare letter frequencies need paragraphs; on ten names in Cyrillic or Arabic they answer with
Chinese. A list or a release needs less: of the encodings that offices in this part of the world still meet, the
right one is that which makes words of one alphabet, with a capital only at the beginning, in the letters of one
language.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.patterns import compiled

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip

_LANGUAGES: dict[str, tuple[str, ...]] = {
    "cp1252": ("àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúü", "ãáàâçéêíóõôú", "åäöéøæü", "àèéìòù", "ëéèïöü"),
    "cp1254": ("çğıöşüâîûİ",),
    "cp1251": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгдежзийклмнопрстуфхцчшщьюяєіїґ", "ўі"),
    "cp1256": ("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئپچژگ\u200c،ـًٌٍَُِّْ",),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "áäčďéíĺľňóôŕšťúýž", "čćđšž", "ăâîşţ"),
    "mac_roman": ("àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúü"),
    "mac_cyrillic": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё",),
    "koi8_r": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё",),
    "koi8_u": ("абвгдежзийклмнопрстуфхцчшщьюяєіїґ",),
    "iso8859_5": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгдежзийклмнопрстуфхцчшщьюяєії"),
    "iso8859_6": ("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئ،ـًٌٍَُِّْ؟؛",),
    "cp866": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё",),
    "cp1253": ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ",),
}
"""Encoding → the letters of its languages. Of two that explain a list equally well the earlier one is taken."""

_NAMES = {
    "utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32",
    "mac_roman": "Mac Roman", "mac_cyrillic": "Mac Cyrillic", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U",
    "iso8859_5": "ISO 8859-5", "iso8859_6": "ISO 8859-6", "cp866": "DOS Cyrillic (866)",
}  # fmt: skip

_PUNCTUATION = frozenset("’‘“”„–—…«»°№€\u00a0•·®™©§´")
_SAMPLE = 400_000
_TELLING = 60_000
"""Octets of lines with letters beyond ASCII that are looked at."""
_WORD = compiled(r"[^\s,;|@.\"()<>/\d]*[^\x00-\x7f][^\s,;|@.\"()<>/\d]*")
_MOST_WORDS = 3000


class Decoded(Frozen):
    """The text of a file and how it was found."""

    text: str
    encoding: str
    said: str
    """The encoding's name, with "guessed" where bytes alone do not tell it."""
    guessed: bool


def decode_text(data: bytes, refusal: BadInput, encoding: str | None = None) -> Decoded:
    """Return the text of a file.

    Bytes that the encoding does not know become U+FFFD, for the places that hold one to be reported.

    Args:
        data: the file.
        refusal: what to raise where the file is no text.
        encoding: the one that the person has named.

    Raises:
        BadInput: there is no such encoding, or the file is no text.
    """
    if encoding is not None:
        return _forced(data, encoding)
    for bom, known in _BOMS:
        if data.startswith(bom):
            return _certain(data[len(bom) :], known)
    unmarked = _utf_16(data)
    if unmarked:
        return _certain(data, unmarked)
    if data[:4096].count(0) > 4:
        raise refusal
    utf_8 = data.decode("utf-8", "replace")
    broken = utf_8.count("\ufffd") - data.count("\ufffd".encode())  # one that stands in the file is valid UTF-8
    beyond = sum(character > "\x7f" for character in utf_8[:_SAMPLE]) if broken else 0
    if not broken or broken * 20 <= beyond - broken:
        return Decoded(utf_8, "utf-8", "UTF-8", guessed=False)
    found = _likeliest(data)
    return Decoded(data.decode(found, "replace"), found, f"{_encoding_name(found)}, guessed", guessed=True)


def is_utf_8(data: bytes) -> bool:
    """Say whether bytes beyond ASCII are UTF-8 as a whole: no other encoding comes to that by chance."""
    sample = data[:_SAMPLE]
    if sample.isascii():
        return False
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(sample) - 4 and len(data) > _SAMPLE
    return True


def _encoding_name(encoding: str) -> str:
    """Return `Windows-1251` for `cp1251`."""
    usual = _NAMES.get(encoding)
    return usual or compiled(r"^cp(125\d)$").sub(r"Windows-\1", encoding)


def _likeliest(data: bytes) -> str:
    """Return the old encoding that makes most sense of the bytes."""
    if _only_marks(data[:_SAMPLE]):
        return "cp1252"
    sample = b"\n".join(line for line in data[:_SAMPLE].splitlines() if not line.isascii())[:_TELLING]
    order = list(_LANGUAGES)
    return max(order, key=lambda encoding: (_sense(sample, encoding), -order.index(encoding)))


def _only_marks(sample: bytes) -> bool:
    """Say whether Windows' quotation marks and dashes are all that a text has beyond ASCII; they are no letters."""
    beyond = {character for character in sample.decode("cp1252", "replace") if character > "\x7f"}
    return bool(beyond) and not any(character.isalpha() or character == "\ufffd" for character in beyond)


def _certain(data: bytes, encoding: str) -> Decoded:
    return Decoded(data.decode(encoding, "replace"), encoding, _encoding_name(encoding), guessed=False)


def _forced(data: bytes, encoding: str) -> Decoded:
    usual = compiled(r"^(windows|win|ansi)[-_ ]?(?=\d)").sub("cp", encoding.strip().lower())
    try:
        known = codecs.lookup(usual).name
        text = data.decode(known, "replace")
    except (LookupError, UnicodeDecodeError, AttributeError, TypeError) as error:
        raise BadInput(
            f'there is no text encoding "{encoding}"', hint="such as utf-8, windows-1251, windows-1254 or mac-roman"
        ) from error
    if not isinstance(text, str):
        raise BadInput(f'"{encoding}" is no encoding of text', hint="such as utf-8, windows-1251 or mac-roman")
    return Decoded(text.removeprefix("\ufeff"), known, f"{_encoding_name(known)}, as asked", guessed=False)


def _utf_16(data: bytes) -> str | None:
    """Return the byte order of UTF-16 without its mark: every second byte of Latin text is nil."""
    sample = data[:2000]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and even * 10 < odd:
        return "utf-16-le"
    if even > len(sample) // 5 and odd * 10 < even:
        return "utf-16-be"
    # Of another alphabet every second byte is the same few: U+0400 to U+04FF, and nil for blanks.
    kinds = len(set(sample[::2])), len(set(sample[1::2]))
    if even + odd and max(kinds) > 12 and min(kinds) <= 4:
        return "utf-16-le" if kinds[1] < kinds[0] else "utf-16-be"
    return None


def _sense(sample: bytes, encoding: str) -> float:
    """Return how well the encoding explains the words that have letters beyond ASCII: per letter, 1 at best."""
    text = sample.decode(encoding, "replace")
    words: list[str] = list(dict.fromkeys(_WORD.findall(text)))[:_MOST_WORDS]
    everyone = frozenset("".join(_both_cases(letters) for letters in _LANGUAGES[encoding]))
    best = float("-inf")
    for language in _LANGUAGES[encoding]:
        letters = frozenset(_both_cases(language))
        score: float = sum(points for word in words for points in _points(word, letters, everyone))
        best = max(best, score)
    beyond = sum(character > "\x7f" for word in words for character in word)
    return best / max(1, beyond)


def _points(word: str, letters: frozenset[str], everyone: frozenset[str]) -> Iterator[float]:
    run = 0
    for place, character in enumerate(word):
        if character <= "\x7f":
            run = 0
            continue
        run += 1
        yield 1.0 if character in letters else 0.5 if character in everyone else _odd(character)
        before = word[place - 1] if place else ""
        if before and character.isupper() and before.islower():
            yield -1.0
        if before.isalpha() and character.isalpha() and _script(before) != _script(character):
            yield -1.5
        if run >= 4 and _script(character) == "LATIN":
            yield -1.0


def _odd(character: str) -> float:
    if character in _PUNCTUATION:
        return 0.3
    return -1.0 if character.isalpha() else -2.0


def _both_cases(letters: str) -> str:
    return letters + letters.upper()


@lru_cache(2048)
def _script(character: str) -> str:
    return unicodedata.name(character, "?").split(" ")[0]
