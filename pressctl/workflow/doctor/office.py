"""The office's own files: `pressctl.toml`, its words, its kinds of release."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.errors import BadInput
from pressctl.language.labels import load_labels
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, good, remark, wrong
from pressctl.workflow.office.kinds import list_kinds


def examine_configuration(desk: Desk) -> Iterator[Diagnosis]:
    """Look at what `pressctl.toml` says; it has been read, or there would be no desk."""
    config = desk.config
    numbers = (
        (len(config.office.languages), "language"),
        (len(config.organisations), "organisation"),
        (len(config.people), "person"),
        (len(config.segments), "segment"),
    )
    counted = ", ".join(f"{number} {_plural(noun, number)}" for number, noun in numbers)
    yield good("pressctl.toml", f"{config.office.name.get(config.fallback_language)}: {counted}")
    if config.office.timezone == "UTC":
        yield remark("time zone", "the office's clock is UTC", 'set timezone under [office], such as "Asia/Baku"')
    contact = config.people.get(config.office.contact or "")
    if contact is None:
        yield remark("media contact", "nobody answers journalists by default", "set contact under [office]")
    elif contact.email is None or not contact.phones:
        lacking = "an e-mail address" if contact.email is None else "a phone number"
        yield remark("media contact", f"{config.office.contact} has not {lacking}", "pressctl office edit person KEY")
    for key, organisation in config.organisations.items():
        if organisation.logo and not (desk.workspace.root / organisation.logo).is_file():
            todo = f"put it there, or mend logo under [organisations.{key}]"
            yield wrong("logo", f"{organisation.logo} of {key} is not there", todo)


def examine_names(desk: Desk) -> Iterator[Diagnosis]:
    """Look whether the letterhead has the office's name in each of its languages."""
    office = desk.config.office
    without = [language for language in office.languages if office.name.exact(language) is None]
    if without:
        todo = f'pressctl office edit office --set name.{without[0]}="…"'
        yield remark("office's name", f"has no text in {', '.join(without)}; another language stands in", todo)


def examine_words(desk: Desk) -> Iterator[Diagnosis]:
    """Look at the fixed words of each language that the office works in."""
    sound: list[str] = []
    for language in desk.config.office.languages:
        try:
            load_labels(desk.workspace, language)
        except BadInput as error:
            place = error.problems[0].place() if error.problems else ""
            yield wrong(f"words in {language}", f"{error.message} {place}".strip(), error.hint)
        else:
            sound.append(language)
    if sound:
        yield good("fixed words", ", ".join(sound))


def examine_kinds(desk: Desk) -> Iterator[Diagnosis]:
    """Look at the kinds of release, the office's own and those that pressctl brings."""
    found = list_kinds(desk.workspace)
    own = [listed.name for listed in found if not listed.builtin]
    for listed in found:
        if listed.checked.problems:
            first = listed.checked.problems[0]
            yield wrong(f"kind {listed.name}", f"{first.message} ({first.place()})", f"pressctl kinds {listed.name}")
    sound = sum(not listed.checked.problems for listed in found)
    yield good("kinds", f"{sound} can be used; your own: {', '.join(own) or 'none'}")


def examine_layouts(desk: Desk) -> Iterator[Diagnosis]:
    """Look at the office's own layouts; those that pressctl brings are sound."""
    from pressctl.workflow.office.layouts import check_layouts

    checked = check_layouts(desk.workspace, desk.config)
    own = [found for found in checked if found.file.own]
    for found in own:
        if found.flaws:
            more = f" and {len(found.flaws) - 1} more" if len(found.flaws) > 1 else ""
            yield remark(found.file.name, f"{found.flaws[0].message}{more}", "pressctl layout check")
    yield good("layouts", f"your own: {', '.join(found.file.name for found in own) or 'none'}")


def _plural(noun: str, number: int) -> str:
    if number == 1:
        return noun
    return "people" if noun == "person" else f"{noun}s"
