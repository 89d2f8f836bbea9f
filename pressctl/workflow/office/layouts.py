"""The layouts of an office: which there are, what is wrong with its own, a copy of ours to change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressctl.config.looks import LookName
from pressctl.config.schema import Config
from pressctl.config.templates import builtin_templates
from pressctl.config.validation import nearest
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, UsageError
from pressctl.export.flaws import Flaw, FlawKind
from pressctl.export.layouts import HOUSE_LAYOUT, is_builtin, layout
from pressctl.export.sheet import Direction, Look, Sheet
from pressctl.export.specimen import FRAME, specimen
from pressctl.frozen import Frozen
from pressctl.store.files import file_error, write_atomically

LAYOUTS = {
    "house.docx": "Word document",
    "house.typ": "PDF",
    "page.html.j2": "HTML page",
    "mail.html.j2": "e-mail",
    "sheet.html.j2": "what page and e-mail share",
    "classic.page.css": "the classic look of the page",
    "classic.mail.css": "the classic look of the e-mail",
}
"""Every layout by its file's name, and what it sets."""
_BESIDE = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg"})
_PASSED_OVER = ("~$", ".", "readme")


class LayoutFile(Frozen):
    """A layout in use, or a file that is taken for one."""

    name: str
    sets: str
    """What it sets; empty where nothing is set by it."""
    path: Path
    own: bool
    """It is the office's own."""


class Checked(Frozen):
    """A layout, looked at."""

    file: LayoutFile
    flaws: tuple[Flaw, ...]


def list_layouts(workspace: Workspace, config: Config) -> tuple[LayoutFile, ...]:
    """Return the layouts that set a release of this office, and its other files among them."""
    look = Look(name=config.office.look)
    known = []
    for name, sets in LAYOUTS.items():
        if name.startswith(LookName.CLASSIC) and look.name is not LookName.CLASSIC:
            continue
        path = layout(workspace, f"layouts/{name}", look)
        known.append(LayoutFile(name, sets, path, own=not is_builtin(path)))
    return (*known, *_others(workspace))


def check_layouts(workspace: Workspace, config: Config, file: Path | None = None) -> tuple[Checked, ...]:
    """Return every flaw of the office's own layouts and fonts, or of one file, wherever it is.

    Raises:
        BadInput: the file that was named cannot be read as a layout.
    """
    if file is not None:
        return (Checked(_named(file), _flaws(file, workspace, config)),)
    checked = [
        Checked(found, _tried(found, workspace, config) if found.own else ())
        for found in list_layouts(workspace, config)
    ]
    return (*checked, *_checked_fonts(workspace))


def copy_layouts(workspace: Workspace, config: Config, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Copy built-in layouts, of the office's look, to where the office can change them; nothing is overwritten.

    Raises:
        UsageError: there is no such layout.
        BadInput: one of them is there already, or cannot be written.
    """
    for name in names:
        if name not in LAYOUTS:
            guess = nearest(name, LAYOUTS)
            raise UsageError(
                f'no layout "{name}"; layouts are {", ".join(LAYOUTS)}',
                hint=f"did you mean {guess}?" if guess else None,
            )
    folder = workspace.templates / "layouts"
    look = Look(name=config.office.look, own=False)
    sources = {folder / name: layout(None, f"layouts/{name}", look) for name in names}
    there = [target for target, source in sources.items() if target.exists()]
    if there:
        raise BadInput(
            f"{_shown(workspace, there[0])} is there already; nothing was copied", hint="move it away first, or keep it"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, source in sources.items():
            write_atomically(target, source.read_bytes())
    except OSError as error:
        raise file_error(folder, error) from error
    return tuple(sources)


def lent_styles(workspace: Workspace, config: Config) -> int:
    """Return how many styles the office's own .docx lacks, which pressctl lends it; 0 where it has none of its own."""
    path = layout(workspace, HOUSE_LAYOUT, Look(name=config.office.look))
    if is_builtin(path):
        return 0
    from pressctl.export.docx.inspection import missing_styles

    return missing_styles(path)


def _others(workspace: Workspace) -> Iterator[LayoutFile]:
    """Yield the files beside the layouts that no layout is and none names."""
    folder = workspace.templates / "layouts"
    if not folder.is_dir() or folder.resolve() == (builtin_templates() / "layouts").resolve():
        return
    texts = [
        path.read_bytes() for path in folder.iterdir() if path.suffix in {".typ", ".j2", ".css"} and path.is_file()
    ]
    for path in sorted(folder.iterdir()):
        if path.name in LAYOUTS or path.name.lower().startswith(_PASSED_OVER) or path.suffix.lower() in _BESIDE:
            continue
        if not any(path.name.encode() in text for text in texts):
            yield LayoutFile(path.name, "", path, own=True)


def _named(file: Path) -> LayoutFile:
    ending = {".docx": "house.docx", ".typ": "house.typ"}.get(file.suffix.lower(), file.name)
    return LayoutFile(file.name, LAYOUTS.get(ending, ""), file, own=True)


def _tried(file: LayoutFile, workspace: Workspace, config: Config) -> tuple[Flaw, ...]:
    """Return a file's flaws; that it is no layout, or cannot be read at all, is one of them."""
    if not file.sets:
        return (_unknown(file.path),)
    try:
        return _flaws(file.path, workspace, config)
    except BadInput as error:
        said = error.message.replace(str(file.path), "it")
        return (Flaw(FlawKind.UNREADABLE, said, "nothing can be set by it"),)


def _flaws(path: Path, workspace: Workspace, config: Config) -> tuple[Flaw, ...]:
    """Return the flaws of one layout, known by its name's ending.

    Raises:
        BadInput: it cannot be read.
    """
    paper, look = config.office.paper.value, config.office.look
    if path.suffix.lower() in {".docx", ".docm", ".dotx", ".dotm"}:
        from pressctl.export.docx.inspection import inspect_docx

        return inspect_docx(path, paper)
    if not path.is_file():
        raise BadInput(f"{path} cannot be read: there is no such file")
    sheets = _specimens(look, paper)
    if path.suffix.lower() == ".typ":
        from pressctl.export.pdf.inspection import inspect_fonts, inspect_typ

        fonts = workspace.templates / "fonts"
        usable = not any(flaw.kind is FlawKind.ERROR for flaw in inspect_fonts(fonts))
        return inspect_typ(path, sheets, fonts if usable else None)
    if path.name.endswith(".j2") or path.name in LAYOUTS:
        return _html_flaws(path, sheets)
    return (_unknown(path),)


def _specimens(look: LookName, paper: str) -> tuple[Sheet, ...]:
    return specimen(look, paper), specimen(look, paper, Direction.RTL)


def _html_flaws(path: Path, sheets: tuple[Sheet, ...]) -> tuple[Flaw, ...]:
    from pressctl.export.html import inspect_html

    try:
        problems = inspect_html(path.parent, path.name, sheets, FRAME)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read as UTF-8 text", hint="save it as UTF-8 in your editor") from error
    return tuple(
        Flaw(FlawKind.ERROR, f"{elsewhere}{one.message}", "nothing can be set by it", one.line)
        for one in problems
        for other in [Path(one.path or path.name).name]
        for elsewhere in ["" if other == path.name else f"in {other}: "]
    )


def _unknown(path: Path) -> Flaw:
    guess = nearest(path.name, LAYOUTS)
    meant = f"; did you mean {guess}?" if guess else f"; layouts are {', '.join(LAYOUTS)}"
    return Flaw(FlawKind.UNKNOWN_FILE, f"no layout has the name {path.name}{meant}", "it is not used")


def _checked_fonts(workspace: Workspace) -> Iterator[Checked]:
    folder = workspace.templates / "fonts"
    if folder.is_dir():
        from pressctl.export.pdf.inspection import inspect_fonts

        yield Checked(LayoutFile("fonts/", "fonts of the PDF", folder, own=True), tuple(inspect_fonts(folder)))


def _shown(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix() if path.is_relative_to(workspace.root) else str(path)
