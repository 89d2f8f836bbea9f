"""What `init --interactive` asks about somebody's own office."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pressctl.cli.asking.questions import WAYS_KEPT, Answers, Asked, ask_in_turn
from pressctl.config.values import clean_line, email_address
from pressctl.errors import Interrupted
from pressctl.language.names import language_name
from pressctl.language.shell_words import shell_word
from pressctl.language.spoken import read_languages
from pressctl.language.zones import country_of, read_zone, regions, zones_of
from pressctl.source.drafting.typed_parts import calling_code, phone_number, split_list

if TYPE_CHECKING:
    from pathlib import Path

    from pressctl.cli.session import Session
    from pressctl.store.half_given import HalfGiven
    from pressctl.workflow.office.own import OfficeAnswers

_FEWEST = 12
"""Questions where there is one language; each further one adds a name and a place."""


def ask_office(session: Session, folder: Path, kept: HalfGiven) -> OfficeAnswers:
    """Ask for the office in `folder`.

    Raises:
        Interrupted: the person stopped; nothing was written but to `kept`.
    """
    from pressctl.workflow.office.own import OfficeAnswers

    session.console.print(f"Your own office. About {_FEWEST} questions, two more for each further language.")
    session.console.print(f"{WAYS_KEPT}\n", markup=False)
    try:
        said = ask_in_turn(session.console, _questions, kept)
    except (KeyboardInterrupt, EOFError) as error:
        session.console.print()
        raise stopped(kept, f"pressctl init --interactive {shell_word(folder)}") from error
    languages = said["languages"]
    return OfficeAnswers(
        name=_texts(said, "name", languages),
        languages=languages,
        timezone=said["timezone"],
        short=said["short"] or (),
        address=said["address"] or "",
        place=_texts(said, "place", languages),
        email=said["email"] or "",
        contact=said["contact"] or "",
        title=said.get("title") or "",
        contact_email=said.get("contact_email") or "",
        phones=said.get("phones") or (),
        about=said["about"] or "",
    )


def stopped(kept: HalfGiven | None, command: str) -> Interrupted:
    """Return what is said to a person who stopped; `command` goes on with what was kept."""
    if kept is None:
        return Interrupted("stopped; your answers were not kept, and nothing was written")
    if not any(kept.read().values()):
        return Interrupted("stopped; nothing was written")
    return Interrupted("stopped; your answers are kept, and nothing was written", hint=f"{command} goes on with them")


def _texts(said: Answers, name: str, languages: Sequence[str]) -> dict[str, str]:
    return {language: said[f"{name}.{language}"] for language in languages if said[f"{name}.{language}"]}


def _questions(said: Answers) -> list[Asked]:
    languages: tuple[str, ...] = said.get("languages", ("en",))
    asked = [
        Asked(
            "languages",
            "Languages you publish in, the one you write in first",
            read_languages,
            offered="en",
            needed=True,
            explain=_about_languages,
            told=_languages_told,
        ),
        *_per_language("name", "Name of the office", languages, "As the letterhead shows it", needed=True),
        Asked(
            "short", "Short name that texts use", _names, offered=_shorter(said, languages), explain=_lines(
                "What texts call it after the first time: a shorter name, an acronym; parted by semicolons",
                "The check then knows that they mean your office",
            ),
        ),
        Asked(
            "timezone", "Time zone, or its city", read_zone, needed=True, explain=explain_zones,
            told=lambda zone: f"{zone}",
        ),
        *_per_language("place", "Place that releases are dated from", languages, "A city, such as Brussels"),
        Asked("address", "Postal address", clean_line, explain=_lines("At the foot of every mail, in one line")),
        Asked("email", "E-mail of the office, which mail comes from", email_address, explain=_lines("press@…")),
        Asked("contact", "Who answers journalists (first and last name)", clean_line, explain=_lines(
            "The media contact under each release; put on file as a person"
        )),
    ]  # fmt: skip
    if said.get("contact"):
        asked += [
            Asked("title", "Their title", clean_line, explain=_lines("Function, without the office: Press Officer")),
            Asked("contact_email", "Their e-mail", email_address, offered=said.get("email") or ""),
            Asked("phones", "Their phone", _phones, explain=_lines(
                f"With country code, several separated by commas: {_code(said)} …"
            )),
        ]  # fmt: skip
    return [
        *asked,
        Asked(
            "about", "A paragraph about the organisation", _paragraph, text=True,
            explain=_lines("It stands at the end of each release; typed or pasted. It may wait"),
        ),
    ]  # fmt: skip


def _per_language(
    name: str, prompt: str, languages: Sequence[str], help_: str, *, needed: bool = False
) -> Iterator[Asked]:
    for number, language in enumerate(languages):
        of = f" ({language})" if len(languages) > 1 else ""
        more = (help_, "", "Where a language has none, the first one's stands in") if number else (help_,)
        yield Asked(
            f"{name}.{language}", f"{prompt}{of}", clean_line, needed=needed and not number, explain=_lines(*more)
        )


def _lines(*lines: str) -> Callable[[str], list[tuple[str, str]]]:
    return lambda _: [(line, "") for line in lines if line]


def _about_languages(_: str) -> list[tuple[str, str]]:
    rows = [("Codes or names: en fr, or English, French", "")]
    return [*rows, *((code, language_name(code, "en")) for code in _worded())]


def _languages_told(codes: tuple[str, ...]) -> str:
    named = ", ".join(language_name(code, "en") for code in codes)
    without = [code for code in codes if code not in _worded()]
    if not without:
        return named
    return f"{named}. pressctl brings no drafts and fixed words in {', '.join(without)}: templates/README.md says how"


def _worded() -> tuple[str, ...]:
    """Return the languages that pressctl brings its fixed words in."""
    from pressctl.config.templates import builtin_templates

    return tuple(sorted(file.stem for file in (builtin_templates() / "labels").glob("*.toml")))


def explain_zones(region: str) -> list[tuple[str, str]]:
    """Return what `?`, or `? Europe`, says about time zones."""
    cities = zones_of(region) if region else ()
    if cities:
        return [(", ".join(city.replace("_", " ") for city in cities), "")]
    return [
        ("A city, such as Baku, or a zone, such as Europe/Brussels", ""),
        (f"? and a region lists its zones: ? {', ? '.join(regions())}", ""),
    ]


def _shorter(said: Answers, languages: Sequence[str]) -> str:
    """Return what stands before the comma of the name: `Danube Mission, Moldova Office` is the Danube Mission."""
    names = [said.get(f"name.{language}") or "" for language in languages]
    return "; ".join(
        dict.fromkeys(before.strip() for name in names for before, comma, _ in [name.partition(",")] if comma)
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(clean_line(part.strip()) for part in text.split(";") if part.strip())


def _code(said: Answers) -> str:
    return calling_code(country_of(said.get("timezone") or "")) or "+32"


def _phones(text: str) -> tuple[str, ...]:
    return tuple(phone_number(phone) for phone in split_list(text))


def _paragraph(text: str) -> Any:
    from pressctl.source.markdown.reading import parse_blocks

    problems = parse_blocks(text, path="").problems
    if problems:
        raise ValueError("\n".join(problem.message for problem in problems))
    return text
