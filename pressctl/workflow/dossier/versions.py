"""The chapter of a dossier on versions: what was frozen, when and by whom, and whether what was sent is as it was."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.frozen import asdict
from pressctl.model.text import Block
from pressctl.store.record.times import stamp
from pressctl.workflow.dossier.case import Archived, Case, DossierFile, Withheld, without_copies
from pressctl.workflow.dossier.material import Chapter, json_file, paragraph, table


def _files(case: Case) -> Iterator[DossierFile | Withheld]:
    yield json_file(
        "versions.json",
        [
            {
                "number": version.number,
                "digest": version.digest,
                "frozen_at": stamp(version.frozen_at),
                "frozen_by": version.frozen_by,
                "reason": version.reason,
                "editions": [asdict(edition) for edition in editions],
                "files": [
                    {"plan": file.plan_id, "name": file.name, "sha256": file.sha256, "fault": file.fault}
                    for file in case.archive
                    if file.version == version.number
                ],
            }
            for version, editions in case.history.versions
        ],
    )
    for file in case.archive:
        yield from _archived(case, file)


def _archived(case: Case, file: Archived) -> Iterator[DossierFile | Withheld]:
    name = f"versions/{file.version}/{file.plan_id}/{file.name}"
    if file.content is None:
        yield Withheld(name, file.sha256, "is missing from the release's folder")
        return
    if case.with_names or not file.name.startswith("source/"):
        yield DossierFile(name, file.content)
        return
    shown = without_copies(file.content.decode("utf-8", errors="replace"))
    if shown is None:
        yield Withheld(name, file.sha256, "names who gets copies, and that cannot be taken out")
    else:
        yield DossierFile(name, shown.encode())


def _story(case: Case) -> Iterator[Block]:
    rows = [
        (
            str(version.number),
            case.said(stamp(version.frozen_at)),
            version.frozen_by,
            version.reason,
            ", ".join(edition.language for edition in editions),
            version.digest.removeprefix("pc1:")[:12],
        )
        for version, editions in case.history.versions
    ]
    yield table(("No.", "Frozen", "By", "For", "Languages", "Digest"), rows, "No version was frozen.")
    faults = [f"versions/{file.version}/{file.plan_id}/{file.name} {file.fault}" for file in case.archive if file.fault]
    if faults:
        yield paragraph(f"Not as it was sent: {'; '.join(faults)}.")
    elif case.archive:
        yield paragraph(f"All {len(case.archive)} archived files of what was sent are as they were (SHA-256).")
    kept = {file.plan_id for file in case.archive}
    gone = [plan.id for plan in case.history.plans if plan.counts and plan.id not in kept]
    if gone:
        yield paragraph(f"What was sent is not in the release's folder any more: plan {', '.join(gone)}.")


VERSIONS = Chapter("Versions", _files, _story)
