"""The chapter of a dossier on approvals: who signed which words, on what evidence, and what the office did itself."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.model.approval import Act, Approval, Extent
from pressctl.model.text import Block
from pressctl.store.record.times import stamp
from pressctl.workflow.dossier.case import Case, DossierFile, Withheld
from pressctl.workflow.dossier.material import Chapter, evidence_files, json_file, paragraph, table

_ACTS = {
    Act.SIGNED: "approved",
    Act.CARRIED: "carried over by the office",
    Act.WITHDRAWN: "took it back",
}


def _files(case: Case) -> Iterator[DossierFile | Withheld]:
    yield json_file("approvals.json", [_act(case, act) for act in case.history.approvals])
    yield from evidence_files(case, (act.evidence for act in case.history.approvals))


def _act(case: Case, act: Approval) -> dict[str, object]:
    return {
        "id": act.id,
        "act": act.act.value,
        "organisation": act.organisation,
        "person": act.person if case.with_names else None,
        "extent": act.subject.extent.value,
        "part": act.subject.part,
        "language": act.subject.language,
        "digest": act.subject.digest,
        "version": act.version,
        "copy": act.copy,
        "given_at": stamp(act.given),
        "recorded_at": stamp(act.recorded),
        "recorded_by": act.recorded_by,
        "evidence_sha256": act.evidence,
        "why": act.why,
        "carries": act.carries,
    }


def _story(case: Case) -> Iterator[Block]:
    rows = [
        (
            act.organisation,
            (act.person or "erased") if case.with_names and act.act is Act.SIGNED else "",
            _ACTS[act.act],
            _what(act),
            str(act.version) if act.version else "",
            case.said(stamp(act.given)),
            act.recorded_by,
            (act.evidence or "")[:8],
        )
        for act in case.history.approvals
    ]
    header = ("For", "Signed by", "Act", "Of", "Version", "When", "Noted by", "Evidence")
    yield table(header, rows, "Nobody was asked to sign.")
    for act in case.history.approvals:
        if act.why:
            yield paragraph(f"{_ACTS[act.act].capitalize()}, {case.said(stamp(act.given))}: {act.why}.")


def _what(act: Approval) -> str:
    match act.subject.extent:
        case Extent.RELEASE:
            return act.subject.language or "all"
        case Extent.FIELD:
            return f"{act.subject.part} ({act.subject.language})"
        case Extent.QUOTATION:
            return f"quotation ({act.subject.language})"


APPROVALS = Chapter("Approvals", _files, _story)
