"""Text and Markdown as words: marks of layout step aside, and each word keeps its place.

Nothing is parsed as strictly as a renderer would: files that claim to be Markdown are often text with a few marks.
"""

from __future__ import annotations

import re

from pressctl.frozen import Changing, field, replace
from pressctl.patterns import compiled
from pressctl.source.foreign.base import BULLET, Line, Page

_HEADING = compiled(r"[ \t]{0,3}(#{1,6})[ \t]+(?=\S)(?![#\s]+$)")
_QUOTED = compiled(r"[ \t]{0,3}(?:>[ \t]?)+")
_UNDERLINE = compiled(r"[ \t]{0,3}(=+|-{3,})[ \t]*")
_STARS = compiled(r"[ \t]{0,3}\*[ \t]?\*[ \t]?\*[ \t]*")
_CLOSING = compiled(r"[ \t]+#+[ \t]*$")
_INLINE = compiled(
    r"""(?P<picture>!\[[^\]\n]*\]\([^)\n]*\))
      | (?P<link>\[(?P<label>[^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ ]"[^"\n]*")?\))
      | (?P<strong>\*\*|__(?=\w)|(?<=\w)__)
      | (?P<emphasis>(?<=[^\s*])\*(?![\w*])|(?<![\w*])\*(?=[^\s*]))
      | (?P<entity>&(?:[a-zA-Z]{2,10}|\#\d{1,6}|\#x[0-9a-fA-F]{1,5});)
      | (?P<attributes>\{:[ ]?[.\#]?[^{}\n]*\}(?=[ \t]*$))
      | (?P<escape>\\(?=[\[\]*_#`\\>!~|&-]))
      | (?P<comment><!--[^\n]*?-->)
      | (?P<tag></?(?:b|i|em|strong|u|br|p|span|div|a|sup|sub|h[1-6]|[uo]l|li|pre|blockquote)(?:\s[^<>\n]{0,300})?/?>)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_PICTURE = compiled(r"!\[(?:[^\[\]\n]|\n(?![ \t]*\n)){0,200}\]\([^)\s]*\)(?:\{:(?:[^{}\n]|\n(?![ \t]*\n)){0,80}\})?")
"""A picture; its description, or the attributes behind it, may be broken over two lines."""
_BLOCK = compiled(
    r"<(?P<closes>/?)(?:h(?P<level>[1-6])|p|div|ul|ol|li|blockquote|br)(?:\s[^<>\n]{0,300})?/?>", re.IGNORECASE
)
"""A tag of HTML that begins or ends a paragraph or a heading."""
_LINKS = compiled(r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^()\s]*\)")
_LINKED_REST = compiled(r"[\s\-|·*]*(?:\w{1,12}\s*[-:])?[\s\-|·*]*")
"""What a line of nothing but links may hold besides: a word such as "Source:"."""
_DASHED = compiled(r"[ \t]*[–-][ \t]+[A-Z]")
_TOWN = compiled(
    r"[*_]{0,2}(?:\([A-Z][\w.’'´ -]{2,40}?(?:,|\s[–—-])\s[\w., ]{4,24}\)|[A-Z][\w.’'´-]+(?:\s[A-Z][\w.’'´-]+){0,2},\s"
    r"[A-Z][\w.’'´-]+(?:\s[A-Z][\w.’'´-]+)?|[A-Z]{4,}(?:\s[A-Z]+){0,2})[*_]{0,2}"
)
"""A town with its state or country, in brackets with a day, or in capitals."""
_LONGEST_TOWN = 45
_BOLD_OPENS = ("**", "__", "<b>", "<strong>")
_BOLD_CLOSES = ("**", "__", "</b>", "</strong>")
_MOST_UNDERLINED = 3
_LONGEST_HEADING = 14
_BREAKING = compiled(r"</?(?:br|p|div|h[1-6]|[uo]l|li|pre|blockquote)\b", re.IGNORECASE)


class _Copy(Changing):
    """The words, and where each of them stands."""

    text: str
    words: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    aside: list[tuple[int, int]] = field(default_factory=list)

    def keep(self, start: int, end: int) -> None:
        self.words.append(self.text[start:end])
        self.places.extend(range(start, end))

    def put(self, characters: str, place: int) -> None:
        self.words.append(characters)
        self.places.extend([place] * len(characters))


def page_of_markup(text: str) -> Page:
    """Return text, or Markdown, as a page."""
    copy = _Copy(text)
    lines: list[Line] = []
    position = 0
    broken = [match.span() for match in _PICTURE.finditer(text) if "\n" in match[0]] if "![" in text else []
    copy.aside.extend(broken)
    blocks, level = _BLOCK.search(text) is not None, 0
    for raw in text.splitlines(keepends=True):
        end = position + len(raw.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        begin = position
        while broken and broken[0][0] < end:
            # What stands before a broken picture, and behind it, are lines of their own.
            if begin < broken[0][0]:
                _line(copy, begin, broken[0][0], lines)
                copy.put("\n", broken[0][0])
            begin = min(broken[0][1], end)
            if broken[0][1] > end:
                break
            broken.pop(0)
        if begin < end or begin == position:
            level = _parted(copy, begin, end, lines, level) if blocks else _line(copy, begin, end, lines)
        position += len(raw)
        copy.put("\n", position - 1)
    words = "".join(copy.words)
    return Page(text, words, copy.places, tuple(_whole_headings(words, lines)), aside=tuple(copy.aside), wrapped=True)


def _parted(copy: _Copy, start: int, end: int, lines: list[Line], level: int) -> int:
    """Take a line that holds tags of headings and paragraphs: each of those is a line of its own.

    `level` is that of the heading that the line begins in, 0 for none; the one that it ends in is returned.
    """
    position = start
    for tag in [*_BLOCK.finditer(copy.text, start, end), None]:
        until = tag.start() if tag else end
        if copy.text[position:until].strip() or (tag is None and position == start):
            count = len(lines)
            _line(copy, position, until, lines)
            if level and len(lines) > count:
                lines[-1] = replace(lines[-1], level=level)
        if tag is not None:
            copy.put("\n\n", tag.start())
            position = tag.end()
            level = int(tag["level"] or 0) if not tag["closes"] else 0
    return level


def _whole_headings(words: str, lines: list[Line]) -> list[Line]:
    """Join a heading that was broken behind a blank with the one line that follows it."""
    joined: list[Line] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        following = lines[at + 1].start if at + 1 < len(lines) else len(words)
        if (
            before is not None
            and before.level == 1
            and line.level == 0
            and not line.bullet
            and compiled(r"\S \n").fullmatch(words[max(0, before.end - 2) : line.start])
            and words.count("\n", line.end, following) > 1
            and len(words[line.start : line.end].split()) < _LONGEST_HEADING
            and not words[line.start : line.end].rstrip().endswith((".", ":", "!"))
        ):
            joined[-1] = replace(joined[-1], end=line.end)
        else:
            joined.append(line)
    return joined


def said(text: str) -> str:
    """Return a piece of text or Markdown as its reader hears it: without marks, on one line."""
    copy = _Copy(text)
    _inline(copy, 0, len(text))
    return " ".join("".join(copy.words).split())


def _line(copy: _Copy, start: int, end: int, lines: list[Line]) -> int:
    """Take one line; no heading is open behind it: 0."""
    text, begin = copy.text, start
    level, bullet, quoted = 0, False, False
    if underline := _UNDERLINE.fullmatch(text, start, end):
        _underlined(copy, lines, 1 if underline[1][0] == "=" else 2)
        return 0
    if match := _QUOTED.match(text, begin, end):
        quoted, begin = True, match.end()
    if match := _HEADING.match(text, begin, end):
        level, begin = len(match[1]), match.end()
        end = begin + len(_CLOSING.sub("", text[begin:end]))
    elif (match := BULLET.match(text, begin, end)) and not _hangs_on_a_town(text, begin):
        bullet, begin = True, match.end()
    first, parts = len(copy.places), len(copy.words)
    if _STARS.fullmatch(text, start, end):
        copy.keep(begin, end)
    else:
        _inline(copy, begin, end)
    if any(not part.isspace() for part in copy.words[parts:] if part):
        words = text[begin:end].strip()
        bold = len(words) > 4 and words.startswith(_BOLD_OPENS) and words.rstrip(":").endswith(_BOLD_CLOSES)
        linked = "](" in words and _LINKED_REST.fullmatch(_LINKS.sub("", words)) is not None
        lines.append(Line(first, len(copy.places), level=level, bullet=bullet, bold=bold, quoted=quoted, linked=linked))
    return 0


def _hangs_on_a_town(text: str, begin: int) -> bool:
    """Say whether a dash is no item's mark: right above it stands a town, and the dash parts it from the news."""
    if not _DASHED.match(text, begin):
        return False
    above = text.rfind("\n", 0, max(0, begin - 1)) + 1
    line = text[above : max(0, begin - 1)]
    return len(line) <= _LONGEST_TOWN and _TOWN.fullmatch(line.strip()) is not None


def _underlined(copy: _Copy, lines: list[Line], level: int) -> None:
    """Make headings of the line above an underline, and of those that it was wrapped from."""
    words = "".join(copy.words)
    at, end = len(lines), len(words)
    while at and end - lines[at - 1].end <= 1 and len(lines) - at < _MOST_UNDERLINED and not lines[at - 1].bullet:
        at -= 1
        end = lines[at].start
    lines[at:] = [replace(line, level=level) for line in lines[at:]]


def _inline(copy: _Copy, begin: int, end: int) -> None:
    text, position = copy.text, begin
    if any(mark in text[begin:end] for mark in "[*_&\\<{"):
        for match in _INLINE.finditer(text, begin, end):
            copy.keep(position, match.start())
            _mark(copy, match)
            position = match.end()
    copy.keep(position, end)


def _mark(copy: _Copy, match: re.Match[str]) -> None:
    """Take a mark of layout out of the words; what it holds stays."""
    if match["link"] and match["label"].strip():
        _inline(copy, *match.span("label"))
    elif match["picture"] or match["comment"] or match["link"] or match["attributes"]:
        copy.aside.append(match.span())
    elif match["entity"]:
        import html  # its table is long, and few texts need it

        copy.put(html.unescape(match["entity"]).replace("\xa0", " "), match.start())
    elif match["tag"] and _BREAKING.match(match["tag"]):
        copy.put(" ", match.start())
