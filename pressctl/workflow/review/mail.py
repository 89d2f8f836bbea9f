"""The mail that brings a copy for review: in the reader's language, plain text, the copy attached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pressctl.export.base import DOCX_TYPE
from pressctl.frozen import Frozen
from pressctl.language.dates import date_text, deadline, embargo_moment
from pressctl.language.labels import load_labels
from pressctl.language.review_words import ReviewWords, load_review_words
from pressctl.mail.message import Addressee, Fixed, Sender, build_message
from pressctl.model.delivery import Attachment, Channel, RenderedPart
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened
from pressctl.workflow.review.copies import answers_to
from pressctl.workflow.review.reviewers import Reader
from pressctl.workflow.sending.mailing import sender_of


class Request(Frozen):
    """What somebody is asked."""

    language: str
    version: int
    headline: str
    """Of the copy."""
    due: Moment | None
    no_objection: bool

    def subject(self, words: ReviewWords) -> str:
        """Return what is wanted, until when, and that it is a draft."""
        if self.due is None:
            return words.mail.subject.format(headline=self.headline, version=self.version)
        due = deadline(self.due, self.language)
        return words.mail.subject_due.format(due=due, headline=self.headline, version=self.version)


class ReviewLetter(Frozen):
    """A mail to one reader."""

    desk: Desk
    opened: Opened
    request: Request
    reader: Reader
    reminded: Moment | None = None
    """When they were asked first, of a reminder."""

    def message(self, name: str, content: bytes, fixed: Fixed) -> bytes:
        """Return the whole message with the copy attached under a name.

        Raises:
            BadInput: an address or the subject holds what no header may hold, or the office has no address.
        """
        sender = sender_of(self.desk, self.opened, self.request.language)
        words, language = self._words(), self.request.language
        about = self.request.subject(words)
        part = RenderedPart(
            language,
            Channel.COPY,
            words.mail.reminder_subject.format(subject=about) if self.reminded else about,
            self.text(),
            "",
            (Attachment(name, DOCX_TYPE, content, hashlib.sha256(content).hexdigest()),),
        )
        office = Sender(sender.address, sender.name, answers_to(self.desk, self.opened), listed=False)
        return build_message(part, Addressee(self.reader.email, self.reader.name, {}), office, fixed)

    def text(self) -> str:
        """Return the text."""
        labels = load_labels(self.opened.workspace, self.request.language)
        name = self.reader.name
        greeting = labels.greeting.named.format(name=name) if name else labels.greeting.neutral
        office = self.desk.config.office
        closing = f"{self._words().mail.closing}\n{office.name.get(self.request.language, *office.languages)}"
        return "\n\n".join([greeting, *self._paragraphs(), closing]) + "\n"

    def _words(self) -> ReviewWords:
        return load_review_words(self.opened.workspace, self.request.language)

    def _paragraphs(self) -> Iterator[str]:
        request, words, config = self.request, self._words(), self.desk.config
        known = {"headline": request.headline, "version": request.version}
        if self.reminded is None:
            yield words.mail.opening.format(**known)
        else:
            on = date_text(self.reminded.local().date(), request.language)
            yield words.mail.reminder.format(**known, date=on)
        if self.reader.organisation in config.organisations:
            entry = config.organisations[str(self.reader.organisation)]
            name = entry.name.get(request.language, *config.office.languages)
            yield words.mail.for_organisation.format(organisation=name)
        yield self._not_for_publication()
        yield words.how.format(address=answers_to(self.desk, self.opened))
        if request.due is not None:
            by = deadline(request.due, request.language)
            rest = f" {words.no_objection.format(due=by)}" if request.no_objection else ""
            yield f"{words.how_due.format(due=by)}{rest}"

    def _not_for_publication(self) -> str:
        """Return that it is a draft, and under which embargo it will be."""
        words = self._words().mail
        embargo = self.opened.release.original_edition.embargo
        until = embargo.held_until(self.desk.clock()) if embargo else None
        if until is None:
            return words.not_for_publication
        return f"{words.not_for_publication} {words.embargo.format(time=embargo_moment(until, self.request.language))}"
