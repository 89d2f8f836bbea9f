"""Quotations and who is said to have said them.

Words in quotation marks are a quotation where somebody says them: "said Jane Doe", "Jane Doe, director, told …:". A
title in quotation marks has no such words beside it, however long it is.
"""

from __future__ import annotations

import re

from pressctl.frozen import Changing, field, replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.attribution_forms import forms_of
from pressctl.source.anatomy.attribution_incises import said_within
from pressctl.source.anatomy.attribution_parts import said_of
from pressctl.source.anatomy.attributions import (
    said_around,
    said_before,
    said_behind,
    said_by_nobody_named,
)
from pressctl.source.anatomy.neighbours import take_from_neighbours, take_signature
from pressctl.source.anatomy.paragraphs import Paragraph, Span
from pressctl.source.anatomy.people import NAME, ROLE_WORD, sentence_end
from pressctl.source.anatomy.spoken import FoundQuotation, QuotedBody, Said, Stretch
from pressctl.source.anatomy.stretches import (
    NEAR,
    fills,
    is_catchword,
    is_sentence,
    next_long,
    rest_of_open,
    stretches_of,
)
from pressctl.source.anatomy.who_speaks import attribute, holder_of, person_meant, subject_of, unnamed

_NAME_WITH_ROLE = compiled(rf"(?P<who>{NAME})[,،]\s*(?P<role>[^.!?]{{3,160}})")
_OTHER_SCRIPT = compiled(
    r"(?<=[\u0400-\u06ff])\s\(\s?[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f’' .-]{2,40}\)"
    r"|(?<=[a-z])\s\([\u0400-\u04ff\u0600-\u06ff][\u0400-\u06ff’' .-]{2,40}\)"
)
"""A name in another script behind the name: Ада Квилл (Ada Quill)."""
_OTHER_SPELLING = compiled(
    r"(?<=[^\W\d_])\s\((?P<first>[^\W\d_])[^\W\d_’'-]+\s(?P<last>[^\W\d_][^\W\d_’'-]+)\)(?=[\s,.])"
)
"""What may be the name before it once more, as it is spelt at home: İrina Quill (Iryna Quill)."""
_TYPED_MARKS = (
    ("‘’", " “", "” "),
    ("‘‘", " “", "” "),
    ("''", ' "', '" '),
    ("``", ' "', '" '),
    ("<<", " «", "» "),
    (",,", " „", "“ "),
    ("″", '"', '"'),
)
"""Marks as some keyboards have them, and the usual ones of the same length."""
_TYPED_OPENING = compiled(
    r"(?<![^\s(:,—–-])'(?=[^\W\d_](?:[^'\n]|(?<=\w)'(?=\w)|(?<=s)'(?=\s)){6,1500}?[.,!?…]'(?!\w))"
)
_TYPED_CLOSING = compiled(r"(?<=[.,!?…])'(?!\w)")
"""British marks as a keyboard has them, which are apostrophes, too: 'We open it,' said Ada Quill."""
_PAUSE = compiled(r"\W|(?:in|at|on|during|after|when|while|to|of|about|as|upon|following|yesterday|today)\b")
"""What may follow the verb that says whose the words before it are."""
_MOST_PARAGRAPHS = 8
_LONGEST_LEAD = 420
"""Characters of a sentence in front of a quotation, with names in quotation marks of its own."""


def find_quotations(words: str, paragraphs: tuple[Paragraph, ...], language: str) -> list[FoundQuotation]:
    """Return the quotations of a body in order."""
    # A line's end inside a paragraph is a blank: no sentence ends there.
    words = _plainly(words)
    paragraphs = tuple(replace(one, words=words[one.start : one.end]) for one in paragraphs)
    body = QuotedBody(words, paragraphs, language)
    found: list[FoundQuotation] = []
    known: Span | None = None
    for at, paragraph in enumerate(paragraphs):
        stretches = _with_torn(stretches_of(paragraph), body, paragraph, found)
        if paragraph.quoted and not stretches:
            above = paragraphs[at - 1].end if at and paragraphs[at - 1].quoted else None
            _set_off(words, paragraph, language, found, above)
            if not take_signature(found[-1], body, at) and found[-1].speaker is None:
                take_from_neighbours(found[-1], body, at)
        elif found and at and _continued(found[-1], stretches, body, at, known):
            if not found[-1].open and not take_signature(found[-1], body, at) and found[-1].speaker is None:
                take_from_neighbours(found[-1], body, at, above=False)
        else:
            here = _of_paragraph(words, paragraph, stretches, language, known)
            here = here or _speech(paragraph, stretches, body, known) or _opened(stretches, body, at)
            if here and here[-1].speaker is None and not here[-1].role:
                take_from_neighbours(here[-1], body, at)
            here = [one for one in here if one.speaker or one.role or one.told or _spoken(one, body, at)]
            found.extend(here)
            known = next((one.speaker for one in reversed(here) if one.speaker), known)
    return found


def _with_torn(
    stretches: list[Stretch], body: QuotedBody, paragraph: Paragraph, found: list[FoundQuotation]
) -> list[Stretch]:
    """Return the stretches with the one whose opening mark was lost: We open,” said Ada Quill."""
    rest = None if found and found[-1].open else rest_of_open(paragraph)
    if rest is None or body.words[rest.end - 1] not in ",.!?…" or rest.end - rest.start > _LONGEST_LEAD:
        return stretches
    behind = [each for each in stretches if each.start > rest.end]
    said = said_behind(body.words, rest, behind[0].outer[0] if behind else paragraph.end, body.language)
    whole = said is not None and said.named and said.speaker[0] - rest.end < NEAR
    return [rest, *behind] if whole else stretches


def _plainly(words: str) -> str:
    """Return the words, each in its place, with blanks for line ends and for a name's other spelling behind it."""
    words = words.replace("\n", " ").replace("―", "—")
    for typed, opening, closing in _TYPED_MARKS:
        if typed in words:
            sign = re.escape(typed)
            words = re.sub(rf"(?<![\w{sign}]){sign}(?=[^\W_])", opening, words)
            words = re.sub(rf"(?<=[\w.,!?…]){sign.replace('<', '>')}(?![\w{sign}])", closing, words)
    if "'" in words and _TYPED_OPENING.search(words):
        words = _TYPED_CLOSING.sub("’", _TYPED_OPENING.sub("‘", words))
    if "(" not in words or not words.isascii():
        words = _OTHER_SCRIPT.sub(lambda match: " " * len(match[0]), words)
    return _OTHER_SPELLING.sub(_without_spelling, words) if "(" in words else words


def _without_spelling(match: re.Match[str]) -> str:
    """Return blanks for a name in brackets that is the one before them in another spelling, else what stands there."""
    before = match.string[max(0, match.start() - 60) : match.start()].split()[-2:]
    same = len(before) == 2 and before[1].casefold() == match["last"].casefold() and before[0] != match["first"]
    return " " * len(match[0]) if same and before[0][:1].isupper() else match[0]


def _continued(before: FoundQuotation, stretches: list[Stretch], body: QuotedBody, at: int, known: Span | None) -> bool:
    """Take into the last quotation what a paragraph goes on with; say whether that is all that the paragraph quotes."""
    paragraph = body.paragraphs[at]
    if before.open:
        # What announced a list goes on behind it.
        list_above = not stretches and body.words[: before.stretches[-1][1]].rstrip().endswith(":")
        before.open = list_above
        if (rest := rest_of_open(paragraph)) is not None:
            stretches = [rest, *(each for each in stretches if each.start > rest.end)]
        elif not stretches and not list_above and _closed_below(body, at):
            before.stretches.append((paragraph.start, paragraph.end))
            before.open = True
            return True
        if stretches and stretches[0].outer[0] <= paragraph.start + 1:
            _go_on(before, stretches, body, paragraph, known)
            return True
    elif _goes_on(before, stretches, body, at):
        before.stretches.append((stretches[0].start, stretches[0].end))
        before.open = not stretches[0].closed
        return True
    return False


def _goes_on(before: FoundQuotation, stretches: list[Stretch], body: QuotedBody, at: int) -> bool:
    """Say whether a paragraph of nothing but a quotation goes on with the one that ended the paragraph before."""
    paragraph, above = body.paragraphs[at], body.paragraphs[at - 1]
    if len(stretches) != 1 or before.speaker is None or not _ends_with(above, before, body):
        return False
    if stretches[0].outer[0] > paragraph.start + 1 or paragraph.end - stretches[0].end > 2:
        return False
    alone = FoundQuotation([(stretches[0].start, stretches[0].end)], open=not stretches[0].closed)
    take_from_neighbours(alone, body, at, above=False)
    return alone.speaker is None and alone.role is None and not (alone.open and _attributed_below(body, at))


def _ends_with(above: Paragraph, quotation: FoundQuotation, body: QuotedBody) -> bool:
    """Say whether a paragraph ends with a quotation, or with who said it: “…,” Ada Quill said."""
    rest = body.words[quotation.stretches[-1][1] + 1 : above.end].strip()
    said = quotation.speaker is not None and quotation.stretches[-1][1] < quotation.speaker[0] < above.end
    return len(rest) < 2 or (said and len(rest) < 2 * NEAR and sentence_end(rest) == len(rest))


def _attributed_below(body: QuotedBody, at: int) -> bool:
    """Say whether a quotation that is opened here again and again says at its end whose it is."""
    for paragraph in body.paragraphs[at + 1 : at + 1 + _MOST_PARAGRAPHS]:
        stretches = stretches_of(paragraph)
        if not stretches or stretches[0].outer[0] > paragraph.start + 1:
            return False
        if stretches[0].closed:
            return said_behind(body.words, stretches[0], paragraph.end, body.language) is not None
    return False


def _closed_below(body: QuotedBody, at: int) -> Stretch | None:
    """Return the end, in one of the next paragraphs, of a quotation that is opened once for all of them."""
    for paragraph in body.paragraphs[at + 1 : at + 1 + _MOST_PARAGRAPHS]:
        if (rest := rest_of_open(paragraph)) is not None:
            return rest
        if stretches_of(paragraph) or paragraph.level or paragraph.bullet:
            return None
    return None


def _opened(stretches: list[Stretch], body: QuotedBody, at: int) -> list[FoundQuotation]:
    """Return the quotation that a paragraph opens and does not close, where its end below says whose it is."""
    last = stretches[-1] if stretches and not stretches[-1].closed else None
    end = _closed_below(body, at) if last and is_sentence(body.words, last) else None
    if last is None or end is None or said_behind(body.words, end, end.outer[1] + NEAR, body.language) is None:
        return []
    return [FoundQuotation([(last.start, last.end)], open=True)]


def _spoken(one: FoundQuotation, body: QuotedBody, at: int) -> bool:
    """Say whether words that nobody is said to have said are speech: no title, and no answer of an interview."""
    text = body.words[one.stretches[-1][0] : one.stretches[-1][1]].rstrip()
    question = at > 0 and body.paragraphs[at - 1].words.rstrip().endswith("?")
    return not question and (one.open or text[-1:] in ".!?,…؟—–-")


def _set_off(words: str, paragraph: Paragraph, language: str, found: list[FoundQuotation], above: int | None) -> None:
    """Take a paragraph that the layout sets as a quotation, or the line under one that says whose it is.

    `above` is where the one above it ends, if that is set so too.
    """
    follows = above is not None
    line = forms_of(language).dashed.fullmatch(paragraph.words) or (
        _NAME_WITH_ROLE.fullmatch(paragraph.words) if follows else None
    )
    if line is not None and follows and found:
        said = said_of(line, paragraph.start)
        found[-1].speaker, found[-1].role = said.speaker, said.role
    elif follows and found and (found[-1].speaker is None or found[-1].stretches[-1][1] == above):
        found[-1].stretches.append((paragraph.start, paragraph.end))
    else:
        found.append(FoundQuotation([(paragraph.start, paragraph.end)]))


def _speech(
    paragraph: Paragraph, stretches: list[Stretch], body: QuotedBody, known: Span | None
) -> list[FoundQuotation]:
    """Read a paragraph that a dash marks as speech, in Russian and Ukrainian: — Откроем, — сказала Ада Квилл."""
    dash = compiled(r"[–—-]\s+").match(body.words, paragraph.start, paragraph.end)
    if stretches or dash is None or body.language not in {"ru", "uk"}:
        return []
    whole = Stretch(dash.end(), paragraph.end, (dash.start(), paragraph.end), closed=True)
    within = said_within(body.words, whole, body.language)
    if within is None:
        return []
    return [attribute(FoundQuotation(within[0]), within[1], body.words, known)]


def _go_on(
    before: FoundQuotation, stretches: list[Stretch], body: QuotedBody, paragraph: Paragraph, known: Span | None
) -> None:
    """Take the next paragraph's words into a quotation that was not closed."""
    before.stretches.extend((each.start, each.end) for each in stretches)
    before.open = not stretches[-1].closed
    if before.speaker is None:
        said = said_behind(body.words, stretches[0], paragraph.end, body.language)
        if said:
            attribute(before, said, body.words, known)


def _of_paragraph(
    words: str, paragraph: Paragraph, stretches: list[Stretch], language: str, known: Span | None
) -> list[FoundQuotation]:
    hearing = _Hearing(words, paragraph, language, known, position=paragraph.start, gap=paragraph.start)
    for stretch, following in zip(stretches, next_long(words, stretches, paragraph.end), strict=True):
        if stretch.outer[0] >= hearing.gap:
            hearing.take(stretch, following)
    return hearing.found or hearing.unattributed()


class _Hearing(Changing):
    """The quotations of one paragraph, heard stretch by stretch."""

    words: str
    paragraph: Paragraph
    language: str
    known: Span | None
    """Who spoke last."""
    position: int
    """Where the last stretch ends, with its mark."""
    gap: int
    """Where what stands before the next stretch begins: behind what attributes the last one."""
    found: list[FoundQuotation] = field(default_factory=list)
    loose: list[Stretch] = field(default_factory=list)
    """Stretches that nobody is said to have said so far."""

    def take(self, stretch: Stretch, following: int) -> None:
        """Hear one more; `following` is where the next one begins that may be more than a name."""
        if within := said_within(self.words, stretch, self.language):
            spans, said = within
            self.found.append(FoundQuotation(spans, person_meant(self.words, said.speaker, self.known), said.role))
            self.known = self.found[-1].speaker or self.known
            self.position = self.gap = stretch.outer[1]
            return
        name = is_catchword(self.words, stretch)
        attributed = None if name else self.attribution(stretch, following)
        if attributed is not None and self.found and _tells_something_else(self.words, stretch, attributed):
            attributed = attributed if not _continues(self.words, self.found[-1], stretch, self.position) else None
        goes_on = (
            attributed is None and bool(self.found) and _continues(self.words, self.found[-1], stretch, self.position)
        )
        if attributed is None and not name and not goes_on:
            attributed = said_by_nobody_named(self.words, self.gap, stretch, following, self.language)
        if attributed is not None:
            self.begin(stretch, attributed)
        elif goes_on:
            self.found[-1].stretches.append((stretch.start, stretch.end))
            self.found[-1].open = not stretch.closed
        else:
            self.loose.append(stretch)
        self.position = stretch.outer[1]
        # What attributes the words before it does not attribute those behind it again; a name in marks parts nothing.
        told = attributed.until if attributed else self.position
        self.gap = max(self.gap, self.position - _LONGEST_LEAD) if name else max(self.position, told)

    def attribution(self, stretch: Stretch, following: int) -> Said | None:
        """Return who said a stretch: those who announce it before those who are named behind it."""
        words, language = self.words, self.language
        lead = words[self.gap : stretch.outer[0]].rstrip()
        # A comma before whole sentences announces them: Ada Quill said, “We open. Come in.” She praised …
        sentences = words[stretch.start : stretch.end].rstrip()[-1:] in ".!?" and stretch.closed
        told = lead.endswith(":") or (lead.endswith(",") and sentences)
        before = said_before(words, self.gap, stretch, language)
        if told and before and not ROLE_WORD.fullmatch(words, *before.speaker):
            return before
        behind = said_behind(words, stretch, following, language)
        return behind or before or said_around(words, self.gap, stretch, following, language)

    def begin(self, stretch: Stretch, said: Said) -> None:
        """Begin a quotation, with the sentences right before it that nobody has said yet."""
        speaker = person_meant(self.words, said.speaker, self.known)
        own = [each for each in self.loose if is_sentence(self.words, each) and stretch.start - each.end < NEAR]
        self.loose = []
        spans = [(each.start, each.end) for each in (*own, stretch)]
        quotation = FoundQuotation(spans, speaker, said.role, told=True, open=not stretch.closed)
        if speaker is not None and (what := unnamed(self.words, speaker, said)):
            # Somebody without a name is what they are: "a relative".
            quotation.speaker, quotation.role = holder_of(self.words, what), what
            speaker = quotation.speaker or subject_of(self.words, self.paragraph.start, what[0]) or self.known
        self.known = speaker
        self.found.append(quotation)

    def unattributed(self) -> list[FoundQuotation]:
        """Return what is most of the paragraph as a quotation of nobody."""
        whole = [
            each
            for each in self.loose
            if fills(each, self.paragraph) and (is_sentence(self.words, each) or len(self.loose) == 1)
        ]
        if not whole:
            return []
        return [FoundQuotation([(each.start, each.end) for each in whole], open=not whole[-1].closed)]


def _tells_something_else(words: str, stretch: Stretch, said: Said) -> bool:
    """Say whether what follows closed words is a sentence of its own: “… for all.” The Trust stresses safety."""
    if (
        said.speaker[0] < stretch.end
        or words[stretch.end - 1] != "."
        or words[stretch.outer[1] : said.speaker[0]].strip()
    ):
        return False
    rest = words[said.until : sentence_end(words, said.until)].strip()
    return len(rest.split()) > 2 and _PAUSE.match(rest) is None


def _continues(words: str, quotation: FoundQuotation, stretch: Stretch, position: int) -> bool:
    """Say whether a stretch goes on with what the same person says: only the attribution stands between."""
    between = words[quotation.stretches[-1][1] + 1 : stretch.outer[0]]
    ends = sentence_end(between)
    text = words[stretch.start : stretch.end]
    whole = text.rstrip()[-1:] in ".!?" or (
        words[stretch.end + 1 : stretch.end + 2] in {".", ""} and text[:1].isupper()
    )
    spoken = is_sentence(words, stretch) or (len(text.split()) > 1 and whole)
    return spoken and len(between) < 260 and not between[ends:].strip(' \u00a0“”"«»–—-') and bool(position)
