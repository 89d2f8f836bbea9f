"""An invented release of a joint event, and what turns it into a sheet."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.export.composition import compose
from pressctl.export.sheet import Sheet
from pressctl.language.labels import load_labels
from pressctl.model.kind import Kind, Section
from pressctl.model.moment import parse_moment
from pressctl.model.release import (
    Boilerplate,
    Dateline,
    Edition,
    Embargo,
    Event,
    Media,
    MediaContact,
    Organisation,
    Project,
    Release,
    Speaker,
)
from pressctl.model.text import Attribution, Block, Heading, Image, ItemList, Link, Paragraph, Quotation, Table, Words

IDENTITY = "0f0e0d0c-0b0a-4908-8706-050403020100"


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a small picture in one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\x00" + b"\x50\x70\x90" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def paragraph(text: str) -> Paragraph:
    return Paragraph((Words(text),))


BODY: tuple[Block, ...] = (
    Paragraph(
        (
            Words("Prosecutors from eleven countries meet today to read a draft "),
            Link("https://example.org/protocol", (Words("protocol on shared evidence"),)),
            Words("."),
        )
    ),
    Quotation(
        ((Words("The network only breaks when they share a table."),),),
        Attribution("Leyla Mammadova", "Head of Protection, Example Mission"),
    ),
    Heading(1, (Words("What is on the table"),)),
    ItemList(ordered=True, start=3, items=((paragraph("evidence"),), (paragraph("shelter"),))),
    Table(((Words("Session"),), (Words("Chair"),)), (((Words("Evidence"),), (Words("Rashad Example"),)),)),
    Image("media/table.png", "A round table", "The table on the eve", "Nina Example"),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    media = tmp_path / "releases" / "joint" / "media"
    media.mkdir(parents=True)
    for name in ("table.png", "hall.png"):
        (media / name).write_bytes(png())
    (tmp_path / "mission.png").write_bytes(png())
    return Workspace(tmp_path)


@pytest.fixture
def config() -> Config:
    return Config.model_validate(
        {
            "office": {
                "name": {"en": "Example Press Office", "ar": "المكتب الصحفي"},
                "timezone": "Asia/Baku",
                "organisation": "mission",
            },
            "organisations": {
                "mission": {"name": {"en": "Example Mission", "az": "Nümunə Missiyası"}, "logo": "mission.png"},
                "union": {"name": "Example Union"},
            },
        }
    )


@pytest.fixture
def edition() -> Edition:
    return Edition(
        language="en",
        headline="Parliament and mission meet in Baku",
        dateline=Dateline("Baku", date(2018, 10, 30)),
        body=BODY,
        subheadline="Eleven parliaments compare notes",
        embargo=Embargo(parse_moment("2018-10-30T10:00[Asia/Baku]")),
        event=Event(
            "Working Together",
            parse_moment("2018-10-30T10:00[Asia/Baku]"),
            parse_moment("2018-10-30T13:00[Asia/Baku]"),
            "Hotel Example",
            "Write to press@example.org",
        ),
        organisers=(
            Organisation("Example Mission", "mission", "EM", "the migration agency", "https://mission.example.org/"),
            Organisation("Example National Assembly", gloss="parliament"),
            Organisation("Example Union (EU)", "union", "EU"),
        ),
        project=Project(
            "Stronger Capacities",
            "SC",
            Organisation("Example Mission", "mission", "EM"),
            (Organisation("Example Union", "union", "EU"), Organisation("Example Fund")),
        ),
        speakers=(Speaker("Leyla Mammadova", "Head of Protection", "Example Mission"), Speaker("Elena Example")),
        contacts=(
            MediaContact(
                "Marija Example", "Press officer", None, ("+994 12 555 01 00", "+994 50 555 01 00"),
                "press@example.org", ("en", "az"),
            ),
        ),
        boilerplates=(Boilerplate("About the Example Mission", (paragraph("It works with people on the move."),)),),
        notes=(paragraph("Interviews from 12:30."),),
        media=(
            Media("media/table.png", "A round table"),
            Media("media/hall.png", "An empty hall", "The conference hall", "Nina Example"),
            Media("media/programme.pdf"),
        ),
    )  # fmt: skip


Setting = Callable[..., Sheet]


@pytest.fixture
def composed(workspace: Workspace, config: Config) -> Setting:
    """Return what composes an edition with the sections of a joint event."""

    def make(
        edition: Edition, *, now: str = "2018-10-29T10:00[Asia/Baku]", sections: tuple[Section, ...] = tuple(Section)
    ) -> Sheet:
        return compose(
            edition,
            release=Release(IDENTITY, "joint", "joint-event", "en", (edition,)),
            kind=Kind("joint-event", "Joint event", "", (), (), (), sections, Path(), ("en",)),
            config=config,
            labels=load_labels(None, edition.language),
            now=parse_moment(now),
            folder=workspace.root / "releases" / "joint",
            workspace=workspace,
        )

    return make


@pytest.fixture
def sheet(composed: Setting, edition: Edition) -> Sheet:
    return composed(edition)
