"""The sample release: drafted from its answers like any other, with translations that are done."""

from __future__ import annotations

from pressctl.config.schema import Config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.model.moment import Moment
from pressctl.source.kinds import load_kind
from pressctl.store.files import write_atomically
from pressctl.workflow.desk import Desk
from pressctl.workflow.drafting import asking_for, completed, draft, given_answers
from pressctl.workflow.opening import open_release
from pressctl.workflow.translating import bind

KIND = "joint-event"
ORIGINAL = "en"


def draft_sample(desk: Desk) -> str:
    """Draft the sample joint event and its translations into the desk's workspace; return its slug."""
    slug = draft_original(desk.workspace, desk.config, desk.clock())
    folder = desk.workspace.release(slug)
    sample = builtin_templates() / "sample"
    for source in sorted(sample.glob(f"{KIND}.*.md")):
        language = source.name.split(".")[1]
        write_atomically(folder / f"{language}.md", source.read_bytes())
    opened = open_release(desk.workspace, desk.config, slug)
    for variant in opened.files.variants.values():
        bind(desk, opened, variant)
    return slug


def draft_original(workspace: Workspace, config: Config, now: Moment) -> str:
    """Draft the English original from the sample's answers; return its slug."""
    kind = load_kind(workspace, KIND)
    asking = asking_for(config, ORIGINAL, now)
    answers = completed(
        kind, given_answers(kind, asking, file=builtin_templates() / "sample" / f"{KIND}.answers.yaml"), asking
    )
    return draft(workspace, config, kind, ORIGINAL, answers, now).slug
