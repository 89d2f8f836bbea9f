"""Other words in one passage of a file, everything else as it was: what `replace` and the review write with."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator

from pressctl.config.toml_editing import TomlEditRefused, set_value
from pressctl.errors import BadInput, Refused
from pressctl.model.passage import Passage, Stretch
from pressctl.source.markdown.rewording import rewordings, value_with
from pressctl.source.splicing import EditRefused, replace_value
from pressctl.workflow.replacing.finding import SourceText

Reading = Callable[[SourceText, str], SourceText]
"""Reads a file again with another text."""


def reworded(source: SourceText, number: int, span: Stretch, new: str, read: Reading) -> SourceText:
    """Return the file with the words from `span[0]` to `span[1]` of one passage written as `new`.

    Raises:
        Refused: they cannot stand there without changing something else.
    """
    wanted = [_said(each) for each in source.passages]
    where, words = wanted[number]
    wanted[number] = (where, (words[: span[0]] + new + words[span[1] :]).strip())
    for edited in _candidates(source, number, span, new):
        try:
            again = read(source, edited)
        except (BadInput, tomllib.TOMLDecodeError):
            continue
        if [_said(each) for each in again.passages] == wanted:
            return again
    line = source.text.count("\n", 0, source.passages[number].words.stretch(*span)[0]) + 1
    raise Refused(
        f"{source.shown}:{line} cannot be changed without changing what stands around it", hint="edit the file by hand"
    )


def _said(passage: Passage) -> tuple[str, str]:
    """Return what a passage says; white space around it is no part of that."""
    return passage.where, passage.words.text.strip()


def _candidates(source: SourceText, number: int, span: Stretch, new: str) -> Iterator[str]:
    passage = source.passages[number]
    yield from rewordings(source.text, passage, *span, new)
    if passage.path is None:
        return
    for value in value_with(passage, *span, new):
        yield from with_value(source, passage.path, value)


def with_value(source: SourceText, path: str, value: str) -> Iterator[str]:
    """Yield the file's text with another text at `path`, if it can stand there."""
    try:
        if source.slug is None:
            yield set_value(source.text, path.split("."), value)
        else:
            yield replace_value(source.text, path, value)
    except (EditRefused, TomlEditRefused):
        return
