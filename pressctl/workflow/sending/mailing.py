"""The mail of a release: what everybody of a language gets, each one's personal words, and the road it takes."""

from __future__ import annotations

import base64
import hashlib
from functools import cache, partial

from pressctl.config.looks import LookName
from pressctl.config.mail import TOKEN_PLACE
from pressctl.config.schema import Config
from pressctl.errors import BadInput, UsageError
from pressctl.export.base import EXPORTERS, Format, file_name
from pressctl.export.frame import MailFrame, lead, sender_line
from pressctl.export.html import render_mail_html
from pressctl.export.sheet import Sheet
from pressctl.export.status import effect_of, marked
from pressctl.export.text import render_mail_text
from pressctl.frozen import Frozen
from pressctl.language.dates import embargo_time
from pressctl.language.labels import Labels, load_labels
from pressctl.language.matching import language_for
from pressctl.mail.message import Addressee, build_message
from pressctl.mail.message import Sender as MailSender
from pressctl.model.contact import Contact
from pressctl.model.delivery import Attachment, Channel, RenderedPart
from pressctl.model.moment import Moment
from pressctl.model.release import Copy
from pressctl.model.slots import OPT_OUT, fill, slot, slots_in
from pressctl.store.press_list.reading import read_contacts
from pressctl.store.sought import fold
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened
from pressctl.workflow.sending.circumstances import Sender
from pressctl.workflow.sending.photographs import illustrated
from pressctl.workflow.sending.planning import Setting
from pressctl.workflow.sending.roads import transport_for
from pressctl.workflow.sending.weighing import specimen
from pressctl.workflow.sheets import sheet_of

GREETING = "greeting"
ORGANISATION = "organisation"
_ATTACHABLE = (Format.DOCX.value, Format.PDF.value)


def attachable(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats if each of them can go with a mail.

    Raises:
        UsageError: one cannot.
    """
    unknown = [name for name in names if name not in _ATTACHABLE]
    if unknown:
        raise UsageError(f'"{unknown[0]}" cannot be attached; {" and ".join(_ATTACHABLE)} can')
    return names


class MailSetting(Frozen):
    """How the mails of one sending are worded."""

    desk: Desk
    opened: Opened
    now: Moment
    attach: tuple[str, ...] = ()
    update: str | None = None
    look: LookName | None = None
    """One of the built-in looks, in place of what the office has chosen."""

    def words(self) -> Setting:
        """Return what a plan needs: the parts, each made once, and everybody's personal values."""
        render = cache(self.part)
        labels = cache(partial(load_labels, self.opened.workspace))

        @cache
        def names(language: str, channel: Channel) -> tuple[str, ...]:
            part = render(language, channel)
            return tuple(dict.fromkeys((*slots_in(part.subject), *slots_in(part.text), *slots_in(part.html))))

        def slots(whom: Contact | Copy, language: str, channel: Channel) -> tuple[tuple[str, str], ...]:
            return tuple((name, self._value(name, whom, labels(language))) for name in names(language, channel))

        return Setting(render, slots)

    def part(self, language: str, channel: Channel) -> RenderedPart:
        """Render what everybody of one language and list gets."""
        (edition,) = self.opened.editions((language,))
        sheet = sheet_of(self.opened, edition, self.now, self.look)
        labels = load_labels(self.opened.workspace, language)
        frame = self._frame(sheet, labels, channel)
        mail = illustrated(sheet, self.opened.release.slug, self.desk.config.media)
        return RenderedPart(
            language,
            channel,
            self._subject(edition.subject or edition.headline, language, labels),
            render_mail_text(mail.sheet, frame),
            render_mail_html(mail.sheet, frame, workspace=self.opened.workspace),
            (*(self._attachment(sheet, name) for name in self.attach), *mail.photographs),
            _sender_name_in(self.desk.config, language),
        )

    def _frame(self, sheet: Sheet, labels: Labels, channel: Channel) -> MailFrame:
        office, mail = self.desk.config.office, self.desk.config.mail
        name = office.name.get(sheet.language, *office.languages)
        pattern = mail.opt_out or self.desk.config.from_address() or ""
        opt_out = pattern.replace(TOKEN_PLACE, slot(OPT_OUT), 1)
        update = labels.mail.update.format(what=self.update) if self.update else ""
        if update and channel is Channel.COPY and update[-1] not in ".!?…؟":
            update += "."  # the copy's own note follows
        notes = [
            update,
            labels.mail.copy_note.format(organisation=slot(ORGANISATION)) if channel is Channel.COPY else "",
        ]
        return MailFrame(
            greeting=slot(GREETING),
            preheader=lead(sheet),
            sender=sender_line(sheet, name, office.address),
            opt_out=labels.mail.opt_out.format(office=name, address=opt_out),
            opt_out_address=opt_out,
            opt_out_subject=labels.mail.opt_out_subject,
            opt_out_token="" if TOKEN_PLACE in pattern else slot(OPT_OUT),
            note=" ".join(note for note in notes if note) or None,
        )

    def _subject(self, subject: str, language: str, labels: Labels) -> str:
        """Return the subject; while an embargo holds it begins with it (ADR 0008).

        What corrects or withdraws an earlier release says so before its own words.
        """
        original = self.opened.release.original_edition
        subject = marked(subject, effect_of(self.opened.kind, original), labels)
        if self.update:
            subject = labels.mail.update.format(what=subject)
        until = original.held_until(self.now)
        if until is None:
            return subject
        time = embargo_time(until, language)
        return f"{labels.embargo_subject.format(time=time)}{labels.colon}{subject}"

    def _value(self, name: str, whom: Contact | Copy, labels: Labels) -> str:
        if name == GREETING:
            return greeting(whom, labels)
        if name == OPT_OUT:
            return ""  # made when the message leaves: it is of its place in the plan
        if isinstance(whom, Copy):
            return (whom.organisation or whom.name or whom.email) if name == ORGANISATION else ""
        value = whom.column(name)
        return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)

    def _attachment(self, sheet: Sheet, name: str) -> Attachment:
        exporter = EXPORTERS[Format(name)]
        content = exporter.render(sheet, self.opened.workspace, self.now.instant)
        slug = self.opened.release.slug
        held = self.opened.release.original_edition.held_until(self.now)
        filename = file_name(slug, sheet.language, exporter.format, embargo=held)
        return Attachment(filename, exporter.media_type, content, hashlib.sha256(content).hexdigest())


def greeting(whom: Contact | Copy, labels: Labels) -> str:
    """Return the greeting: as the person wants it, else by name, else one that fits anybody."""
    if isinstance(whom, Contact) and whom.salutation:
        return whom.salutation if whom.salutation[-1] in ",!،:" else f"{whom.salutation}{labels.comma.rstrip()}"
    name = whom.display_name() if isinstance(whom, Contact) else whom.name
    return labels.greeting.named.format(name=name) if name else labels.greeting.neutral


class PersonalMail(Frozen):
    """A mail as one person gets it, to be looked at."""

    language: str
    sender: str
    recipient: str
    reply_to: str | None
    subject: str
    text: str
    html: str


def mail_for(desk: Desk, opened: Opened, who: str) -> PersonalMail:
    """Return the mail as the contact `who` (an address, or a part of a name) gets it.

    Raises:
        BadInput: nobody, or several; or a contact with no language in common.
    """
    contact = _one_contact(read_contacts(desk.workspace.contacts_file).contacts, who)
    language = language_for(contact.languages, opened.release.languages, desk.config.fallback_language)
    if language is None:
        reads, written = ", ".join(contact.languages), ", ".join(opened.release.languages)
        raise BadInput(
            f"{contact.email} reads {reads}; the release is in {written}",
            hint=f"pressctl variant {opened.release.slug} {contact.languages[0]} makes a variant to translate",
        )
    setting = MailSetting(desk, opened, desk.clock())
    words = setting.words()
    part = words.render(language, Channel.PRESS)
    values = dict(words.slots(contact, language, Channel.PRESS))
    sender = sender_of(desk, opened, language)
    name = contact.display_name()
    return PersonalMail(
        language,
        f"{sender.name} <{sender.address}>" if sender.name else sender.address,
        f"{name} <{contact.email}>" if name else contact.email,
        sender.reply_to,
        fill(part.subject, values),
        fill(part.text, values),
        _standing_alone(fill(part.html, values, html=True), part),
    )


def _standing_alone(html: str, part: RenderedPart) -> str:
    """Return a mail's HTML with its photographs in it, for a browser that has only this."""
    for file in part.attachments:
        if file.shown_in(html):
            data = base64.b64encode(file.content).decode("ascii")
            html = html.replace(f'"cid:{file.content_id}"', f'"data:{file.media_type};base64,{data}"')
    return html


def _one_contact(contacts: tuple[Contact, ...], who: str) -> Contact:
    wanted = fold(who.strip())
    exact = [contact for contact in contacts if fold(contact.email) == wanted]
    found = exact or [
        contact
        for contact in contacts
        if wanted and any(wanted in fold(text) for text in (contact.display_name(), contact.email))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            f'"{who}" is {len(found)} contacts: {", ".join(contact.email for contact in found[:5])}',
            hint="name one by the address",
        )
    raise BadInput(f'"{who}" is not on the list', hint="pressctl contacts list shows who is")


def _sender_name_in(config: Config, language: str) -> str:
    """Return from whose name mail in `language` comes; the office's first language stands in for one it lacks."""
    names = config.mail.sender_name or config.office.name
    return names.get(language, config.fallback_language)


def sender_of(desk: Desk, opened: Opened, language: str | None = None) -> Sender:
    """Return from whom the release's mail comes, by its name in `language`, and by which road.

    Raises:
        BadInput: the office has no address to send from.
    """
    config = desk.config
    address = config.from_address()
    if address is None:
        raise BadInput(
            "the office has no address to send from", hint='add email = "press@…" to [office] in pressctl.toml'
        )
    contacts = opened.release.original_edition.contacts
    reply_to = next((contact.email for contact in contacts if contact.email), config.mail.reply_to)
    transport = transport_for(desk)
    return Sender(
        address,
        _sender_name_in(config, language or config.fallback_language),
        reply_to,
        transport.name,
        transport.route,
        config.mail.opt_out,
        config.mail.return_path,
        config.mail.opt_out_url,
    )


def sample_message(setting: MailSetting, language: str) -> bytes:
    """Return the message as it would be sent, to nobody in particular: addressed to the office itself."""
    desk = setting.desk
    sender = sender_of(desk, setting.opened, language)
    words = setting.words()
    office = Contact(email=sender.address)
    values = dict(words.slots(office, language, Channel.PRESS))
    addressee = Addressee(sender.address, sender.name, values)
    part = words.render(language, Channel.PRESS)
    named = MailSender(sender.address, sender.name, sender.reply_to, sender.opt_out)
    return build_message(part, addressee, named, specimen(sender.address, setting.now))
