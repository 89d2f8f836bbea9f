"""The press officer's words for what the record calls by technical names."""

from __future__ import annotations

from pressctl.model.delivery import DeliveryState, LeftOutReason
from pressctl.model.embargo import Ground

STATES = {
    DeliveryState.QUEUED: "waiting",
    DeliveryState.SENDING: "being sent",
    DeliveryState.ACCEPTED: "taken by the mail server",
    DeliveryState.WRITTEN: "written to the outbox",
    DeliveryState.DEFERRED: "not taken yet",
    DeliveryState.REJECTED: "refused",
    DeliveryState.UNCERTAIN: "may have arrived",
    DeliveryState.SUPPRESSED: "do not mail",
    DeliveryState.CANCELLED: "stopped",
    DeliveryState.BOUNCED: "came back",
    DeliveryState.COMPLAINED: "reported as unwanted",
}

LEFT_OUT = {
    LeftOutReason.RECEIVED: "already received",
    LeftOutReason.IN_DOUBT: "may have received",
    LeftOutReason.REFUSED: "refused last time",
    LeftOutReason.WAITING: "waiting in another plan",
    LeftOutReason.DO_NOT_MAIL: "do not mail",
    LeftOutReason.NO_LANGUAGE: "no language in common",
    LeftOutReason.NOT_AGREED: "has not agreed to the embargo",
}

GROUNDS = {
    Ground.AGREED: "agreed for this release",
    Ground.TRUSTED: "trusted on file",
    Ground.COPY: "copies",
    Ground.OVERRIDE: "not agreed: by your override",
}
"""Why somebody gets a release before its lift."""

LEFT_OUT_NEXT = {
    LeftOutReason.IN_DOUBT: "pressctl log --uncertain shows them",
    LeftOutReason.REFUSED: "--refused-too sends to them, too",
    LeftOutReason.WAITING: "pressctl send SLUG --resume goes on",
}
