"""Words, stress, foreign words, links and line breaks as runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE

from pressctl.export.docx.direction import word_language
from pressctl.export.docx.elements import Element, R, run, text, w
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.stylebook import Style
from pressctl.export.sheet import Direction
from pressctl.export.stretches import marked, stretches
from pressctl.frozen import Frozen, replace
from pressctl.model.text import Emphasis, Foreign, Inline, LineBreak, Link, Strong, Words

_URI = ":/?#[]@!$&'()*+,;=%-._~"
_ONE_LINE = str.maketrans("\n\t", "  ")


class Tone(Frozen):
    """How words are set."""

    style: Style | None = None
    """A character style of ours."""
    emphasis: bool = False
    strong: bool = False
    language: str | None = None
    """Language of the words, where it is not the sheet's."""
    in_bold: bool = False
    """The paragraph is bold already, and bold upon bold would be plain (ECMA-376 part 1, 17.7.3)."""


PLAIN = Tone()
IN_BOLD = Tone(in_bold=True)


def runs(galley: Galley, inlines: Iterable[Inline], tone: Tone = PLAIN) -> Iterator[Element]:
    """Yield the runs and links of inline text."""
    for inline in inlines:
        match inline:
            case Words(words):
                yield from words_in(galley, words, tone)
            case LineBreak():
                yield run([w("br")])
            case Emphasis(inner):
                yield from runs(galley, inner, replace(tone, emphasis=True))
            case Strong(inner):
                yield from runs(galley, inner, replace(tone, strong=not tone.in_bold))
            case Foreign(language, inner):
                yield from runs(galley, inner, replace(tone, language=language))
            case Link(target, inner):
                yield link(galley, target, inner, tone)


def words_in(galley: Galley, words: str, tone: Tone = PLAIN) -> Iterator[Element]:
    """Yield the runs of plain words, cut where their direction changes."""
    main = galley.sheet.direction
    for stretch, direction in stretches(words.translate(_ONE_LINE), main):
        yield run([text(marked(stretch, main))], _properties(galley, tone, direction))


def link(galley: Galley, target: str, inlines: Iterable[Inline], tone: Tone = PLAIN) -> Element:
    """Make a link to `target`; a character that no URI may hold is written in percent signs (RFC 3986 §2.1)."""
    relation = galley.part.relate_to(quote(target, safe=_URI), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = w("hyperlink", *runs(galley, inlines, replace(tone, style=Style.HYPERLINK)), history=1)
    element.set(f"{{{R}}}id", relation)
    return element


def _properties(galley: Galley, tone: Tone, direction: Direction) -> Iterator[Element]:
    bold, slanted = tone.strong, tone.emphasis
    style = tone.style
    if style is None and bold:
        style, bold = Style.STRONG, False
    elif style is None and slanted:
        style, slanted = Style.EMPHASIS, False
    if style is not None:
        yield w("rStyle", val=galley.styles[style])
    if bold or (slanted and direction is Direction.RTL):
        yield from (w("b"), w("bCs"))
    if slanted:
        yield w("i")
    yield from _language(galley, tone, direction)


def _language(galley: Galley, tone: Tone, direction: Direction) -> Iterator[Element]:
    rtl = direction is Direction.RTL
    if rtl:
        yield w("rtl")
    if tone.language:
        tag = word_language(tone.language)
        yield w("lang", bidi=tag) if rtl else w("lang", val=tag)
    elif direction is not galley.sheet.direction:
        # A name in other letters, in a language that nobody has named: no dictionary of ours holds it.
        yield w("noProof")
