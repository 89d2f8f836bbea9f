"""All releases of a workspace at a glance; `catalogue` says how one of them stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.frozen import Frozen, field
from pressctl.model.moment import Moment
from pressctl.source.glance import Glance, glance
from pressctl.store.record.opening import open_to_read
from pressctl.store.sending.progress import Progress, progress_by_release

if TYPE_CHECKING:
    from pressctl.config.schema import Config  # not loaded for a list of sound releases: start-up counts


class Listed(Frozen):
    """A release in the list."""

    slug: str
    seen: Glance | None
    """Nothing where its files have problems."""
    problems: int = 0
    progress: Progress = field(default_factory=Progress)

    def under_embargo(self, now: Moment) -> bool:
        """Say whether its embargo holds."""
        return self.seen is not None and self.seen.embargo is not None and now.instant < self.seen.embargo.instant


def list_releases(workspace: Workspace, config: Callable[[], Config]) -> tuple[Listed, ...]:
    """Return every release, the newest first; one that cannot be read is listed with its number of problems.

    Only the top of each original is looked at, so what is wrong further down is for `show` to say. The configuration
    is asked for where a release needs a proper reading.
    """
    return tuple(_listed(workspace, config, _progress(workspace)))


def _progress(workspace: Workspace) -> Mapping[str, Progress]:
    if not workspace.database.exists():
        return {}
    with open_to_read(workspace.database) as database:
        return progress_by_release(database)


def _listed(workspace: Workspace, config: Callable[[], Config], progress: Mapping[str, Progress]) -> Iterator[Listed]:
    for slug in sorted(workspace.slugs(), reverse=True):
        try:
            seen = glance(workspace.release(slug)) or _read(workspace, config(), slug)
        except BadInput as error:
            yield Listed(slug, None, len(error.problems) or 1)
            continue
        yield Listed(slug, seen, 0, progress.get(seen.id, Progress()))


def _read(workspace: Workspace, config: Config, slug: str) -> Glance:
    """Read the release properly, and return what a glance would have."""
    from pressctl.workflow.opening import open_folder

    release = open_folder(workspace, config, workspace.release(slug)).release
    embargo = release.original_edition.embargo
    return Glance(release.id, release.headline, release.languages, embargo.until if embargo else None)
