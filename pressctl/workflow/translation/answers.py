"""A translator's document read back: each text to its place in the variant, and nothing else touched.

Blocks are written by splicing, one by one; the file is read again before it is kept, and a text that has no place is
named, never guessed at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen, replace
from pressctl.model.digest import Json
from pressctl.model.line_ends import newline_of
from pressctl.model.snapshots import block_in
from pressctl.model.text import Block, plain
from pressctl.model.text_parts import Inlines, parts, with_parts
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.settling.document import resolved
from pressctl.ooxml.settling.way import Way
from pressctl.ooxml.two_columns import FilledRow, filled_rows
from pressctl.source.front_matter.yaml_nodes import ListNode
from pressctl.source.markdown.writing import CannotBeWritten, written
from pressctl.source.release_file import VariantFile
from pressctl.source.splicing import EditRefused, add_key, replace_block, replace_value
from pressctl.source.translation import source_texts_digest
from pressctl.store.files import write_atomically
from pressctl.store.record.versions import snapshot
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_folder
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.review.resolving import read_document
from pressctl.workflow.translation.registry import Registry, registry_of, row_with_source


class Told(Frozen):
    """One text of the document and why nothing came of it."""

    path: str
    text: str
    why: str = ""


class TranslationRead(Frozen):
    """What became of a translator's document."""

    slug: str
    language: str
    path: Path
    written: tuple[str, ...]
    """Paths of the texts that were written."""
    unchanged: int
    untranslated: tuple[Told, ...]
    """Texts whose cell is empty."""
    unplaced: tuple[Told, ...]
    """What could not be put into the variant, and why."""
    plain_now: tuple[str, ...]
    """Texts whose stress or links Markdown cannot carry."""
    changed_since: bool
    """The original says something else by now than when the document was made."""


def read_translation(desk: Desk, file: Path) -> TranslationRead:
    """Put the translations of a returned document into the variant.

    Raises:
        BadInput: it is no document of ours, or the variant cannot be changed so.
    """
    package = WordPackage(read_document(file), file.name)
    settled = WordPackage(resolved(package, Way.ACCEPT), file.name)
    rows = filled_rows(settled)
    sent, folder = registry_of(desk, package, rows, file)
    opened = open_folder(desk.workspace, desk.config, folder)
    variant = opened.files.variants.get(sent.language)
    if variant is None:
        raise BadInput(f"{folder.name} has no {sent.language}.md any more")
    work = _Work(desk, opened, variant, sent)
    work.take(rows)
    text = work.edited()
    if text != variant.text:
        _keep(desk, opened, variant, text, sent)
    return work.told()


def _keep(desk: Desk, opened: Opened, variant: VariantFile, text: str, sent: Registry) -> None:
    """Write the variant, and put back what it was where it cannot be read any more."""
    write_atomically(variant.path, text.encode())
    try:
        open_folder(desk.workspace, desk.config, opened.folder)
    except BadInput:
        write_atomically(variant.path, variant.text.encode())
        raise
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        facts = {"translation": sent.id, "language": sent.language}
        change.event("translation-read", release_id=opened.release.id, data=facts)


class _Work:
    """A variant being filled in."""

    def __init__(self, desk: Desk, opened: Opened, variant: VariantFile, sent: Registry) -> None:
        self._desk, self._opened, self._variant, self._sent = desk, opened, variant, sent
        self._taken: dict[str, Inlines] = {}
        self._written: list[str] = []
        self._untranslated: list[Told] = []
        self._unplaced: list[Told] = []
        self._plain: list[str] = []
        self._photographs: dict[str, dict[str, str]] = {}
        self._unchanged = 0

    def take(self, rows: tuple[FilledRow, ...]) -> None:
        """Take each row to the text that it translates: by its bookmark, else by the source's words."""
        by_mark = {name: row for row in rows for name in row.bookmarks}
        for known in self._sent.rows:
            row = by_mark.get(known.bookmark) or row_with_source(rows, known.source)
            if row is None:
                self._unplaced.append(Told(known.path, known.source, "its row is not in the document"))
            elif not plain(row.target).strip():
                self._untranslated.append(Told(known.path, known.source))
            elif plain(row.target) == known.target.replace("\t", " "):
                self._unchanged += 1
            else:
                self._taken[known.path] = row.target

    def edited(self) -> str:
        """Return the variant's text with everything that was taken in its place."""
        text = self._with_body(self._variant.text)
        for path in self._taken:
            if not path.startswith(("body[", "notes[")):
                text = self._with_line(text, path, " ".join(plain(self._taken[path]).split()))
        return self._with_notes(self._with_photographs(text))

    def told(self) -> TranslationRead:
        """Say what became of everything."""
        now = source_texts_digest(self._opened.files.original)
        path = self._variant.path.relative_to(self._opened.workspace.root)
        return TranslationRead(
            self._opened.release.slug,
            self._variant.language,
            path,
            tuple(self._written),
            self._unchanged,
            tuple(self._untranslated),
            tuple(self._unplaced),
            tuple(self._plain),
            now != self._sent.of,
        )

    # Lines of the front matter ---------------------------------------------------------------------------------------

    def _with_line(self, text: str, path: str, value: str) -> str:
        place = path
        if path.startswith("media["):
            file = self._opened.files.original.matter.media[int(path[6 : path.index("]")]) - 1].file
            files = [media.file for media in self._variant.matter.media]
            name = path.rpartition(".")[2]
            if file not in files:
                self._photographs.setdefault(file, {"file": file})[name] = value
                self._written.append(path)
                return text
            place = f"media[{files.index(file) + 1}].{name}"
        done = self._put(text, place, value, Told(path, value))
        if done is None:
            return text
        self._written.append(path)
        return done

    def _put(self, text: str, place: str, value: str | dict[str, str], told: Told) -> str | None:
        """Return the text with a value in its place; nothing where it cannot stand there, which is told."""
        try:
            try:
                return replace_value(text, place, value)
            except EditRefused:
                return add_key(text, place, value)
        except EditRefused as error:
            self._unplaced.append(replace(told, why=error.message))
            return None

    def _with_photographs(self, text: str) -> str:
        """Add the photographs that the variant did not name, each with everything that is said of it."""
        for number, item in enumerate(self._photographs.values(), len(self._variant.matter.media) + 1):
            place = f"media[{number}]"
            text = self._put(text, place, item, Told(place, item["file"])) or text
        return text

    # Blocks ----------------------------------------------------------------------------------------------------------

    def _with_body(self, text: str) -> str:
        groups = _grouped(self._taken, "body")
        if groups and len(self._variant.blocks) != self._sent.blocks:
            why = f"{self._variant.path.name} had {self._sent.blocks} blocks and has {len(self._variant.blocks)} now"
            self._unplaced.extend(
                Told(f"body[{n}]", plain(words), why) for n, said in groups.items() for words in said.values()
            )
            return text
        wanted = list(self._variant.blocks)
        edits = sorted(groups.items(), key=lambda one: (self._sent.body[one[0] - 1][1], one[0]), reverse=True)
        for number, said in edits:
            block, after = self._sent.body[number - 1]
            made = self._made(f"body[{number}]", self._source(f"body[{number}]"), block, said)
            if made is None:
                continue
            changed, markdown = made
            if block is not None:
                text = replace_block(text, wanted[block], markdown)
                wanted[block] = changed
            else:
                text = _inserted(text, self._variant.blocks, after, markdown)
                wanted.insert(after + 1, changed)
        self._check(text, wanted)
        return text

    def _source(self, path: str) -> Block | None:
        texts = self._texts()
        return block_in(texts[path]) if path in texts else None

    def _texts(self) -> Mapping[str, Json]:
        with record_to_read(self._desk) as database:
            content = snapshot(database, self._sent.of) if database is not None else None
        found: Mapping[str, Json] = json.loads(content) if content is not None else {}
        return found

    def _made(
        self, path: str, source: Block | None, block: int | None, said: Mapping[str, Inlines]
    ) -> tuple[Block, str] | None:
        """Return the block that is to stand there with its Markdown."""
        have = self._variant.blocks[block] if block is not None else None
        base = have if have is not None and (source is None or list(parts(have)) == list(parts(source))) else source
        if base is None:
            self._lost(path, said, "the record does not hold the original that was translated")
            return None
        kept = parts(have) if have is not None and base is source else {}
        changed = with_parts(base, {**{name: kept[name] for name in kept if name in parts(base)}, **said})
        return self._as_markdown(path, changed, said)

    def _as_markdown(self, path: str, changed: Block, said: Mapping[str, Inlines]) -> tuple[Block, str] | None:
        try:
            done = written(changed, self._variant.language)
        except CannotBeWritten:
            self._lost(path, said, "these words cannot stand in such a place")
            return None
        self._written.extend(f"{path}.{name}" if name else path for name in said)
        if not done.whole:
            self._plain.append(path)
        return changed, done.markdown

    def _lost(self, path: str, said: Mapping[str, Inlines], why: str) -> None:
        self._unplaced.extend(
            Told(f"{path}.{name}" if name else path, plain(words), why) for name, words in said.items()
        )

    def _check(self, text: str, wanted: list[Block]) -> None:
        """Make sure that the body says what it should, and that no other block says anything else.

        Raises:
            BadInput: it does not; nothing was written.
        """
        from pressctl.source.markdown.reading import parse_blocks
        from pressctl.source.parts import find_parts

        layout = find_parts(text)
        blocks = parse_blocks(text[layout.body :] if layout else "", path=self._variant.path.name).blocks
        bare = [_plain_of(block) for block in blocks]
        if bare != [_plain_of(block) for block in wanted]:
            raise BadInput(
                f"{self._variant.path.name} cannot take this translation without changing other blocks",
                problems=[Problem("nothing was written", path=self._variant.path.name)],
            )

    def _with_notes(self, text: str) -> str:
        groups = _grouped(self._taken, "notes")
        if not groups:
            return text
        source = {path: value for path, value in self._texts().items() if path.startswith("notes[")}
        blocks = [block_in(source[f"notes[{n}]"]) for n in range(1, len(source) + 1)]
        theirs = self._variant.matter.notes
        blocks = [theirs[n] if n < len(theirs) else block for n, block in enumerate(blocks)]
        markdown: list[str] = []
        for number, block in enumerate(blocks, 1):
            said = groups.get(number, {})
            made = self._as_markdown(f"notes[{number}]", with_parts(block, said), said)
            markdown.append(made[1] if made else written(block, self._variant.language).markdown)
        as_list = isinstance(self._opened.files.original.root.get("notes"), ListNode)
        value = markdown if as_list else "\n\n".join(markdown)
        try:
            return replace_value(text, "notes", value)
        except EditRefused:
            return add_key(text, "notes", value)


def _plain_of(block: Block) -> dict[str, list[str]]:
    """Return the words of a block's parts, to compare them whatever their stress."""
    return {name: plain(words).split() for name, words in parts(block).items()}


def _grouped(taken: Mapping[str, Inlines], name: str) -> dict[int, dict[str, Inlines]]:
    """Return what was taken for blocks, by their number and by the part."""
    groups: dict[int, dict[str, Inlines]] = {}
    for path, words in taken.items():
        if path.startswith(f"{name}["):
            number, _, part = path[len(name) + 1 :].partition("]")
            groups.setdefault(int(number), {})[part.removeprefix(".")] = words
    return groups


def _inserted(text: str, blocks: tuple[Block, ...], after: int, markdown: str) -> str:
    """Return the text with Markdown behind a block of the variant as it was, or before the first."""
    newline = newline_of(text)
    said = markdown.replace("\n", newline)
    if after < 0 and blocks:
        start = blocks[0].span.start
        return f"{text[:start]}{said}{newline}{newline}{text[start:]}"
    end = blocks[after].span.end if blocks else len(text)
    return f"{text[:end]}{newline}{newline}{said}{text[end:]}"
