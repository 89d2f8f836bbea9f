"""Many releases → files, one after the other: a broken one is told of at the end and stops none of the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen, replace
from pressctl.workflow.desk import Desk
from pressctl.workflow.exporting.one import Exported, ExportOrder, check_folder, export
from pressctl.workflow.opening import Opened, open_release


class Selection(Frozen):
    """Which of the releases are wanted."""

    slugs: tuple[str, ...]
    """Whole ones."""
    kind: str | None = None
    since: date | None = None
    """Of this day's dateline or a later one."""

    def holds(self, opened: Opened) -> bool:
        """Say whether a release is one of them."""
        release = opened.release
        of_kind = self.kind is None or release.kind == self.kind
        return of_kind and (self.since is None or release.original_edition.dateline.date >= self.since)


class Reached(Frozen):
    """How far an export has come."""

    done: int
    total: int
    slug: str
    files: tuple[Exported, ...]
    """What was written of this release; none where it failed, or was not wanted."""


class Failed(Frozen):
    """A release that could not be exported, and why."""

    slug: str
    error: BadInput


class ManyExported(Frozen):
    """How an export of many releases ended."""

    releases: int
    """That were written whole."""
    files: int
    octets: int
    failed: tuple[Failed, ...]
    left: tuple[str, ...] = ()
    """Slugs that were not reached, because somebody stopped it."""


def export_many(
    desk: Desk,
    selection: Selection,
    order: ExportOrder,
    *,
    stop: Callable[[], bool],
    progress: Callable[[Reached], None],
) -> ManyExported:
    """Export each release of a selection; nothing of one is kept in memory when the next begins.

    Args:
        desk: whose workspace.
        selection: which releases.
        order: what is wanted of each.
        stop: asked before each release; where it says yes, the rest is left.
        progress: told after each release.

    Raises:
        BadInput: the order's folder is none, which would be said of every release.
        Incomplete: there is no space left; what was written before is whole.
    """
    if order.output is not None:
        check_folder(order.output)
    releases = files = octets = 0
    failed: list[Failed] = []
    for number, slug in enumerate(selection.slugs):
        if stop():
            return ManyExported(releases, files, octets, tuple(failed), selection.slugs[number:])
        written: tuple[Exported, ...] = ()
        try:
            opened = open_release(desk.workspace, desk.config, slug)
            if selection.holds(opened):
                written = _exported(desk, opened, order)
        except BadInput as error:
            failed.append(Failed(slug, error))
        releases += bool(written)
        files += len(written)
        octets += sum(file.octets for file in written)
        progress(Reached(number + 1, len(selection.slugs), slug, written))
    return ManyExported(releases, files, octets, tuple(failed))


def _exported(desk: Desk, opened: Opened, order: ExportOrder) -> tuple[Exported, ...]:
    """Export a release in those of the wanted languages that it has: not every one is in all of them."""
    languages = tuple(code for code in order.languages if code in opened.release.languages)
    if order.languages and not languages:
        return ()
    return export(desk, opened, replace(order, languages=languages))


def what_failed(failed: tuple[Failed, ...], total: int) -> BadInput:
    """Return one error that tells of every release that failed, each with its files and lines."""
    problems: list[Problem] = []
    for one in failed:
        found = one.error.problems or (Problem(one.error.message, hint=one.error.hint),)
        problems.extend(replace(problem, path=_path(one.slug, problem.path)) for problem in found)
    number = "1 release" if len(failed) == 1 else f"{len(failed)} releases"
    return BadInput(f"{number} of {total} could not be exported", problems=problems, hint="mend them, and run it again")


def _path(slug: str, path: str | None) -> str:
    """Return a path that names the release, too: `en.md` alone could be anybody's."""
    if path is None:
        return f"releases/{slug}"
    return path if slug in path or "/" in path or not path.endswith(".md") else f"releases/{slug}/{path}"
