"""One language of a release as it is today, unit by unit, composed as a copy is, with where each unit is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pressctl.config.load import parse_config
from pressctl.config.regular import read_file
from pressctl.errors import BadInput
from pressctl.export.pieces import SetPiece, pieces
from pressctl.frozen import Frozen, replace
from pressctl.language.labels import load_labels
from pressctl.model.kind import Kind
from pressctl.model.merging import Unit
from pressctl.model.moment import Moment
from pressctl.source.kinds import load_kind
from pressctl.source.release_file import OriginalFile, ReleaseFile, VariantFile, release_file_of
from pressctl.source.resolve import resolve
from pressctl.workflow.opening import Opened
from pressctl.workflow.replacing.finding import SourceText, names_on_file, office_source, release_source
from pressctl.workflow.review.homes import OFFICE, Home, Homes, with_homes
from pressctl.workflow.sheets import sheet_of

_PART = re.compile(r"(.*\.attribution)\.(?:name|title)$")


class Today(Frozen):
    """What one language of a release says, and where."""

    opened: Opened
    language: str
    units: tuple[Unit, ...]
    homes: Mapping[str, Home]
    sources: Mapping[str, SourceText]
    """By name: the language's file, the original's, the office's."""


def today_of(opened: Opened, language: str, now: Moment) -> Today:
    """Return one language as it is.

    Raises:
        BadInput: the release has no such language, or a picture or a file cannot be read.
    """
    sources = _sources(opened, language)
    units, homes = with_homes(units_of(opened, language, now), Homes(opened, language, dict(sources)))
    return Today(opened, language, units, homes, sources)


def units_of(opened: Opened, language: str, now: Moment) -> tuple[Unit, ...]:
    """Return the units of one language in reading order, in the words and with the marks that a document has."""
    (edition,) = opened.editions((language,))
    sheet = sheet_of(opened, edition, now)
    return tuple(_units(pieces(sheet, edition), sheet.comma))


def reopened(opened: Opened, sources: Mapping[str, SourceText]) -> Opened:
    """Return the release as it would be if its files and the office's said this.

    Raises:
        BadInput: one of them would have problems.
    """
    office = sources.get(OFFICE)
    config = parse_config(office.text.removeprefix("\ufeff"), office.path) if office is not None else opened.config

    def kinds(name: str) -> Kind:
        return load_kind(opened.workspace, name)

    files: dict[str, ReleaseFile] = {opened.files.original.language: opened.files.original, **opened.files.variants}
    for language, file in files.items():
        if (source := sources.get(file.shown)) is not None and source.text != file.text:
            files[language] = release_file_of(file.path, source.text, config, kinds)
    original = files[opened.files.original.language]
    assert isinstance(original, OriginalFile)  # noqa: S101  # an edit of words does not make a variant of it
    variants = {language: file for language, file in files.items() if isinstance(file, VariantFile)}
    read = replace(opened.files, original=original, variants=variants)
    release = resolve(
        read, config, opened.kind, about=lambda code, name: load_labels(opened.workspace, code).about.format(name=name)
    )
    bound = tuple(
        replace(new, embargo=old.embargo) for new, old in zip(release.editions, opened.release.editions, strict=True)
    )
    return replace(opened, files=read, config=config, release=replace(release, editions=bound))


def _sources(opened: Opened, language: str) -> dict[str, SourceText]:
    known = names_on_file(opened.config)
    found: dict[str, SourceText] = {}
    for file in (opened.files.file(language), opened.files.original):
        if file is not None:
            found[file.shown] = release_source(file.path, file.shown, file.text, known)
    path = opened.workspace.config_file
    try:
        found[OFFICE] = office_source(path, read_file(path).decode("utf-8"), opened.config)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{OFFICE} cannot be read") from error
    return found


def _units(found: Sequence[SetPiece], comma: str) -> Iterator[Unit]:
    """Yield the units; an attribution's name and title are one line of the source."""
    parts: dict[str, list[str]] = {}
    for piece in found:
        whole = _PART.fullmatch(piece.path)
        parts.setdefault(whole[1] if whole else piece.path, []).append(piece.text)
    for path, texts in parts.items():
        yield Unit(path, comma.join(texts))
