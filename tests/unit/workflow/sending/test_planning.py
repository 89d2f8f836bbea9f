"""Who gets what, and who is left out: every rule of a plan, on invented people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pressctl.frozen import replace
from pressctl.model.contact import Contact
from pressctl.model.delivery import Channel, GateName, LeftOutReason, Override, Plan, RenderedPart
from pressctl.model.moment import Moment
from pressctl.model.release import Copy, Dateline, Edition, Embargo, Release
from pressctl.workflow.sending.circumstances import RecordFacts, ReleaseState, Sender, SendRequest
from pressctl.workflow.sending.planning import Setting, make_plan

NOW = Moment(datetime(2018, 10, 30, 5, 0, tzinfo=UTC), "Asia/Baku")
LATER = Moment(NOW.instant + timedelta(hours=1), "Asia/Baku")


def edition(language: str, **changes: object) -> Edition:
    plain = Edition(
        language=language, headline=f"Headline {language}", dateline=Dateline("Baku", date(2018, 10, 30)), body=()
    )
    return replace(plain, **changes)


def state(*, embargo: Embargo | None = None, copies: tuple[Copy, ...] = (), **changes: object) -> ReleaseState:
    release = Release(
        id="7d1f5c1e-0000-4000-8000-000000000001",
        slug="2018-10-30-example",
        kind="announcement",
        original="en",
        editions=(edition("en", embargo=embargo), edition("az", embargo=embargo)),
        copy_to=copies,
    )
    return replace(ReleaseState(release, 3, {}, {}), **changes)


def request(*contacts: Contact, **changes: object) -> SendRequest:
    sender = Sender("press@example.org", "Example Press Office", None, "smtp", "smtp relay.example.org")
    return replace(SendRequest(contacts, NOW, sender, "en"), **changes)


def plan(state_: ReleaseState, request_: SendRequest, facts: RecordFacts | None = None) -> Plan:
    setting = Setting(
        render=lambda language, channel: RenderedPart(language, channel, "Subject", "text", "<p>text</p>"),
        slots=lambda whom, language, channel: (("greeting", f"Dear {whom.name}"),),
    )
    return make_plan("2018-10-30-a1", state_, request_, facts or RecordFacts(), setting)


def who(found: Plan) -> list[tuple[str, str]]:
    return [(recipient.email, recipient.language) for recipient in found.recipients]


AYGUN = Contact(email="Aygun@example.com", name="Aygün Example", languages=("az", "en"))
JOHN = Contact(email="john@example.com", languages=("en",))
MARIE = Contact(email="marie@example.com", languages=("fr",))


def test_each_gets_the_first_of_their_languages_that_the_release_has() -> None:
    assert who(plan(state(), request(AYGUN, JOHN))) == [("Aygun@example.com", "az"), ("john@example.com", "en")]


def test_a_reader_of_no_language_on_offer_is_left_out_and_named() -> None:
    (left,) = plan(state(), request(MARIE, JOHN)).left_out
    assert (left.email, left.reason, left.detail) == ("marie@example.com", LeftOutReason.NO_LANGUAGE, "fr")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (RecordFacts(received={"john@example.com": "version 2"}), LeftOutReason.RECEIVED),
        (RecordFacts(in_doubt={"john@example.com": "30 Oct"}), LeftOutReason.IN_DOUBT),
        (RecordFacts(refused={"john@example.com": "version 2"}), LeftOutReason.REFUSED),
        (RecordFacts(waiting={"john@example.com": "2018-10-30-a1"}), LeftOutReason.WAITING),
        (RecordFacts(suppressed=frozenset({"john@example.com"})), LeftOutReason.DO_NOT_MAIL),
    ],
)
def test_what_the_record_knows_leaves_somebody_out(facts: RecordFacts, reason: LeftOutReason) -> None:
    found = plan(state(), request(replace(JOHN, email="John@Example.com"), AYGUN), facts)
    assert [left.reason for left in found.left_out] == [reason]
    assert who(found) == [("Aygun@example.com", "az")]


@pytest.mark.parametrize("asked", [{"refused_too": True}, {"update": "The venue has changed"}])
def test_who_was_refused_gets_it_when_somebody_asks_for_that(asked: dict[str, object]) -> None:
    facts = RecordFacts(refused={"john@example.com": "version 2"})
    assert who(plan(state(), request(JOHN, **asked), facts)) == [("john@example.com", "en")]


def test_an_update_reaches_those_who_have_it_but_never_an_opt_out() -> None:
    facts = RecordFacts(
        received={"john@example.com": "version 2", "aygun@example.com": "version 2"},
        suppressed=frozenset({"aygun@example.com"}),
        updates=1,
    )
    found = plan(state(), request(AYGUN, JOHN, update="The venue has changed"), facts)
    assert found.purpose == "update-2"
    assert who(found) == [("john@example.com", "en")]
    assert [left.reason for left in found.left_out] == [LeftOutReason.DO_NOT_MAIL]


def test_under_embargo_only_the_trusted_get_it() -> None:
    found = plan(state(embargo=Embargo(LATER)), request(replace(AYGUN, embargo_trusted=True), JOHN))
    assert who(found) == [("Aygun@example.com", "az")]
    assert [left.reason for left in found.left_out] == [LeftOutReason.NOT_AGREED]
    assert found.gates == ()


def test_under_embargo_with_nobody_trusted_the_gate_stands() -> None:
    (gate,) = plan(state(embargo=Embargo(LATER)), request(JOHN)).gates
    assert (gate.name, gate.because.endswith("nobody on the list has agreed to it")) == (GateName.EMBARGO, True)
    (gate,) = plan(state(embargo=Embargo(LATER)), request(JOHN, AYGUN), RecordFacts({"aygun@example.com": ""})).gates
    assert gate.because.endswith("nobody who does not have it yet has agreed to it")


def test_an_embargo_that_is_overridden_is_recorded_with_its_reason() -> None:
    override = Override(GateName.EMBARGO, "the minister has spoken already")
    found = plan(state(embargo=Embargo(LATER)), request(JOHN, overrides=(override,)))
    assert who(found) == [("john@example.com", "en")]
    assert found.gates == ()
    assert [(one.gate, one.reason) for one in found.overrides] == [(override.gate, override.reason)]
    assert "the embargo holds until" in found.overrides[0].because


def test_at_the_very_minute_of_the_lift_everybody_gets_it() -> None:
    assert who(plan(state(embargo=Embargo(NOW)), request(JOHN))) == [("john@example.com", "en")]


def test_a_stale_translation_stops_only_a_plan_that_uses_it() -> None:
    stale = state(stale={"az": "2 of 9 blocks changed"})
    assert [gate.name for gate in plan(stale, request(AYGUN)).gates] == [GateName.TRANSLATION]
    assert plan(stale, request(JOHN)).gates == ()


def test_what_the_kind_demands_and_the_release_lacks_stops_it() -> None:
    (gate,) = plan(state(lacking={"en": ("a media contact",)}), request(JOHN)).gates
    assert gate.name is GateName.COMPLETENESS
    assert "a media contact" in gate.because


def test_an_expired_release_is_stopped() -> None:
    old = state()
    first, *others = old.release.editions
    expired = replace(old, release=replace(old.release, editions=(replace(first, expires=NOW), *others)))
    assert [gate.name for gate in plan(expired, request(JOHN)).gates] == [GateName.EXPIRED]


def test_an_override_of_a_gate_that_does_not_stand_is_not_recorded() -> None:
    assert plan(state(), request(JOHN, overrides=(Override(GateName.EMBARGO, "just in case"),))).overrides == ()


def test_copies_are_a_list_of_their_own_and_nobody_stands_on_both() -> None:
    copies = (Copy("focal@example.net", "Focal Example", ("az",)), Copy("JOHN@example.com", "John"))
    found = plan(state(copies=copies), request(JOHN))
    assert [(r.email, r.channel) for r in found.recipients] == [
        ("john@example.com", Channel.PRESS),
        ("focal@example.net", Channel.COPY),
    ]


def test_a_test_copy_goes_to_oneself_in_every_language_and_passes_all_gates_but_the_embargo() -> None:
    held = state(embargo=Embargo(LATER), stale={"az": "old"})
    found = plan(held, request(JOHN, test="me@example.org"))
    assert who(found) == [("me@example.org", "en"), ("me@example.org", "az")]
    assert (found.test, found.counts) == (True, False)
    assert [gate.name for gate in found.gates] == [GateName.EMBARGO], "a stale translation may be looked at"


def test_a_test_copy_of_an_embargoed_text_goes_to_the_office_or_to_a_trusted_contact_only() -> None:
    held = state(embargo=Embargo(LATER))
    (gate,) = plan(held, request(JOHN, test="john@example.com")).gates
    assert gate.name is GateName.EMBARGO
    assert plan(held, request(replace(JOHN, embargo_trusted=True), test="JOHN@example.com")).gates == ()
    own = frozenset({"press@example.org"})
    assert plan(held, request(JOHN, test="press@example.org", own=own)).gates == ()


def test_under_embargo_a_focal_point_on_the_press_list_gets_the_copy() -> None:
    held = state(embargo=Embargo(LATER), copies=(Copy("john@example.com", "John"),))
    found = plan(held, request(JOHN, AYGUN))
    assert [(r.email, r.channel) for r in found.recipients] == [("john@example.com", Channel.COPY)]
    assert [left.email for left in found.left_out] == ["Aygun@example.com"]


def test_a_passed_expiry_does_not_expire_the_messages_again() -> None:
    old = state()
    first, *others = old.release.editions
    expired = replace(old, release=replace(old.release, editions=(replace(first, expires=NOW), *others)))
    override = Override(GateName.EXPIRED, "asked for by the ministry")
    assert plan(expired, request(JOHN, overrides=(override,))).expires is None
    assert plan(expired, request(JOHN)).expires == NOW


def test_a_folder_is_a_rehearsal_and_does_not_count() -> None:
    folder = Sender("press@example.org", "", None, "folder", "outbox/")
    assert plan(state(), request(JOHN, sender=folder)).counts is False
