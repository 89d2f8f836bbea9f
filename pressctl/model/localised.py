"""A text that an office may hold once, or once per language."""

from __future__ import annotations

from collections.abc import Mapping

from pressctl.frozen import Frozen

ANY = "*"
"""The key of a text that was given without a language."""


class Localised(Frozen):
    """A name, title or boilerplate in one or more languages."""

    texts: tuple[tuple[str, str], ...]
    """(language, text) in the order given; language `*` serves every language that has none of its own."""

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> Localised:
        """Take a bare text for every language, or a mapping of language to text."""
        return cls(((ANY, value),)) if isinstance(value, str) else cls(tuple(value.items()))

    def exact(self, language: str) -> str | None:
        """Return the text in `language`, or the one for every language, or nothing."""
        texts = dict(self.texts)
        return texts.get(language, texts.get(ANY))

    def get(self, language: str, *fallbacks: str) -> str:
        """Return the text in `language`, else in the first of `fallbacks` that has one, else the first given."""
        for code in (language, *fallbacks):
            text = self.exact(code)
            if text is not None:
                return text
        return self.texts[0][1]

    def all(self) -> tuple[str, ...]:
        """Return every text, without its language."""
        return tuple(text for _, text in self.texts)
