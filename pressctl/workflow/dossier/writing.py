"""The dossier of a release, for the auditor and the donor: one file that proves itself, readable without pressctl.

```
README.txt                what this is, what is not in it, how to check it
summary.docx, summary.txt the same story, to be read
versions.json, versions/  each version: its texts and attachments as they were sent, with their sha256
plans.json, deliveries.json, embargo.json, evidence/
chain.json, verify.py     the record's events and their chain; a script that recomputes it
MANIFEST                  sha256 and name of each file
```

The same record gives the same bytes. Without names, nothing leaves in which somebody stands for whom the release was
meant: what cannot be shown is named in the README with its sha256.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pressctl.errors import BadInput, Refused
from pressctl.export.base import EXPORTERS, Format
from pressctl.export.sheet import Direction, Letterhead, Placed, Properties, Sheet, StatusLine
from pressctl.frozen import Frozen
from pressctl.language.dates import date_text, embargo_moment
from pressctl.language.labels import load_labels
from pressctl.model.moment import Moment
from pressctl.model.text import Block
from pressctl.store.files import write_atomically
from pressctl.store.record.reading import Verification
from pressctl.workflow.desk import Desk
from pressctl.workflow.dossier.case import Case, DossierFile, Withheld, open_case
from pressctl.workflow.dossier.chapters import CHAPTERS, chapters
from pressctl.workflow.dossier.material import paragraph

_LANGUAGE = "en"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_VERIFIER = Path(__file__).with_name("verify.py")


class Dossier(Frozen):
    """What was written."""

    path: Path
    slug: str
    files: int
    octets: int
    sha256: str
    withheld: tuple[Withheld, ...]
    verification: Verification
    with_names: bool
    embargo: Moment | None
    """The lift of an embargo that holds at this moment."""


def write_dossier(desk: Desk, slug: str, path: Path, *, with_names: bool = False, replace: bool = False) -> Dossier:
    """Write the dossier of a release; one with names is a private file.

    Raises:
        BadInput: no such release, or the file cannot be written.
        NothingToDo: the record holds nothing of the release.
        Refused: there is a file of this name.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name the file to write, such as {path / f'{slug}.zip'}")
    if path.exists() and not replace:
        raise Refused(f"{path} is there already; it was not touched", hint="--force replaces it")
    case = open_case(desk, slug, with_names=with_names)
    files, withheld = _gathered(case)
    files = _complete(desk, case, files, withheld)
    data = _zipped(files)
    write_atomically(path, data, private=with_names)
    digest = hashlib.sha256(data).hexdigest()
    return Dossier(
        path,
        case.slug,
        len(files),
        len(data),
        digest,
        withheld,
        case.history.verification,
        with_names,
        case.embargo,
    )


def _gathered(case: Case) -> tuple[tuple[DossierFile, ...], tuple[Withheld, ...]]:
    """Return the chapters' files; where nobody may be named, none in which somebody is."""
    files: list[DossierFile] = []
    withheld: list[Withheld] = []
    for found in (found for chapter in CHAPTERS for found in chapter.files(case)):
        if isinstance(found, Withheld):
            withheld.append(found)
        elif case.guard is not None and case.guard.finds_in(found):
            digest = hashlib.sha256(found.content).hexdigest()
            withheld.append(Withheld(found.name, digest, "names somebody for whom the release was meant"))
        else:
            files.append(found)
    return tuple(files), tuple(withheld)


def _complete(
    desk: Desk, case: Case, files: Iterable[DossierFile], withheld: tuple[Withheld, ...]
) -> tuple[DossierFile, ...]:
    """Return the files with what explains and proves them, in the order of their names."""
    sheet = _sheet(desk, case, withheld)
    whole = [
        *files,
        DossierFile("README.txt", _readme(case, withheld).encode()),
        DossierFile("verify.py", _VERIFIER.read_bytes().replace(b"\r\n", b"\n")),
        *(
            DossierFile(
                f"summary.{format_.value}", EXPORTERS[format_].render(sheet, desk.workspace, case.as_of.instant)
            )
            for format_ in (Format.DOCX, Format.TXT)
        ),
    ]
    whole.sort(key=lambda file: file.name)
    lines = (f"{hashlib.sha256(file.content).hexdigest()}  {file.name}\n" for file in whole)
    return (*whole, DossierFile("MANIFEST", "".join(lines).encode()))


def _zipped(files: Iterable[DossierFile]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for file in sorted(files, key=lambda file: file.name):
            entry = zipfile.ZipInfo(file.name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # no rights of this machine
            archive.writestr(entry, file.content)
    return stream.getvalue()


# In words ------------------------------------------------------------------------------------------------------------


def _sheet(desk: Desk, case: Case, withheld: tuple[Withheld, ...]) -> Sheet:
    labels = load_labels(desk.workspace, _LANGUAGE)
    blocks = (*_opening(case), *chapters(case), *_kept_out(withheld))
    day = case.as_of.local().date()
    return Sheet(
        language=_LANGUAGE,
        direction=Direction.LTR,
        look=case.look,
        properties=Properties(
            f"Dossier: {case.headline}", _LANGUAGE, case.office, f"urn:uuid:{case.history.release_id}", "Dossier"
        ),
        letterhead=Letterhead(case.office, "Dossier"),
        status=_status(case),
        headline=case.headline,
        subheadline=f"What was approved and sent: the record of {case.slug}",
        dateline=date_text(day, _LANGUAGE),
        dateline_dash=labels.dateline_dash,
        body=tuple(Placed(f"body[{number}]", block) for number, block in enumerate(blocks, 1)),
        sections=(),
        end_mark="***",
        boilerplates=(),
        notes=None,
        pictures=(),
        contact=None,
        page_of=labels.page,
    )


def _status(case: Case) -> StatusLine:
    kind = "Holds personal data" if case.with_names else "Pseudonymous"
    if case.embargo is None:
        return StatusLine(kind, embargoed=False)
    until = embargo_moment(case.embargo.in_zone(case.zone), _LANGUAGE)
    return StatusLine(f"Embargoed until {until} · {kind}", embargoed=True)


def _about(case: Case) -> Iterator[str]:
    yield (
        f"This dossier holds what the record of {case.office} knows of one release: its versions, to whom and when it "
        "was sent, who was left out and why, which gates were passed, who agreed to an embargo, and the chained events "
        f"that prove it. Times are {case.zone}; the files for programs have UTC."
    )
    if case.with_names:
        yield (
            "It names people, their addresses and the answers of their mail servers (people.json, deliveries.json): "
            "keep it as you keep the press list, and delete it when it has served its purpose."
        )
    else:
        yield (
            "People for whom the release was meant appear as random ids, the same in every file; the office alone can "
            "say who they are. What the release itself publishes stays: its contacts and speakers, the office's "
            "addresses. So do the names of those who acted for the office. The list of copies was taken out of the "
            "sources; the sha256 in versions.json is that of the whole file."
        )


def _opening(case: Case) -> Iterator[Block]:
    return (paragraph(text) for text in _about(case))


def _kept_out(withheld: tuple[Withheld, ...]) -> Iterator[Block]:
    from pressctl.model.text import Heading, Words

    if not withheld:
        return
    yield Heading(1, (Words("Not in this dossier"),))
    for one in withheld:
        yield paragraph(f"{one.name}: {one.why}. SHA-256 {one.sha256[:12]}…")


def _readme(case: Case, withheld: tuple[Withheld, ...]) -> str:
    import textwrap

    parts = [case.headline, case.slug, *_about(case)]
    wrapped = [textwrap.fill(part, 78, break_long_words=False, break_on_hyphens=False) for part in parts]
    listed = [f"{one.name}\n    {one.why}\n    sha256 {one.sha256}" for one in withheld]
    how = (
        "To check it: python verify.py HEAD, with the head from a receipt that the\noffice was mailed. It needs Python "
        "and nothing else.\n\nsummary.docx and summary.txt tell the story. MANIFEST has the sha256 of each\n"
        "file, as sha256sum --check reads it."
    )
    missing = ["Not in this dossier:", *listed] if listed else []
    return "\n\n".join([*wrapped, how, *missing]) + "\n"
