"""The paragraphs of a page: lines joined where they were only wrapped, headings cut from what they are glued to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from pressctl.frozen import Frozen, replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.run_in_titles import run_in_title
from pressctl.source.anatomy.torn_lines import DAY_LINE, is_torn_by_marks
from pressctl.source.anatomy.vocabulary import ABOUT, ABOUT_COLON, CAPITALS, EMBARGO, END_MARK, SKIP, STATUS, UPPER
from pressctl.source.foreign.base import Line, Page

Span = tuple[int, int]
"""Where something stands in the words of a page: begin and end."""
_GLUED_ABOUT = compiled(
    r"(?P<title>About\s+(?:the\s+)?(?P<name>\S.{1,70}?))[:.]?\s?(?=(?P=name)(?![^\W_]))", re.IGNORECASE
)
_CAMEL_ABOUT = compiled(
    r"About\s[^a-z.!?]?(?:[^.!?:]|\.(?=\w)){2,70}?[^\W\d_A-Z](?=[A-Z][a-z]+\s[a-z\d]|(?:The|At|With|As)\s[A-Z])"
)
_COLON_ABOUT = compiled(
    r"About\s(?:the\s)?(?:[^.!?:(]|\.(?=\w)|\([^)]{1,30}\)|\b(?:Inc|Ltd|Corp|Co)\.){2,80}(?::(?!//)|:$)", re.IGNORECASE
)
_DASH_ABOUT = compiled(
    rf"A(?:bout|BOUT)\s(?:the\s)?[{UPPER}][^.!?:,;–—]{{1,60}}\s[–—-]\s(?=[{UPPER}][^\n]*[.!?][”\"»)]?\s*$)"
)
"""A heading that a dash parts from its text."""
_INC_ABOUT = compiled(
    r"About\s(?:the\s)?[A-Z\d](?:[^.!?:]|\.(?=\w)){1,60}?,?\s(?:Inc|Ltd|LLC|Corp|GmbH|PLC|Co)\b\.?(?=\s[A-Z][a-z]+\s)"
)
"""A heading that ends with the form of a company, run into its text: "About Elm.com Inc. Based in …"."""
_POINTER = compiled(r"\[?Click (?:image|here)\b[^.\n]{0,80}\.(?=[A-Z])", re.IGNORECASE)
"""A pointer to a picture, with the text glued to it."""
_RUN_ON = compiled(r"(?<=[.!?…”\"»)])[ \u00a0]{2,}(?=[\w“„«\"(])")
"""Where a paragraph that was run on into one with others began: wires keep two blanks there."""
_SENTENCE_END = compiled(r"[.!?…][”\"»)]?\s+(?=[\w“„«\"(])")
_RUN_ON_HEADING = compiled(
    r"(?:[A-Z][A-Z\d’'&,.:-]*\s){1,9}?[A-Z\d’'&,.:-]+(?=[ \u00a0]{2,}\S)|About\s[^.!?]{2,70}?(?=[ \u00a0]{2,}[A-Z])"
)
"""A heading in capitals, or of a boilerplate, that two blanks part from what it stands above."""
_RUN_ON_CONTACT = compiled(
    r"(?<=[.!?…”\"»)])\s+(?=(?:(?:Media|Press|PR)\s(?:Contacts?|Enquiries|Inquiries)|Contacts?\s(?:de\s)?presse"
    r"|Contacto\sde\sprensa|Pressekontakt"
    r"|Контакт(?:ы)?\sдля\s(?:СМИ|ЗМІ|прессы|медіа)|Basın\s(?:İletişim|İrtibat)|Mətbuat\süçün\səlaqə)\s?:\s)",
    re.IGNORECASE,
)
"""Where a contact was run on into the paragraph above it; its label and colon tell."""
_RUN_ON_NOTICE = compiled(
    r"(?<=\S)\s+(?=(?:Disclaimer|(?:Cautionary |Important )?(?:Notice|Note|Statement)s? (?:Regarding|on|concerning) "
    r"Forward[- ]Looking Statements?|Forward[- ]Looking Statements?|Safe Harbou?r(?: Statements?)?)\s?:?\s{1,4}[A-Z])"
)
"""Where a notice of lawyers was run on into the paragraph above it."""
_LONG = 700
_SHORTEST_TEXT = 25
_LABEL = compiled(
    rf"\s*(?:[{UPPER}][\w’' -]{{1,24}}|(?i:tel|mob\w*|fax|e-?mail|web|тел|моб\w*|e-?poçt|e-?posta))\.?[ \u00a0]?:\s"
)
_REACHED = compiled(r"(?:@[\w-]+(?:\.[\w-]+)+|\+?\d[\d ()./-]{6,}\d)\s*$")
"""An address or a number at a line's end, where a contact ends."""
_TOWN_DASH = compiled(rf"[{CAPITALS}][{CAPITALS} .,’'-]{{2,40}}\s[–—-]{{1,2}}\s")
"""A town in capitals and a dash: a dateline, with which a paragraph begins."""
_WIDEST = 125
"""Columns of a page that was pasted as text: small type of a PDF has as many."""
_NARROWEST = 45
_SHORT_TITLE = 60
_FULL = 0.75
"""Share of the widest line from which on a line is full: type of uneven width was broken there."""
_WIDER = 1.15
_MUCH_WIDER = 1.5
"""How much wider than a column, an even or a ragged one, a line must be to be none of its lines."""
_RUNNING = 0.8
"""The same share for a line inside a paragraph that ends in the middle of a sentence."""
_JOINING_WORDS = """
    a an and as at by for from of or that the their to with its au aux de des du en et la le les un une à el
    los las del con por para y que der die das dem den des und von vom für mit im zum zur ein eine einer
    и в на с по для что от к та у з і до від за ve ile və ilə
"""
_JOINING = frozenset(_JOINING_WORDS.split())
"""Words that join others, as nothing ends with: no headline, and no line that was not broken."""
_TORN = 60
"""Columns from which on a line may be one of a paragraph that blank lines tear."""
_SEVERAL = 5


class Paragraph(Frozen):
    """A paragraph, or a line that stands alone; places are those of `Page.words`."""

    start: int
    end: int
    words: str
    level: int = 0
    bullet: bool = False
    bold: bool = False
    cell: bool = False
    margin: bool = False
    linked: bool = False
    quoted: bool = False
    """Set as a quotation by the layout."""
    alone: bool = True
    """Whether a blank line, or the file's own layout, parts it from what follows."""
    glued: bool = False
    """A heading that the next paragraph was glued to."""


def paragraphs_of(page: Page) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a page in order."""
    return tuple(part for group in _groups(page) for one in _joined(page, group) for part in _parted(one, page.words))


def _groups(page: Page) -> Iterator[list[Line]]:
    """Yield runs of lines without a blank one between them and with the same layout."""
    run: list[Line] = []
    for line in page.lines:
        apart = run and page.words.count("\n", run[-1].end, line.start) > 1
        if apart and page.wrapped and _torn(page, run[-1], line):
            apart = False
        if run and (apart or line.level != run[-1].level or line.bullet):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _joined(page: Page, lines: list[Line]) -> Iterator[Paragraph]:
    """Join a line with the next where the next one's first word would not have fitted on it."""
    widths = [_width(page.words[line.start : line.end]) for line in lines]
    typed = [_typed_width(page, line, width) for line, width in zip(lines, widths, strict=True)]
    widest = max(widths)
    if _WIDEST < widest < 1.3 * _WIDEST and len(lines) > _SEVERAL:
        # The foot of a letterhead may be wider than the column.
        widest = sorted(widths)[-2 - len(widths) // 12]
    wraps = page.wrapped and _NARROWEST <= widest <= _WIDEST
    if page.wrapped and len(lines) > _SEVERAL and (apart := _outside_column(widths)):
        # A headline, or a foot, is not wrapped with the text that was typed right under or over it.
        yield from (each for part in (lines[:apart], lines[apart:]) for each in _joined(page, part))
        return
    first = 0
    for at, line in enumerate(lines):
        if at + 1 < len(lines) and (
            _runs_over(page, line, lines[at + 1])
            or page.words.count("\n", line.end, lines[at + 1].start) > 1
            or (page.wrapped and is_torn_by_marks(page.words, lines, first, at))
        ):
            continue
        if at + 1 < len(lines) and wraps:
            # A mark that a kept-together blank ties to its word is not broken off from it.
            following = page.words[lines[at + 1].start : lines[at + 1].end].lstrip().replace("\t", " ").split(" ")[0]
            fits = typed[at] + 1 + len(following) <= widest or widths[at] > widest
            labelled = _LABEL.match(page.words, lines[at + 1].start, lines[at + 1].end)
            broken = widths[at] > _FULL * widest and (
                _breaks_off(page, line, lines[at + 1])
                or (first < at and widths[at] > _RUNNING * widest and _is_open(page, line))
            )
            if _goes_on(page, lines[first], lines[at + 1]) or not (
                (fits and not broken) or labelled or _parts(page, line, lines[at + 1])
            ):
                continue
        yield _paragraph(page, lines[first], line, alone=at + 1 == len(lines))
        first = at + 1


def _outside_column(widths: list[int]) -> int:
    """Return where a line parts from a column that is narrower: behind the first line, before the last; else 0."""
    for place, alone, column in ((1, widths[0], widths[1:]), (len(widths) - 1, widths[-1], widths[:-1])):
        widest = max(column)
        full = sum(width > _FULL * widest for width in column)
        even = alone > _WIDER * widest and 2 * full > len(column)
        if (even or alone > _MUCH_WIDER * widest) and _NARROWEST < widest <= _WIDEST:
            return place
    return 0


def _typed_width(page: Page, line: Line, width: int) -> int:
    """Return the columns of a line as it was typed: the target of a link takes its own, though nobody reads it."""
    last = line.end - 1
    typed = page.places[last] - page.places[line.start] + 1 if last > line.start else width
    return max(width, typed)


def _is_open(page: Page, line: Line) -> bool:
    """Say whether a line ends in the middle of a sentence: with a letter, or a comma."""
    words = page.words[line.start : line.end].rstrip()
    return words[-1:].isalpha() or words.endswith((",", "’s", "'s"))


def _torn(page: Page, line: Line, following: Line) -> bool:
    """Say whether a blank line, as pasted from a PDF, stands inside a sentence: the line cannot end where it ends."""
    if line.level or _width(page.words[line.start : line.end]) < _TORN:
        return False
    return _runs_over(page, line, following) or _breaks_off(page, line, following)


def _runs_over(page: Page, line: Line, following: Line) -> bool:
    """Say whether a short line, such as that of a headline, goes on in the next one: it begins with a small letter."""
    words, after = page.words[line.start : line.end].rstrip(), page.words[following.start : following.end].strip()
    return (
        after[:1].islower()
        and not following.bullet
        and words[-1:].isalnum()
        and not words[-1:].isdigit()
        and not compiled(r"\S*[@:]|(?:www|http)|\S+\.\w{2,4}(?:\s|$)|\S+\s?:").match(after)
        and len(after.split()) > 1
        and len(words.split()) > 2
    )


def _breaks_off(page: Page, line: Line, following: Line) -> bool:
    """Say whether a long line cannot end where it ends: behind a comma, or "of", "and", "the"."""
    words, after = page.words[line.start : line.end].rstrip(), page.words[following.start : following.end].lstrip()
    if following.bullet or not after[:1].isalnum():
        return False
    last = words.rsplit(maxsplit=1)[-1]
    return words.endswith(",") or last in _JOINING


def _width(words: str) -> int:
    """Return the columns that a line takes: vowel signs and marks of direction take none."""
    words = words.rstrip()
    return len(words) if words.isascii() else sum(category(letter) not in {"Mn", "Cf"} for letter in words)


def _parts(page: Page, line: Line, following: Line) -> bool:
    """Say whether a line ends, or the next one begins, as none does that was only wrapped."""
    words, after = page.words[line.start : line.end].rstrip(), page.words[following.start : following.end].strip()
    if (EMBARGO.match(after.lstrip("[(*")) or STATUS.fullmatch(after)) and len(after) < _WIDEST:
        return True
    if SKIP.fullmatch(after):
        return True
    if words[-1:] in '.!?”"»' and ABOUT.match(after) and len(after) < _SHORT_TITLE and after[-1:] not in ".,;":
        return True
    if DAY_LINE.fullmatch(after) or compiled(r"(?:19|20)\d{2}").fullmatch(after):
        return True
    if _TOWN_DASH.match(after) or (after[:1] in "–—" and words[-1:] in '.!?”"»'):
        return True
    reached = _REACHED.search(words) is not None and after[:1].isupper()
    return reached or END_MARK.fullmatch(after) is not None or (words.endswith(":") and len(after) < _NARROWEST)


def _goes_on(page: Page, first: Line, following: Line) -> bool:
    """Say whether the next line is set under the first one's words, as entries of lists and facts are."""

    def indent(line: Line) -> int:
        words = page.words[line.start : line.end]
        return len(words) - len(words.lstrip(" "))

    return indent(following) > 1 and indent(following) > indent(first)


def _paragraph(page: Page, first: Line, last: Line, *, alone: bool) -> Paragraph:
    words = page.words[first.start : last.end]
    start = first.start + len(words) - len(words.lstrip())
    words = words.strip()
    return Paragraph(
        start,
        start + len(words),
        words,
        first.level,
        first.bullet,
        first.bold and last.bold,
        first.cell,
        first.margin,
        first.linked and last.linked,
        first.quoted,
        alone,
    )


def _parted(paragraph: Paragraph, elsewhere: str) -> Iterator[Paragraph]:
    """Cut a paragraph where others, a pointer or a boilerplate's heading are glued to it."""
    pieces = (each for piece in _separated(paragraph) for each in _without_notice(piece))
    for part in (each for piece in pieces for each in _without_contact(piece)):
        words = part.words
        pointer = _POINTER.match(words)
        if pointer is not None and pointer.end() < len(words):
            yield replace(part, end=part.start + pointer.end(), words=pointer[0])
            yield from _titled(_cut(part, pointer.end()), elsewhere)
        else:
            yield from _titled(part, elsewhere)


def _separated(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Part a whole release that stands in one paragraph, where two blanks tell its own paragraphs.

    Who types two blanks behind every full stop tells nothing by them.
    """
    words = paragraph.words
    joints = [match.span() for match in _RUN_ON.finditer(words)] if len(words) > _LONG else []
    if len(joints) < 2 or len(joints) > 0.7 * len(_SENTENCE_END.findall(words)):
        yield paragraph
        return
    begin = 0
    for start, end in [*joints, (len(words), len(words))]:
        part = replace(paragraph, start=paragraph.start + begin, end=paragraph.start + start, words=words[begin:start])
        heading = _RUN_ON_HEADING.match(part.words)
        if heading:
            yield replace(part, end=part.start + heading.end(), words=heading[0], glued=True)
            part = _cut(part, heading.end())
        yield part
        begin = end


def _without_notice(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a notice of lawyers, with its heading, from the end of the paragraph that it was run on into."""
    joint = _RUN_ON_NOTICE.search(paragraph.words)
    if joint is None or len(paragraph.words) - joint.end() < _SHORTEST_TEXT:
        yield paragraph
        return
    yield replace(paragraph, end=paragraph.start + joint.start(), words=paragraph.words[: joint.start()])
    yield replace(_cut(paragraph, joint.end()), level=0, bold=False)


def _without_contact(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a contact with its label from the end of the paragraph that it was run on into."""
    joint = _RUN_ON_CONTACT.search(paragraph.words)
    if joint is None or not compiled(r"@|\d{3}").search(paragraph.words[joint.end() :]):
        yield paragraph
        return
    yield replace(paragraph, end=paragraph.start + joint.start(), words=paragraph.words[: joint.start()])
    yield replace(_cut(paragraph, joint.end()), level=0, bold=False)


def _titled(paragraph: Paragraph, elsewhere: str) -> Iterator[Paragraph]:
    """Cut a boilerplate's heading from the text that it is glued to."""
    words = paragraph.words
    end = _end_of_title(words, elsewhere) if words[:5].lower() == "about" and len(words) >= 60 else 0
    end = end or run_in_title(words, elsewhere)
    if (
        not end
        and (colon := ABOUT_COLON.match(words))
        and compiled(r"[.!?…][”\"»)]?(?:\s|$)").search(words[colon.end() :])
    ):
        end = colon.end()
    if not end or len(words) - end < _SHORTEST_TEXT:
        yield paragraph
        return
    title = words[:end].rstrip(" \n–—-")
    yield replace(paragraph, end=paragraph.start + len(title), words=title, glued=True)
    yield replace(_cut(paragraph, end), level=0, bold=False)


def _end_of_title(words: str, elsewhere: str) -> int:
    """Return the length of the heading that a text begins with; 0 where it begins with none."""
    match = _GLUED_ABOUT.match(words) or _CAMEL_ABOUT.match(words)
    if match is None:
        joint = _named_twice(words) or _known_name(words, elsewhere)
        if joint:
            return joint
        match = _COLON_ABOUT.match(words) or _INC_ABOUT.match(words) or _DASH_ABOUT.match(words)
    return match.end() if match else 0


def _named_twice(words: str) -> int:
    """Return where a name ends that the text begins with again, in other dress: `Salt and Rye The Salt & Rye …`."""
    tokens = [
        (token[0].casefold().replace("&", "and"), token.end()) for token in compiled(r"\S+").finditer(words[:220])
    ]
    bare = [token for token, _ in tokens]
    first = 2 if bare[1:2] == ["the"] else 1
    for count in range(2, min(8, (len(bare) - first) // 2 + 1)):
        second = first + count + (bare[first + count : first + count + 1] == ["the"])
        if bare[first : first + count] == bare[second : second + count]:
            return tokens[first + count - 1][1]
    return 0


def _known_name(words: str, elsewhere: str) -> int:
    """Return where a name that stands elsewhere too ends, with the first word of the text glued to it."""
    lead = compiled(r"About\s+(?:the\s+)?", re.IGNORECASE).match(words)
    if lead is None:
        return 0
    for joint in compiled(r"(?<=[^\W_])(?=[A-Z][a-z]+\s)").finditer(words[: lead.end() + 72]):
        name = words[lead.end() : joint.start()]
        if len(name) > 1 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", elsewhere.replace(words, " ")):
            return joint.start()
    return 0


def _cut(paragraph: Paragraph, at: int) -> Paragraph:
    """Return what is left of a paragraph behind a place in its words."""
    rest = paragraph.words[at:]
    begins = paragraph.start + at + len(rest) - len(rest.lstrip())
    return replace(paragraph, start=begins, words=rest.strip())
