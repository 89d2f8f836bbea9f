"""A release's files: `<language>.md`, front matter and Markdown, read with every problem at once.

The text is kept exactly as it was read, BOM and line ends included, so writing it back changes nothing; edits
splice it (`splicing.py`). Nothing here writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from pressctl.config.regular import read_file, special_kind
from pressctl.config.schema import Config
from pressctl.config.validation import nearest
from pressctl.config.values import language_code
from pressctl.errors import BadInput, PressctlError, Problem, faulty_file
from pressctl.frozen import Frozen, replace
from pressctl.model.kind import Kind
from pressctl.model.text import Block, Image
from pressctl.source.characters import Lines, forbidden_characters
from pressctl.source.front_matter.border import Border
from pressctl.source.front_matter.matter import OriginalMatter, VariantMatter
from pressctl.source.front_matter.reading import CorrectedLookup, KindLookup, read_original, read_variant
from pressctl.source.front_matter.variant_labels import label_without_fact
from pressctl.source.front_matter.yaml_nodes import MapNode, Node, ScalarNode, compose
from pressctl.source.markdown.reading import parse_blocks
from pressctl.source.parts import Layout, begins_with_front_matter, find_parts
from pressctl.source.pictures import wrong_picture

LARGEST = 2_000_000
"""Bytes. A release is a few pages: what is larger is another file."""

Kinds: TypeAlias = Mapping[str, Kind] | Callable[[str], Kind]
"""The kinds by name, or what finds one and raises a PressctlError where there is none."""


class ReleaseFile(Frozen):
    """One language of a release as its file says it; organisations and people are still keys."""

    path: Path
    shown: str
    """The path as the person would name it."""
    language: str
    text: str
    """Exactly as read."""
    matter: OriginalMatter | VariantMatter
    blocks: tuple[Block, ...]
    """The body; spans are in the coordinates of `text`."""
    root: MapNode
    """The front matter's nodes, for places and for splicing."""

    @property
    def is_original(self) -> bool:
        """Say whether the others follow this one."""
        return isinstance(self.matter, OriginalMatter)


class OriginalFile(ReleaseFile):
    """The language that the others follow; its front matter holds the facts."""

    matter: OriginalMatter


class VariantFile(ReleaseFile):
    """Another language: texts only."""

    matter: VariantMatter


class ReleaseFiles(Frozen):
    """All languages of a release."""

    folder: Path
    original: OriginalFile
    variants: Mapping[str, VariantFile]
    """By language, in the order of their codes."""

    @property
    def slug(self) -> str:
        """The folder's name."""
        return self.folder.name

    def file(self, language: str) -> ReleaseFile | None:
        """Return the file of a language."""
        return self.original if language == self.original.language else self.variants.get(language)


def read_release(folder: Path, config: Config, kinds: Kinds, corrected: CorrectedLookup | None = None) -> ReleaseFiles:
    """Read all languages of the release in `folder`; `corrected` says what is wrong with what it corrects.

    Raises:
        BadInput: there is no original, or any file is wrong; `problems` holds those of all files.
    """
    paths = _markdown_files(folder)
    files: list[ReleaseFile] = []
    problems: list[Problem] = []
    for path in paths:
        file, found = _examine(path, config, kinds, corrected)
        problems.extend(found)
        if file is not None:
            files.append(file)
    originals = [file for file in files if isinstance(file, OriginalFile)]
    variants = [file for file in files if isinstance(file, VariantFile)]
    if len(originals) == 1:
        misspelt = {problem.hint for problem in problems if problem.path == originals[0].shown}
        for variant in variants:
            found = _against_original(variant, originals[0], misspelt)
            problems.extend(map(Lines.of(variant.text).explain, found))
        if not problems:
            ordered = sorted(variants, key=lambda file: file.language)
            return ReleaseFiles(folder, originals[0], {file.language: file for file in ordered})
    elif originals or len(files) == len(paths):  # a file that could not be read may well be the original
        problems.extend(_no_single_original(folder, files, originals))
    raise _bad_input(folder.name, problems)


def _shown(path: Path) -> str:
    """Return `releases/<slug>/en.md`, as it is seen from the workspace."""
    parts = path.parts[-3:] if path.parent.parent.name == "releases" else path.parts[-2:]
    return "/".join(parts)


def _markdown_files(folder: Path) -> list[Path]:
    try:
        paths = sorted(
            path for path in folder.iterdir() if path.suffix.lower() == ".md" and not path.name.startswith(".")
        )
    except OSError as error:
        raise BadInput(
            f"{folder.name} cannot be read: {error.strerror}", hint="pressctl list shows the releases"
        ) from error
    if not paths:
        raise BadInput(f"{folder.name} has no text: no <language>.md in it", hint="pressctl new drafts a release")
    return paths


def _examine(
    path: Path, config: Config, kinds: Kinds, corrected: CorrectedLookup | None
) -> tuple[ReleaseFile | None, list[Problem]]:
    """Return the file, as far as it can be understood, and what is wrong with it."""
    shown = _shown(path)
    text = _decode(path, shown)
    if isinstance(text, Problem):
        return None, [text]
    return _examine_text(path, text, config, kinds=kinds, shown=shown, corrected=corrected)


def release_file_of(path: Path, text: str, config: Config, kinds: Kinds) -> ReleaseFile:
    """Return what a release file would be if its text were this.

    Raises:
        BadInput: it would be none, or would have problems.
    """
    shown = _shown(path)
    file, problems = _examine_text(path, text, config, kinds=kinds, shown=shown)
    if problems or file is None:
        raise _bad_input(shown, problems)
    return file


def problems_of(path: Path, text: str, config: Config, kinds: Kinds) -> tuple[Problem, ...]:
    """Return what would be wrong with a release file if its text were this."""
    return tuple(_examine_text(path, text, config, kinds=kinds, shown=_shown(path))[1])


def _examine_text(
    path: Path, text: str, config: Config, *, kinds: Kinds, shown: str, corrected: CorrectedLookup | None = None
) -> tuple[ReleaseFile | None, list[Problem]]:
    problems: list[Problem] = []
    language = _language(path, shown, problems)
    layout = find_parts(text)
    if layout is None:
        problems.append(_no_front_matter(text, shown))
        return None, problems
    border = Border(shown, path.parent, config)
    lines = Lines.of(text)
    root = _front_matter(text, layout, lines, border)
    blocks = _body(text, layout, lines, border)
    problems.extend(border.problems)
    if root is None:
        return None, _in_order(problems, lines)
    border.problems = []
    matter = _matter(root, border, language, kinds, corrected)
    problems.extend(border.problems)
    name = language or path.stem
    file: ReleaseFile
    if isinstance(matter, OriginalMatter):
        file = OriginalFile(path, shown, name, text, matter, blocks, root)
    else:
        file = VariantFile(path, shown, name, text, matter, blocks, root)
    return file, _in_order(problems, lines)


def _in_order(problems: list[Problem], lines: Lines) -> list[Problem]:
    explained = (lines.explain(problem) for problem in problems)
    return sorted(explained, key=lambda problem: (problem.line or 0, problem.column or 0))


def _decode(path: Path, shown: str) -> str | Problem:
    try:
        kind = special_kind(path)
        if kind is not None:
            return Problem(f"is {kind}, not a text", shown)
        content = read_file(path, LARGEST + 1)
    except (OSError, ValueError) as error:
        return Problem(f"cannot be read: {getattr(error, 'strerror', None) or error}", shown)
    if len(content) > LARGEST:
        return Problem("is larger than 2 MB; a release is a few pages of text", shown, hint="put images into media/")
    if not content.strip():
        return Problem("is empty", shown, hint="pressctl new drafts a release")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem("is not UTF-8 text", shown, line, hint="save it as UTF-8 in your editor")


def _language(path: Path, shown: str, problems: list[Problem]) -> str | None:
    try:
        return language_code(path.stem)
    except ValueError:
        message = f'"{path.stem}" is not a language code; the files of a release are named en.md, az.md, …'
        problems.append(Problem(message, shown, hint="rename the file, or keep other texts elsewhere"))
        return None


def _no_front_matter(text: str, shown: str) -> Problem:
    if begins_with_front_matter(text):
        message = "the front matter that begins in line 1 never ends"
        return Problem(message, shown, 1, hint="write a line of three hyphens, ---, between it and the text")
    message = "does not begin with front matter: its first line must be three hyphens, ---"
    hint = "pressctl new drafts a release; copy the text under its front matter"
    return Problem(message, shown, 1, 1, hint=hint)


def _front_matter(text: str, layout: Layout, lines: Lines, border: Border) -> MapNode | None:
    start, end = layout.matter
    matter = text[start:end]
    line = lines.place(start)[0]
    border.problems.extend(forbidden_characters(matter, path=border.path, line=line))
    composed = compose(matter, path=border.path, line=line, offset=start)
    border.problems.extend(composed.problems)
    if isinstance(composed.root, MapNode):
        return composed.root
    if not composed.problems:
        message = "the front matter is empty" if composed.root is None else "the front matter is not a table"
        border.problems.append(Problem(message, border.path, line, hint="write key: value, a line each"))
    return None


def _body(text: str, layout: Layout, lines: Lines, border: Border) -> tuple[Block, ...]:
    parsed = parse_blocks(text[layout.body :], path=border.path, line=lines.place(layout.body)[0], offset=layout.body)
    border.problems.extend(parsed.problems)
    for block in parsed.blocks:
        if isinstance(block, Image) and block.file and (wrong := wrong_picture(border.folder, block.file)):
            border.problems.append(Problem(wrong, border.path, block.span.line))
    return parsed.blocks


def _matter(
    root: MapNode, border: Border, language: str | None, kinds: Kinds, corrected: CorrectedLookup | None
) -> OriginalMatter | VariantMatter:
    original = root.get("original")
    named = original.value.strip() if isinstance(original, ScalarNode) else ""
    follows = named != language if named else not (root.get("id") or root.get("kind"))
    # With a file name that is no language, what the file holds decides.
    if language is None and named:
        follows = root.get("id") is None
    return read_variant(root, border) if follows else read_original(root, border, language, _lookup(kinds), corrected)


def _lookup(kinds: Kinds) -> KindLookup:
    def find(name: str) -> Kind | str:
        if isinstance(kinds, Mapping):
            if name in kinds:
                return kinds[name]
            guess = nearest(name, kinds)
            return f'no kind "{name}"; ' + (
                f'did you mean "{guess}"?' if guess else f"there are {', '.join(sorted(kinds))}"
            )
        try:
            return kinds(name)
        except PressctlError as error:
            return f"{error.message}; {error.hint}" if error.hint else error.message

    return find


def _no_single_original(folder: Path, files: list[ReleaseFile], originals: list[OriginalFile]) -> list[Problem]:
    if originals:
        names = ", ".join(file.path.name for file in originals)
        hint = "let the others' original name one of them, and keep its facts in that one"
        return [
            Problem(
                f"{names} all call themselves the original",
                file.shown,
                file.root.start.line,
                where="original",
                hint=hint,
            )
            for file in originals[1:]
        ]
    message = "none of the files is the original, which has the facts and names its own language under original"
    return [Problem(message, folder.name, hint=f"the variants follow {_followed(files)}.md")]


def _followed(files: list[ReleaseFile]) -> str:
    return files[0].matter.original or "en"


def _against_original(variant: VariantFile, original: OriginalFile, misspelt: set[str | None]) -> list[Problem]:
    """Return what is wrong between a variant and the original that it follows.

    A label for a fact whose key is misspelt in the original (its hint asks for it) is no problem of the variant's.
    """
    problems: list[Problem] = []
    matter, facts = variant.matter, original.matter

    def problem(node: Node | None, where: str, message: str, hint: str | None = None) -> None:
        mark = (node or variant.root).start
        problems.append(Problem(message, variant.shown, mark.line, mark.column, where, hint))

    if matter.original and matter.original != original.language:
        problem(variant.root.get("original"), "original", f'the original is "{original.language}"')
    labels = variant.root.get("labels")
    for key in matter.labels:
        owner = re.split(r"[.\[]", key, maxsplit=1)[0]
        if f'did you mean "{owner}"?' not in misspelt and (message := label_without_fact(key, facts)):
            entry = labels.entry(key) if isinstance(labels, MapNode) else None
            problem(entry.key if entry else labels, f"labels.{key}", message)
    known = {media.file for media in facts.media}
    for number, media in enumerate(matter.media, 1):
        if media.file and media.file not in known:
            guess = nearest(media.file, known)
            hint = f'did you mean "{guess}"?' if guess else "captions belong to the files that the original lists"
            problem(variant.root.get("media"), f"media[{number}].file", f'the original has no "{media.file}"', hint)
    return problems


def _bad_input(shown: str, problems: list[Problem]) -> BadInput:
    first = next((problem for problem in problems if problem.line is not None), None)
    hint = f"mend {first.place()}" if first else None
    return faulty_file(shown, map(_kept, problems), hint=hint)


def _kept(problem: Problem) -> Problem:
    """Return the problem with an excerpt that fits a terminal's line and still holds the column."""
    if problem.excerpt is None or len(problem.excerpt) <= 400:
        return problem
    return replace(problem, excerpt=None if (problem.column or 0) > 400 else problem.excerpt[:400])
