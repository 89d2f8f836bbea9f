"""A correction reaches exactly those who have the wrong version, each as an answer to their own message."""

from __future__ import annotations

import email
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import NothingToDo, Refused, UsageError
from pressctl.frozen import replace
from pressctl.model.delivery import Channel, DeliveryState, GateName, Plan
from pressctl.model.kind import Effect
from pressctl.model.moment import Moment
from pressctl.workflow.approvals.ledger import ledger_of
from pressctl.workflow.approvals.needs import Means
from pressctl.workflow.approvals.signing import SignOff, plan_signing, sign
from pressctl.workflow.approvals.signing import withdraw as withdraw_approval
from pressctl.workflow.approvals.words_seen import Part
from pressctl.workflow.catalogue import show_release
from pressctl.workflow.corrections.case import Said, open_case, stop_wrong
from pressctl.workflow.corrections.notice import draft_notice
from pressctl.workflow.desk import Desk
from pressctl.workflow.listing import list_releases
from pressctl.workflow.office.sample import draft_sample
from pressctl.workflow.opening import open_release
from pressctl.workflow.sending import dispatching
from pressctl.workflow.sending.dispatching import Watch
from pressctl.workflow.sending.mailing import MailSetting
from pressctl.workflow.sending.preparing import Order, Prepared, prepare
from pressctl.workflow.sending.resuming import resume
from tests.servers.fault_server import Fault, FaultServer

WATCH = Watch(lambda: False, lambda _: None)
SLUG = "2018-10-30-six"


class Clock:
    """The office's clock, moved by the test."""

    def __init__(self) -> None:
        self.now = datetime(2018, 11, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> Moment:
        self.now += timedelta(seconds=1)
        return Moment(self.now, "Asia/Baku")


@pytest.fixture(scope="module")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample")
    shutil.copyfile(builtin_templates() / "sample" / "pressctl.toml", root / "pressctl.toml")
    workspace = Workspace(root)
    desk = Desk(workspace, load_config(workspace.config_file), Clock(), "Nino Example")
    draft_sample(desk, "joint-event")
    draft_sample(desk, "correction")
    for original in root.glob("releases/*/en.md"):
        text = original.read_text(encoding="utf-8")
        original.write_text(re.sub(r"(?m)^copy_to:\n(  - .*\n)+", "", text), encoding="utf-8")
    for folder in root.glob("releases/*"):
        for extra in ("ar.md", "fr.md"):
            (folder / extra).unlink()
    return root


@contextmanager
def served(root: Path) -> Iterator[tuple[FaultServer, Desk]]:
    """Run a mail server, and a desk whose mail goes there."""
    with FaultServer().running() as server:
        workspace = Workspace(root)
        environment = {"PRESSCTL_SMTP_URL": f"smtp://127.0.0.1:{server.port}"}
        yield server, Desk(workspace, load_config(workspace.config_file), Clock(), "Nino Example", environment)


@pytest.fixture
def root(_sample: Path, tmp_path: Path) -> Path:
    shutil.copytree(_sample, tmp_path / "office")
    people(tmp_path / "office", "one@example.com,One,en", "two@example.com,Two,az", "three@example.com,Three,ru")
    return tmp_path / "office"


def people(root: Path, *rows: str) -> None:
    (root / "contacts.csv").write_text("\n".join(("email,name,language", *rows)) + "\n", encoding="utf-8")


def send(desk: Desk, slug: str, *segments: str, **order: object) -> dispatching.Dispatched:
    prepared = prepare(desk, Order(slug, segments, **order))  # type: ignore[arg-type]
    return dispatching.dispatch(desk, prepared, WATCH)


def planned(desk: Desk, slug: str, *segments: str) -> Prepared:
    return prepare(desk, Order(slug, segments))


def gates(plan: Plan) -> list[GateName]:
    return [gate.name for gate in plan.gates]


def mails(server: FaultServer) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = {}
    for recipient, data in server.mails():
        found.setdefault(recipient, []).append(email.message_from_bytes(data))
    return found


def test_each_gets_the_correction_as_an_answer_to_the_message_that_they_have(root: Path) -> None:
    with served(root) as (server, desk):
        send(desk, SLUG, "all")
        people(root, "one@example.com,One,en", "two@example.com,Two,az", "four@example.com,Four,en")
        done = send(desk, "correction")
    got = mails(server)
    assert {address: len(found) for address, found in got.items()} == {
        "one@example.com": 2, "two@example.com": 2, "three@example.com": 2,
    }  # fmt: skip
    for first, second in got.values():
        assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
        assert first["In-Reply-To"] is None
    assert len({second["In-Reply-To"] for _, second in got.values()}) == 3
    assert {address: found[1]["Content-Language"] for address, found in got.items()} == {
        "one@example.com": "en", "two@example.com": "az", "three@example.com": "ru",
    }  # fmt: skip
    assert done.plan.puts_right is not None


def test_who_has_another_version_is_not_told_of_it(root: Path) -> None:
    with served(root) as (server, desk):
        people(root, "one@example.com,One,en")
        send(desk, SLUG, "all")
        change_text(root)
        people(root, "one@example.com,One,en", "later@example.com,Later,en")
        send(desk, SLUG, "all")
        assert [one.email for one in planned(desk, "correction").plan.recipients] == ["one@example.com"]
        standing = show_release(desk, open_release(desk.workspace, desk.config, SLUG))
        (listed,) = [one for one in list_releases(desk.workspace, lambda: desk.config) if one.slug.startswith(SLUG)]
        assert (standing.received, standing.newest) == (listed.progress.received, listed.progress.newest) == (2, 1)
        send(desk, "correction")
    assert {address: len(found) for address, found in mails(server).items()} == {
        "one@example.com": 2, "later@example.com": 1,
    }  # fmt: skip


def change_text(root: Path) -> None:
    """Change the English text, and drop the translations, which it makes stale."""
    (folder,) = root.glob("releases/2018-10-30-six*")
    for variant in ("az", "ru"):
        (folder / f"{variant}.md").unlink(missing_ok=True)
    file = folder / "en.md"
    file.write_text(file.read_text(encoding="utf-8").replace("11 countries", "12 countries"), encoding="utf-8")


def test_who_has_opted_out_since_is_left_alone(root: Path) -> None:
    from pressctl.workflow.contacts.press_list import suppress_address

    with served(root) as (_, desk):
        send(desk, SLUG, "all")
        suppress_address(desk, "two@example.com", "asked on the phone")
        plan = planned(desk, "correction").plan
    assert sorted(one.email for one in plan.recipients) == ["one@example.com", "three@example.com"]
    assert [(out.email, out.reason.value) for out in plan.left_out] == [("two@example.com", "do-not-mail")]


def test_the_doubtful_are_told_too(root: Path) -> None:
    with served(root) as (server, desk):
        server.faults = [Fault("dot", "accept-drop", "two@example.com")]
        done = send(desk, SLUG, "all")
        assert done.delivered.counts[DeliveryState.UNCERTAIN] == 1
        plan = planned(desk, "correction").plan
    assert sorted(one.email for one in plan.recipients) == ["one@example.com", "three@example.com", "two@example.com"]
    assert all(dict(one.slots)["In-Reply-To"] for one in plan.recipients)


def test_nobody_to_tell_is_said(root: Path) -> None:
    with served(root) as (_, desk), pytest.raises(NothingToDo, match="nobody has version 1 of 2018-10-30-six"):
        planned(desk, "correction")


def test_a_corrected_text_does_not_leave_again_until_it_is_put_right(root: Path) -> None:
    with served(root) as (_, desk):
        people(root, "one@example.com,One,en")
        send(desk, SLUG, "all")
        send(desk, "correction")
        people(root, "one@example.com,One,en", "later@example.com,Later,en")
        blocked = planned(desk, SLUG, "all")
        assert gates(blocked.plan) == [GateName.CORRECTED]
        assert "version 1 was corrected on 1 November 2018" in blocked.plan.gates[0].because
        with pytest.raises(Refused):
            dispatching.dispatch(desk, blocked, WATCH)
        change_text(root)
        assert gates(planned(desk, SLUG, "all").plan) == []


def test_a_correction_stops_what_of_the_wrong_version_has_not_left(root: Path) -> None:
    with served(root) as (server, desk):
        people(root, "one@example.com,One,en")
        send(desk, SLUG, "all")
        people(root, "one@example.com,One,en", "two@example.com,Two,en", "three@example.com,Three,en")
        prepared = planned(desk, SLUG, "all")
        dispatching.dispatch(desk, prepared, replace(WATCH, stop=lambda: True))  # stopped before the first
        done = send(desk, "correction")
        with pytest.raises(NothingToDo):
            resume(desk, SLUG, WATCH)
    assert done.delivered.counts == {DeliveryState.ACCEPTED: 1}
    assert set(mails(server)) == {"one@example.com"}


def test_a_signed_quotation_stands_signed_in_the_correction(root: Path) -> None:
    toml = root / "pressctl.toml"
    heading = "[organisations.example-mission]\n"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace(heading, f'{heading}requires_approval = "quotations"\n', 1), encoding="utf-8")
    with served(root) as (_, desk):
        (wanted,) = ledger_of(desk, "correction").needs
        sign(desk, plan_signing(desk, SLUG, SignOff("example-mission", "nigar-example", Part(quote=wanted.quote))))
        (need,) = ledger_of(desk, "correction").needs
        assert (wanted.met_by, need.met_by) == (None, Means.APPROVAL)
        withdraw_approval(desk, SLUG, "example-mission", "the words were another's")
        (need,) = ledger_of(desk, "correction").needs
    assert need.met_by is None


def withdraw(desk: Desk) -> dispatching.Dispatched:
    case = open_case(desk, SLUG, Effect.WITHDRAWAL)
    stop_wrong(desk, case)
    said = {language: Said(reason="The figures cannot be upheld.") for language in case.languages}
    return send(desk, draft_notice(desk, case, said))


def test_a_correction_of_what_is_withdrawn_does_not_leave(root: Path) -> None:
    with served(root) as (server, desk):
        people(root, "one@example.com,One,en", "two@example.com,Two,en")
        send(desk, SLUG, "all")
        half = replace(WATCH, stop=lambda: bool(server.accepted[2:]))
        dispatching.dispatch(desk, planned(desk, "correction"), half)  # stopped after the first
        withdraw(desk)
        with pytest.raises(NothingToDo):
            resume(desk, "correction", WATCH)
        people(root, "later@example.com,Later,en")
        blocked = planned(desk, "correction", "all")
    assert gates(blocked.plan) == [GateName.WITHDRAWN]
    assert "which it corrects, was withdrawn on" in blocked.plan.gates[0].because
    assert any(remark.startswith("1 of them do not have what it corrects") for remark in blocked.remarks)


def test_a_correction_of_a_correction_keeps_the_whole_thread(root: Path) -> None:
    from pressctl.source.kinds import load_kind
    from pressctl.workflow import drafting

    with served(root) as (server, desk):
        people(root, "one@example.com,One,en")
        send(desk, SLUG, "all")
        send(desk, "correction")
        kind = load_kind(desk.workspace, "correction")
        asking = drafting.asking_for(desk.config, "en", desk.clock(), desk.workspace)
        sheet = drafting.given_answers(
            kind, asking, ("corrects=correction-six", "fields.wrong=Nine.", "fields.right=Ten.", "copy_to=")
        )  # fmt: skip
        answers = drafting.completed(kind, sheet, asking)
        drafted = drafting.draft(desk.workspace, desk.config, kind, "en", answers, desk.clock())
        send(desk, drafted.slug)
    first, second, third = mails(server)["one@example.com"]
    assert third["In-Reply-To"] == second["Message-ID"]
    assert " ".join(third["References"].split()) == f"{first['Message-ID']} {second['Message-ID']}"


def test_an_update_without_a_segment_is_told_of_those_who_have_it(root: Path) -> None:
    with served(root) as (_, desk), pytest.raises(UsageError) as caught:
        send(desk, SLUG, update="The hall has changed")
    assert f"--to received:{SLUG} --update" in (caught.value.hint or "")


def test_an_update_is_an_answer_to_what_they_have(root: Path) -> None:
    with served(root) as (server, desk):
        people(root, "one@example.com,One,en")
        send(desk, SLUG, "all")
        people(root, "one@example.com,One,en", "new@example.com,New,en")
        send(desk, SLUG, "all", update="the venue has changed")
    got = mails(server)
    assert got["one@example.com"][1]["In-Reply-To"] == got["one@example.com"][0]["Message-ID"]
    assert got["new@example.com"][0]["In-Reply-To"] is None


def test_a_correction_that_was_interrupted_goes_on_as_an_answer(root: Path) -> None:
    with served(root) as (server, desk):
        people(root, *(f"reader{number}@example.com,Reader {number},en" for number in range(1, 9)))
        send(desk, SLUG, "all")
        prepared = planned(desk, "correction")
        asked = iter([False, False, False, True])
        dispatching.dispatch(desk, prepared, replace(WATCH, stop=lambda: next(asked, True)))
        done = resume(desk, "correction", WATCH)
    assert done.delivered.counts == {DeliveryState.ACCEPTED: 8}
    for first, second in mails(server).values():
        assert second["In-Reply-To"] == first["Message-ID"]


def test_what_has_not_left_of_the_wrong_text_cannot_be_resumed_and_the_mended_text_reaches_them(root: Path) -> None:
    with served(root) as (server, desk):
        people(root, "one@example.com,One,en")
        send(desk, SLUG, "all")
        people(root, "one@example.com,One,en", "two@example.com,Two,en")
        dispatching.dispatch(desk, planned(desk, SLUG, "all"), replace(WATCH, stop=lambda: True))
        send(desk, "correction")
        change_text(root)
        done = send(desk, SLUG, "all")
    assert [one.email for one in done.plan.recipients] == ["two@example.com"]
    assert done.plan.version == 2
    assert {address: len(found) for address, found in mails(server).items()} == {
        "one@example.com": 2, "two@example.com": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("what", "said"), [("The hall has changed", "has changed. This"), ("Why not?", "not? This")])
def test_what_is_new_ends_before_the_note_of_a_copy(root: Path, what: str, said: str) -> None:
    with served(root) as (_, desk):
        opened = open_release(desk.workspace, desk.config, SLUG)
        words = MailSetting(desk, opened, desk.clock(), update=what).words()
        assert said in " ".join(words.render("en", Channel.COPY).text.split())
        assert f"{what}." not in words.render("en", Channel.PRESS).text
