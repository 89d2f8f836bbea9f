"""The chapters of a dossier, a module for each theme: `CHAPTERS` is the list."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.model.text import Block, Heading, Words
from pressctl.workflow.dossier.approvals import APPROVALS
from pressctl.workflow.dossier.case import Case
from pressctl.workflow.dossier.chain import CHAIN
from pressctl.workflow.dossier.embargo import EMBARGO
from pressctl.workflow.dossier.material import Chapter
from pressctl.workflow.dossier.sendings import LEFT_OUT, OVERRIDES, SENDINGS
from pressctl.workflow.dossier.versions import VERSIONS

CHAPTERS: tuple[Chapter, ...] = (VERSIONS, APPROVALS, SENDINGS, LEFT_OUT, OVERRIDES, EMBARGO, CHAIN)
"""In the order of the summary."""


def chapters(case: Case) -> Iterator[Block]:
    """Yield the whole story."""
    for chapter in CHAPTERS:
        yield Heading(1, (Words(chapter.title),))
        yield from chapter.story(case)
