"""Sign-offs and review copies: what was seen, what is refused, what is locked, and when silence will do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.errors import Refused
from pressctl.model.approval import Extent
from pressctl.model.copies import AskState, Way
from pressctl.model.moment import Moment
from pressctl.store.agreements.reviews import Asked, Came, record_answer, record_request, requests
from pressctl.workflow.approvals.ledger import Ledger, covering, ledger_of, unapproved_words
from pressctl.workflow.approvals.needs import Means, Standing
from pressctl.workflow.approvals.signing import SignOff, plan_signing, sign
from pressctl.workflow.approvals.words_seen import Part
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import open_release
from pressctl.workflow.record import record_of
from pressctl.workflow.review.copies import CopyOrder, MadeCopy, make_copy

ROOT = Path(__file__).resolve().parents[4]
START = Moment(datetime(2018, 10, 24, 9, 0, tzinfo=UTC), "Asia/Baku")
SIX = "six-organizations-join"
SAID = "Neither can those who stop them."


class Office:
    """The sample's joint event, a clock that can be moved, and evidence at hand."""

    def __init__(self, root: Path) -> None:
        for name in ("pressctl.toml", "contacts.csv"):
            shutil.copy(ROOT / name, root / name)
        (source,) = (
            path for path in (ROOT / "releases").iterdir() if f"-{SIX}" in path.name and "corr" not in path.name
        )
        shutil.copytree(source, root / "releases" / source.name)
        self.file = root / "releases" / source.name / "en.md"
        self.evidence = root / "mail.eml"
        self.evidence.write_bytes(b"Agreed.")
        self.workspace = Workspace(root)
        self.now = START

    @property
    def desk(self) -> Desk:
        return Desk(self.workspace, load_config(self.workspace.config_file), lambda: self.now, "Nino Example")

    def require(self, organisation: str, lines: str) -> None:
        path = self.workspace.config_file
        heading = f"[organisations.{organisation}]\n"
        path.write_text(path.read_text(encoding="utf-8").replace(heading, f"{heading}{lines}\n"), encoding="utf-8")

    def edit(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def copy_to(
        self,
        organisation: str,
        email: str,
        *,
        language: str = "en",
        state: AskState = AskState.ACCEPTED,
        silence_until: Moment | None = None,
    ) -> MadeCopy:
        desk = self.desk
        made = make_copy(desk, open_release(desk.workspace, desk.config, SIX), CopyOrder(language, silence_until))
        with record_of(desk) as database, database.transaction("Nino Example") as change:
            asked = Asked(
                email, "Somebody Example", organisation, Way.MAIL, state, silence_until, silence_until is not None
            )
            record_request(change, made.copy, asked)
        return made

    def sign(self, organisation: str, person: str, **more: object) -> Ledger:
        told = SignOff(organisation, person, evidence=self.evidence, **more)  # type: ignore[arg-type]
        sign(self.desk, plan_signing(self.desk, SIX, told))
        return ledger_of(self.desk, SIX)

    def met(self, organisation: str) -> set[Means | None]:
        return {need.met_by for need in ledger_of(self.desk, SIX).needs if need.organisation == organisation}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_an_approval_binds_to_the_copy_last_sent(office: Office) -> None:
    first = office.copy_to("iom", "marija@iom.example.org")
    office.edit(SAID, "Nor can those who stop them.")
    told = SignOff("iom", "Marija Example", evidence=office.evidence)
    signing = plan_signing(office.desk, SIX, told)
    assert signing.copy == first.copy
    assert [one.where for one in signing.differences] == ["the quotation by Nigar Example"]
    with pytest.raises(Refused, match="saw copy"):
        sign(office.desk, signing)
    second = office.copy_to("iom", "marija@iom.example.org")
    signing = plan_signing(office.desk, SIX, told)
    assert (signing.copy, signing.current) == (second.copy, True)
    sign(office.desk, signing)
    (row,) = ledger_of(office.desk, SIX).rows
    assert (row.standing, row.approval.copy, row.approval.version) == (Standing.HOLDS, second.copy.id, 2)


def test_a_signature_under_an_older_copy_is_carried_as_two_acts(office: Office) -> None:
    office.copy_to("iom", "marija@iom.example.org")
    office.edit(SAID, "Nor can those who stop them.")
    signing = plan_signing(office.desk, SIX, SignOff("iom", "Marija Example", evidence=office.evidence))
    sign(office.desk, signing, carry_why="two words made one")
    rows = ledger_of(office.desk, SIX).rows
    assert [(row.approval.act.value, row.standing) for row in rows] == [
        ("signed", Standing.VOID),
        ("carried", Standing.HOLDS),
    ]
    assert rows[1].approval.carries == rows[0].approval.id
    assert rows[1].approval.person == ""


@pytest.mark.parametrize("state", [AskState.WRITTEN, AskState.REJECTED, AskState.SENDING])
def test_a_copy_that_did_not_arrive_was_not_seen(office: Office, state: AskState) -> None:
    office.copy_to("iom", "marija@iom.example.org", state=state)
    signing = plan_signing(office.desk, SIX, SignOff("iom", "Marija Example", evidence=office.evidence))
    assert signing.copy is None


def test_another_change_than_the_signed_part_does_not_matter(office: Office) -> None:
    office.copy_to("iom", "marija@iom.example.org")
    office.edit("The event begins at 10:00.", "The event begins at ten.")
    ledger = office.sign("iom", "Marija Example", part=Part(quote=1))
    assert [(row.standing, row.approval.subject.extent) for row in ledger.rows] == [(Standing.HOLDS, Extent.QUOTATION)]


def test_what_was_signed_is_locked_in_the_next_copy(office: Office) -> None:
    office.sign("iom", "Marija Example", part=Part(quote=1))
    office.sign("eu-delegation", "Elena Example", part=Part(field="headline"))
    made = office.copy_to("milli-majlis", "rashad@majlis.example.com")
    anchors = json.loads(made.path.with_suffix(".json").read_text(encoding="utf-8"))["anchors"]
    locked = {piece["path"] for one in anchors.values() for piece in one["pieces"] if piece["locked"]}
    assert "headline" in locked
    assert any(path.startswith("body[4]") for path in locked)
    assert not any(path.startswith("body[1]") for path in locked)


def test_what_an_edit_would_void_is_known_before_it_is_made(office: Office) -> None:
    ledger = office.sign("iom", "Marija Example", part=Part(quote=1))
    ledger = office.sign("eu-delegation", "Elena Example")
    edition = open_release(office.workspace, office.desk.config, SIX).release.editions[0]

    def voided(path: str) -> list[str]:
        return [row.approval.organisation for row in covering(ledger, edition, path)]

    assert voided("body[4].paragraph1") == ["iom", "eu-delegation"]
    assert voided("body[2]") == voided("speakers[2].title") == ["eu-delegation"]
    assert voided("contacts[1].phones[1]") == []


LATER = Moment(START.instant + timedelta(days=2), "Asia/Baku")


def asked_in_silence(office: Office) -> None:
    office.require("iom", 'requires_approval = "original"\nno_objection = true')
    office.copy_to("iom", "marija@iom.example.org", silence_until=LATER)


def test_silence_up_to_the_time_is_consent_and_no_approval(office: Office) -> None:
    asked_in_silence(office)
    assert office.met("iom") == {None}
    office.now = LATER
    assert office.met("iom") == {Means.NO_OBJECTION}
    assert ledger_of(office.desk, SIX).approved_by == ()
    office.edit(SAID, "Nor can those who stop them.")
    assert office.met("iom") == {None}


def answered(office: Office) -> None:
    with record_of(office.desk) as database, database.transaction("Nino Example") as change:
        release = open_release(office.workspace, office.desk.config, SIX).release
        (request,) = requests(database, release.id)
        copy = office_copy(office)
        record_answer(change, Came(copy.copy, "0" * 64, 1000, 1, 0, "Marija Example", request))


def taken_back(office: Office) -> None:
    from pressctl.workflow.approvals.signing import withdraw

    withdraw(office.desk, SIX, "iom", "the programme was moved")


def not_allowed(office: Office) -> None:
    path = office.workspace.config_file
    path.write_text(path.read_text(encoding="utf-8").replace("no_objection = true", ""), encoding="utf-8")


def office_copy(office: Office) -> MadeCopy:
    from pressctl.store.agreements.reviews import copies

    with record_of(office.desk) as database:
        release = open_release(office.workspace, office.desk.config, SIX).release
        (copy,) = copies(database, release.id)
    return MadeCopy(copy, b"", Path())


@pytest.mark.parametrize("what", [answered, taken_back, not_allowed])
def test_whoever_spoke_was_not_silent(office: Office, what: Callable[[Office], None]) -> None:
    asked_in_silence(office)
    what(office)
    office.now = LATER
    assert office.met("iom") == {None}


def test_what_is_missing_names_a_command_that_will_do(office: Office) -> None:
    office.require("iom", "requires_approval = true")
    office.require("example-mission", 'requires_approval = "original"')
    opened = open_release(office.workspace, office.desk.config, SIX)
    missing = dict(unapproved_words(opened, ledger_of(office.desk, SIX))["en"])
    assert {command.partition(" --for ")[2] for command in missing.values()} == {
        "iom --by NAME --language en --evidence FILE",
        "example-mission --by NAME",
    }


def test_of_several_voided_approvals_of_one_text_the_newest_is_said(office: Office) -> None:
    office.sign("iom", "Ana Example")
    office.edit("11 countries", "12 countries")
    office.sign("iom", "Ana Example", of=None)
    office.edit("12 countries", "13 countries")
    (said,) = ledger_of(office.desk, SIX).voided_unasked
    assert "is void" in said
