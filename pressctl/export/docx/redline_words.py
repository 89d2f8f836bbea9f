"""One paragraph in two versions → one paragraph with tracked changes, word by word.

Everything visible in a paragraph is cut into tokens: a word, a space, a mark, a tab, a picture, each with the run's
properties and the link around it. What both versions have stays, what only the old one has is deleted, what only the
new one has is inserted; the same words set otherwise keep their old properties as a tracked change of formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby

from lxml import etree

from pressctl.export.docx.elements import Element, R, q, text, w
from pressctl.export.docx.tracking import Author
from pressctl.frozen import Frozen

_CUT = re.compile(r"\w+|\s+|[^\w\s]")
_MARKS = (q("bookmarkStart"), q("bookmarkEnd"))
_DELETED_NAMES = {q("t"): q("delText"), q("instrText"): q("delInstrText")}


class Fate(Enum):
    """What becomes of a token."""

    STAYS = "stays"
    GONE = "gone"
    NEW = "new"


def _canonical(element: Element) -> bytes:
    """Return an element as written, whatever names of schemas are known around it."""
    written: bytes = etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    return written


class Token(Frozen):
    """The smallest piece that stays, goes or comes as a whole."""

    said: str
    """What it says: two tokens that say the same may be one that stays."""
    content: Element | None
    """What stands in a run besides text; nothing for a word."""
    properties: Element | None
    """The run's."""
    set_as: bytes
    """How it is set: the run's properties as written."""
    link: Element | None
    """The link around it."""
    led: str
    """Where its link leads."""


class _Placed(Frozen):
    """A token in the paragraph to be, or a bookmark between tokens."""

    fate: Fate
    token: Token | None
    before: Token | None = None
    """The same token as the old version set it, where that was otherwise."""
    mark: Element | None = None


def tokens(paragraph: Element) -> list[Token]:
    """Return what is visible in a paragraph."""
    return [one for one in _walk(paragraph) if isinstance(one, Token)]


def words(paragraph: Element) -> list[str]:
    """Return the words alone, to see how alike two paragraphs are."""
    return [token.said for token in tokens(paragraph) if token.said.strip()]


def merged(old: Element, new: Element, author: Author) -> list[Element]:
    """Return the content of a paragraph that is the new version with all changes accepted, the old with none."""
    return list(_elements(list(_placed(old, new)), author))


def all_of(paragraph: Element, fate: Fate, author: Author) -> list[Element]:
    """Return the content of a paragraph that is new, or gone, as a whole; one that is gone has no bookmarks."""
    walked = [one for one in _walk(paragraph) if fate is Fate.NEW or isinstance(one, Token)]
    placed = [_Placed(fate, one) if isinstance(one, Token) else _Placed(Fate.STAYS, None, mark=one) for one in walked]
    return list(_elements(placed, author))


def _walk(paragraph: Element) -> Iterator[Token | Element]:
    """Yield tokens and bookmarks in order."""
    for child in paragraph:
        if child.tag in _MARKS:
            yield child
        elif child.tag == q("hyperlink"):
            for inner in child.iterchildren(q("r")):
                yield from _tokens_of(inner, child)
        elif child.tag == q("r"):
            yield from _tokens_of(child, None)


def _tokens_of(run: Element, link: Element | None) -> Iterator[Token]:
    properties = run.find(q("rPr"))
    set_as = b"" if properties is None else _canonical(properties)
    led = "" if link is None else link.get(f"{{{R}}}id", "")
    for child in run:
        if child.tag == q("t"):
            for piece in _CUT.findall(child.text or ""):
                yield Token(piece, None, properties, set_as, link, led)
        elif child.tag != q("rPr"):
            yield Token(_said(child), child, properties, set_as, link, led)


def _said(content: Element) -> str:
    """Return what a picture, a tab or a field is, to tell one from another."""
    drawn = next(content.iter("{*}blip"), None)
    if drawn is not None:
        alt = next((one.get("descr", "") for one in content.iter("{*}docPr")), "")
        return f"\ufffc{drawn.get(f'{{{R}}}embed')} {alt}"
    return f"\ufffc{_canonical(content).decode()}"


def _placed(old: Element, new: Element) -> Iterator[_Placed]:
    """Yield both versions in one: at each place what is gone, then what is new; bookmarks are those of the new one."""
    walked = list(_walk(new))
    was, now = tokens(old), [one for one in walked if isinstance(one, Token)]
    fates = _fates(was, now)
    place = 0

    def marks_before(token: Token | None) -> Iterator[_Placed]:
        nonlocal place
        while place < len(walked) and walked[place] is not token:
            mark = walked[place]
            assert not isinstance(mark, Token)  # noqa: S101 - tokens are asked for one by one
            yield _Placed(Fate.STAYS, None, mark=mark)
            place += 1
        place += 1

    for fate, before, after in fates:
        if after is not None:
            yield from marks_before(after)
            yield _Placed(fate, after, before)
        else:
            yield _Placed(Fate.GONE, before)
    yield from marks_before(None)


def _fates(was: list[Token], now: list[Token]) -> Iterator[tuple[Fate, Token | None, Token | None]]:
    old_keys, new_keys = ([(token.said, token.led) for token in side] for side in (was, now))
    gone: list[Token] = []
    come: list[Token] = []
    opcodes = SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes()
    for number, (tag, i, j, m, n) in enumerate(opcodes):
        # A space alone between two changes is changed with them: single words that stay would only confuse.
        lonely = 0 < number < len(opcodes) - 1 and not "".join(token.said for token in was[i:j]).strip()
        if tag == "equal" and not lonely:
            yield from _flushed(gone, come)
            yield from ((Fate.STAYS, before, after) for before, after in zip(was[i:j], now[m:n], strict=True))
        else:
            gone.extend(was[i:j])
            come.extend(now[m:n])
    yield from _flushed(gone, come)


def _flushed(gone: list[Token], come: list[Token]) -> Iterator[tuple[Fate, Token | None, Token | None]]:
    yield from ((Fate.GONE, token, None) for token in gone)
    yield from ((Fate.NEW, None, token) for token in come)
    gone.clear()
    come.clear()


def _elements(placed: list[_Placed], author: Author) -> Iterator[Element]:
    """Yield runs, in `w:ins` and `w:del` and in their links, as few as there can be."""
    for link, group in groupby(placed, key=lambda one: None if one.token is None else one.token.link):
        content = list(_tracked(list(group), author))
        if link is None:
            yield from content
        else:
            around = etree.Element(link.tag, dict(link.attrib), nsmap=link.nsmap)
            around.extend(content)
            yield around


def _tracked(placed: list[_Placed], author: Author) -> Iterator[Element]:
    for (fate, marked), group in groupby(placed, key=lambda one: (one.fate, one.mark is not None)):
        if marked:
            yield from (deepcopy(one.mark) for one in group if one.mark is not None)
            continue
        runs = list(_runs(list(group), author))
        match fate:
            case Fate.STAYS:
                yield from runs
            case Fate.NEW:
                yield author.marked("ins", runs)
            case Fate.GONE:
                yield author.marked("del", runs)


def _runs(placed: list[_Placed], author: Author) -> Iterator[Element]:
    def setting(one: _Placed) -> tuple[bytes, bytes | None]:
        token = one.token
        assert token is not None  # noqa: S101 - bookmarks were parted from tokens
        otherwise = one.before is not None and one.before.set_as != token.set_as
        return token.set_as, one.before.set_as if otherwise and one.before is not None else None

    for (_, before), group in groupby(placed, key=setting):
        members = list(group)
        first = members[0].token
        assert first is not None  # noqa: S101 - as above
        run = w("r")
        properties = deepcopy(first.properties) if first.properties is not None else w("rPr")
        if before is not None and members[0].before is not None:
            properties.append(author.formatting("rPrChange", members[0].before.properties, "rPr"))
        if len(properties):
            run.append(properties)
        run.extend(_contents(members))
        yield run


def _contents(members: list[_Placed]) -> Iterator[Element]:
    """Yield what stands in a run, words run together again."""
    kept = [one.token for one in members if one.token is not None]
    deleted = members[0].fate is Fate.GONE
    for is_text, group in groupby(kept, key=lambda token: token.content is None):
        if is_text:
            joined = text("".join(token.said for token in group))
            joined.tag = _DELETED_NAMES[q("t")] if deleted else joined.tag
            yield joined
            continue
        for token in group:
            copy = deepcopy(token.content)
            assert copy is not None  # noqa: S101 - words were parted from the rest
            if deleted and copy.tag in _DELETED_NAMES:
                copy.tag = _DELETED_NAMES[copy.tag]
            yield copy
