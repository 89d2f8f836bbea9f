"""An office, a kind and a complete release for the tests of what the office writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pressctl.config.schema import Config
from pressctl.model.kind import FieldType, Kind, Question

CONFIG = Config.model_validate(
    {
        "office": {
            "name": {"en": "Example Mission", "az": "Nümunə Missiyası"},
            "timezone": "Asia/Baku",
            "languages": ["en", "az"],
            "email": "press@mission.example.org",
        },
        "organisations": {
            "mission": {
                "name": {"en": "Example Mission", "az": "Nümunə Missiyası"},
                "acronym": "EM",
                "boilerplate": {"en": "We *help*.", "az": "Biz *kömək edirik*."},
                "focal_points": [{"name": "Aysel", "email": "aysel@mission.example.org", "languages": ["az", "en"]}],
            },
            "delegation": {
                "name": {"en": "Example Delegation"},
                "about": {"en": "The Delegation"},
                "boilerplate": {"en": "They fund."},
                "url": "https://delegation.example.org",
                "focal_points": [
                    {"name": "Jan", "email": "jan@delegation.example.org"},
                    {"name": "Aysel again", "email": "Aysel@mission.example.org"},
                ],
            },
            "ministry": {"name": "Ministry"},
        },
        "people": {
            "leyla": {
                "name": {"en": "Leyla Mammadova", "ru": "Лейла Мамедова"},
                "title": {"en": "Head of Protection", "az": "Müdafiə şöbəsinin rəhbəri"},
                "organisation": "mission",
                "phones": ["+994 12 555 01 00"],
                "email": "leyla@mission.example.org",
                "languages": ["az", "en"],
            },
            "jan": {"name": "Jan Jansen", "title": {"en": "Ambassador"}},
        },
    }
)

STATEMENT = Kind(
    name="statement",
    title="Statement",
    description="What the office says.",
    questions=(Question("fields.tone", FieldType.CHOICE, "Tone", choices=("warm", "dry")),),
    fields=(
        ("aim", FieldType.TEXT),
        ("seats", FieldType.NUMBER),
        ("open", FieldType.YES_NO),
        ("day", FieldType.DATE),
        ("doors", FieldType.MOMENT),
        ("tone", FieldType.CHOICE),
        ("topics", FieldType.LINES),
        ("organiser_glosses", FieldType.MAP),
        ("host", FieldType.ORGANISATION),
        ("guests", FieldType.PEOPLE),
        ("spoken", FieldType.LANGUAGE),
    ),
    requires=(),
    sections=(),
    folder=Path("templates/statement"),
    languages=("en",),
)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)

ORIGINAL = """\
---
id: 0e5ad4a5-7f4e-4d6e-8f5b-1f2e0a1b2c3d
kind: statement
original: en
headline: "Parliament, police and partners: one table"
subheadline: A second line
subject: One table
dateline:
  place: Baku
  date: 2018-10-30
embargo: 2018-10-30T10:00[Asia/Baku]
expires: 2018-11-02 18:00
event:
  title: The conference
  start: 2018-10-30T10:00
  end: 2018-10-30T17:30
  venue: Hilton
  accreditation: |
    By e-mail.

    Until Friday.
organisers:
  - mission
  - delegation
  - {name: Women's Union, acronym: WU, url: "https://wu.example.org"}
project:
  name: One Table
  acronym: OT
  lead: mission
  funders: [delegation, {name: A Fund}]
speakers:
  - leyla
  - name: Bahar
    title: Vice Speaker
    organisation: Parliament
contacts:
  - leyla
  - name: Anar
    phones: ["+994 12 555 01 01", "+994 12 555 01 02"]
    email: anar@mission.example.org
    languages: [az, ru]
copy_to: [focal-points, office, delegation, PRESS@mission.example.org, {name: Donor, email: d@fund.example.org}]
boilerplates:
  - mission
  - delegation
  - title: About the Fund
    text: It *funds*.
notes:
  - First note.
  - |
    Second note.

    - with a list
media:
  - file: media/hall.png
    caption: The hall
    credit: Anar
    alt: People at a table
fields:
  aim: To **talk**.
  seats: 120
  open: yes
  day: 2018-10-31
  doors: 2018-10-30T09:00
  tone: dry
  topics: [law, police]
  organiser_glosses:
    mission: the host
    Women's Union: an association
  host: delegation
  guests: [leyla, jan]
  spoken: az
corrects: {id: 11111111-2222-3333-4444-555555555555, version: 2}
---

The lead.

> The words.
> — Leyla Mammadova, Head of Protection

![A table](media/hall.png "The table")
"""

VARIANT = """\
---
original: en
headline: Parlament, polis və tərəfdaşlar
media:
  - file: media/hall.png
    caption: Zal
labels:
  dateline.place: Bakı
  event.title: Konfrans
  speakers[2].title: Vitse-spiker
  organisers[1].gloss: ev sahibi
---

Giriş.
"""


@dataclass(frozen=True)
class Example:
    """An office and a release of it."""

    config: Config
    kinds: Mapping[str, Kind]
    kind: Kind
    original: str
    variant: str

    def release(self, folder: Path, **files: str) -> Path:
        """Write a release with these files, by language, or the example's own two; return its folder."""
        folder = folder / "one-table"
        (folder / "media").mkdir(parents=True, exist_ok=True)
        (folder / "media" / "hall.png").write_bytes(PNG)
        for language, text in (files or {"en": self.original, "az": self.variant}).items():
            (folder / f"{language}.md").write_bytes(text.encode("utf-8"))
        return folder


@pytest.fixture(scope="session")
def example() -> Example:
    """Return the example office."""
    return Example(CONFIG, {"statement": STATEMENT}, STATEMENT, ORIGINAL, VARIANT)
