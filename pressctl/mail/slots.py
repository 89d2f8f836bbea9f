"""Personal words put into the text that everybody shares.

A slot stands in a text as U+E000, its name, U+E001: private-use characters that no release may hold. Values are data:
they are never searched for slots again, and are escaped for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from pressctl.errors import BadInput

_SLOT = re.compile("\ue000([a-z][a-z0-9_]*)\ue001")
_MARK = re.compile("[\ue000\ue001]")


def fill(text: str, values: Mapping[str, str], *, html: bool = False) -> str:
    """Return the text with every slot filled.

    Raises:
        BadInput: a slot has no value, or its marks are broken: half a greeting must not leave.
    """
    if _MARK.search(_SLOT.sub("", text)):
        raise BadInput("the message has a slot that is not closed", hint="mend the mail template, then plan again")
    missing = sorted(set(_SLOT.findall(text)) - set(values))
    if missing:
        raise BadInput(f"the message asks for personal values that the plan does not have: {', '.join(missing)}")

    def value(match: re.Match[str]) -> str:
        plain = _MARK.sub("", values[match[1]])
        return escape(plain) if html else plain

    return _SLOT.sub(value, text)
