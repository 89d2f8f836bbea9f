"""Who speaks in a sentence that ends with its verb, as in Turkish and Azerbaijani.

Much stands between the subject and the verb there, with names of its own; none of them has the calling right before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pressctl.frozen import replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.paragraphs import Span
from pressctl.source.anatomy.people import NAME, ORGANISATION_WORD, ROLE_WORD, bare_name
from pressctl.source.anatomy.spoken import Said
from pressctl.source.anatomy.vocabulary import UPPER, saying
from pressctl.source.anatomy.who_speaks import azerbaijani

CLAUSE = r"(?:[^.!?:;“”\"«»\n]|[“\"][^“”\"\n]{1,60}[”\"]|«[^«»\n]{1,60}»|(?<=\w)\.(?=\w))"
"""A piece of a sentence, in which a name may stand in marks, and full stops inside numbers and addresses."""
_WHERE_SAID = compiled(
    r"\b(?:açıqlama|müsahibə|çıxış|konfrans|brifinq|səhifə|hesab|bəyanat|paylaşım|efir|görüş|tədbir|mərasim|açıklama"
    r"|toplantı|konuşma|röportaj|tören|etkinlik)\w*(?:nda|ndə|nde|sında|sində|da|də|de)\s"
)
"""Where somebody spoke, before who it was: jurnalistlərə açıqlamasında …"""
_MARKED = compiled(r"[“\"][^“”\"\n]{1,60}[”\"]|«[^«»\n]{1,60}»")
_INITIALS = compiled(rf"(?:[{UPPER}]\.\s?){{1,2}}[{UPPER}][\w’'-]+")
_RUN = compiled(rf"{_INITIALS.pattern}|{NAME}")
_NOT_SUBJECT = compiled(r"['’](?:n?[ıiuü]n|y?[ae]|n?d[ae]n?|[yn]?[ıiuü]|l[ae])\b")
"""A case behind a name, with the apostrophe that Turkish sets: whose, to whom, from whom."""
_WHOSE = compiled(r"\w{3}(?:s[ıiuü]n[ıiuü]n|[ıiuü]n[ıiuü]n|[aeə]n[ıiuü]n)\b")
"""The ending of an office whose something is: Administrasiyasının."""


@lru_cache(4)
def _this_said(language: str) -> re.Pattern[str]:
    return compiled(
        rf"(?:[^.!?:;\n][^!?:;\n]{{1,90}}?(?:\bki|görə|istinadən|göre),?\s{CLAUSE}{{0,40}}?)?\b"
        r"(?:Bunu|Bu\s(?:sözləri|fikirləri|fikri|barədə|haqda|sözleri|açıklamayı|açıqlamanı))\s"
        rf"(?P<subject>{CLAUSE}{{3,420}}?)\s(?:{saying(language)})\s*(?:[.:](?=\s|$)|$)",
        re.IGNORECASE,
    )


@lru_cache(4)
def _told(language: str) -> re.Pattern[str]:
    return compiled(
        rf"(?:^|[.!?]\s+)(?P<subject>{CLAUSE}{{2,320}}?)\s(?:{saying(language)})"
        rf"(?:\s*:|\ski\b{CLAUSE}{{0,260}}?:)\s*$",
        re.IGNORECASE,
    )


def this_said(words: str, start: int, end: int, language: str) -> Said | None:
    """Read a paragraph that begins with who said what stands beside it: Bunu jurnalistlərə Ada Quill deyib."""
    found = _this_said(language).match(words[start:end])
    said = subject_of(words, (start + found.start("subject"), start + found.end("subject"))) if found else None
    return replace(said, until=start + found.end()) if said and found else None


def told_before(own: str, offset: int, words: str, language: str) -> Said | None:
    """Read a sentence that leads to the words ("Ada Quill bildirib ki, qapı açıqdır: …")."""
    found = _told(language).search(own)
    if found is None:
        return None
    said = subject_of(words, (offset + found.start("subject"), offset + found.end("subject")))
    return replace(said, until=offset + found.end()) if said else None


def subject_of(words: str, span: Span) -> Said | None:
    """Return who is the subject of a sentence: the name that a calling stands before, or else the first one."""
    text = _MARKED.sub(lambda mark: " " * len(mark[0]), words[slice(*span)])
    best: Said | None = None
    within: Said | None = None
    for run in _RUN.finditer(text):
        behind = text[run.end() : run.end() + 6]
        before = text[: run.start()].rstrip()
        called = bool(before) and ROLE_WORD.fullmatch(before.rsplit(maxsplit=1)[-1].strip(",")) is not None
        calls, begin, end = bare_name(text, *_first_named(text, run.span(), called=called), called=called)
        name = azerbaijani(text, (begin, end))
        inside = calls > run.start()
        whole = len(text[slice(*name)].split()) > 1 or _INITIALS.fullmatch(text, *name) is not None
        if _NOT_SUBJECT.match(behind) or _NOT_SUBJECT.search(text[slice(*name)]) or not (whole or called or inside):
            continue
        if _is_office(text[slice(*name)]):
            continue
        role = _role(words, span[0], span[0] + name[0]) if called or inside else None
        said = Said((span[0] + name[0], span[0] + name[1]), role, span[1])
        if called:
            return said
        within = within or (said if inside else None)
        best = best or said
    return within or best


def _first_named(text: str, run: Span, *, called: bool) -> Span:
    """Cut from a name behind its calling the office of somebody else: katibi Ada Quill Elm Prezidenti Ben Harrow."""
    tokens = list(compiled(r"\S+").finditer(text, *run))
    other = any(ROLE_WORD.fullmatch(token[0].strip(",")) for token in tokens[2:-1])
    own = any(ROLE_WORD.fullmatch(token[0].strip(",")) for token in tokens[:2])
    return (run[0], tokens[1].end()) if called and other and not own else run


def _is_office(name: str) -> bool:
    """Say whether what looks like a name is a calling or an office, or what owns one: Administrasiyasının."""
    last = name.rsplit(maxsplit=1)[-1]
    return bool(_WHOSE.search(name) or ORGANISATION_WORD.search(name) or ROLE_WORD.fullmatch(last))


def _role(words: str, start: int, end: int) -> Span | None:
    """Return what stands before a name as its bearer's calling, without where they spoke."""
    where = list(_WHERE_SAID.finditer(words, start, end))
    begin = where[-1].end() if where else start
    said = words[begin:end]
    begin += len(said) - len(said.lstrip(' ,“"'))
    stop = end - (len(said) - len(said.rstrip(" ,")))
    return (begin, stop) if stop > begin else None
