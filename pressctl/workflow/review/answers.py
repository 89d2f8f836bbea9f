"""The files that came back about a release: those that are named now, or all that are kept in its `review/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pressctl.errors import BadInput, NothingToDo, Problem
from pressctl.model.copies import ReviewCopy
from pressctl.store.agreements.reviews import copies
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened
from pressctl.workflow.record import record_to_read
from pressctl.workflow.review.applying import Answer
from pressctl.workflow.review.copies import REVIEW
from pressctl.workflow.review.files import returned_in
from pressctl.workflow.review.reading import ReadBack, read_returned


def answers_to(desk: Desk, opened: Opened, files: Sequence[Path], as_name: str | None = None) -> tuple[Answer, ...]:
    """Read what came back about a release; without files, everything that was kept. The earliest copy comes first.

    Raises:
        NothingToDo: nothing has come back.
        BadInput: a file cannot be read, or began as no copy of this release.
    """
    paths = tuple(files) or kept(opened)
    if not paths:
        raise NothingToDo(
            f"nothing has come back about {opened.release.slug}",
            hint=f"pressctl review apply {desk.workspace.short_name(opened.release.slug)} FILE...",
        )
    known = _copies(desk, opened)
    read = read_returned(desk.workspace, paths, as_name)
    problems = [problem for one in read if (problem := _problem(one, opened, known)) is not None]
    if problems:
        raise BadInput(
            f"{len(problems)} of the files cannot be led back to {opened.release.slug}"
            if len(problems) > 1
            else f"{problems[0].path} cannot be led back to {opened.release.slug}",
            problems=problems,
            hint="pressctl review status shows the copies that went out",
        )
    once = {(one.sent.registry.copy, one.sha256): one for one in read if one.sent is not None}
    answers = [Answer(one.name, one.sha256, one.size, known[copy], one.review) for (copy, _), one in once.items()]
    return tuple(sorted(answers, key=lambda each: (each.copy.made, each.name)))


def keep(opened: Opened, files: Sequence[Path], answers: Sequence[Answer]) -> None:
    """Keep what came back beside the copies that went out, byte for byte, once."""
    release = opened.folder.relative_to(opened.workspace.root).as_posix()
    folder = opened.workspace.inside(f"{release}/{REVIEW}")
    by_digest = {each.sha256: each for each in answers}
    there = {one.sha256 for path in kept(opened) for one in returned_in(path)}
    for one in (one for path in files for one in returned_in(path)):
        if one.sha256 in by_digest and one.sha256 not in there:
            make_private_folder(folder)
            name = f"{by_digest[one.sha256].copy.id}_{one.sha256[:12]}.docx"
            write_atomically(folder / name, one.content, private=True)


def kept(opened: Opened) -> tuple[Path, ...]:
    """Return the files in `review/` that came back: documents that are no copy that went out."""
    return tuple(sorted(_kept(opened.folder / REVIEW)))


def _kept(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*.docx"):
        if not path.with_suffix(".json").exists() and path.is_file() and not path.name.startswith((".", "~")):
            yield path


def _copies(desk: Desk, opened: Opened) -> dict[str, ReviewCopy]:
    with record_to_read(desk) as database:
        found = copies(database, opened.release.id) if database is not None else ()
    return {each.id: each for each in found}


def _problem(one: ReadBack, opened: Opened, known: dict[str, ReviewCopy]) -> Problem | None:
    if one.sent is None:
        return Problem("began as no copy that is kept: nothing in it can be led back to the source", one.name)
    registry = one.sent.registry
    if registry.release != opened.release.id:
        return Problem(f"is a copy of {registry.slug}", one.name)
    if registry.copy not in known:
        return Problem(f"began as copy {registry.copy}, of which the record knows nothing", one.name)
    return None
