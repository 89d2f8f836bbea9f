"""Rules about who pays and who organises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.checks.rules.acronyms import definitions
from pressctl.model.finding import Severity
from pressctl.patterns import compiled

if TYPE_CHECKING:
    from pressctl.model.release import Edition

_FUNDED = compiled(
    r"\b(?:fund(?:ed|ing|s)|financ(?:ed|ial|ing)|sponsor(?:ed|s)?|paid\s+for|grant|donors?|support\s+of)\b",
    re.IGNORECASE,
)
_ROLE = compiled(
    r"\b(?P<role>co-?funded|fully funded|solely funded"
    r"|funded)\s+by\s+(?:the\s+)?(?P<who>[A-Z][\w]*(?:\s+(?:of\s+|the\s+|for\s+)*[A-Z]\w*){0,5})"
)
_PAYS = compiled(
    r"\b(?:(?:co-?)?(?:funded|financed)\s+by|(?:financial\s+)?(?:support|funding|assistance|contributions?)\s+(?:from|of)|with\s+funds\s+from)"
    r"\s+(?P<who>(?:the\s+)?[A-Z][^.;\n]{1,160})"
)
_FUNDER = compiled(r"\b[A-Z]{2,6}\b|\b[A-Z][a-z]+(?:\s+(?:of\s+|for\s+|the\s+)*[A-Z][A-Za-z]+)+")
_STATEMENT = compiled(r"(?:this\s+\w+\s+is\s+)?(?:co-?)?funded\s+by\b", re.IGNORECASE)
_STATE = compiled(r"\bRepublic\s+of\s+(?P<name>[A-Z][a-z]{3,})")
_GOVERNMENT = compiled(r"\b(?P<of>[A-Z][a-z]{3,})\s+(?:government|authorities)\b")
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – Six partners opened a school.\n\n"


def _unnamed(reading: Reading) -> Iterator[Found]:
    edition, manuscript = reading.subject.edition, reading.manuscript
    if edition is None:
        return
    aliases = {name: one.names for one in reading.subject.on_file for name in one.names[:1]}
    body = [*manuscript.paragraphs, *(piece for one in manuscript.quotations for piece in one.words)]
    told = " ".join(" ".join(piece.text.split()) for piece in body).casefold()
    headline = f"{edition.headline} {edition.subheadline or ''}".casefold()
    for organiser, piece in zip(edition.organisers, manuscript.organisers, strict=False):
        names = {organiser.name, organiser.acronym or organiser.name, *aliases.get(organiser.name, ())}
        if not any(_short(name) in headline + told for name in names):
            yield Found.at(piece, f"{organiser.name} is an organiser in the front matter and not named in the text")


def _short(name: str) -> str:
    """Return the name without its article and its country: a text that names the mission need not repeat them."""
    return compiled(r" in | to ").split(compiled(r"^the ").sub("", name.casefold()))[0]


def _no_funder(reading: Reading) -> Iterator[Found]:
    project = reading.manuscript.project
    if project is not None and not project.funders and not _FUNDED.search(reading.copy):
        yield Found.at(project.name, "The project is named and its funder is not")


def _roles(reading: Reading) -> Iterator[Found]:
    first: dict[str, tuple[str, int]] = {}
    for match in _ROLE.finditer(reading.copy):
        who, role = match["who"].casefold(), match["role"].lower().replace("cofunded", "co-funded")
        known = first.setdefault(who, (role, match.start()))
        if known[0] != role:
            yield Found(*match.span("role"), f"{match['who']}: {role} here, {known[0]} above")


def _paid_twice(reading: Reading) -> Iterator[Found]:
    """Find a second passage that says of the same funders that they pay."""
    manuscript, copy = reading.manuscript, reading.copy
    if not reading.has("fund", "financ", "support", "assistance", "contribution"):
        return
    names = {one.acronym: one.name.strip().casefold() for one in definitions(reading)}
    untitled = [piece for one in manuscript.boilerplates if one.title is None for piece in one.text]
    told: set[str] = set()
    for paragraph in (*manuscript.paragraphs, *untitled):
        here: set[str] = set()
        for match in _PAYS.finditer(copy, paragraph.start, paragraph.end):
            payers = _payers(match["who"])
            who = {names.get(name, compiled(r"^the ").sub("", name.casefold())) for name in _FUNDER.findall(payers)}
            if who & told and not _STATEMENT.match(copy, paragraph.start):
                said = f"That {payers} pay is said above already"
                yield Found(match.start(), match.start("who") + len(payers), said)
            here |= who
        told |= here


def _payers(clause: str) -> str:
    """Return the list at the beginning of a clause: up to the comma that ends it."""
    comma = clause.find(",", max(clause.find(" and "), 0))
    return clause[:comma] if comma >= 0 else compiled(r"\s(?=[a-z]+(?:s|ed)\b)").split(clause)[0]


def _state_names(reading: Reading) -> Iterator[Found]:
    """Find `the Azerbaijani government` in a text that says `the Republic of Azerbaijan`."""
    if "Republic of" not in reading.copy:
        return
    states = {match["name"]: match.start() for match in _STATE.finditer(reading.copy)}
    for match in _GOVERNMENT.finditer(reading.copy):
        if reading.page.in_quotation(match.start()):
            continue
        for name, place in states.items():
            stem = name[: max(4, len(name) - 3)]
            if match["of"].startswith(stem) and place < match.start():
                form = "written by its full name above"
                yield Found(*match.span(), f'"{match[0]}" is {form}: Republic of {name}; ask how it wants to be named')
                break


def _organised_by(name: str) -> Edition:
    from pressctl.model.release import Dateline, Edition, Organisation

    return Edition("en", "School", Dateline("Baku", date(2018, 10, 30)), (), organisers=(Organisation(name),))


_JOINT = "School\n\nOrganisers: ⟦Example Bank⟧\n\nBaku, 30 October 2018 – Exampleland Aid opened a school.\n"

ORG001 = Rule(
    "ORG001",
    "Organiser whom the text does not name",
    Severity.WARNING,
    ("SEED",),
    "A partner who signs the release and cannot find its name in it will call.",
    Example(_JOINT, edition=partial(_organised_by, "Example Bank")),
    Example(_JOINT.replace("⟦Example Bank⟧", "Exampleland Aid"), edition=partial(_organised_by, "Exampleland Aid")),
    _unnamed,
    caution="The text names the partner by a name that is not on file: add it to its aliases.",
    languages=("en",),
)
ORG002 = Rule(
    "ORG002",
    "Project without a funder",
    Severity.WARNING,
    ("SEED",),
    "Who pays is the first thing that an editor asks, and often a contract's condition.",
    Example(f"{_HEAD}It is part of the project “⟦Nurses First⟧”.\n"),
    Example(f"{_HEAD}It is part of the project “Nurses First”, funded by Exampleland.\n"),
    _no_funder,
    facts=True,
)
ORG004 = Rule(
    "ORG004",
    "Funder with two roles",
    Severity.WARNING,
    ("SEED",),
    "Funded or co-funded: a funder reads it word by word.",
    Example(f"{_HEAD}The school is funded by Exampleland Aid. Its roof is ⟦co-funded⟧ by Exampleland Aid.\n"),
    Example(f"{_HEAD}The school is funded by Exampleland Aid. Its roof is co-funded by Example Bank.\n"),
    _roles,
    caution="Two projects of one funder.",
    languages=("en",),
)
ORG005 = Rule(
    "ORG005",
    "Funders told twice",
    Severity.INFORMATION,
    ("SEED",),
    "Once is a fact, twice is an advertisement, and an editor cuts one of the two.",
    Example(f"{_HEAD}It is funded by Example Bank.\n\nWith ⟦support from Example Bank⟧, nurses are trained.\n"),
    Example(f"{_HEAD}It is funded by Example Bank.\n\nWith support from Example Aid, nurses are trained.\n"),
    _paid_twice,
    caution="The funding statement that a contract asks for is left alone.",
    languages=("en",),
)
ORG006 = Rule(
    "ORG006",
    "State named in two ways",
    Severity.INFORMATION,
    ("SEED",),
    "A partner state has a name that it wants to read, and reads every line for it.",
    Example(f"{_HEAD}The Republic of Exampland opened it. The ⟦Exampland government⟧ pays.\n"),
    Example(f"{_HEAD}The Republic of Exampland opened it. The Samplish government pays.\n"),
    _state_names,
    caution="An office may write the short form on purpose.",
    languages=("en",),
)
