"""The small language of segments: `country == "AZ" and "tv" in tags` → a question that each contact answers.

Python's own grammar, of which `and or not == != in not in`, parentheses, literals and column names are allowed and
nothing else: no call, attribute, subscript, comprehension or arithmetic. An expression is checked once, before any
contact is looked at: what it compares must be of a kind, so that a slip is an error and not an empty list.
An empty cell is "". `tags` and `beats` are sets. `"az" in language` holds when az stands anywhere in the list,
`language == "az"` when it is the first preference. A number is compared as it is written.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from operator import attrgetter

from pressctl.config.validation import nearest
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen
from pressctl.model.contact import Contact
from pressctl.store.press_list.cells import COLUMNS

LONGEST_EXPRESSION = 2000
DEEPEST = 40
"""Levels of parentheses, `not` and the like; a person loses count long before."""

Test = Callable[[Contact], bool]


class _Kind(Enum):
    TEXT = auto()
    TEXTS = auto()
    LANGUAGES = auto()
    YES_OR_NO = auto()


class _Term(Frozen):
    """A part of an expression that has a value for each contact."""

    kind: _Kind
    of: Callable[[Contact], object]


class _Fault(Exception):
    """Where the expression is wrong: the node, what is wrong, what to write instead."""

    def __init__(self, node: ast.AST, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.node, self.message, self.hint = node, message, hint


def identifier(column: str) -> str:
    """Return how an expression names a column: `Work phone` is `work_phone`."""
    return column if column in COLUMNS else re.sub(r"\W+", "_", column.strip()).strip("_").lower()


def compile_expression(expression: str, foreign: Iterable[str] = (), *, called: str = "the segment") -> Test:
    """Make the question that an expression asks of a contact.

    Args:
        expression: as in `pressctl.toml` or after `--to`.
        foreign: the file's own columns.
        called: what the problem calls the expression.

    Raises:
        BadInput: it is not an expression of this language; the problem holds it with the column of the fault.
    """
    if len(expression) > LONGEST_EXPRESSION:
        raise BadInput(f"{called} is {len(expression):,} characters long; {LONGEST_EXPRESSION:,} are taken")
    text = re.sub(r"[\x00-\x1f\x7f]", " ", expression)
    indent = len(text) - len(text.lstrip())
    try:
        tree = _tree(text.strip())
        return _Compiler({identifier(name): name for name in foreign}).test(tree)
    except SyntaxError as error:
        column = indent + (error.offset or len(text.strip()) + 1)
        raise _not_understood(text, column, _syntax(error, text[column - 1 : column]), None, called) from None
    except (RecursionError, MemoryError, ValueError):
        raise _not_understood(text, 1, "this cannot be read as an expression", None, called) from None
    except _Fault as fault:
        column = indent + _column(fault.node, text.strip())
        raise _not_understood(text, column, fault.message, fault.hint, called) from None


def _tree(text: str) -> ast.expr:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python's advice about escapes is not for a press officer
        return ast.parse(text, mode="eval").body


def _syntax(error: SyntaxError, character: str) -> str:
    if character == "=":
        return "one = does not compare; write =="
    if "never closed" in error.msg or "unterminated" in error.msg:
        return "this is opened and never closed"
    return "this is not understood here" if error.offset else "the expression breaks off here"


def _column(node: ast.AST, text: str) -> int:
    """Return the 1-based column in characters; the syntax tree counts UTF-8 bytes."""
    offset = getattr(node, "col_offset", 0)
    return len(text.encode()[:offset].decode(errors="ignore")) + 1


def _not_understood(expression: str, column: int, message: str, hint: str | None, called: str) -> BadInput:
    problem = Problem(message, line=1, column=column, excerpt=expression, hint=hint)
    return BadInput(f"{called} is not an expression that can be understood", problems=[problem])


class _Compiler:
    """Turns the allowed nodes into terms and tests, and points at every other."""

    def __init__(self, foreign: Mapping[str, str]) -> None:
        self._foreign = foreign
        self._depth = 0

    def test(self, node: ast.expr) -> Test:
        """Return the yes-or-no question of a node."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Fault(node, f"this is nested more than {DEEPEST} deep")
        try:
            return self._test(node)
        finally:
            self._depth -= 1

    def _test(self, node: ast.expr) -> Test:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                tests = tuple(self.test(value) for value in values)
                return lambda contact: all(test(contact) for test in tests)
            case ast.BoolOp(values=values):
                tests = tuple(self.test(value) for value in values)
                return lambda contact: any(test(contact) for test in tests)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                test = self.test(operand)
                return lambda contact: not test(contact)
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self._comparison(left, operator, right)
            case ast.Compare(comparators=[_, second, *_]):
                raise _Fault(second, "one comparison at a time; join two with and")
            case ast.Constant(value=str()):
                raise _Fault(node, "a text alone is neither true nor false", 'write "tv" in tags, or country == "AZ"')
        value = self._term(node).of
        return lambda contact: bool(value(contact))

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Test:
        match operator:
            case ast.Eq():
                return self._equality(left, right)
            case ast.NotEq():
                test = self._equality(left, right)
                return lambda contact: not test(contact)
            case ast.In():
                return self._membership(left, right)
            case ast.NotIn():
                member = self._membership(left, right)
                return lambda contact: not member(contact)
        raise _Fault(right, "only ==, !=, in and not in compare")

    def _equality(self, left: ast.expr, right: ast.expr) -> Test:
        one, other = self._term(left), self._term(right)
        for term, node in ((one, left), (other, right)):
            if term.kind is _Kind.TEXTS and _Kind.TEXTS is not (other if term is one else one).kind:
                raise _Fault(node, "this holds several texts", 'ask with in: "tv" in tags')
        if one.kind is _Kind.LANGUAGES or other.kind is _Kind.LANGUAGES:
            one, other = _first(one), _first(other)
        if one.kind is not other.kind:
            said = "yes or no" if one.kind is _Kind.YES_OR_NO else "text"
            raise _Fault(
                right, f"the left side is {said}, this is not", "write embargo_trusted, or not embargo_trusted"
            )
        get, get_other = one.of, other.of
        return lambda contact: get(contact) == get_other(contact)

    def _membership(self, left: ast.expr, right: ast.expr) -> Test:
        one, many = self._term(left), self._term(right)
        if one.kind is _Kind.TEXTS:
            raise _Fault(left, "this holds several texts", 'turn it round: "tv" in tags')
        if one.kind is _Kind.YES_OR_NO or many.kind is _Kind.YES_OR_NO:
            raise _Fault(left if one.kind is _Kind.YES_OR_NO else right, "this is yes or no, and in nothing")
        get, get_many = _first(one).of, many.of
        return lambda contact: get(contact) in get_many(contact)  # type: ignore[operator]  # a text or texts: see kinds

    def _term(self, node: ast.expr) -> _Term:
        match node:
            case ast.Constant(value=bool() as truth):
                return _Term(_Kind.YES_OR_NO, lambda _: truth)
            case ast.Constant() | ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
                text = _literal(node)
                return _Term(_Kind.TEXT, lambda _: text)
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
                texts = frozenset(_literal(element) for element in elements)
                return _Term(_Kind.TEXTS, lambda _: texts)
            case ast.Name(id=name):
                return self._named(node, name)
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return _Term(_Kind.YES_OR_NO, self.test(node))
        raise _Fault(node, _forbidden(node), "allowed: and or not == != in not in, texts in quotes, names of columns")

    def _named(self, node: ast.expr, name: str) -> _Term:
        if name in {"true", "false"}:
            return _Term(_Kind.YES_OR_NO, lambda _: name == "true")
        column = name if name in COLUMNS else self._foreign.get(name.lower())
        if column is None:
            known = [*COLUMNS, *self._foreign]
            guess = nearest(name, known)
            meant = f"did you mean {guess}? " if guess else ""
            raise _Fault(node, f'no column "{name}"', f"{meant}A text stands in quotes. Columns: {', '.join(known)}")
        if column == "language":
            return _Term(_Kind.LANGUAGES, lambda contact: contact.languages)
        kinds = {"tags": _Kind.TEXTS, "beats": _Kind.TEXTS, "embargo_trusted": _Kind.YES_OR_NO}
        if column in COLUMNS:
            return _Term(kinds.get(column, _Kind.TEXT), attrgetter(column))
        return _Term(_Kind.TEXT, lambda contact: contact.extra.get(column, ""))


def _first(term: _Term) -> _Term:
    """Return the first preference of a list of languages, or the term itself."""
    if term.kind is not _Kind.LANGUAGES:
        return term
    languages = term.of
    return _Term(_Kind.TEXT, lambda contact: next(iter(languages(contact)), ""))  # type: ignore[call-overload]  # see kind


def _literal(node: ast.expr) -> str:
    """Return a literal as a cell would hold it."""
    match node:
        case ast.Constant(value=bool() as truth):
            raise _Fault(node, f"{truth} is no text")
        case ast.Constant(value=str() as text):
            return text
        case ast.Constant(value=int() | float() as number):
            return str(number)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return str(-number)
        case ast.Name(id=name):
            raise _Fault(node, "a list holds texts only", f'put it in quotes: "{name}"')
    raise _Fault(node, "a text or a number stands here")


def _forbidden(node: ast.expr) -> str:
    match node:
        case ast.Call():
            return "nothing can be called here"
        case ast.Attribute() | ast.Subscript():
            return "a column has no parts"
        case ast.BinOp():
            return "nothing can be calculated here"
    return "this has no place in a segment"
