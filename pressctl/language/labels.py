"""The fixed words of a sheet and a mail, one file per language: `labels/<language>.toml`.

An office's own file wins over the built-in one and must be whole: half a language is worse than none.
"""

from __future__ import annotations

import string
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from pressctl.config.templates import builtin_templates, find_template, template_folders
from pressctl.config.toml_files import read_toml
from pressctl.config.validation import nearest
from pressctl.config.values import Line, Strict, clean_line
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.patterns import compiled

_HINT = "compare it with the en.toml that pressctl brings; delete it to use the built-in words"
_CODE = compiled(r"[A-Za-z][A-Za-z0-9-]*")
"""What may stand in the name of a file of labels; anything else could lead to another folder."""


def filled(*names: str) -> AfterValidator:
    """Return a check that a text has exactly these places to fill in, each as `{name}`."""

    def check(text: str) -> str:
        try:
            parsed = list(string.Formatter().parse(text))
        except ValueError as error:
            raise ValueError("has a brace without its other half") from error
        if any(form or conversion for _, name, form, conversion in parsed if name is not None):
            raise ValueError("may hold names in braces only, such as {time}")
        found = {name for _, name, _, _ in parsed if name is not None}
        wanted = ", ".join(f"{{{name}}}" for name in names) or "nothing in braces"
        if found != set(names):
            raise ValueError(f"must hold {wanted}")
        return text

    return AfterValidator(check)


Fixed = Annotated[Line, filled()]
"""Words that stand as they are."""
Spaced = Annotated[str, AfterValidator(clean_line), filled()]
"""Words whose outer white space counts; may be empty."""
Pair = Annotated[tuple[Spaced, Spaced], Field(strict=False)]
Triple = Annotated[tuple[Spaced, Spaced, Spaced], Field(strict=False)]
OfName = Annotated[Line, filled("name")]
OfTime = Annotated[Line, filled("time")]


class SectionLabels(Strict):
    """Titles of the sections after the body."""

    event: Fixed
    organisers: Fixed
    speakers: Fixed
    project: Fixed
    pictures: Fixed


class FactLabels(Strict):
    """What stands before a fact, without its colon."""

    title: Fixed
    when: Fixed
    where: Fixed
    accreditation: Fixed
    project: Fixed
    lead: Fixed
    funders: Fixed


class StatusLabels(Strict):
    """The line above the headline of what puts an earlier release right or takes it back."""

    correction: Fixed
    withdrawal: Fixed


class CorrectsLabels(Strict):
    """How a release names the one that it corrects or withdraws."""

    correction: Fixed
    """What stands before it, without its colon."""
    withdrawal: Fixed
    version: Annotated[Line, filled("headline", "version", "date")]
    withdrawal_headline: Annotated[Line, filled("office", "date")] = "{office}: {date}"
    """The headline of a withdrawal that was made in a hurry; it does not repeat what was wrong."""


class GreetingLabels(Strict):
    """The first line of a mail."""

    named: OfName
    neutral: Fixed
    """Where nothing is known of the person."""


class MailLabels(Strict):
    """The words around the release in a mail."""

    update: Annotated[Line, filled("what")]
    correction: Fixed
    """Before the subject of one."""
    withdrawal: Fixed
    copy_note: Annotated[Line, filled("organisation")]
    opt_out: Annotated[Line, filled("office", "address")]
    opt_out_subject: Fixed


class Labels(Strict):
    """All fixed words of one language."""

    language: str
    """The language's code: the name of the file."""
    document: Fixed
    for_immediate_release: Fixed
    embargo_line: OfTime
    embargo_subject: OfTime
    end_mark: Fixed
    notes: Fixed
    about: OfName
    contact: Fixed
    phone: Fixed
    email: Fixed
    languages: Fixed
    photo_credit: Annotated[Line, filled("credit")]
    page: Triple
    """Around the two page numbers of a footer."""
    dateline: Annotated[Line, filled("place", "date")]
    dateline_dash: Spaced
    colon: Spaced
    """Between a label and its value, white space included: French puts a no-break space before it."""
    comma: Spaced
    """Between a name and a title, white space included."""
    quotation_marks: Pair
    """For plain text, where no rule beside them sets a speaker's words off."""
    and_: Annotated[Fixed, Field(alias="and")]
    spoken_in: Annotated[Line, filled("language")]
    """Behind the name of a speaker whose words are translated."""
    status: StatusLabels
    corrects: CorrectsLabels
    sections: SectionLabels
    facts: FactLabels
    greeting: GreetingLabels
    mail: MailLabels


def label_languages(workspace: Workspace | None) -> tuple[str, ...]:
    """Return the languages that have labels, in order of their codes."""
    found = {file.stem for folder in template_folders(workspace) for file in (folder / "labels").glob("*.toml")}
    return tuple(sorted(filter(_CODE.fullmatch, found)))


def load_labels(workspace: Workspace | None, language: str) -> Labels:
    """Return the fixed words of `language`, the workspace's own before the built-in ones.

    Raises:
        BadInput: there is no such language, or its file is not TOML, lacks a key, or has one too many; `problems`
            holds all of them with their lines.
    """
    path = find_template(workspace, f"labels/{language}.toml") if _CODE.fullmatch(language) else None
    if path is None:
        known = label_languages(workspace)
        guess = nearest(language, known)
        close = f' (did you mean "{guess}"?)' if guess else ""
        raise BadInput(
            f'there are no labels in the language "{language}"{close}; there are {", ".join(known)}',
            hint=f"to add it, copy {builtin_templates() / 'labels' / 'en.toml'} to templates/labels/{language}.toml "
            "and translate it",
        )
    return _read(path, language, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(path: Path, language: str, changed: int) -> Labels:
    """Read one file of labels; once for all recipients, again when the file has changed."""
    del changed
    file = read_toml(path, f"labels/{path.name}")
    if "language" in file.values:
        raise file.refusal([(("language",), 'unknown key "language"', None)], hint=_HINT)
    return file.typed(Labels, hint=_HINT, language=language)
