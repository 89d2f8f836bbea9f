"""What a sheet says before anything else: that it is under embargo, puts an earlier one right, or may be published."""

from __future__ import annotations

from pressctl.export.sheet import Fact, StatusLine
from pressctl.language.dates import NO_BREAK, date_text, embargo_moment
from pressctl.language.labels import Labels
from pressctl.model.kind import Effect, Kind
from pressctl.model.localised import Localised
from pressctl.model.moment import Moment
from pressctl.model.release import EarlierVersion, Edition
from pressctl.model.text import Foreign, Words


def effect_of(kind: Kind, edition: Edition) -> Effect | None:
    """Return what an edition does to an earlier release; one that names an earlier version corrects it at least."""
    return kind.effect or (Effect.CORRECTION if edition.corrects else None)


def status_line(edition: Edition, kind: Kind, labels: Labels, now: Moment) -> StatusLine:
    """Return the embargo while it holds at `now`; else, and without one, that the release may be published.

    What corrects or withdraws an earlier release says that first. A kind may have words of its own for what is not
    for publication.
    """
    effect, until = effect_of(kind, edition), edition.held_until(now)
    own = {
        None: own_words(kind.status, labels) or labels.for_immediate_release,
        Effect.CORRECTION: labels.status.correction,
        Effect.WITHDRAWAL: labels.status.withdrawal,
    }[effect]
    if until is None:
        return StatusLine(own, embargoed=False, on_every_page=effect is not None)
    held = labels.embargo_line.format(time=embargo_moment(until, edition.language))
    held = held.replace(" UTC", f"{NO_BREAK}UTC")
    return StatusLine(f"{own}. {held}" if effect else held, embargoed=True)


def own_words(words: Localised | None, labels: Labels) -> str | None:
    """Return a kind's words in the sheet's language; in another one they would be noise."""
    return words.exact(labels.language) if words is not None else None


def marked(title: str, effect: Effect | None, labels: Labels) -> str:
    """Return a title as it stands alone, in a list of mails or of files: `Correction: …`."""
    match effect:
        case Effect.CORRECTION:
            return f"{labels.mail.correction}{labels.colon}{title}"
        case Effect.WITHDRAWAL:
            return f"{labels.mail.withdrawal}{labels.colon}{title}"
        case None:
            return title


def corrects_line(earlier: EarlierVersion | None, effect: Effect | None, labels: Labels) -> Fact | None:
    """Return the line that names the earlier version; a headline in another language is marked as such."""
    if earlier is None or effect is None:
        return None
    label = labels.corrects.withdrawal if effect is Effect.WITHDRAWAL else labels.corrects.correction
    language, headline = earlier.headline(labels.language)
    words = (Words(headline),) if language == labels.language else (Foreign(language, (Words(headline),)),)
    before, _, after = labels.corrects.version.partition("{headline}")
    known = {"version": earlier.number, "date": date_text(earlier.date, labels.language)}
    parts = (Words(before.format(**known)), *words, Words(after.format(**known)))
    return Fact("corrects", label, tuple(part for part in parts if part != Words("")))


def title_of(edition: Edition, labels: Labels, now: Moment, effect: Effect | None) -> str:
    """Return what a window or a list of files shows of the document: while an embargo holds, that first."""
    headline = marked(edition.headline, effect, labels)
    until = edition.held_until(now)
    if until is None:
        return headline
    return f"{labels.embargo_line.format(time=embargo_moment(until, edition.language))}{labels.dateline_dash}{headline}"
