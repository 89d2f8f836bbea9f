"""Text and Markdown in whatever encoding."""

from __future__ import annotations

from pressctl.errors import BadInput
from pressctl.language.encodings import decode_text
from pressctl.source.foreign.base import Page
from pressctl.source.foreign.markup import page_of_markup
from pressctl.source.foreign.site_matter import without_matter


def read_text_page(data: bytes, name: str) -> Page:
    """Return a text as a page.

    Raises:
        BadInput: it is no text.
    """
    decoded = decode_text(
        data, BadInput(f"{name} is no text", hint="save the release as text, Markdown, HTML, DOCX or .eml")
    )
    page = without_matter(page_of_markup(decoded.text))
    if not decoded.guessed:
        return page
    return Page(
        page.text,
        page.words,
        page.places,
        page.lines,
        page.aside,
        wrapped=page.wrapped,
        notices=(f"read as {decoded.said}",),
    )
