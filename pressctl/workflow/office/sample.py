"""The sample releases: drafted from their answers like any other, with translations that are done.

A sample is a file `templates/sample/<kind>.answers.yaml` and a translation `<kind>.<language>.md` for each language
beside the original. What corrects or withdraws an earlier release is drafted after all others, so that its answers
can name that release by a part of its slug.
"""

from __future__ import annotations

from pathlib import Path

from pressctl.config.templates import builtin_templates
from pressctl.model.kind import Kind
from pressctl.source.kinds import load_kind
from pressctl.store.files import write_atomically
from pressctl.workflow.desk import Desk
from pressctl.workflow.drafting import asking_for, completed, draft, given_answers
from pressctl.workflow.opening import open_release
from pressctl.workflow.translation.variants import bind

FIRST = "joint-event"
"""The sample of every new workspace."""
ORIGINAL = "en"
_ANSWERS = ".answers.yaml"


def sample_kinds() -> tuple[Kind, ...]:
    """Return the kinds that have a sample, in the order in which they can be drafted."""
    names = (file.name.removesuffix(_ANSWERS) for file in _folder().glob(f"*{_ANSWERS}"))
    kinds = (load_kind(None, name) for name in names)
    return tuple(sorted(kinds, key=lambda kind: (kind.effect is not None, kind.name != FIRST, kind.name)))


def draft_samples(desk: Desk) -> tuple[str, ...]:
    """Draft the sample of every kind into the desk's workspace; return their slugs, the joint event's first."""
    return tuple(draft_sample(desk, kind.name) for kind in sample_kinds())


def draft_sample(desk: Desk, name: str = FIRST) -> str:
    """Draft one kind's sample and its translations into the desk's workspace; return its slug."""
    slug = _draft_original(desk, load_kind(desk.workspace, name))
    folder = desk.workspace.release(slug)
    for source in sorted(_folder().glob(f"{name}.*.md")):
        language = source.name.split(".")[1]
        write_atomically(folder / f"{language}.md", source.read_bytes())
    opened = open_release(desk.workspace, desk.config, slug)
    for variant in opened.files.variants.values():
        bind(desk, opened, variant)
    return slug


def _draft_original(desk: Desk, kind: Kind) -> str:
    """Draft the original from the sample's answers; return its slug."""
    now = desk.clock()
    asking = asking_for(desk.config, ORIGINAL, now, desk.workspace)
    answers = completed(kind, given_answers(kind, asking, file=_folder() / f"{kind.name}{_ANSWERS}"), asking)
    return draft(desk.workspace, desk.config, kind, ORIGINAL, answers, now).slug


def _folder() -> Path:
    return builtin_templates() / "sample"
