"""Who is said to have said something: the words around a quotation that attribute it, in nine languages."""

from __future__ import annotations

import re
from functools import lru_cache

from pressctl.frozen import replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.attribution_callings import with_following_role, with_last_part, with_leading_role
from pressctl.source.anatomy.attribution_forms import BARE, FARTHEST, RARE_VERBS, VERB_LAST, forms_of
from pressctl.source.anatomy.attribution_offices import (
    called_before,
    called_behind,
    nobody,
    office_first,
    stated_around,
    stated_before,
    stated_behind,
)
from pressctl.source.anatomy.attribution_parts import is_calling, moved, names_somebody, said_of
from pressctl.source.anatomy.people import (
    ORGANISATION_WORD,
    PERSON,
    ROLE_WORD,
    sentence_end,
)
from pressctl.source.anatomy.spoken import Said, Stretch
from pressctl.source.anatomy.verb_last import subject_of, this_said, told_before

_TITLED = compiled(
    r"\b(?:campaign|initiative|programme?|report|study|book|film|album|song|conference|project|series|exhibition|webinar"
    r"|podcast|slogan|motto|theme|titled|entitled|called|named|dubbed|themed|intitulée?s?|titulad[oa]s?"
    r"|lema"
    r"|unter dem (?:titel|motto)|sous le thème"
    r"|под названием|под девизом|під назвою|під гаслом|başlıklı|adlı|mövzusunda)\s?[,:]?\s*$",
    re.IGNORECASE,
)
"""What stands before the title of something, which nobody says: the campaign, “We open.”"""
_PARA = compiled(r"\s*para\b", re.IGNORECASE)
_LONGEST_SUBJECT = 240
"""Characters of a sentence before the words in which its subject is looked for, where the verb stands behind them."""
_LAST_PERSON = compiled(rf",\s(?P<who>{PERSON})\s*\W?$")


def said_behind(words: str, stretch: Stretch, until: int, language: str) -> Said | None:
    """Read the attribution behind a stretch."""
    begin = stretch.outer[1]
    until = min(until, begin + FARTHEST)
    text = words[begin:until]
    if not text.strip():
        return None
    forms = forms_of(language)
    match = forms.with_role.match(text) or forms.name_first.match(text)
    match = match or (forms.inverted.match(text) if forms.inverted else None)
    named = forms.verb_role.match(text) if match is None else None
    calls = named and (ROLE_WORD.search(named["role"]) or is_calling(named["who"]))
    if named and calls and not names_somebody(forms.verb_first.match(text)):
        return _behind_calling(named, begin, words, until)
    if match:
        return said_of(match, begin)
    if office := _office_behind(text, begin, language):
        return office
    if verb_first := forms.verb_first.match(text):
        return with_following_role(verb_first, begin, until, words, language)
    return _said_otherwise(words, stretch, until, language)


def _office_behind(text: str, begin: int, language: str) -> Said | None:
    """Read an attribution that begins with the verb and an office: somebody's, or that of nobody named."""
    if office := office_first(text, language):
        return said_of(office, begin)
    called = called_behind(text, language)
    return Said(nobody(called, begin), None, begin + called.end(), named=False) if called else None


def _behind_calling(named: re.Match[str], begin: int, words: str, until: int) -> Said:
    """Read "said the trust’s Chief Executive Officer, Ada Quill": what looked like a name is still the calling."""
    if is_calling(named["who"]):
        start = begin + named.start("role")
        stop = sentence_end(words, start, until)
        found = _LAST_PERSON.search(words[start:stop])
        if found and not is_calling(found["who"]):
            return Said(moved(found.span("who"), start), (start, start + found.start()), stop)
    return said_of(named, begin)


def _said_otherwise(words: str, stretch: Stretch, until: int, language: str) -> Said | None:
    """Read an attribution behind a stretch in a rarer form: a dash, the role first, nobody named, no verb of saying."""
    begin, forms = stretch.outer[1], forms_of(language)
    text = words[begin:until]
    if language in VERB_LAST and (
        this := this_said(words, begin + len(text) - len(text.lstrip(" .")), until, language)
    ):
        return this
    match = forms.dashed.match(text) or (forms.role_first_far.match(text) if forms.role_first_far else None)
    if match is None and (match := forms.role_first.match(text)) and not ROLE_WORD.search(match["role"]):
        match = match if language in VERB_LAST and len(match["role"].split()) < 7 else None
    match = match or (forms.unnamed.match(text) if forms.unnamed else None) or forms.according_behind.match(text)
    if match is None and (rare := _without_verb(words, stretch, text, language)):
        return said_of(rare, begin) if rare.re is BARE else with_following_role(rare, begin, until, words, language)
    if match is None and (stated := stated_behind(text, language)):
        return Said(nobody(stated, begin), None, begin + stated.end(), named=False)
    return said_of(match, begin) if match else None


def _without_verb(words: str, stretch: Stretch, text: str, language: str) -> re.Match[str] | None:
    """Read an attribution without a verb of saying: "…", Ada Quill, director; or with a rare one: "…," sighed X."""
    signed = BARE.fullmatch(text)
    if signed and ROLE_WORD.search(signed["role"]):
        return signed
    rare = RARE_VERBS.get(language)
    if rare is None or (language == "en" and words[stretch.end - 1] not in ",!?"):
        return None
    return rare.match(text)


def said_before(words: str, start: int, stretch: Stretch, language: str) -> Said | None:
    """Read the attribution in front of a stretch, in its own sentence or in the one before."""
    text = words[start : stretch.outer[0]]
    if not text.strip() or text.rstrip()[-1:] == "(":
        return None
    own, offset = _own_sentence(text, start)
    if _TITLED.search(own):
        return None
    if by_name := _said_before_by_name(own, offset, words, language):
        return by_name
    forms, whole = forms_of(language), words[stretch.start : stretch.end].strip()
    sentences = whole[:1].isupper() and whole[-1:] in ".!?"
    found = (forms.sentence.search(own) or forms.answer.search(own)) if sentences else None
    if found is None and own.rstrip()[-1:] == ":" and whole[:1].isupper() and len(whole.split()) > 5:
        found = forms.led.search(own)
        found = None if found and ORGANISATION_WORD.search(found["who"]) else found
    if found is None:
        return _told_before(own, offset, words, language)
    return with_leading_role(said_of(found, offset), own, offset, language)


def _said_before_by_name(own: str, offset: int, words: str, language: str) -> Said | None:
    """Read an attribution that names somebody at the end of the sentence before a stretch."""
    forms = forms_of(language)
    if forms.according_last and (found := forms.according_last.search(own)):
        said = said_of(found, offset)
        name = words[slice(*said.speaker)]
        ending = compiled(r"['’]\w{1,4}$").search(name) or _genitive(name, words)
        short = (said.speaker[0], said.speaker[1] - len(ending[0])) if ending else said.speaker
        return with_leading_role(replace(said, speaker=short), own, offset, language)
    turned = forms.turned.search(own)
    if turned and ROLE_WORD.search(turned["role"]) and not ORGANISATION_WORD.search(turned["who"]):
        return said_of(turned, offset)
    for pattern in (forms.according, forms.according_pronoun, forms.verb_before, forms.ends, forms.colon):
        found = pattern.search(own)
        if found and pattern is forms.colon and not _is_whole_name(words, found["who"]):
            continue
        if found and pattern is forms.according and _PARA.match(found[0]) and not ROLE_WORD.search(found[0]):
            # In Spanish many a sentence goes on with "para", and nobody says anything.
            continue
        if found:
            return with_leading_role(said_of(found, offset), own, offset, language)
    found = (forms.role_colon.search(own) or forms.role_name.search(own)) if own.rstrip().endswith(":") else None
    return with_last_part(said_of(found, offset), words) if found and ROLE_WORD.search(found["role"]) else None


def _told_before(own: str, offset: int, words: str, language: str) -> Said | None:
    """Read the sentence before a stretch where its verb ends it, or where an office speaks and nobody is named."""
    if not own.rstrip().endswith(":"):
        return None
    if language in VERB_LAST and (told := told_before(own, offset, words, language)):
        return told
    office = stated_before(own, language) or called_before(own, language)
    return Said(nobody(office, offset), None, offset + office.end(), named=False) if office else None


def _genitive(name: str, words: str) -> re.Match[str] | None:
    """Return the ending of an Azerbaijani name that stands elsewhere without it: Kərimovun sözlərinə görə."""
    ending = compiled(r"(?<=[^\W\d_]{3})n?[ıiuü]n$").search(name)
    stem = name[: ending.start()].rsplit(".", 1)[-1].rsplit(maxsplit=1)[-1] if ending else ""
    return ending if stem and re.search(rf"(?<!\w){re.escape(stem)}(?!\w)", words) else None


@lru_cache(256)
def _is_whole_name(words: str, name: str) -> bool:
    """Say whether what stands before a colon names somebody, and is no label such as "Title:".

    A label comes again and again, and each look is one at the whole text.
    """
    return len(name.split()) > 1 or re.search(rf"(?<=[^\W\d_])\s{re.escape(name)}(?=[\s,.])", words) is not None


def said_at_end(words: str, start: int, end: int, language: str) -> Said | None:
    """Read the end of a paragraph that says who speaks in the next one."""
    own, begin = _own_sentence(words[start:end], start)
    forms = forms_of(language)
    if found := forms.ends.search(own):
        return with_leading_role(said_of(found, begin), own, begin, language)
    if (found := forms.colon.fullmatch(own.strip())) and found["role"] and ROLE_WORD.search(own):
        # "Ada Quill, mayor:" on a line of its own.
        return said_of(found, begin + len(own) - len(own.lstrip()))
    found = forms.role_colon.search(own)
    if found and ROLE_WORD.search(found["role"]):
        return said_of(found, begin)
    return _told_before(own, begin, words, language)


def said_around(words: str, start: int, stretch: Stretch, until: int, language: str) -> Said | None:
    """Read an attribution whose name stands before a stretch and whose verb stands behind it, as in Turkish."""
    if language not in VERB_LAST:
        return None
    forms = forms_of(language)
    own, offset = _own_sentence(words[start : stretch.outer[0]], start)
    behind_it = words[stretch.outer[1] : min(until, stretch.outer[1] + FARTHEST)]
    if stated := stated_around(own, behind_it, language):
        return Said(nobody(stated, offset), None, stretch.outer[1], named=False)
    if not forms.verb_behind.match(behind_it):
        return None
    found = forms.name_before.search(own)
    if found and found["role"] and forms.whose_words and (behind := forms.whose_words.search(own)):
        # What stood first was the beginning of a clause, and nobody's name.
        found = behind
    if found is None and len(own) < _LONGEST_SUBJECT:
        return subject_of(words, (offset, offset + len(own)))
    return with_leading_role(said_of(found, offset), own, offset, language) if found else None


def said_by_nobody_named(words: str, start: int, stretch: Stretch, until: int, language: str) -> Said | None:
    """Read a verb of saying that stands without its subject: who spoke before, or was named last, goes on."""
    forms = forms_of(language)
    own, offset = _own_sentence(words[start : stretch.outer[0]], start)
    if own.rstrip()[-1:] == ":" and (verb := forms.only_verb.search(own)):
        return said_of(verb, offset)
    if forms.no_subject_before and (verb := forms.no_subject_before.search(own)):
        return said_of(verb, offset)
    found = forms.no_subject.match(words, stretch.outer[1], until) if forms.no_subject else None
    return said_of(found, 0) if found else None


def said_in_last_sentence(text: str, offset: int, language: str) -> Said | None:
    """Read who tells what the last sentence of a text reports: Ada Quill said the door would stay open."""
    own, begin = _own_sentence(text.rstrip(), offset)
    forms = forms_of(language)
    found = forms.with_role.match(own) or forms.name_first.match(own)
    if found is None or compiled(r"(?i:they|it|the|an?)\b").match(found["who"]):
        return None
    return said_of(found, begin)


_GERMAN_DAY = compiled(
    r"[\s\d]?\d{1,2}\.\s(?:Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Mal\b)", re.IGNORECASE
)
"""An ordinal, whose full stop ends no sentence: am 1. Juni."""


def _own_sentence(text: str, start: int) -> tuple[str, int]:
    """Return the end of a text from where its last sentence begins, and the place of that."""
    tail_at = max(0, len(text) - 420)
    tail = text[tail_at:]
    begins = 0
    for stop in compiled(r"[.!?]\s+(?=\S)").finditer(tail.rstrip()):
        short = compiled(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Inc|Brig|Gen|St|Rev|Hon|[A-Z])\.$").search(tail[: stop.start() + 1])
        if not short and not _GERMAN_DAY.match(tail, max(0, stop.start() - 2)):
            begins = stop.end()
    return tail[begins:], start + tail_at + begins
