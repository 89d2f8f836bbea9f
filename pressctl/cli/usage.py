"""A command line that is wrong, in pressctl's own words: typer's are those of the library that it is made of.

What is missing or not understood, and a command line that would do; the exit code is typer's own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from pressctl.cli.commands import COMMANDS
from pressctl.errors import ExitCode, Interrupted, UsageError

_FAULT: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for everything that is wrong with a command line; it does not publish the name."""
_SHOWN_BY = {
    "SLUG": "pressctl list shows the releases",
    "CONTACT": "pressctl contacts list shows who is on file",
    "WHO": "pressctl contacts list shows who is on file",
    "[WHAT] KEY": "pressctl office list shows the keys",
    "[WHAT] OLD NEW": "pressctl office list shows the keys",
}
"""Where a person finds what an argument may be."""
_NUMBERS = {"valid integer": "wants a whole number", "valid number": "wants a number"}
_CHOICE = re.compile(r"(?:Value error, )?'(?P<typed>.*?)' is not one of (?P<choices>'.*')", re.DOTALL)
_TOO_MUCH = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)", re.DOTALL)
_NO_COMMAND = re.compile(r"No such command ['\"](?P<name>.*?)['\"]", re.DOTALL)


def obey(app: Callable[..., object]) -> None:
    """Do what the command line asks for, and leave with the command's exit code.

    Raises:
        UsageError: the command line itself is wrong.
        Interrupted: the input ended where an answer was wanted.
    """
    try:
        code = app(standalone_mode=False)
    except _FAULT as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # a group alone: its help says more than any reproach
            error.show()  # type: ignore[attr-defined]  # as every one of these
            sys.exit(UsageError.exit_code)
        raise in_our_words(error) from error
    except typer.Abort as error:
        raise Interrupted("stopped: no answer came") from error
    sys.exit(code if isinstance(code, int) else ExitCode.DONE)


def in_our_words(error: Any) -> UsageError:
    """Return what typer found wrong as an error of pressctl's."""
    context = getattr(error, "ctx", None)
    path = _path(context) if context is not None else _path_in(sys.argv[1:])
    for kind in (_missing, _unknown_option, _option_without, _unfit, _too_much, _unknown_command):
        found = kind(error, context, path)
        if found is not None:
            return found
    return UsageError(error.format_message().rstrip("."), hint=f"{path} --help")


def _missing(error: Any, context: Any, path: str) -> UsageError | None:
    """Say what is missing, and what it may be."""
    if not hasattr(error, "param_type") or error.param is None:
        return None
    help_ = (getattr(error.param, "help", None) or "").split(". ")[0].rstrip(".")
    if help_[1:2].islower():  # no name of a format
        help_ = help_[0].lower() + help_[1:]
    said = f"{path} wants {_named(error.param)}" + (f": {help_}" if help_ else "")
    shown_by = _SHOWN_BY.get(error.param.metavar or "")
    return UsageError(said, hint="; ".join(part for part in (_example(context, path), shown_by) if part))


def _unknown_option(error: Any, context: Any, path: str) -> UsageError | None:
    if not hasattr(error, "possibilities"):
        return None
    known = [option for param in context.command.params for option in param.opts] if context is not None else []
    guess = _nearest(error.option_name, [option for option in known if option.startswith("--")])
    meant = f"did you mean {guess}? " if guess else ""
    return UsageError(f"{path} has no option {error.option_name}", hint=f"{meant}{path} --help shows all")


def _option_without(error: Any, _: Any, path: str) -> UsageError | None:
    if not hasattr(error, "option_name"):
        return None
    wants = "takes no value" if "not take" in error.message else "wants a value behind it"
    return UsageError(f"{error.option_name} {wants}", hint=f"{path} --help shows what it takes")


def _unfit(error: Any, context: Any, path: str) -> UsageError | None:
    """Say what is wrong with a value; of one that is none of several choices, which there are."""
    if getattr(error, "param", None) is None:
        return None
    label = _label(error.param)
    found = _CHOICE.fullmatch(error.message.rstrip("."))
    if found is None:
        number = next((said for word, said in _NUMBERS.items() if word in error.message), None)
        message = error.message.removeprefix("Value error, ").rstrip(".")
        return UsageError(f"{label} {number}" if number else f"{label}: {message}", hint=f"{path} --help")
    choices = re.findall(r"'([^']*)'", found["choices"])
    said = f'{label} cannot be "{found["typed"]}"; it can be {", ".join(choices)}'
    guess = _nearest(found["typed"], choices)
    return UsageError(said, hint=f'did you mean "{guess}"?' if guess else _example(context, path))


def _too_much(error: Any, context: Any, path: str) -> UsageError | None:
    found = _TOO_MUCH.match(error.message)
    if found is None:
        return None
    said = f'"{found["words"]}" is too much for {path}; a text with spaces wants quotation marks'
    return UsageError(said, hint=_example(context, path))


def _unknown_command(error: Any, context: Any, path: str) -> UsageError | None:
    found = _NO_COMMAND.match(error.message)
    if found is None:
        return None
    guess = _nearest(found["name"], list(context.command.commands)) if context is not None else None
    meant = f"did you mean {path} {guess}? " if guess else ""
    return UsageError(f'{path} has no command "{found["name"]}"', hint=f"{meant}{path} --help lists them")


def _example(context: Any, path: str) -> str:
    """Return the shortest command line that would do, the words in capitals to be filled in."""
    needed = [param for param in context.command.params if param.required] if context is not None else []
    return " ".join([path, *(_named(param) for param in needed)])


def _named(param: Any) -> str:
    metavar = param.metavar or str(param.name).upper()
    return f"{param.opts[0]} {metavar}" if param.param_type_name == "option" else metavar


def _label(param: Any) -> str:
    return param.opts[0] if param.param_type_name == "option" else param.metavar or str(param.name).upper()


def _path(context: Any) -> str:
    """Return `pressctl contacts add`, however pressctl was called."""
    names: list[str] = []
    while context.parent is not None:
        names.insert(0, context.info_name)
        context = context.parent
    return " ".join(["pressctl", *names])


def _path_in(words: Sequence[str]) -> str:
    """Return the command that stands in a command line of which typer does not say how far it was read."""
    groups = {entry.name: entry.attribute == "app" for entry in COMMANDS}
    for at, word in enumerate(words):
        if word in groups:
            rest = [each for each in words[at + 1 : at + 2] if groups[word] and not each.startswith("-")]
            return " ".join(["pressctl", word, *rest])
    return "pressctl"


def _nearest(typed: str, known: Sequence[str]) -> str | None:
    from pressctl.config.validation import nearest

    return nearest(typed, known)
