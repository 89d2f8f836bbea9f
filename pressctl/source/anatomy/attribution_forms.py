"""The forms that an attribution has, in nine languages: patterns that name who speaks and what they are."""

from __future__ import annotations

import re
from functools import lru_cache

from pressctl.frozen import Frozen
from pressctl.patterns import compiled
from pressctl.source.anatomy.people import NAME, NO_NAME, PERSON
from pressctl.source.anatomy.verb_last import CLAUSE
from pressctl.source.anatomy.vocabulary import ACCORDING, CAPITALS, UPPER, saying

VERB_LAST = frozenset({"tr", "az"})
"""Languages whose verb ends the sentence."""
FARTHEST = 4_000
"""Characters behind a quotation in which its attribution ends: what is further off is not looked at."""


_TO_US = r"(?:(?:nous|vous|lui|leur|nos|les?|me)\s+)?"
_SAYING_SO = r"(?:(?:diye|deyə)\s+)?"
_BEFORE_VERB = {"fr": _TO_US, "es": _TO_US, "tr": _SAYING_SO, "az": _SAYING_SO}
"""What may stand in front of the verb behind the words: nous explique Ada Quill, deyə o qeyd edib."""


BARE = compiled(
    rf"\s*[,،–—-]?\s+(?P<who>{PERSON}),\s*(?P<role>[^“”«»\".!?]{{3,160}}?)(?:\s[–—-]\s\d[\d./-]{{5,9}})?\s*\.?\s*"
)
RARE_VERBS = {
    "en": compiled(
        rf"\s+(?:(?:[a-z]+ed|[a-z]+s)(?:\s(?:up|in|on|out))?\s+(?P<who>{PERSON})"
        rf"|(?P<who_last>{PERSON}|[{UPPER}][\w’'-]+|[Hh]e|[Ss]he)\s+[a-z]+(?:ed|s)(?=[.,]))"
    ),
    "fr": compiled(
        rf"\s*,\s+(?:(?:nous|vous|lui|leur)\s)?(?:(?:s['’]|se\s|a\s|s['’]est\s)?[a-zéèêç]+(?:e|t|é|ée))\s+(?P<who>{PERSON})"
    ),
    "es": compiled(rf"\s*,\s+(?:(?:ha|se)\s)?[a-zíáéóú]+(?:ó|a|e|do)\s+(?P<who>{PERSON})"),
    "de": compiled(rf"\s*,\s+[a-zäöüß]+(?:t|te)\s+(?P<who>{PERSON})"),
    "ru": compiled(rf"\s*,?\s*[–—-]\s+[а-яё]+(?:л|ла|лся|лась|ет|ит)\s+(?P<who>{PERSON})"),
    "uk": compiled(rf"\s*,?\s*[–—-]\s+[а-яіїєґ’']+(?:в|ла|вся|лася|є|ить|ать)\s+(?P<who>{PERSON})"),
}
"""Any verb, right behind the words and with a whole name behind it."""


class Forms(Frozen):
    """The forms that an attribution has in one language; each names `who`, and `role` where it can."""

    verb_first: re.Pattern[str]
    """Behind the words: said Ada Quill."""
    name_first: re.Pattern[str]
    """Behind the words: Ada Quill said."""
    with_role: re.Pattern[str]
    """Behind the words: Ada Quill, director, said."""
    ends: re.Pattern[str]
    """Before the words, at the end of their own sentence: Ada Quill said: …"""
    according: re.Pattern[str]
    """Before the words: according to Ada Quill, …"""
    according_behind: re.Pattern[str]
    """Behind the words: according to Ada Quill, director."""
    according_pronoun: re.Pattern[str]
    """Before the words: in her words, the door is open: …"""
    colon: re.Pattern[str]
    """Before the words: Ada Quill, director: …"""
    answer: re.Pattern[str]
    """The sentence before: Ada Quill’s answer is simple. …"""
    sentence: re.Pattern[str]
    """The whole sentence before: Ada Quill praised the work. …"""
    verb_before: re.Pattern[str]
    """Before the words, the verb first: Said Ada Quill, …"""
    dashed: re.Pattern[str]
    """Behind the words, or on the line under them: – Ada Quill, director; - Director: Ada Quill."""
    role_first: re.Pattern[str]
    """Behind the words: the trust's director Ada Quill said."""
    role_first_far: re.Pattern[str] | None
    """Behind the words, in Turkish and Azerbaijani: deyə direktor Ada Quill jurnalistlərə bildirib."""
    name_before: re.Pattern[str]
    """Before the words, where the verb stands behind them, as in Turkish: Deniz Yalçın, “…” dedi."""
    verb_behind: re.Pattern[str]
    """That verb."""
    verb_role: re.Pattern[str]
    """Behind the words: said the minister of ports, Ada Quill."""
    unnamed: re.Pattern[str] | None
    """Behind the words, in languages without articles: said a reader."""
    inverted: re.Pattern[str] | None
    """Behind the words, in French: a-t-elle ajouté."""
    role_colon: re.Pattern[str]
    """Before the words: The director of the trust, Ada Quill: …"""
    role_name: re.Pattern[str]
    """Before the words, without a comma: The director Ada Quill: …"""
    turned: re.Pattern[str]
    """Before the words: The director of the trust, Ada Quill, said: …"""
    according_last: re.Pattern[str] | None
    """Before the words, in Turkish and Azerbaijani: Ada Quill’e göre, …"""
    no_subject: re.Pattern[str] | None
    """Behind the words, in languages that leave the subject out: ha dicho."""
    no_subject_before: re.Pattern[str] | None
    """Before the words, in the same languages: De otro lado, dijo, “…”."""
    only_verb: re.Pattern[str]
    """Before the words: وأضاف:"""
    led: re.Pattern[str]
    """The sentence that leads to the words: Ada Quill, director, was in no doubt: …"""
    whose_words: re.Pattern[str] | None
    """Before the words, in Turkish and Azerbaijani: kapıyı öven Ada Quill, “…” dedi."""


_ANYBODY = (
    r"(?:(?:an?|one|another|his|her|their|the|un|une|una|ein|eine)\s+"
    r"(?!(?:century|decade|year|week|month|day|moment|while|time|first|last|past|next)\b)[\w’'-]+(?:\s+(?!who\b|that\b)[\w’'-]+){0,3}?)"
)
"""Somebody without a name: a reader, one of her neighbours."""
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|il|elle|él|ella|er|sie|он|она|він|вона|o|هو|هي)"
_AND_ONE = rf"(?:\s(?:and|et|y|und|и|та|ve|və)\s{PERSON})?"
"""Who speaks together with the one before: Ada Quill and Ben Harrow said."""
_SUBJECT = rf"(?P<who>(?-i:{NAME}{_AND_ONE})|{_ANYBODY}|{_PRONOUN}(?!\w))"
"""Who speaks: by name, as somebody, by a pronoun."""
_ADVERB = r"(?:\s*(?:also|further|then|later|recently|proudly|aussi|también|auch|также|також|da|də|ise|isə)\s+)?"
"""What may stand beside the verb: also said."""
_LATELY = r"(?:today|yesterday|heute|gestern|aujourd['’]hui|hier|hoy|ayer|сегодня|вчера|сьогодні|вчора)"
"""When somebody said it, before who it was, and nothing of what they are: said today Ada Quill."""
_ROLE = r"(?P<role>(?:[^“”\"„«»]|«[^«»]{1,40}»|“[^“”]{1,40}”|„[^„“”]{1,40}[“”]){2,180}?)"
"""What somebody is, between two commas."""
_COMMA = r"\s{0,40}[,،]"
_LOW = r"(?!(?:an?|one|another|who|that|which|after|as)\b)(?:[^\W\dA-ZА-Я_][\w’'-]*|\d{1,2}(?=\s))"
_CALLING = (
    rf"(?-i:(?!(?:une?|unos|una|eine?[rsnm]?|bir)\s)(?:the |la |le |l['’]|der |die "
    rf"|el )?(?:{_LOW}\s){{0,4}}?{_LOW},?)"
    r"(?<!\bof)(?<!\bto)(?<!\bat)(?<!\bde)(?<!\bdu)(?<!\bin)(?<!\bfor)(?<!\bvon)(?<!\bfrom)"
)
"""What somebody is, right before the name: the director."""
_OBLIGED = r"[,،]?\s(?:that|how|cómo|comment|que|qu['’]|dass|что|що|ki|أن|بأن|إن)"
"""The word that leads reported speech: said that …"""
_THAT = rf"(?:{_OBLIGED})?"
_PAUSE = (
    r"(?=\s*(?:[.,،;:!?–—-]|$)"
    r"|\s(?:in|during|at|on|after|when|lors|durante|bei|während|на|в|во|после|під|у|після|перед)\s)"
)
"""Where a name has ended."""
# Behind "of the" stands what somebody is director of.
_NOT_OF = "".join(rf"(?<!\b{word}\s)" for word in ("of", r"of\sthe", "de", r"de\sla", "del", "du", "des"))

_ACCORDING = compiled(
    rf"(?:^|\s){ACCORDING}\s+(?P<role_first>[^“”\"]{{0,60}}?)(?P<who>(?-i:{NAME}))(?:,\s*{_ROLE})?,?\s?:?\s*$",
    re.IGNORECASE,
)
_ACCORDING_BEHIND = compiled(
    rf"[\s,،–—-]*(?!para\b|pour\b){ACCORDING}\s+(?!ha\b|han\b|a\b|ont\b)(?P<role_first>[^“”\"«»,.:;]{{0,80}}?)(?P<who>(?-i:{NAME}))"
    rf"(?:,\s*(?P<role>[^“”\"«».:;]{{3,120}}?))?(?=\s*(?:[.;]|$))",
    re.IGNORECASE,
)
_ACCORDING_PRONOUN = compiled(
    r"(?:^|[.!?]\s+)(?:(?:по|за)\s(?P<who>его|её|ее|их|його|її|їх)\s(?:словам|мнению|словами|данным)"
    r"|(?:selon|d['’]après|según|nach)\s(?P<who_late>lui|elle|él|ella)|(?P<who_first>ihm|ihr)\szufolge"
    rf"|according to (?P<who_en>him|her))\s?,?{CLAUSE}{{0,240}}?[:,]\s*$",
    re.IGNORECASE,
)
_COLON = compiled(rf"(?:^|[.!?]\s+)(?:(?:Dazu|Hierzu)\s)?(?P<who>(?-i:{NAME}))(?:,\s*{_ROLE})?\s*:\s*$")
_ANSWER = compiled(
    rf"(?:^|[.!?]\s+)(?P<who>(?-i:{NAME}))['’]s?\s(?:answer|response|reply|message|advice|verdict|explanation|reaction)"
    r"\s[^.!?“”\"]{2,80}[.:]\s*$"
)
_DASHED = compiled(
    rf"\s*(?:[–—-]{{1,2}}|~)\s*(?:(?P<who>(?-i:{NAME}))(?:\s*[,،–—-]\s*(?P<role>[^“”\"]{{2,260}})"
    rf"|\s\((?P<role_in>[^()\n]{{2,120}})\))?"
    rf"|(?P<role_first>[^“”\":.]{{3,120}}?)\s?:\s+(?P<who_last>(?-i:{NAME})))\s*$"
)
_NAME_BEFORE = compiled(
    rf"(?:^|[\s.!?]\s*)(?P<who>(?-i:{NAME}))(?:{_COMMA}\s*{_ROLE})?(?:\s+(?:ise|isə|da|də|de))?\s*{_COMMA}?\s*$"
)
_ROLE_COLON = compiled(
    rf"(?:^|(?<!\d)[.!?]\s+)(?P<role>(?:[^.!?:“”\"„«»]|(?<=\d)\.){{3,120}}?),\s+(?P<who>{PERSON})(?:,\s*[^.!?:]{{2,80}})?\s*:\s*$"
)
_ROLE_NAME = compiled(
    rf"(?:^|[.!?]\s+)(?P<role>(?:[^.!?:,“”\"„«»]|«[^«»]{{1,40}}»|“[^“”]{{1,40}}”){{3,110}}?)(?<=[^\W\dA-ZА-ЯЁІЇЄҐ_]|[»”])"
    rf"\s(?P<who>{PERSON})\s*:\s*$"
)
_LED = compiled(
    rf"^\s*(?:(?P<role_first>(?:[^“”\"„«».!?:]|(?<=\d)\.){{3,120}}?),\s)?(?P<who>{NO_NAME}{PERSON})(?:,\s*{_ROLE},)?"
    r",?\s(?=[^\W\d_A-ZА-ЯЁІЇЄҐ])[^“”\"„«».!?:]{3,240}:\s*$"
)


@lru_cache(16)
def forms_of(language: str) -> Forms:
    """Return the forms of attribution in a language."""
    verb = rf"\b{saying(language)}\b"
    lead_in = r"[\s,،.;–—-]*(?:t-(?=il|elle))?" + _BEFORE_VERB.get(language, "")
    return Forms(
        verb_first=_verb_first(verb, lead_in),
        name_first=_name_first(verb, lead_in),
        with_role=_with_role(verb, lead_in),
        ends=_ends(verb),
        according=_ACCORDING,
        according_behind=_ACCORDING_BEHIND,
        according_pronoun=_ACCORDING_PRONOUN,
        colon=_COLON,
        answer=_ANSWER,
        sentence=_sentence(verb),
        verb_before=_verb_before(verb),
        dashed=_DASHED,
        role_first=_role_first(verb, lead_in),
        role_first_far=_role_first_far(verb) if language in VERB_LAST else None,
        name_before=_NAME_BEFORE,
        verb_behind=_verb_behind(verb),
        verb_role=_verb_role(verb, lead_in),
        unnamed=_unnamed(verb, lead_in, language),
        inverted=_inverted(lead_in) if language == "fr" else None,
        role_colon=_ROLE_COLON,
        role_name=_ROLE_NAME,
        turned=_turned(verb),
        according_last=_according_last() if language in VERB_LAST else None,
        no_subject=_no_subject(verb) if language == "es" else None,
        no_subject_before=_no_subject_before(verb) if language == "es" else None,
        only_verb=_only_verb(verb),
        led=_LED,
        whose_words=_whose_words() if language in VERB_LAST else None,
    )


def _verb_first(verb: str, lead_in: str) -> re.Pattern[str]:
    return compiled(
        rf"{lead_in}{_ADVERB}{verb}(?:-t)?(?:,\s[^,.:;“”\"«»]{{3,25}},)?(?:\s{_LATELY})?[\s-]+(?:{_ADVERB})"
        rf"(?:(?P<who>(?-i:{NAME}{_AND_ONE})|{_PRONOUN}\b)"
        rf"|(?P<role_first>{_CALLING})\s(?P<who_last>(?-i:{NAME}))|(?P<who_any>{_ANYBODY}))",
        re.IGNORECASE,
    )


def _name_first(verb: str, lead_in: str) -> re.Pattern[str]:
    return compiled(rf"{lead_in}{_SUBJECT}(?:(?<=\bo),)?{_ADVERB}\s+{_ADVERB}{verb}", re.IGNORECASE)


def _with_role(verb: str, lead_in: str) -> re.Pattern[str]:
    return compiled(
        rf"{lead_in}(?P<who>(?-i:{NAME}{_AND_ONE})){_COMMA}\s*{_ROLE}{_COMMA}?\s+{_ADVERB}{verb}", re.IGNORECASE
    )


def _ends(verb: str) -> re.Pattern[str]:
    return compiled(
        rf"(?:^|[\s,;(]|[.!?]\s)(?P<who>(?-i:{NAME}{_AND_ONE})|{_PRONOUN}"
        rf"|{_ANYBODY})(?:\s\([^()“”]{{2,40}}\))?"
        rf"(?:{_COMMA}\s*{_ROLE}{_COMMA}?|\s{{1,40}}(?:of|from|at|with|de|du|von|vom|из|от|з|із|від)\s(?P<role_of>[^“”\"«»,.;:]{{2,80}}?)"
        rf"|\s(?:в|во|на|при|під|у|during|in|at|on|lors|durante|en|dans|im|bei)"
        rf"(?-i:(?:\s[^\s“”\"«»,.;:{CAPITALS}][^\s“”\"«»,.;:]*){{1,8}}?))?"
        rf",?\s+{_ADVERB}{verb}"
        rf"(?:[^.!?“”\"]{{0,240}}?[:,،]|[^.!?,;:“”\"]{{1,40}}?(?={_OBLIGED}\s*$)|[,:]?){_THAT}\s*$",
        re.IGNORECASE,
    )


def _sentence(verb: str) -> re.Pattern[str]:
    return compiled(
        rf"(?:^|[.!?,]\s+)(?P<who>(?-i:{NAME})|[Hh]e|[Ss]he)(?:,\s*{_ROLE},)?\s+{_ADVERB}(?:does\snot\s)?{verb}\b"
        rf"[^.!?“”\"]{{0,120}}[.:]\s*$"
    )


def _verb_before(verb: str) -> re.Pattern[str]:
    return compiled(
        rf"(?:^|[.!?،]\s+)(?:(?:как|як|as|comme|como)\s(?:l['’])?)?{verb}\s+(?P<who>(?-i:{NAME}))"
        rf"(?:(?:{_COMMA}\s*{_ROLE})?\s*[,،:]?{_THAT}|\s(?:[^.!?:,،“”„«»\"]|“[^“”]{{1,40}}”|«[^«»]{{1,40}}»){{2,120}}?:(?:\s[إأ]ن)?)\s*$",
        re.IGNORECASE,
    )


def _role_first(verb: str, lead_in: str) -> re.Pattern[str]:
    return compiled(
        rf"{lead_in}(?:(?:diye"
        rf"|deyə)\s)?(?P<role>[^.!?;:\n]{{0,120}}?)(?<!\w)(?P<who>(?-i:{NAME}))\s+{_ADVERB}{verb}(?=[\s.,،:;!?]"
        rf"|$)",
        re.IGNORECASE,
    )


def _role_first_far(verb: str) -> re.Pattern[str]:
    return compiled(
        rf"[\s,.–—-]*(?:diye|deyə)\s(?P<role>[^.!?;:\n]{{0,120}}?)(?<!\w)(?P<who>(?-i:{NAME}))"
        rf"(?-i:\s[a-zçğıöşüə]\w*){{1,5}}?\s{verb}(?=[\s.,:;!?]|$)",
        re.IGNORECASE,
    )


def _verb_behind(verb: str) -> re.Pattern[str]:
    return compiled(rf"[\s,.]*(?:diye\s+)?{verb}(?=[\s.,:;!?]|$)", re.IGNORECASE)


def _verb_role(verb: str, lead_in: str) -> re.Pattern[str]:
    return compiled(
        rf"{lead_in}{_ADVERB}{verb}[\s-]+(?P<role>(?:[^“”\"«»„.;:!?]|«[^«»]{{1,40}}»){{2,140}}?),?\s{_NOT_OF}(?P<who>(?-i:{PERSON}{_AND_ONE})){_PAUSE}",
        re.IGNORECASE,
    )


def _inverted(lead_in: str) -> re.Pattern[str]:
    return compiled(rf"{lead_in}(?:a|ont)-t-(?P<who>ils?|elles?|on)\s+\w+[éitus]\b", re.IGNORECASE)


def _turned(verb: str) -> re.Pattern[str]:
    return compiled(
        rf"(?:^|,\s+|[.!?]\s+)(?P<role>[^,.!?:“”\"„«»]{{3,110}}?),\s+(?P<who>(?-i:{PERSON})),?\s+{_ADVERB}{verb}"
        rf"(?:[^.!?“”\"]{{0,160}}?[:,،]|[^.!?,;:“”\"]{{1,40}}?(?={_OBLIGED}\s*$)|[,:]?){_THAT}\s*$",
        re.IGNORECASE,
    )


def _according_last() -> re.Pattern[str]:
    return compiled(
        rf"(?:^|[\s.!?])(?P<who>{NAME}|(?:[Oo]nun|[Ss]öz(?:ün|lerin)e|[Oo]na)(?=\s))(?:['’]\w{{1,4}})?\s+"
        r"(?:(?:sözlərinə|dediğine|fikrinə|dediyinə|sözlerine)\s+)?"
        rf"(?:göre|görə|fikrincə)\s*[,،:]?(?:{CLAUSE}{{0,240}}?:)?\s*$"
    )


def _no_subject(verb: str) -> re.Pattern[str]:
    return compiled(rf"\s*[,،]?\s+(?P<who>{verb})(?=\s*(?:[.;]|$))", re.IGNORECASE)


def _no_subject_before(verb: str) -> re.Pattern[str]:
    return compiled(rf"(?:^|[.!?]\s+)(?:[^.!?,“”]{{3,40}},\s)?(?P<who>{verb})\s*,\s*$", re.IGNORECASE)


def _only_verb(verb: str) -> re.Pattern[str]:
    return compiled(rf"(?:^|[.!?]\s+)(?:[Yy]\s)?(?P<who>{verb})\s*:\s*$", re.IGNORECASE)


def _whose_words() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)[a-zçğıöşüə]\w*(?:en|an|ən)\s(?P<who>{NAME})(?:\s(?:ise|isə|da|də|de))?\s?,?\s*$")


def _unnamed(verb: str, lead_in: str, language: str) -> re.Pattern[str] | None:
    """Return the form "said a reader" of a language that has no articles."""
    small = r"(?-i:[a-zçğıöşüəа-яёіїєґ][\w’'-]+)"
    if language in {"ru", "uk"}:
        no = (
            r"(?!(?:в|во|на|по|о|об|про|с|со|з|із|к|до|и|й|та|что|що|после|після|перед|для|за|у|он|она|він|вона|также"
            r"|також)\b)"
        )
        whom = rf"(?P<who_any>{small}(?:\s{small}){{0,3}}|(?-i:{PERSON}))"
        cited = rf"цитиру(?:ет|ют)\s(?:пресс-служба|прес-служба|агентство)\s{whom}"
        return compiled(
            rf"{lead_in}(?:{verb}\s+(?P<who>{no}{small}(?:\s{small}){{0,3}})|{cited})(?=\s*(?:[.,]|$))", re.IGNORECASE
        )
    if language in VERB_LAST:
        return compiled(
            rf"{lead_in}(?:(?P<who>(?!(?:diye|deyə|şeklinde|şöyle|ki|o|bunu|sonra|daha|ardından|ayrıca|həmçinin|də"
            rf"|da)\b)(?:bir\s)?{small}(?:\s{small}){{0,2}})\s+{verb}(?=\s*(?:[.,]|$))"
            rf"|(?:diyen|deyən)\s+(?P<who_role>{small}(?:\s{small})?)\s+{verb}\b"
            rf"|{verb}\s+(?P<who_any>bir\s{small}(?:\s{small})?)(?=\s*(?:[.,]|$)))",
            re.IGNORECASE,
        )
    return None
