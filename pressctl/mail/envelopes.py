"""How an envelope is worded: MAIL and RCPT with what a server takes of their parameters, and what it could not carry.

What is said when, and what an answer means, is the dialogue's.
"""

from __future__ import annotations

from pressctl.mail.errands import Errand
from pressctl.mail.sizes import beyond
from pressctl.mail.skills import Skills
from pressctl.model.delivery import DeliveryState, Outcome, Phase


def mail_from(errand: Errand, skills: Skills, notify: str) -> str:
    """Return the line that names the sender.

    Args:
        errand: the message.
        skills: what the server offers.
        notify: NOTIFY as DSN has it, such as `FAILURE,DELAY`; nothing where no report is asked for (RFC 3461 §4.1).
    """
    size = f" SIZE={errand.letter.size}" if skills.size else ""
    dsn = f" RET=HDRS ENVID={_xtext(errand.mark)}" if notify and errand.mark else ""
    international = " BODY=8BITMIME SMTPUTF8" if errand.utf8 else ""
    return f"MAIL FROM:<{errand.sender}>{size}{international}{dsn}\r\n"


def rcpt_to(errand: Errand, notify: str) -> str:
    """Return the line that names the recipient; `notify` as for `mail_from`."""
    if not notify:
        return f"RCPT TO:<{errand.recipient}>\r\n"
    kind = "utf-8" if errand.utf8 else "rfc822"
    return f"RCPT TO:<{errand.recipient}> NOTIFY={notify} ORCPT={kind};{_xtext(errand.recipient)}\r\n"


def not_to_be_carried(errand: Errand, skills: Skills) -> Outcome | None:
    """Return why this server cannot carry the message, known before a word is said; nothing where it can."""
    if errand.utf8 and not skills.utf8:
        reply = "the address has letters before the @ that this mail server cannot carry (no SMTPUTF8)"
        return Outcome(DeliveryState.REJECTED, Phase.MAIL, reply=reply)
    if 0 < skills.most < errand.letter.size:
        reply = f"the message {beyond(errand.letter.size, skills.most)}"
        return Outcome(DeliveryState.REJECTED, Phase.MAIL, reply=reply)
    return None


def _xtext(text: str) -> str:
    """Return a text as DSN's parameters have it (RFC 3461 §4); other letters stay, as RFC 6533 §3 has them."""
    return "".join(
        f"+{ord(sign):02X}" if sign in "+=" or (not "!" <= sign <= "~" and sign.isascii()) else sign for sign in text
    )
