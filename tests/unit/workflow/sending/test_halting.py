"""What ends a run before its queue is empty."""

from __future__ import annotations

import pytest

from pressctl.mail.base import ServerUnavailable
from pressctl.model.delivery import DeliveryState, Outcome, Phase
from pressctl.workflow.sending.halting import LOSSES, Losses, to_be_resumed

LOST = Outcome(DeliveryState.DEFERRED, Phase.RCPT, reply="gone", connection_lost=True)
TAKEN = Outcome(DeliveryState.ACCEPTED, Phase.DOT, 250, reply="250 ok")


def test_so_many_connections_lost_in_a_row_end_it_for_each_that_is_used() -> None:
    losses = Losses()
    assert [losses.weigh(LOST, 2) for _ in range(2 * LOSSES - 1)] == [None] * (2 * LOSSES - 1)
    halted = losses.weigh(LOST, 2)
    assert halted is not None
    assert "broke 6 times in a row" in halted.message


def test_one_that_was_taken_begins_the_count_anew() -> None:
    losses = Losses()
    for outcome in (*[LOST] * (LOSSES - 1), TAKEN, *[LOST] * (LOSSES - 1)):
        assert losses.weigh(outcome, 1) is None


def test_a_refused_sender_ends_it_at_once_with_the_servers_words() -> None:
    refused = Outcome(DeliveryState.DEFERRED, Phase.MAIL, 550, reply="550 not you", stops_plan=True)
    halted = Losses().weigh(refused, 4)
    assert halted is not None
    assert "not you" in halted.message


@pytest.mark.parametrize(
    ("hint", "said"), [("check host", "check host, then go on with --resume"), (None, "go on later with --resume")]
)
def test_where_a_plan_waits_a_server_that_is_gone_is_no_end_of_it(hint: str | None, said: str) -> None:
    told = to_be_resumed(ServerUnavailable("nothing answers there", hint=hint))
    assert (told.message, told.hint) == ("nothing answers there", said)
