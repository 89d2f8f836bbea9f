"""What `review apply` proposes, and what became of it, for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressctl.cli.telling.json_output import write_json

if TYPE_CHECKING:
    from pressctl.model.merging import Proposal
    from pressctl.workflow.review.applying import Applying


def write_applied(runs: Sequence[Applying], only: Sequence[str]) -> None:
    """Write one object: every proposal of every language with who, where, how it stands and what was decided."""
    write_json(
        {
            "slug": runs[0].opened.release.slug if runs else None,
            "languages": [
                {
                    "language": run.today.language,
                    "files": [
                        {"name": one.name, "sha256": one.sha256, "copy": one.copy.id, "version": one.copy.version}
                        for one in run.answers
                    ],
                    "proposals": [_proposal(run, each) for each in run.merged.proposals],
                    "conflicts": [list(group) for group in run.merged.conflicts()],
                    "undecided": [each.number for item in run.undecided(only) for each in item],
                    "written": sorted(run.on_disk),
                }
                for run in runs
            ],
        }
    )


def _proposal(run: Applying, proposal: Proposal) -> dict[str, object]:
    decided = run.state(proposal.number)
    earlier = run.earlier.get(proposal.number)
    return {
        "number": proposal.number,
        "kind": proposal.kind.value,
        "where": proposal.where,
        "field": proposal.field,
        "before": proposal.before,
        "after": proposal.after,
        "detail": proposal.detail or None,
        "by": [
            {
                "author": one.author,
                "at": one.at.isoformat() if one.at else None,
                "file": run.answers[one.review].name,
                "change": one.change,
            }
            for one in proposal.by
        ],
        "standing": proposal.standing.value,
        "today": proposal.today or None,
        "why": proposal.why or None,
        "locked": proposal.locked,
        "rivals": sorted(proposal.rivals),
        "decision": decided.verdict.value if decided else earlier.value if earlier else None,
        "became": decided.words if decided else None,
    }
