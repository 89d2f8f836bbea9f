"""An opened release, composed: one sheet per language, as it stands at a moment."""

from __future__ import annotations

from dataclasses import replace

from pressctl.config.looks import LookName
from pressctl.export.composition import compose
from pressctl.export.sheet import Sheet
from pressctl.language.labels import load_labels
from pressctl.model.moment import Moment
from pressctl.model.release import Edition
from pressctl.workflow.opening import Opened


def sheet_of(opened: Opened, edition: Edition, now: Moment, look: LookName | None = None) -> Sheet:
    """Compose one language of the release; `now` decides whether the embargo still holds.

    A `look` that somebody asks for by its name comes before the office's own layouts.

    Raises:
        BadInput: a picture or a logo is missing or is none, or the language has no labels.
    """
    sheet = compose(
        edition,
        release=opened.release,
        kind=opened.kind,
        config=opened.config,
        labels=load_labels(opened.workspace, edition.language),
        now=now,
        folder=opened.folder,
        workspace=opened.workspace,
    )
    return replace(sheet, look=replace(sheet.look, name=look, own=False)) if look else sheet
