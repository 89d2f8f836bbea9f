"""What a sending has to do with others: which message it answers, and what was corrected or withdrawn since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressctl.export.status import effect_of
from pressctl.frozen import Frozen
from pressctl.language.dates import embargo_moment
from pressctl.model.delivery import Gate, GateName, PutsRight
from pressctl.model.kind import Effect
from pressctl.store.record.database import Database
from pressctl.store.sending.put_right import Held, corrected, held, put_right_by, withdrawn
from pressctl.workflow.opening import Opened


class Thread(Frozen):
    """An earlier message to somebody, which a new one is about (RFC 5322 §3.6.4)."""

    message_id: str
    references: str
    language: str
    """In which they got it."""


def puts_right(opened: Opened) -> PutsRight | None:
    """Return what the release corrects or withdraws, if it does."""
    edition = opened.release.original_edition
    effect = effect_of(opened.kind, edition)
    if edition.corrects is None or effect is None:
        return None
    return PutsRight(effect, edition.corrects.id, edition.corrects.version)


def wrong_version(what: PutsRight) -> int | None:
    """Return the version that people must be told about; a withdrawal is about all of them."""
    return None if what.effect is Effect.WITHDRAWAL else what.version


def threads(database: Database, opened: Opened, *, update: bool) -> Mapping[str, Thread]:
    """Return, by recipient key, the message that a new one is about: of the release that it puts right, or its own."""
    what = puts_right(opened)
    if what is not None:
        # Whoever has another version than the wrong one has that message in their inbox, too.
        found = {**held(database, what.release_id), **held(database, what.release_id, wrong_version(what))}
    else:
        found = dict(held(database, opened.release.id)) if update else {}
    return {key: _thread(one) for key, one in found.items()}


def _thread(one: Held) -> Thread:
    return Thread(one.message_id, one.references, one.language)


def wrong_text(
    database: Database, release_id: str, slug: str, version: int, what: PutsRight | None = None
) -> Iterator[Gate]:
    """Yield what later releases have against a version: a gate each.

    A correction (`what` it corrects) has the corrected text with it: it does not leave once that release is withdrawn.
    """
    if what is not None and what.effect is Effect.CORRECTION:
        taken_back = withdrawn(put_right_by(database, what.release_id))
        if taken_back is not None:
            yield Gate(
                GateName.WITHDRAWN,
                f"{taken_back.of_slug}, which it corrects, was withdrawn on "
                f"{embargo_moment(taken_back.at, 'en')} by {taken_back.slug}",
                "a new release takes its place: pressctl new",
            )
    found = put_right_by(database, release_id)
    taken_back, put = withdrawn(found), corrected(found, version)
    if taken_back is not None:
        yield Gate(
            GateName.WITHDRAWN,
            f"{slug} was withdrawn on {embargo_moment(taken_back.at, 'en')} by {taken_back.slug}",
            "a new release takes its place: pressctl new",
        )
    elif put is not None:
        yield Gate(
            GateName.CORRECTED,
            f"version {version} was corrected on {embargo_moment(put.at, 'en')} by {put.slug}, "
            "and the text is still the same",
            f"put the text right first; {put.slug} says what was wrong",
        )
