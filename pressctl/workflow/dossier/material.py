"""What a chapter of a dossier is, and what it is made of: JSON files, tables, the evidence that may be shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pressctl.frozen import Frozen
from pressctl.language.slug import slugify
from pressctl.model.text import Block, Paragraph, Table, Words
from pressctl.workflow.dossier.case import Case, DossierFile, Withheld

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


class Chapter(Frozen):
    """One part of what is told."""

    title: str
    files: Callable[[Case], Iterable[DossierFile | Withheld]]
    """For a program, and what had to be kept out."""
    story: Callable[[Case], Iterable[Block]]
    """For a reader, under the title."""


def no_files(_: Case) -> Iterable[DossierFile]:
    """Return nothing: the chapter is told from another's files."""
    return ()


def json_file(name: str, value: object) -> DossierFile:
    """Return a JSON file: readable, sorted, characters as themselves."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return DossierFile(name, f"{text}\n".encode())


def paragraph(text: str) -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph((Words(text),))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], nothing: str) -> Block:
    """Return a table; or, where there are no rows, a sentence that says so."""
    filled = tuple(tuple((Words(cell or "–"),) for cell in row) for row in rows)
    return Table(tuple((Words(cell),) for cell in header), filled) if filled else paragraph(nothing)


def evidence_files(case: Case, proofs: Iterable[str | None]) -> Iterator[DossierFile | Withheld]:
    """Yield the files of evidence with these sha256, each once; without names none is shown."""
    kept = {evidence.sha256: evidence for evidence in case.history.evidence}
    for sha256 in dict.fromkeys(proof for proof in proofs if proof):
        evidence = kept.get(sha256)
        name = f"evidence/{sha256[:12]}_{_safe(evidence.name)}" if evidence else f"evidence/{sha256[:12]}"
        if evidence is None:
            yield Withheld(name, sha256, "was erased with the person whom it named")
        elif case.with_names:
            yield DossierFile(name, evidence.content)
        else:
            yield Withheld(f"evidence/{sha256[:12]}", sha256, "is somebody's own words, and names them")


def _safe(name: str) -> str:
    """Return a file's name in the letters that every program unpacks alike, or verify.py would call it missing."""
    ending = _ENDING.search(name)
    stem = name[: ending.start()] if ending else name
    return f"{slugify(stem)}{ending[0].lower() if ending else ''}"
