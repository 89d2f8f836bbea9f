"""A sheet as HTML: a page for reading, and the HTML part of a mail.

Both are set by the layouts in `templates/layouts/`; release text enters them as data and is escaped there. A mail
shows the photographs that go with it and names the others. A page stands alone: its pictures are in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.config.templates import builtin_templates, template_folders
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Problem
from pressctl.export.colour import readable
from pressctl.export.darkroom import develop
from pressctl.export.frame import MailFrame
from pressctl.export.picture_files import logo_ratio, logo_uri
from pressctl.export.sheet import Direction, Photographs, Sheet, Shown, photographs_on
from pressctl.export.targets import safe_target, telephone
from pressctl.frozen import replace
from pressctl.language.direction import direction
from pressctl.model.text import Emphasis, Foreign, Inline, LineBreak, Link, Strong, Words, plain

if TYPE_CHECKING:
    from css_inline import CSSInliner
    from jinja2 import Environment
    from markupsafe import Markup

PAPER = "#ffffff"
NIGHT = "#1a1a1a"
_PAGE, _MAIL = "page.html.j2", "mail.html.j2"
_FAULTS = (TypeError, ValueError, ArithmeticError, AttributeError, LookupError)
"""What a layout can raise besides the errors of the template language."""
_STYLES = ("classic.page.css", "classic.mail.css")
_IN_MAILTO = str.maketrans({"%": "%25", "?": "%3F", "&": "%26", "#": "%23", " ": "%20", '"': "%22"})


def render_html(sheet: Sheet, *, workspace: Workspace | None = None) -> str:
    """Return the sheet as a complete page that needs no other file.

    Raises:
        BadInput: the workspace's own layout has an error; the problem names file and line.
    """
    recipe = sheet.photographs.recipe
    made = {path: develop(path, recipe) for path in photographs_on(sheet)}
    shown = {path: Shown(picture.data_uri(), picture.width) for path, picture in made.items()}
    return _set(_PAGE, replace(sheet, photographs=Photographs(recipe, shown)), workspace, {})


def render_mail_html(sheet: Sheet, frame: MailFrame, *, workspace: Workspace | None = None) -> str:
    """Return the sheet as the HTML part of a mail, its styles inlined; slots of the frame stay as they are.

    Raises:
        BadInput: as `render_html`.
    """
    return _inliner().inline(_set(_MAIL, sheet, workspace, {"frame": frame}))


def _inline_html(inlines: tuple[Inline, ...]) -> Markup:
    """Return the inlines as HTML, every word escaped; a link whose target is not allowed keeps its words alone."""
    from markupsafe import Markup

    return Markup("").join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> Markup:
    from markupsafe import Markup, escape

    if isinstance(inline, Words):
        return escape(inline.text)
    if isinstance(inline, LineBreak):
        return Markup("<br>")
    inner = _inline_html(inline.inlines)
    match inline:
        case Emphasis():
            return Markup("<em>{}</em>").format(inner)
        case Strong():
            return Markup("<strong>{}</strong>").format(inner)
        case Foreign(language):
            return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), inner)
        case Link(target):
            shown = inner if plain(inline.inlines).strip() else escape(target)
            linked = Markup('<a class="link" href="{}">{}</a>').format(target, shown)
            return linked if safe_target(target) else shown


def _opt_out_html(frame: MailFrame) -> Markup:
    """Return the opt-out sentence, its address a link that begins the message."""
    from urllib.parse import quote

    from markupsafe import Markup, escape

    before, found, after = frame.opt_out.partition(frame.opt_out_address)
    if not (found and frame.opt_out_address):
        return escape(frame.opt_out)
    target = f"mailto:{frame.opt_out_address.translate(_IN_MAILTO)}"
    if frame.opt_out_subject:
        target += f"?subject={quote(frame.opt_out_subject, safe='')}"
        target += f"%20{frame.opt_out_token}" if frame.opt_out_token else ""
    return escape(before) + Markup('<a class="link" href="{}">{}</a>').format(target, found) + escape(after)


def inspect_html(folder: Path, name: str, sheets: Iterable[Sheet], frame: MailFrame) -> tuple[Problem, ...]:
    """Return the faults of a layout in `folder`: its syntax, then what setting specimens with it shows; one at a time.

    Raises:
        OSError: it cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    environment = _environment((folder, builtin_templates() / "layouts"))
    try:
        environment.parse((folder / name).read_text(encoding="utf-8"), name, str(folder / name))
    except TemplateSyntaxError as error:
        return _broken(name, error).problems
    used = [_PAGE] if name == _PAGE else [_MAIL] if name == _MAIL else [_PAGE, _MAIL]
    for sheet in sheets:
        for layout in used:
            try:
                _rendered(environment, layout, sheet, {"frame": frame})
            except (TemplateError, *_FAULTS) as error:
                return _broken(layout, error).problems
    return ()


def _set(layout: str, sheet: Sheet, workspace: Workspace | None, more: dict[str, object]) -> str:
    from jinja2 import TemplateError

    workspace = workspace if sheet.look.own else None
    folders = tuple(folder / "layouts" for folder in template_folders(workspace))
    environment = _environment(tuple(folder for folder in folders if folder.is_dir()))
    try:
        return _rendered(environment, layout, sheet, more)
    except (TemplateError, *_FAULTS) as error:
        if not (isinstance(error, TemplateError) or _is_the_offices(layout, workspace)):
            raise  # a fault of pressctl's own keeps its traceback
        raise _broken(layout, error) from error


def _rendered(environment: Environment, layout: str, sheet: Sheet, more: dict[str, object]) -> str:
    right_to_left = sheet.direction is Direction.RTL
    return environment.get_template(layout).render(
        sheet=sheet,
        accent=readable(sheet.look.accent, PAPER),
        night_accent=readable(sheet.look.accent, NIGHT, 7.0),
        start="right" if right_to_left else "left",
        end="left" if right_to_left else "right",
        **more,
    )


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from pressctl.export.kept_layouts import KeptLayouts

    environment = Environment(
        loader=FileSystemLoader(folders),
        bytecode_cache=KeptLayouts(builtin_templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "inlines": _inline_html,
        "kind": lambda block: type(block).__name__,
        "tel": telephone,
        "mailto": lambda address: f"mailto:{address.translate(_IN_MAILTO)}",
        "opt_out": _opt_out_html,
        "data_uri": logo_uri,
        "ratio": logo_ratio,
    }
    return environment


@lru_cache(maxsize=1)
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner

    # The dark-mode rules stand in a style element marked to be kept: at-rules that the inliner moves would stand
    # before the declaration of the encoding. Nothing is ever loaded from elsewhere.
    return CSSInliner(load_remote_stylesheets=False)


def _is_the_offices(layout: str, workspace: Workspace | None) -> bool:
    """Say whether any of the layouts in play is the office's own: then a fault in setting it is theirs to mend."""
    own = [folder / "layouts" for folder in template_folders(workspace)[:-1]]
    return any((folder / name).is_file() for folder in own for name in (layout, "sheet.html.j2", *_STYLES))


def _broken(layout: str, error: Exception) -> BadInput:
    """Say where in a layout the fault is: a syntax error knows its line, a runtime error's traceback does."""
    from jinja2 import TemplateSyntaxError

    file: str
    line: int | None
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or layout, error.lineno
    else:
        file, line = _last_template_frame(error, layout)
    shown = f"layouts/{Path(file).name}"
    return BadInput(
        f"the layout {shown} has an error",
        problems=[Problem(str(error).strip() or type(error).__name__, shown, line)],
        hint="mend it, or delete it to use the layout that pressctl brings",
    )


def _last_template_frame(error: Exception, layout: str) -> tuple[str, int | None]:
    found: tuple[str, int | None] = (layout, None)
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename.endswith((".j2", ".css")):
            found = (step.tb_frame.f_code.co_filename, step.tb_lineno)
        step = step.tb_next
    return found
