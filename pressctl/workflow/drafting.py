"""From answers to a release that can be read: the draft, written whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from pressctl.config.regular import read_text
from pressctl.config.schema import Config
from pressctl.config.workspace import SLUG_LENGTH, Workspace
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen
from pressctl.model.kind import Effect, Kind, Question, Requirement
from pressctl.model.moment import Moment
from pressctl.model.release import Edition
from pressctl.source.drafting.answer_sheet import (
    Sheet,
    kept_language,
    kept_sheet,
    kept_text,
    misfits,
    missing_answers,
    nested,
    read_settings,
    read_sheet,
    with_defaults,
)
from pressctl.source.drafting.answers import Answers, answer_at
from pressctl.source.drafting.asking import Asking
from pressctl.source.drafting.drafts import corrected_in, draft_body, draft_file
from pressctl.source.drafting.typed_parts import Plain
from pressctl.source.front_matter.reading import ORIGINAL_KEYS
from pressctl.source.kinds import shown_path
from pressctl.store.files import file_error, make_private_folder, put_in_place, write_atomically
from pressctl.workflow.completeness import missing
from pressctl.workflow.earlier import earlier_releases
from pressctl.workflow.remarks import embargo_remark, remarks

_TRIES = 1000
_WHOLE = 1000
"""Characters in which any title fits."""


class Drafted(Frozen):
    """A release that now exists."""

    path: Path
    """The original's file."""
    slug: str
    missing: tuple[Requirement, ...]
    """What a complete release of its kind still needs."""
    remarks: tuple[str, ...] = ()
    """What somebody should look at: an embargo that has passed, times in no order."""


def asking_for(config: Config, language: str, now: Moment, workspace: Workspace | None = None) -> Asking:
    """Return what reading answers may know, on the office's calendar; with a workspace its releases, too."""
    today = now.in_zone(config.office.timezone).local().date()
    earlier = earlier_releases(workspace, config, language, now) if workspace else None
    return Asking(config, language, today, earlier, now)


def given_answers(kind: Kind, asking: Asking, settings: tuple[str, ...] = (), file: Path | None = None) -> Sheet:
    """Read the answers of `--answers` and `--set`; what is set wins over the file.

    Raises:
        BadInput: the file cannot be read, or answers cannot be taken; all problems of a source at once.
    """
    sheet: dict[str, Plain | None] = {}
    if file is not None:
        sheet |= read_sheet(read_text(file, file.name), file.name, kind, asking)
    return sheet | read_settings(settings, kind, asking)


def completed(kind: Kind, sheet: Sheet, asking: Asking) -> Answers:
    """Fill the defaults in and return the answers, without anybody to ask.

    Raises:
        BadInput: required answers are missing; each with its prompt and the option that would give it.
    """
    filled = with_defaults(kind, sheet, asking)
    unmet = missing_answers(kind, filled)
    if unmet:
        raise _unanswered(kind, unmet)
    wrong = [Problem(why, where=path) for path, why in misfits(filled, kind).items()]
    if wrong:
        raise BadInput("the answers do not fit together; nothing was written", problems=wrong)
    return nested(filled)


def _unanswered(kind: Kind, unmet: tuple[Question, ...]) -> BadInput:
    """Return the error that lists what has not been answered."""
    count = "an answer is" if len(unmet) == 1 else f"{len(unmet)} answers are"
    return BadInput(
        f"{kind.title}: {count} missing; nothing was written",
        problems=[
            Problem(question.prompt, where=question.path, hint=f'--set {question.path}="…"') for question in unmet
        ],
        hint=f"give them with --set or --answers FILE.yaml, or run pressctl new {kind.name} in a terminal",
    )


def draft(  # noqa: PLR0917 - the settled order, in which every caller has them at hand
    workspace: Workspace, config: Config, kind: Kind, language: str, answers: Answers, now: Moment
) -> Drafted:
    """Write `releases/<slug>/<language>.md` from the answers.

    The text is read back before it is written: a draft that cannot be read is the template's fault.

    Raises:
        BadInput: the template has an error, or makes something that is no release; the folder cannot be written.
    """
    corrected = corrected_in(answers, earlier_releases(workspace, config, language, now))
    body = draft_body(kind, language, answers, config, workspace, corrected)
    text = _release_text(kind, language, answers, body)
    stage = _stage(workspace)
    try:
        write_atomically(stage / f"{language}.md", text.encode("utf-8"))
        edition = _read_back(stage, workspace, config, kind, language)
        folder = _settle(stage, workspace, _slug(answers, now.local().date(), kind.effect))
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    passed = embargo_remark(edition, now)
    remarked = (*remarks(kind, edition), *([passed] if passed else []))
    return Drafted(folder / f"{language}.md", folder.name, missing(kind, edition), remarked)


def _release_text(kind: Kind, language: str, answers: Answers, body: str) -> str:
    """Return the whole file of a new release: a fresh identity, the facts in their usual order, the body."""
    from pressctl.source.front_matter.yaml_nodes import emit

    facts: dict[str, Plain] = {"id": str(uuid4()), "kind": kind.name, "original": language, **answers}
    matter = {key: facts[key] for key in ORIGINAL_KEYS if key in facts}
    return f"---\n{emit(matter)}---\n\n{body}"


def keep_answers(workspace: Workspace, kind: Kind, language: str, sheet: Sheet) -> None:
    """Keep what has been answered so far, so that Ctrl-C and a crash lose nothing."""
    path = _kept_file(workspace, kind)
    make_private_folder(path.parent)
    write_atomically(path, kept_text(language, sheet).encode("utf-8"), private=True)


def kept_answers(workspace: Workspace, kind: Kind, config: Config, now: Moment) -> tuple[str, Sheet] | None:
    """Return the language and the answers that an earlier run kept, or nothing.

    Raises:
        BadInput: the file that keeps them cannot be read; it is named from the workspace's root.
    """
    path = _kept_file(workspace, kind)
    if not path.is_file():
        return None
    shown = path.relative_to(workspace.root).as_posix()
    text = read_text(path, shown)
    language = kept_language(text, shown)
    if language not in kind.languages:
        return None
    sheet = kept_sheet(text, kind, asking_for(config, language, now, workspace))
    return (language, sheet) if sheet else None


def kept_since(workspace: Workspace, kind: Kind, now: Moment) -> Moment:
    """Return when the last answer was kept, on the clock of `now`."""
    written = datetime.fromtimestamp(_kept_file(workspace, kind).stat().st_mtime, UTC)
    return Moment(written, now.zone)


def kept_kinds(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of the kinds for which answers are kept, the last one first."""
    kept = sorted((workspace.root / ".pressctl").glob("draft-*.yaml"), key=lambda file: -file.stat().st_mtime)
    names = [file.name.removeprefix("draft-").removesuffix(".yaml") for file in kept]
    return tuple(name for name in names if "." not in name)


def forget_answers(workspace: Workspace, kind: Kind) -> None:
    """Delete what was kept: the draft has been written, or the person wants to begin anew."""
    _kept_file(workspace, kind).unlink(missing_ok=True)


def set_kept_aside(workspace: Workspace, kind: Kind) -> str:
    """Give a file of kept answers that cannot be read another name, so that new ones do not overwrite it; return it."""
    path = _kept_file(workspace, kind)
    aside = path.with_suffix(".unreadable.yaml")
    try:
        path.replace(aside)
    except OSError as error:
        raise file_error(path, error) from error
    return aside.relative_to(workspace.root).as_posix()


def _kept_file(workspace: Workspace, kind: Kind) -> Path:
    return workspace.root / ".pressctl" / f"draft-{kind.name}.yaml"


def check_edited(workspace: Workspace, config: Config, kind: Kind, drafted: Drafted) -> None:
    """Read a draft again after the person edited it.

    Raises:
        BadInput: it cannot be read any more; the file stays as it is.
    """
    from pressctl.source.release_file import read_release

    read_release(workspace.release(drafted.slug), config, {kind.name: kind})


def _slug(answers: Answers, today: date, effect: Effect | None = None) -> str:
    """Return the day of the event, else of the dateline, and the event's title or the headline: the first that fits.

    Where neither fits whole, the first is cut between its words. What corrects or withdraws says so after the day.
    """
    from pressctl.language.slug import slugify

    start = answer_at(answers, "event.start") or answer_at(answers, "dateline.date") or today.isoformat()
    day = f"{str(start)[:10]}-{effect}" if effect else str(start)[:10]
    room = SLUG_LENGTH - len(day) - 1
    titles = [str(title) for path in ("event.title", "headline") if (title := answer_at(answers, path))]
    whole = [slug for title in titles if len(slug := slugify(title, max_length=_WHOLE)) <= room]
    return f"{day}-{whole[0] if whole else slugify(titles[0] if titles else '', max_length=room)}"


def _stage(workspace: Workspace) -> Path:
    try:
        workspace.releases.mkdir(exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".draft-", dir=workspace.releases))
    except OSError as error:
        raise file_error(workspace.releases, error) from error


def _settle(stage: Path, workspace: Workspace, slug: str) -> Path:
    """Give the staged folder its name: the slug, or the first of slug-2, slug-3 … that is free."""
    for number in range(1, _TRIES):
        end = "" if number == 1 else f"-{number}"
        target = workspace.release(slug[: SLUG_LENGTH - len(end)].rstrip("-") + end)
        if target.exists():
            continue
        try:
            stage.chmod(0o755)  # mkdtemp makes folders that only the owner enters
            put_in_place(stage, target)
        except FileExistsError:
            continue
        except OSError as error:
            if target.exists():
                continue
            raise file_error(target, error) from error
        return target
    raise BadInput(f'there are {_TRIES - 1} releases named "{slug}"', hint="choose another title")


def _read_back(stage: Path, workspace: Workspace, config: Config, kind: Kind, language: str) -> Edition:
    """Read what was drafted."""
    from pressctl.source.release_file import read_release
    from pressctl.source.resolve import resolve

    try:
        files = read_release(stage, config, {kind.name: kind})
    except BadInput as error:
        raise _template_at_fault(error, kind, language, workspace) from error
    return resolve(files, config, kind).original_edition


def _template_at_fault(error: BadInput, kind: Kind, language: str, workspace: Workspace) -> BadInput:
    """Say which line of the draft made what no release can hold; facts that do not fit are not the draft's fault."""
    if any(problem.where for problem in error.problems):
        facts = [Problem(problem.message, where=problem.where, hint=problem.hint) for problem in error.problems]
        return BadInput("the answers make no release that can be read; nothing was written", problems=facts)
    file = draft_file(kind, language)
    shown = shown_path(file, workspace)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    problems = [
        Problem(problem.message, shown, _line_like(problem.excerpt, lines), hint=problem.hint, excerpt=problem.excerpt)
        for problem in error.problems
    ]
    return BadInput(
        f"the draft {shown} makes a text that cannot be read; nothing was written",
        problems=problems,
        hint=f"mend {shown}",
    )


def _line_like(made: str | None, lines: list[str]) -> int | None:
    """Return the 1-based line of the template from which a line of the draft was most likely made."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(made or "", lines, scorer=fuzz.partial_ratio, score_cutoff=60)
    return found[2] + 1 if found else None
