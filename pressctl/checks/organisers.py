"""Rules about who pays and who organises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.model.release import Dateline, Edition, Organisation

_EU_PAYS = re.compile(
    r"\b(?P<how>(?:co-?)?(?:funded|financed|supported)\s+by\s+the\s+(?:European\s+Union|European\s+Commission|EU)\b"
    r"|(?:financial\s+support|funding|grant)\s+(?:from|of)\s+the\s+(?:European\s+Union|European\s+Commission|EU)\b)",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"views?\s+(?:and\s+opinions\s+)?expressed|sole\s+responsibility|do(?:es)?\s+not\s+necessarily\s+reflect|cannot\s+be\s+held\s+responsible",
    re.IGNORECASE,
)
_FUNDED = re.compile(
    r"\b(?:fund(?:ed|ing|s)|financ(?:ed|ial|ing)|sponsor(?:ed|s)?|paid\s+for|grant|donors?|support\s+of)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?P<role>co-?funded|fully funded|solely funded"
    r"|funded)\s+by\s+(?:the\s+)?(?P<who>[A-Z][\w]*(?:\s+(?:of\s+|the\s+|for\s+)*[A-Z]\w*){0,5})"
)
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
    return re.split(r" in | to ", re.sub(r"^the ", "", name.casefold()))[0]


def _no_funder(reading: Reading) -> Iterator[Found]:
    project = reading.manuscript.project
    if project is not None and not project.funders and not _FUNDED.search(reading.copy):
        yield Found.at(project.name, "The project is named and its funder is not")


def _eu_statement(reading: Reading) -> Iterator[Found]:
    if _DISCLAIMER.search(reading.copy) and re.search(r"European\s+Union", reading.copy):
        return
    severity = Severity.ERROR if reading.profile.eu_funding else None
    named = "European" in reading.copy or " EU" in reading.copy
    match = _EU_PAYS.search(reading.copy) if named else None
    if match:
        yield Found(
            *match.span(),
            "The European Union pays, and its funding statement and disclaimer are missing",
            severity=severity,
            advice='"Co-funded by the European Union. Views and opinions expressed are those of the author(s) only …"',
        )


def _roles(reading: Reading) -> Iterator[Found]:
    first: dict[str, tuple[str, int]] = {}
    for match in _ROLE.finditer(reading.copy):
        who, role = match["who"].casefold(), match["role"].lower().replace("cofunded", "co-funded")
        known = first.setdefault(who, (role, match.start()))
        if known[0] != role:
            yield Found(*match.span("role"), f"{match['who']}: {role} here, {known[0]} above")


def _organised_by(name: str) -> Edition:
    return Edition("en", "School", Dateline("Baku", date(2018, 10, 30)), (), organisers=(Organisation(name),))


_JOINT = "School\n\nOrganisers: ⟦Example Bank⟧\n\nBaku, 30 October 2018 – Exampleland Aid opened a school.\n"

ORG001 = Rule(
    "ORG001",
    "Organiser whom the text does not name",
    Severity.WARNING,
    ("SEED",),
    "A partner who signs the release and cannot find its name in it will call.",
    Example(_JOINT, edition=_organised_by("Example Bank")),
    Example(_JOINT.replace("⟦Example Bank⟧", "Exampleland Aid"), edition=_organised_by("Exampleland Aid")),
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
ORG003 = Rule(
    "ORG003",
    "European Union's funding statement missing",
    Severity.WARNING,
    ("EC",),
    "Article 17 of the grant agreement asks every communication for the emblem, the statement and the disclaimer.",
    Example(f"{_HEAD}The school is ⟦co-funded by the European Union⟧ and Exampleland.\n"),
    Example(
        f"{_HEAD}The school is co-funded by the European Union.\n\nCo-funded by the European Union. Views and opinions "
        "expressed are however those of the authors only.\n"
    ),
    _eu_statement,
    caution="News about somebody else's grant. An error in the profile eu.",
    languages=("en",),
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
