"""The pictures and the logos of a sheet, each looked at: what cannot be used is told before anything is set."""

from __future__ import annotations

from pathlib import Path

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Problem
from pressctl.export.darkroom import LOGO, Recipe
from pressctl.export.picture_files import looks_like_picture, picture_path
from pressctl.export.sheet import Picture
from pressctl.frozen import replace
from pressctl.language.labels import Labels
from pressctl.model.release import Edition
from pressctl.model.text import images_in


def pictures_of(edition: Edition, folder: Path, labels: Labels, recipe: Recipe) -> tuple[Picture, ...]:
    """Return the pictures that stand after the text: those of `media` that the body does not show already.

    Those in the text are checked, too: what is found here is true of the whole sheet.
    """
    texts = (edition.body, edition.notes, *(plate.blocks for plate in edition.boilerplates))
    shown = [image for blocks in texts for image in images_in(blocks)]
    problems = [
        replace(found, line=image.span.line if image in edition.body else None)
        for image in shown
        if isinstance(found := picture_path(folder, image.file, "text", recipe), Problem)
    ]
    in_body, pictures = {image.file for image in shown}, []
    for number, media in enumerate(edition.media, 1):
        if media.file in in_body or not looks_like_picture(folder, media.file):
            continue
        found = picture_path(folder, media.file, f"media[{number}]", recipe)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        credit = labels.photo_credit.format(credit=media.credit) if media.credit else None
        pictures.append(Picture(f"media[{number}]", found, media.alt or "", media.caption, credit))
    if problems:
        raise _unusable(problems)
    return tuple(pictures)


def logos_of(edition: Edition, config: Config, workspace: Workspace) -> tuple[tuple[Path, str], ...]:
    """Return the organisers' logos in their order, or the office's own where none of them has one."""
    own = config.office.organisation
    for keys in ([organiser.key for organiser in edition.organisers], [own]):
        entries = {key: config.organisations[key] for key in keys if key is not None and key in config.organisations}
        found = [(entry, picture_path(workspace.root, entry.logo, f"organisations.{key}.logo", LOGO))
                 for key, entry in entries.items() if entry.logo]  # fmt: skip
        problems = [path for _, path in found if isinstance(path, Problem)]
        if problems:
            raise _unusable(problems)
        if found:
            return tuple(
                (path, entry.name.get(edition.language, *config.office.languages))
                for entry, path in found
                if isinstance(path, Path)
            )
    return ()


def _unusable(problems: list[Problem]) -> BadInput:
    return BadInput(
        "a picture cannot be used" if len(problems) == 1 else f"{len(problems)} pictures cannot be used",
        problems=problems,
    )
