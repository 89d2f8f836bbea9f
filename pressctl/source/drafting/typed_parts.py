"""What a person types, taken apart: lists, the parts between bars, phone numbers."""

from __future__ import annotations

import re
from typing import TypeAlias

Plain: TypeAlias = str | int | bool | list["Plain"] | dict[str, "Plain"]
"""An answer as it goes into the front matter."""

_RANGE = re.compile(r"^(?P<head>\+[\d ()\-]*?)(?P<first>\d+)\s*/\s*(?P<second>\d+)$")
_PHONE = re.compile(r"[+\d(][\d\s()+/\-.]*")


class BadAnswer(ValueError):
    """An answer that cannot be taken; the message says why and what was probably meant."""


def phone_number(text: str) -> str:
    """Return a phone number in its international form.

    Raises:
        BadAnswer: not a number that exists, without its country code, or two in one.
    """
    import phonenumbers

    both = _RANGE.match(text.strip())
    if both:
        first = both["head"] + both["first"]
        second = first[: -len(both["second"])] + both["second"]
        raise BadAnswer(f'"{text}" is two numbers in one; write them apart: {first}, {second}')
    if not any(character.isdecimal() for character in text):
        raise BadAnswer(f'"{text}" is not a phone number; write it as +32 2 555 01 00')
    if not text.strip().startswith("+"):
        raise BadAnswer(f'"{text}" has no country code; begin with + as in +32 2 555 01 00')
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as error:
        raise BadAnswer(f'"{text}" is not a phone number') from error
    if not phonenumbers.is_valid_number(number):
        raise BadAnswer(f'"{text}" is not a phone number that can exist there; count its digits')
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def calling_code(country: str | None) -> str | None:
    """Return `+32` for a country's two letters; nothing where it has none."""
    import phonenumbers

    code = phonenumbers.country_code_for_region(country) if country else 0
    return f"+{code}" if code else None


def split_list(text: str) -> list[str]:
    """Split a typed list at its semicolons, or at its commas if it has no semicolon."""
    parts = text.split(";") if ";" in text else re.split("[,،]", text)
    return [part.strip() for part in parts if part.strip()]


def split_people(text: str) -> list[str]:
    """Split a typed list of people; a title may hold commas, so after a bar only semicolons part them.

    Raises:
        BadAnswer: commas before a bar: where one person ends cannot be told.
    """
    if ";" in text or "|" not in text:
        return split_list(text)
    if "," in text.partition("|")[0]:
        raise BadAnswer("part the people with semicolons: ali-huseynli; Name | title")
    return [text.strip()]


def listed(raw: Plain) -> list[Plain]:
    """Return a list that was typed or written as one."""
    return raw if isinstance(raw, list) else list(split_list(str(raw)))


def bar_parts(text: str) -> list[str]:
    """Return what stands between the bars: `Name | title` is two parts."""
    return [part.strip() for part in text.split("|")]


def contact_parts(text: str) -> dict[str, Plain]:
    """Tell name, title, phones and e-mail of a typed contact apart."""
    name, *parts = bar_parts(text)
    entry: dict[str, Plain] = {"name": name}
    phones: list[Plain] = []
    for part in parts:
        if "@" in part:
            entry["email"] = part
        elif _PHONE.match(part):
            phones.extend(number.strip() for number in part.split(",") if number.strip())
        elif part:
            entry["organisation" if "title" in entry else "title"] = part
    if phones:
        entry["phones"] = phones
    return entry


def text_of(raw: Plain) -> str:
    """Return the one text that an answer is.

    Raises:
        BadAnswer: it is empty, a list or a mapping.
    """
    if isinstance(raw, (list, dict)):
        raise BadAnswer("is a list where one text is wanted" if isinstance(raw, list) else "is a mapping, not a text")
    text = str(raw).strip()
    if not text:
        raise BadAnswer("is empty")
    return text
