"""All examinations, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pressctl.errors import PressctlError
from pressctl.frozen import Frozen
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, Examination, Examined, wrong
from pressctl.workflow.doctor.folders import examine_place, examine_privacy
from pressctl.workflow.doctor.lists import examine_contacts, examine_record
from pressctl.workflow.doctor.machine import examine_machine, examine_programs
from pressctl.workflow.doctor.mail import examine_domain, examine_sender, examine_server, examine_signing
from pressctl.workflow.doctor.office import (
    examine_configuration,
    examine_kinds,
    examine_layouts,
    examine_names,
    examine_words,
)
from pressctl.workflow.doctor.sample_left import examine_sample


class Theme(Frozen):
    """Examinations that belong together."""

    name: str
    examinations: tuple[Examination, ...]
    asks_the_net: bool = False
    needs_config: bool = True
    """Whether it would say nothing true of an office whose `pressctl.toml` cannot be read."""


THEMES = (
    Theme("office", (examine_configuration, examine_names, examine_sample)),
    Theme("templates", (examine_words, examine_kinds, examine_layouts)),
    Theme("contacts", (examine_contacts,)),
    Theme("record", (examine_record,), needs_config=False),
    Theme("mail", (examine_sender, examine_signing)),
    Theme("server", (examine_server,), asks_the_net=True),
    Theme("domain", (examine_domain,), asks_the_net=True),
    Theme("machine", (examine_machine, examine_programs), needs_config=False),
    Theme("folder", (examine_place, examine_privacy), needs_config=False),
)


def examine(
    desk: Desk,
    *,
    offline: bool = False,
    without_config: bool = False,
    begin: Callable[[Theme], None] = lambda _: None,
) -> Iterator[Examined]:
    """Yield each theme as soon as it has been examined; one that fails is a diagnosis of its own.

    Args:
        desk: the office; nothing of it is changed.
        offline: leave out what asks other machines.
        without_config: the desk's configuration is no more than a substitute.
        begin: told of each theme before it is examined.
    """
    for theme in THEMES:
        if (offline and theme.asks_the_net) or (without_config and theme.needs_config):
            continue
        begin(theme)
        diagnoses = tuple(found for examination in theme.examinations for found in _examined(theme, examination, desk))
        if diagnoses:
            yield Examined(theme.name, diagnoses)


def _examined(theme: Theme, examination: Examination, desk: Desk) -> Iterator[Diagnosis]:
    try:
        yield from examination(desk)
    except PressctlError as error:
        yield wrong(theme.name, error.message, error.hint)
