"""A release, opened: read, resolved, and looked at for what may stand in its way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.frozen import Frozen, replace
from pressctl.language.labels import load_labels
from pressctl.model.kind import Kind
from pressctl.model.release import Corrects, EarlierVersion, Edition, Embargo, Release
from pressctl.source.kinds import load_kind
from pressctl.source.release_file import ReleaseFiles, read_release
from pressctl.source.resolve import resolve
from pressctl.source.translation import TranslationState, translation_states
from pressctl.workflow.completeness import missing
from pressctl.workflow.earlier import earlier_version
from pressctl.workflow.remarks import remarks


class Opened(Frozen):
    """A release with its files, its kind and what it lacks."""

    workspace: Workspace
    config: Config
    folder: Path
    files: ReleaseFiles
    release: Release
    kind: Kind
    translations: Mapping[str, TranslationState]
    """How each variant stands to its original."""
    earlier: EarlierVersion | None = None
    """The version that it corrects or withdraws."""

    def editions(self, languages: tuple[str, ...] = ()) -> tuple[Edition, ...]:
        """Return the editions in `languages`, or all.

        Raises:
            BadInput: the release has no such language.
        """
        unknown = [language for language in languages if self.release.edition(language) is None]
        if unknown:
            raise BadInput(
                f"{self.release.slug} has no {', '.join(unknown)}; it has {', '.join(self.release.languages)}",
                hint=f"pressctl variant {self.release.slug} {unknown[0]} makes one to translate",
            )
        wanted = languages or self.release.languages
        return tuple(edition for edition in self.release.editions if edition.language in wanted)

    @property
    def borrowed_embargo(self) -> str | None:
        """The slug of the earlier release whose embargo binds this one beyond its own."""
        own, earlier = self.files.original.matter.embargo, self.earlier
        if earlier is None or earlier.embargo is None or (own is not None and own.instant >= earlier.embargo.instant):
            return None
        return earlier.embargo_of

    def lacking(self) -> Mapping[str, tuple[str, ...]]:
        """Return, by language, what the kind demands and the edition has not."""
        found = {
            edition.language: tuple(f"{one.what} ({one.why})" for one in missing(self.kind, edition))
            for edition in self.release.editions
        }
        return {language: whys for language, whys in found.items() if whys}

    def remarks(self) -> tuple[str, ...]:
        """Return what somebody should look at before it leaves; none of it stops anything."""
        return remarks(self.kind, self.release.original_edition)

    def stale(self) -> Mapping[str, str]:
        """Return the languages whose translation is out of date, and what may be said of it."""
        original = f"{self.release.original}.md"
        return {
            language: "translation out of date: its original has changed since"
            if state is TranslationState.OUT_OF_DATE
            else f"nobody has said that it translates today's {original}"
            for language, state in self.translations.items()
            if state is not TranslationState.CURRENT
        }


def open_release(workspace: Workspace, config: Config, slug: str) -> Opened:
    """Read and resolve the release that `slug` (or a unique part of one) names.

    Raises:
        BadInput: no such release, or its files have problems; all of them are listed.
    """
    return open_folder(workspace, config, workspace.release(workspace.find_slug(slug)))


def open_folder(workspace: Workspace, config: Config, folder: Path) -> Opened:
    """Read and resolve the release in `folder`."""
    found: list[EarlierVersion] = []

    def corrected(corrects: Corrects) -> str | None:
        earlier = earlier_version(workspace, config, corrects)
        if isinstance(earlier, str):
            return earlier
        found.append(earlier)
        return None

    files = read_release(folder, config, lambda name: load_kind(workspace, name), corrected)
    kind = load_kind(workspace, files.original.matter.kind)
    release = resolve(
        files, config, kind, about=lambda language, name: load_labels(workspace, language).about.format(name=name)
    )
    earlier = found[0] if found else None
    opened = Opened(workspace, config, folder, files, release, kind, translation_states(files), earlier)
    return replace(opened, release=_bound(release, opened.earlier)) if opened.borrowed_embargo is not None else opened


def _bound(release: Release, earlier: EarlierVersion | None) -> Release:
    """Return the release under the embargo of the earlier one: it names that one's headline, and tells its news."""
    embargo = Embargo(earlier.embargo) if earlier is not None and earlier.embargo is not None else None
    return replace(release, editions=tuple(replace(edition, embargo=embargo) for edition in release.editions))
