"""What is left of the sample office in one that works: it would go out under somebody's own name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pressctl.config.load import load_config
from pressctl.config.mail import TransportName
from pressctl.config.schema import Config
from pressctl.config.templates import builtin_templates
from pressctl.config.values import is_invented
from pressctl.config.workspace import CONFIG
from pressctl.errors import BadInput
from pressctl.store.press_list.reading import read_contacts
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, remark, wrong

_SHOWN = 3


def examine_sample(desk: Desk) -> Iterator[Diagnosis]:
    """Look for the invented office, its people and its journalists, once the office is somebody's own or mails."""
    config = desk.config
    mails = config.mail.transport is not TransportName.FOLDER
    own_name = config.office.name != _sample().office.name
    if not (mails or own_name):
        return
    say = wrong if mails else remark
    printed = [*_printed(config), *([] if own_name else ["its name"])]
    if printed:
        yield say("sample office", f"still invented: {', '.join(printed)}", "pressctl office edit office")
    invented = [key for key, entry in config.people.items() if entry == _sample().people.get(key)]
    invented += [key for key, entry in config.organisations.items() if entry == _sample().organisations.get(key)]
    if invented:
        yield say(
            "sample entries",
            f"{_listed(invented)} on file {'is' if len(invented) == 1 else 'are'} the sample's",
            "pressctl office remove KEY; pressctl init --interactive DIR makes an office without",
        )
    journalists = _journalists(desk) if mails else []
    if journalists:
        yield wrong(
            "journalists", f"{_listed(journalists)} never receive mail", "take them out of contacts.csv, or mend them"
        )


def _printed(config: Config) -> list[str]:
    """Return what stands on every release and is the sample's."""
    office, sample = config.office, _sample().office
    found = []
    contact = config.people.get(office.contact or "")
    if contact is not None and contact == _sample().people.get(office.contact or ""):
        found.append("the media contact")
    organisation = config.organisations.get(office.organisation or "")
    own = _sample().organisations.get(sample.organisation or "")
    if organisation is not None and own is not None and own.boilerplate == organisation.boilerplate:
        found.append("the boilerplate")
    if office.address is not None and office.address == sample.address:
        found.append("the address")
    if office.email is not None and office.email == sample.email:
        found.append("the e-mail address")
    if config.mail.sender_name is not None and config.mail.sender_name == _sample().mail.sender_name:
        found.append("from_name under [mail]")
    if found and office.place is not None and office.place == sample.place:  # an office of one's own may be there, too
        found.append("the place")
    return found


def _journalists(desk: Desk) -> list[str]:
    try:
        contacts = read_contacts(desk.workspace.contacts_file)
    except BadInput:  # what is wrong with the list is told under its own heading
        return []
    return [each.email for each in contacts.contacts if is_invented(each.email)]


def _listed(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


@cache
def _sample() -> Config:
    return load_config(builtin_templates() / "sample" / CONFIG)
