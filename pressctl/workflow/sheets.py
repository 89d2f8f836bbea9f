"""An opened release, composed: one sheet per language, as it stands at a moment."""

from __future__ import annotations

import re

from pressctl.config.looks import LookName
from pressctl.errors import BadInput, Problem
from pressctl.export.composition import compose
from pressctl.export.sheet import Sheet
from pressctl.frozen import replace
from pressctl.language.labels import load_labels
from pressctl.model.moment import Moment
from pressctl.model.release import Edition
from pressctl.source.front_matter.yaml_nodes import ListNode, MapNode
from pressctl.workflow.opening import Opened

_MEDIA = re.compile(r"media\[(\d+)\]")


def sheet_of(opened: Opened, edition: Edition, now: Moment, look: LookName | None = None) -> Sheet:
    """Compose one language of the release; `now` decides whether the embargo still holds.

    A `look` that somebody asks for by its name comes before the office's own layouts.

    Raises:
        BadInput: a picture or a logo is missing or is none, or the language has no labels.
    """
    try:
        sheet = compose(
            edition,
            release=opened.release,
            kind=opened.kind,
            config=opened.config,
            labels=load_labels(opened.workspace, edition.language),
            now=now,
            folder=opened.folder,
            workspace=opened.workspace,
            earlier=opened.earlier,
        )
    except BadInput as error:
        problems = [_placed(problem, opened, edition) for problem in error.problems]
        raise BadInput(error.message, problems=problems, hint=error.hint) from error
    return replace(sheet, look=replace(sheet.look, name=look, own=False)) if look else sheet


def _placed(problem: Problem, opened: Opened, edition: Edition) -> Problem:
    """Return what is wrong with a picture with the place that names it: file and line."""
    if problem.path is not None or problem.where is None:
        return problem
    own = opened.files.file(edition.language)
    if problem.where == "text" and own is not None:
        return replace(problem, path=own.shown, where=None)
    original = opened.files.original
    number = _MEDIA.fullmatch(problem.where)
    media = original.root.get("media")
    if number is None or not isinstance(media, ListNode) or int(number[1]) > len(media.items):
        return problem
    item = media.items[int(number[1]) - 1]
    at = (item.get("file") if isinstance(item, MapNode) else None) or item
    return replace(problem, path=original.shown, line=at.start.line, where=None)
