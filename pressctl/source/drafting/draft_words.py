"""The words that a draft may use besides its facts: filters and functions, in the language of the release."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from pressctl.frozen import replace
from pressctl.model.moment import Moment
from pressctl.source.drafting.articles import definite
from pressctl.source.drafting.draft_facts import Party, Person
from pressctl.source.drafting.sentences import introduce, phrase, sentence, unstopped
from pressctl.source.drafting.unquoted import unquoted

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup


LONGEST_RANGE = 1000
"""A draft is a few pages."""


def draft_environment(language: str, finalize: Callable[[object], object]) -> SandboxedEnvironment:
    """Return the Jinja2 environment of a language's drafts; `finalize` decides what a printed value becomes."""
    from jinja2 import StrictUndefined

    from pressctl.language.lists import join

    # autoescape makes macros and set blocks keep what `finalize` has escaped; nothing here is HTML.
    environment = _bounded_environment()(
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        {
            "date": lambda day: _day_text(day, language),
            "weekday": lambda day: _weekday_text(day, language),
            "moment": lambda moment: _moment_text(moment, language),
            "clock": lambda moment: _clock_text(moment, language),
            "time": lambda moment: _time_text(moment, language),
            "until": lambda start, end: _span_text(start, end, language),
            "money": lambda amount, currency: _money_text(amount, currency, language),
            "language_names": lambda codes: _language_names(codes, language),
            "list": lambda items: join([str(item) for item in items], language),
            "names": lambda items: join([item.name for item in items], language),
            "the": lambda party: definite(party, language),
            "list_the": lambda parties: join([definite(party, language) for party in parties], language),
            "known_as": _known_as,
            "titled": _titled,
            "begin": _begin,
            "sentence": sentence,
            "introduce": introduce,
            "phrase": lambda words: phrase(words, language),
            "link": _link,
        }
    )
    environment.globals["quotation"] = quotation
    environment.globals["range"] = _short_range
    del environment.globals["lipsum"]
    return environment


@cache
def _bounded_environment() -> type[SandboxedEnvironment]:
    """Return a sandbox in which a slip, or a draft from elsewhere, does not fill the memory."""
    from jinja2.exceptions import SecurityError
    from jinja2.runtime import Context
    from jinja2.sandbox import SandboxedEnvironment

    class Bounded(SandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**"})  # which keeps them from being worked out in advance, too

        def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
            if operator == "**" or not (isinstance(left, (int, float)) and isinstance(right, (int, float))):
                raise SecurityError(f"{operator} is for two numbers" if operator == "*" else "** cannot be used here")
            return super().call_binop(context, operator, left, right)

    return Bounded


def _short_range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > LONGEST_RANGE:
        raise ValueError(f"a range has at most {LONGEST_RANGE} numbers")
    return found


def _known_as(named: Party | Sequence[Party], before: Sequence[Party]) -> Party | tuple[Party, ...]:
    """Return the parties by acronym where the text has introduced it already, else by name alone."""
    if not isinstance(named, Party):
        return tuple(_known_again(party, before) for party in named)
    return _known_again(named, before)


def _known_again(party: Party, before: Sequence[Party]) -> Party:
    introduced = party.key is not None and any(party.key == other.key for other in before)
    return Party(party.short if introduced else party.name, key=party.key)


def _titled(person: Person, title: str) -> Person:
    """Return the person under another title, such as that of the post to which they are appointed."""
    return replace(person, title=title)


def _begin(text: object) -> str:
    """Return the text with a capital at its beginning."""
    words = str(text)
    return words[:1].upper() + words[1:]


def _link(address: object) -> object:
    """Return a link that shows its own address, or the words where they are no address of a page."""
    from markupsafe import Markup

    from pressctl.source.markdown.escaping import escape_markdown

    text = str(address)
    if not re.fullmatch(r"https?://[^\s<>()\[\]\\]+", text):
        return text
    return Markup(f"[{escape_markdown(text)}]({text})")  # noqa: S704 - Markdown; the output is no HTML


def _day_text(day: date | Moment, language: str) -> str:
    from pressctl.language.dates import date_text

    return date_text(day.local().date() if isinstance(day, Moment) else day, language)


def _weekday_text(day: date | Moment, language: str) -> str:
    from pressctl.language.dates import weekday_text

    return weekday_text(day.local().date() if isinstance(day, Moment) else day, language)


def _moment_text(moment: Moment, language: str) -> str:
    from pressctl.language.dates import moment_text

    return moment_text(moment, language)


def _clock_text(moment: Moment, language: str) -> str:
    from pressctl.language.dates import embargo_moment

    return embargo_moment(moment, language)


def _time_text(moment: Moment, language: str) -> str:
    from pressctl.language.dates import time_text

    return time_text(moment.local(), language)


def _span_text(start: Moment, end: Moment | None, language: str) -> str:
    from pressctl.language.dates import event_time

    return event_time(start, end, language)


def _money_text(amount: int, currency: str, language: str) -> str:
    from pressctl.language.money import money_text

    return money_text(amount, currency, language)


def _language_names(codes: Sequence[str], language: str) -> str:
    """Return `Azerbaijani and English`; what is no code is taken for a name."""
    from pressctl.language.lists import join
    from pressctl.language.names import language_name

    return join([language_name(code, language) for code in codes], language)


def quotation(words: Markup, speaker: Person, spoken_in: str | None = None) -> Markup:
    """Return a block quote whose last line attributes it, with the language that the words are translated from.

    Marks that were typed around the words go: the layout sets the quotation off.
    """
    from markupsafe import Markup

    from pressctl.source.markdown.escaping import escape_markdown

    lines = [f"> {line}".rstrip() for line in str(sentence(unquoted(str(words)))).split("\n")]
    said_by = speaker.comma.join(part for part in (speaker.name, unstopped(speaker.title or "")) if part)
    translated = f" {{spoken_in={spoken_in}}}" if spoken_in else ""
    block = "\n".join([*lines, f"> — {escape_markdown(said_by)}{translated}"])
    return Markup(block)  # noqa: S704 - Markdown; the output is no HTML
