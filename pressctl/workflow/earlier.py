"""The earlier release that another one corrects or withdraws: found on file and in the record, with its version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace, texts_in
from pressctl.frozen import Frozen, replace
from pressctl.model.moment import Moment
from pressctl.model.release import Corrects, EarlierVersion, Embargo, EmbargoStatus
from pressctl.source.earlier import EarlierRelease, FindEarlier, told_of
from pressctl.source.front_matter.yaml_nodes import MapNode, ScalarNode, compose
from pressctl.source.kinds import load_kind
from pressctl.source.parts import find_parts
from pressctl.source.release_file import LARGEST, read_release
from pressctl.store.record.database import Database
from pressctl.store.record.opening import open_to_read
from pressctl.store.record.versions import Version, editions, snapshot, versions
from pressctl.workflow.earlier_embargo import earlier_embargo
from pressctl.workflow.identity import folder_of


def earlier_version(workspace: Workspace, config: Config, corrects: Corrects) -> EarlierVersion | str:
    """Return the version that a release corrects with its embargo, or the sentence that says why there is none.

    The record is asked first: it knows the text as it left. A release that the record does not know (it was sent by
    other means, or the workspace is a copy without its record) is taken as it stands on file.
    """
    found = _earlier_version(workspace, config, corrects)
    embargo = found if isinstance(found, str) else earlier_embargo(workspace, corrects.id)
    if isinstance(found, str) or isinstance(embargo, str):
        return str(embargo)
    return replace(found, embargo=embargo.until, embargo_of=embargo.slug)


def _earlier_version(workspace: Workspace, config: Config, corrects: Corrects) -> EarlierVersion | str:
    if not workspace.database.exists():
        return _on_file(workspace, corrects)
    with open_to_read(workspace.database) as database:
        known = versions(database, corrects.id)
        if not known:
            return _on_file(workspace, corrects)
        found = next((version for version in known if version.number == corrects.version), None)
        if found is None:
            return f"{known[-1].slug} has no version {corrects.version}; its newest is {known[-1].number}"
        texts = _headlines(database, corrects, config)
    return EarlierVersion(found.slug, found.number, _day(found.frozen_at, config), texts)


def earlier_releases(workspace: Workspace, config: Config, language: str, now: Moment) -> FindEarlier:
    """Return what finds the release that a new one in `language` is about, by a part of its slug or by its id."""

    def find(named: str) -> EarlierRelease:
        folder = folder_of(workspace, named) or workspace.release(workspace.find_slug(named))
        files = read_release(folder, config, lambda name: load_kind(workspace, name))
        matter = files.original.matter
        held = matter.embargo is not None and Embargo(matter.embargo).status(now) is EmbargoStatus.HELD
        newest = _newest(workspace, matter.id)
        return told_of(
            files,
            language,
            version=newest.number if newest else 1,
            day=_day(newest.frozen_at, config) if newest else None,
            embargo_held=held,
        )

    return find


def _newest(workspace: Workspace, release_id: str) -> Version | None:
    """Return the newest version that the record knows."""
    if not workspace.database.exists():
        return None
    with open_to_read(workspace.database) as database:
        return next(iter(reversed(versions(database, release_id))), None)


def _day(frozen_at: datetime, config: Config) -> date:
    return Moment(frozen_at, config.office.timezone).local().date()


def _headlines(database: Database, corrects: Corrects, config: Config) -> Mapping[str, str]:
    """Return the headlines of a recorded version, in the order of the office's languages."""
    found: dict[str, str] = {}
    for edition in editions(database, corrects.id, corrects.version):
        content = snapshot(database, edition.snapshot)
        if content is not None:
            found[edition.language] = str(json.loads(content)["headline"])
    first = [language for language in config.office.languages if language in found]
    return {language: found[language] for language in (*first, *sorted(found.keys() - set(first)))}


def _on_file(workspace: Workspace, corrects: Corrects) -> EarlierVersion | str:
    folder = folder_of(workspace, corrects.id)
    if folder is None:
        return "no release of this office has this id; pressctl show RELEASE --json has a release's id"
    texts = [text for path in texts_in(folder) if (text := _glance(path)) is not None]
    texts.sort(key=lambda text: not text.is_original)
    day = next((text.day for text in texts if text.day), None)
    if day is None:
        return f"it names {folder.name}, whose headline and dateline cannot be read"
    return EarlierVersion(folder.name, corrects.version, day, {text.language: text.headline for text in texts})


class _Glance(Frozen):
    """What can be read of a file, whatever else may be wrong with it at the moment."""

    language: str
    headline: str
    is_original: bool
    day: date | None


def _glance(path: Path) -> _Glance | None:
    try:
        text = read_file(path, LARGEST).decode("utf-8-sig", errors="replace")
    except OSError:
        return None
    parts = find_parts(text)
    root = compose(text[slice(*parts.matter)], path="").root if parts else None
    if not isinstance(root, MapNode):
        return None
    headline, dateline = root.get("headline"), root.get("dateline")
    if not isinstance(headline, ScalarNode) or not headline.value.strip():
        return None
    written = dateline.get("date") if isinstance(dateline, MapNode) else None
    day = _date(written.value) if isinstance(written, ScalarNode) else None
    return _Glance(path.stem, headline.value.strip(), root.get("id") is not None, day)


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None
