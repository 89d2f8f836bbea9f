"""The talk with a mail server, octets in and octets out: what is said when, and what is known afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.frozen import replace
from pressctl.mail.dialogue import Dialogue
from pressctl.mail.errands import Ended, Errand, Event, Ready, Returned
from pressctl.mail.letter import Letter
from pressctl.mail.skills import Skills
from pressctl.model.delivery import DeliveryState, Outcome, Phase

State = DeliveryState
PIPELINING = Skills(pipelining=True, size=True)
LETTER = Letter(b"Subject: x\r\n\r\n", b"line\r\n", dotted=False)
GOOD = b"250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go on\r\n"
TAKEN = b"250 2.0.0 taken\r\n"


def errand(name: str = "a") -> Errand:
    return Errand.to("press@example.org", f"{name}@example.org", LETTER)


def said(dialogue: Dialogue) -> bytes:
    """Send all that is to be sent, and return it."""
    octets = b"".join(dialogue.outgoing)
    dialogue.sent(len(octets))
    return octets


def announced(dialogue: Dialogue, *names: str) -> list[Errand]:
    errands = [errand(name) for name in names]
    assert [dialogue.announce(one) for one in errands] == [None] * len(errands)
    return errands


def outcome(events: list[Event]) -> Outcome:
    (event,) = events
    assert isinstance(event, Ended)
    return event.outcome


def test_an_envelope_travels_in_one_go_and_the_content_waits() -> None:
    dialogue = Dialogue(PIPELINING)
    (a,) = announced(dialogue, "a")
    assert said(dialogue) == b"MAIL FROM:<press@example.org> SIZE=20\r\nRCPT TO:<a@example.org>\r\nDATA\r\n"
    assert dialogue.receive(GOOD) == [Ready(a)]
    assert said(dialogue) == b""
    dialogue.proceed(a)
    assert said(dialogue) == b"Subject: x\r\n\r\nline\r\n.\r\n"
    assert outcome(dialogue.receive(TAKEN)).state is State.ACCEPTED
    assert dialogue.idle


def test_the_next_envelope_goes_right_behind_the_final_dot() -> None:
    dialogue = Dialogue(PIPELINING)
    a, b = announced(dialogue, "a", "b")
    assert dialogue.room == 0
    said(dialogue)
    dialogue.receive(GOOD)
    dialogue.proceed(a)
    assert said(dialogue).endswith(
        b"\r\n.\r\nMAIL FROM:<press@example.org> SIZE=20\r\nRCPT TO:<b@example.org>\r\nDATA\r\n"
    )
    events = dialogue.receive(TAKEN + GOOD)
    assert [type(event) for event in events] == [Ended, Ready]
    assert [event.errand for event in events] == [a, b]


def test_nothing_is_pipelined_where_the_server_does_not_offer_it() -> None:
    dialogue = Dialogue(Skills())
    announced(dialogue, "a")
    assert dialogue.room == 0
    for reply, next_words in ((b"", b"MAIL FROM"), (b"250 ok\r\n", b"RCPT TO"), (b"250 ok\r\n", b"DATA")):
        dialogue.receive(reply)
        assert said(dialogue).startswith(next_words)


@pytest.mark.parametrize(
    ("replies", "state", "phase", "stops"),
    [
        (b"550 5.7.1 not you\r\n503 x\r\n503 x\r\n", State.DEFERRED, Phase.MAIL, True),
        (b"250 ok\r\n550 5.1.1 nobody\r\n554 5.5.1 no recipients\r\n", State.REJECTED, Phase.RCPT, False),
        (b"250 ok\r\n450 4.2.1 greylisted\r\n503 x\r\n", State.DEFERRED, Phase.RCPT, False),
        (b"250 ok\r\n250 ok\r\n452 4.3.1 full\r\n", State.DEFERRED, Phase.DATA, False),
    ],
)
def test_a_refused_envelope_is_known_by_its_first_refusal(
    replies: bytes, state: State, phase: Phase, stops: bool
) -> None:
    dialogue = Dialogue(PIPELINING)
    announced(dialogue, "a")
    said(dialogue)
    known = outcome(dialogue.receive(replies))
    assert (known.state, known.phase, known.stops_plan, known.connection_lost) == (state, phase, stops, False)
    announced(dialogue, "b")
    assert said(dialogue).startswith(b"MAIL" if phase is Phase.MAIL else b"RSET\r\nMAIL")


def test_no_data_is_sent_to_nobody() -> None:
    """RFC 2920 §3.1: a server may say 354 although it took no recipient; it gets a dot and no message."""
    dialogue = Dialogue(PIPELINING)
    announced(dialogue, "a")
    said(dialogue)
    assert dialogue.receive(b"250 ok\r\n550 5.1.1 nobody\r\n354 go on\r\n") == []
    assert said(dialogue) == b".\r\n"
    assert outcome(dialogue.receive(b"554 5.5.1 no recipients\r\n")).state is State.REJECTED


def test_a_server_that_wants_a_message_from_a_refused_sender_gets_the_end() -> None:
    dialogue = Dialogue(PIPELINING)
    announced(dialogue, "a")
    said(dialogue)
    known = outcome(dialogue.receive(b"451 later\r\n250 ok\r\n354 go on\r\n"))
    assert (known.state, known.connection_lost, dialogue.over) == (State.DEFERRED, True, True)
    assert not dialogue.speaks


def test_the_dot_decides_what_a_lost_connection_means() -> None:
    for left, state in ((0, State.DEFERRED), (20, State.DEFERRED), (21, State.UNCERTAIN), (23, State.UNCERTAIN)):
        dialogue = Dialogue(PIPELINING)
        (a,) = announced(dialogue, "a")
        said(dialogue)
        dialogue.receive(GOOD)
        dialogue.proceed(a)
        dialogue.sent(left)
        assert outcome(dialogue.broken("gone")).state is state, left


def test_a_server_that_speaks_before_the_dot_has_not_taken_the_message() -> None:
    for words, state in ((b"552 5.3.4 too big\r\n", State.REJECTED), (b"250 sure\r\n", State.DEFERRED)):
        dialogue = Dialogue(PIPELINING)
        (a,) = announced(dialogue, "a")
        said(dialogue)
        dialogue.receive(GOOD)
        dialogue.proceed(a)
        dialogue.sent(10)
        known = outcome(dialogue.receive(words))
        assert (known.state, known.phase, known.connection_lost) == (state, Phase.DATA, True)


@pytest.mark.parametrize("answer", [b"421 4.7.0 enough messages\r\n", b""])
def test_one_that_the_server_said_nothing_to_comes_back_untried(answer: bytes) -> None:
    dialogue = Dialogue(PIPELINING)
    a, b = announced(dialogue, "a", "b")
    said(dialogue)
    dialogue.receive(GOOD)
    dialogue.proceed(a)
    said(dialogue)
    events = dialogue.receive(TAKEN + answer)
    assert outcome(events[:1]).state is State.ACCEPTED
    events = events[1:] or dialogue.broken("closed")
    assert events == [Returned(b)]
    assert dialogue.over


def test_a_server_that_reads_a_refused_message_as_commands_gets_the_end() -> None:
    dialogue = Dialogue(PIPELINING)
    a, b = announced(dialogue, "a", "b")
    said(dialogue)
    dialogue.receive(GOOD)
    dialogue.proceed(a)
    said(dialogue)
    events = dialogue.receive(b"554 5.6.0 spam\r\n500 5.5.2 what\r\n")
    assert outcome(events[:1]).state is State.REJECTED
    assert events[1:] == [Returned(b)]


def test_what_was_announced_can_be_taken_back_until_it_proceeds() -> None:
    dialogue = Dialogue(PIPELINING)
    a, b = announced(dialogue, "a", "b")
    said(dialogue)
    dialogue.receive(GOOD)
    assert dialogue.take_back(b) == []
    dialogue.proceed(a)
    assert b"b@example.org" not in said(dialogue)
    with pytest.raises(ValueError, match="cannot be taken back"):
        dialogue.take_back(a)


def test_a_server_that_waits_for_what_was_taken_back_gets_the_end_and_the_next_comes_back() -> None:
    dialogue = Dialogue(PIPELINING)
    a, b = announced(dialogue, "a", "b")
    said(dialogue)
    dialogue.receive(GOOD)
    assert dialogue.take_back(a) == [Returned(b)]
    assert (dialogue.over, dialogue.speaks) == (True, False)


def test_a_recipient_taken_back_on_the_way_never_gets_a_content() -> None:
    dialogue = Dialogue(PIPELINING)
    (a,) = announced(dialogue, "a")
    said(dialogue)
    dialogue.take_back(a)
    assert dialogue.receive(GOOD) == []
    assert dialogue.over


def test_a_message_that_this_server_cannot_carry_is_refused_without_a_word() -> None:
    small = Dialogue(replace(PIPELINING, most=10))
    refusal = small.announce(errand())
    assert refusal is not None
    assert refusal.state is State.REJECTED
    assert (small.speaks, small.idle) == (False, True)


@given(st.lists(st.integers(1, 40), max_size=40), st.data())
def test_replies_may_come_in_any_pieces(cuts: list[int], data: st.DataObject) -> None:
    dialogue = Dialogue(PIPELINING)
    a, b = announced(dialogue, "a", "b")
    said(dialogue)
    stream = b"250-2.1.0 sender\r\n250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go on\r\n"
    assert fed(dialogue, stream, cuts) == [Ready(a)]
    dialogue.proceed(a)
    said(dialogue)
    answer = data.draw(st.sampled_from([b"250 2.0.0 taken\r\n", b"451 4.3.0 later\r\n", b"554 5.6.0 no\r\n"]))
    events = fed(dialogue, answer + stream, cuts)
    assert [event.errand for event in events] == [a, b]
    assert isinstance(events[1], Ready)


def fed(dialogue: Dialogue, stream: bytes, cuts: list[int]) -> list[Event]:
    events: list[Event] = []
    for length in cuts:
        events += dialogue.receive(stream[:length])
        stream = stream[length:]
    return events + dialogue.receive(stream)


@given(st.binary(max_size=200), st.integers(0, 3))
def test_no_octets_from_a_server_make_a_promise_or_a_crash(octets: bytes, steps: int) -> None:
    dialogue = Dialogue(PIPELINING)
    a, b = announced(dialogue, "a", "b")
    said(dialogue)
    known: dict[Errand, list[Event]] = {a: [], b: []}
    for step in range(steps):
        for event in dialogue.receive((GOOD, TAKEN + GOOD, TAKEN)[step]):
            known[event.errand].append(event)
            if isinstance(event, Ready):
                dialogue.proceed(event.errand)
        said(dialogue)
    for event in [*dialogue.receive(octets), *dialogue.broken("gone")]:
        known[event.errand].append(event)
    for events in known.values():
        assert sum(not isinstance(event, Ready) for event in events) <= 1


def test_a_server_that_overlooks_what_came_with_mail_is_found_out_and_nobody_was_tried() -> None:
    dialogue = Dialogue(PIPELINING)
    (a,) = announced(dialogue, "a")
    said(dialogue)
    assert dialogue.receive(b"250 2.1.0 ok\r\n") == []
    assert dialogue.broken("late", late=True) == [Returned(a, "late")]
    assert dialogue.out_of_step


def test_a_server_that_has_kept_step_before_is_not_called_out_of_it() -> None:
    dialogue = Dialogue(PIPELINING)
    dialogue.in_step = True
    announced(dialogue, "a")
    said(dialogue)
    dialogue.receive(b"250 2.1.0 ok\r\n")
    assert outcome(dialogue.broken("late", late=True)).state is State.DEFERRED
    assert not dialogue.out_of_step


@pytest.mark.parametrize("skills", [PIPELINING, Skills()], ids=["pipelined", "in turn"])
def test_whose_turn_was_to_come_behind_a_refused_message_comes_back_untried_where_the_server_does_not_begin_anew(
    skills: Skills,
) -> None:
    """It answers before the end of the message, and takes what is left of it for commands."""
    dialogue = Dialogue(skills)
    (first,) = announced(dialogue, "a")
    for reply in (b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"):
        said(dialogue)
        dialogue.receive(reply)
    dialogue.proceed(first)
    said(dialogue)
    assert outcome(dialogue.receive(b"451 later\r\n")).state is State.DEFERRED
    (second,) = announced(dialogue, "b")
    assert said(dialogue).startswith(b"RSET\r\n")
    assert dialogue.receive(b"502 what is that line\r\n") == [Returned(second)]
    assert dialogue.over


REFUSED_BEHIND = b"503 5.5.1 too early\r\n" * 3


def test_an_envelope_refused_behind_a_dot_is_said_again_in_its_turn_and_counts_there() -> None:
    dialogue = Dialogue(PIPELINING)
    a, b = announced(dialogue, "a", "b")
    said(dialogue)
    dialogue.receive(GOOD)
    dialogue.proceed(a)
    said(dialogue)
    events = dialogue.receive(TAKEN + REFUSED_BEHIND)
    assert outcome(events[:1]).state is State.ACCEPTED
    assert events[1:] == [Returned(b)]
    assert not dialogue.over
    (b,) = announced(dialogue, "b")
    assert dialogue.room == 0, "nothing goes behind a dot to this server any more"
    said(dialogue)
    assert dialogue.receive(GOOD) == [Ready(b)]


def test_a_sender_refused_in_the_middle_of_a_connection_is_refused_for_good_on_a_new_one_only() -> None:
    dialogue = Dialogue(Skills())
    (a,) = announced(dialogue, "a")
    for answer in (b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"):
        said(dialogue)
        dialogue.receive(answer)
    dialogue.proceed(a)
    said(dialogue)
    dialogue.receive(TAKEN)
    (b,) = announced(dialogue, "b")
    said(dialogue)
    assert dialogue.receive(b"550 5.7.0 enough\r\n") == [Returned(b)]
    assert dialogue.over
    fresh = Dialogue(Skills())
    announced(fresh, "b")
    said(fresh)
    assert outcome(fresh.receive(b"550 5.7.0 enough\r\n")).stops_plan


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (9_990, "the message has 11 KB, the mail server takes 9 KB at most"),
        (1_000_000, "the message has 1.1 MB, the mail server takes 1.0 MB at most"),
    ],
)
def test_a_message_that_is_a_little_too_large_is_said_to_be_larger(most: int, words: str) -> None:
    letter = Letter(b"Subject: x\r\n\r\n", b"x" * (most + 1) + b"\r\n", dotted=False)
    refused = Dialogue(Skills(size=True, most=most)).announce(Errand.to("press@example.org", "a@example.org", letter))
    assert refused is not None
    assert refused.reply == words
