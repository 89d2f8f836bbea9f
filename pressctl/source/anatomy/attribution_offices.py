"""Words that an office says, or somebody who is called by an office alone: "said the mayor", "a statement reads".

Nobody is named there, so nobody becomes the speaker; what stands for the name is kept as the role.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pressctl.patterns import compiled
from pressctl.source.anatomy.paragraphs import Span
from pressctl.source.anatomy.people import NAME, ORGANISATION_WORD, PERSON, ROLE_WORD
from pressctl.source.anatomy.vocabulary import UPPER, saying

_TEXT = {
    "en": "statement|release|announcement|communiqué|letter|document|notice|note",
    "fr": "communiqué|texte|document|note|déclaration|lettre|rapport|ministère",
    "es": "comunicado|nota|texto|documento|declaración|carta|informe",
}
"""What is written, and speaks for those who wrote it."""
_BEHIND: dict[str, tuple[str, ...]] = {
    "en": (
        (
            rf"[\s,]*(?:reads?|says|said|stated|states)\s(?P<who>(?:an?|the|its|their)\s(?:[\w’'-]+\s){{0,3}}?"
            rf"(?:{_TEXT['en']})\b[^.,;:!?“”\"]{{0,100}})"
        ),
        (
            rf"[\s,]*(?P<who>(?:the|its|their|an?)\s(?:[\w’'-]+\s){{0,3}}?(?:{_TEXT['en']}))\s"
            r"(?:said|says|reads?|adds|added|notes|noted|stated|states|continued|continues|concluded|concludes)\b"
        ),
    ),
    "fr": (
        (
            r"[\s,]*(?:indique|précise|souligne|ajoute|annonce|explique|lit-on|peut-on lire"
            r"|est-il (?:écrit|précisé|indiqué))"
            rf"(?:-t-on)?\s(?P<who>(?:(?:dans|à|au|du côté d[eu])\s)?(?:(?:le|la|un|une|sa|son|leur)\s|l['’])?"
            rf"(?:[\w’'-]+\s){{0,2}}?(?:{_TEXT['fr']})\b[^.,;:!?«»“”\"]{{0,100}})"
        ),
    ),
    "es": (
        (
            r"[\s,—–-]*(?:señala|indica|reza|dice|afirma|agrega|añade|detalla|precisa|concluye"
            r"|se (?:lee|indica|señala))\s"
            rf"(?P<who>(?:en\s)?(?:el|la|un|una|su)\s(?:[\w’'-]+\s){{0,2}}?(?:{_TEXT['es']})\b[^.,;:!?«»“”\"]{{0,100}})"
        ),
    ),
    "de": (
        r"[\s,]*(?:teilte|teilt|teilten|teilen)\s(?P<who>(?:das|die|der)\s[^.,;:!?„“”\"»«]{3,100}?)\s(?:\w+\s)?mit\b",
        (
            r"[\s,]*(?:heißt es|hieß es|steht|ist zu lesen|war zu hören)(?:\s(?:dazu|weiter|außerdem|auch))?\s"
            r"(?P<who>(?:in|im|aus|von|vom|bei|beim)\s[^.,;:!?„“”\"»«]{3,120})"
        ),
    ),
    "ru": (
        (
            r"[\s,–—-]*(?:также\s)?(?:говор|указыва|отмеча|сообща|подч[её]ркива|добавля|уточня|поясня|заявля|констатиру|рассказыва)"
            r"(?:ит|ет|ют|ят)ся\s(?:также\s)?(?P<who>(?:во?|на)\s[^.,;:!?«»“”\"]{3,140})"
        ),
        (
            r"[\s,–—-]*(?:также\s)?(?:сказано|(?:отметили|сообщили|уточнили|заявили|рассказали|пояснили|добавили|подчеркнули"
            r"|прокомментировали|напомнили|указали|объяснили|заверили|сообщают|отмечают|уточняют|заявляют|поясняют|подчеркивают))\s(?P<who>(?:во?|на)\s[^.,;:!?«»“”\"]{3,140})"
        ),
    ),
    "uk": (
        (
            r"[\s,–—―-]*(?:йдеться|мовиться|(?:зазнача|вказу|наголошу|повідомля|підкреслю|уточню|додає|поясню)(?:є|ю)ться"
            r"|сказано|(?:зазначили|повідомили|розповіли|додали|наголосили|пояснили|уточнили|заявили|підкреслили"
            r"|вказали|нагадали|поінформували|повідомляють|зазначають|додають|наголошують|пояснюють|стверджують|кажуть))\s(?:також\s)?(?P<who>(?:[вуу]|на)\s[^.,;:!?«»“”\"]{3,140})"
        ),
    ),
    "az": (
        (
            r"[\s,.–—-]*deyə\s(?P<who>(?:[^\s.,;:!?“”\"]+\s){0,4}?[^\s.,;:!?“”\"]+(?:dən|dan))\s"
            r"(?:bildirilib|bildirilir|qeyd\s(?:olunub|edilib)|vurğulanıb)\b"
        ),
        (
            r"[\s,.–—-]*(?:deyə\s)?(?P<who>(?:[^\s.,;:!?“”\"]+\s){0,4}?(?:məlumat|açıqlama|bəyanat|xəbər|sənəd|bildiriş|məktub)"
            r"\w*(?:da|də))\s(?:deyilir|deyilib|bildirilir|bildirilib|qeyd\s(?:olunur|edilir|olunub)|vurğulanır|vurğulanıb)\b"
        ),
    ),
}
"""Behind the words: «…», — говорится в сообщении; “…,” reads a statement by the embassy."""
_AROUND: dict[str, tuple[str, ...]] = {
    "tr": (
        (
            r"(?P<who>(?:[^\s.,;:!?“”\"]+\s){0,4}?(?:açıklama|bildiri|bülten|mesaj|duyuru|yazı|metin|rapor)\w*(?:da|de|ta|te))"
            r"\s*[,:]?\s*(?:(?:şu|şöyle)\s(?:ifadelere\syer\sverildi|denildi)\s?:\s*)?$"
        ),
        (
            r"[\s,]*(?:denildi|denilmektedir|denilerek|kaydedildi|belirtildi|vurgulandı|ifade\sedildi"
            r"|(?:ifade|değerlendirme|bilgi)(?:si|leri)?(?:ne|n[ae])?\s(?:yer\s(?:aldı|verildi)|kullanıldı|verildi|paylaşıldı))\b"
        ),
    ),
    "az": (
        r"(?P<who>(?:[^\s.,;:!?“”\"]+\s){0,4}?(?:məlumat|açıqlama|bəyanat|sənəd|bildiriş|məktub)\w*(?:da|də))\s*[,:]?\s*$",
        r"[\s,.–—-]*(?:deyilir|deyilib|bildirilir|bildirilib|qeyd\s(?:olunur|edilir|olunub)|vurğulanır|vurğulanıb)\b",
    ),
}
"""Before and behind the words: Açıklamada, “…” denildi."""
_BEFORE: dict[str, tuple[str, ...]] = {
    "ru": (
        (
            r"(?:^|[.!?]\s+)(?P<who>(?:Во?|На)\s[^.,;:!?«»“”\"]{3,120}?)\s(?:также\s)?"
            r"(?:(?:говор|указыва|отмеча|сообща|подч[её]ркива|добавля|уточня|поясня|заявля)(?:ит|ет|ют|ят)ся|сказано"
            r"|отметили|сообщили|уточнили|заявили|рассказали|пояснили|добавили|подчеркнули)\s*:\s*$"
        ),
    ),
    "uk": (
        (
            r"(?:^|[.!?]\s+)(?P<who>(?:[ВУ]|На)\s[^.,;:!?«»“”\"]{3,120}?)\s(?:також\s)?"
            r"(?:йдеться|мовиться|(?:зазнача|вказу|наголошу|повідомля|підкреслю)(?:є|ю)ться|сказано|зазначили|повідомили"
            r"|розповіли|додали|наголосили|пояснили|заявили|підкреслили)\s*:\s*$"
        ),
    ),
    "az": (
        (
            r"(?:^|[.!?]\s+)(?P<who>(?:[^\s.,;:!?“”\"]+\s){0,4}?(?i:məlumat|açıqlama|bəyanat|sənəd|bildiriş|məktub)\w*(?:da|də))\s"
            r"(?:deyilir|deyilib|bildirilir|bildirilib|qeyd\s(?:olunur|edilir)|vurğulanır)\s*:\s*$"
        ),
    ),
    "de": (
        (
            r"(?:^|[.!?]\s+)(?P<who>(?:In|Im|Aus)\s[^.,;:!?„“”\"]{3,120}?)\s(?:heißt es|hieß es|steht)"
            r"(?:\s(?:dazu|weiter|außerdem|auch|wörtlich))?\s*:\s*$"
        ),
    ),
    "ar": (r"(?:^|[.!?،]\s*)(?:و?جاء|و?ورد)\s(?P<who>في\s[^.،:!?«»“”\"]{3,100}?)\s*:\s*$",),
}
"""Before the words: В сообщении говорится: …"""
_LAST_VERB_CALLED = (
    r"(?:^|[.!?]\s+)(?P<who>(?:[^.!?:;,“”\"]{{0,80}}?\s)?[^\s.!?:;,“”\"]+)\s{verb}"
    r"(?:\s*:|\ski\b[^.!?“”\"]{{0,240}}:)\s*$"
)
_ARTICLE = r"(?:el|la|los|las|le|les|une?|un[ao]?|l['’])"
_GOES_ON = (
    r"(?=\s*(?:[.,;:!?—–]|$)|\s(?:durante|en\sun[ao]?|lors|tras|al\stiempo|mientras|après|avant|pendant|quien|qui)\b)"
)
_OF = compiled(
    r"\b(?:de|del|du|des|of|para|pour|d['’]|y|et|en|à|au|por)(?:\s(?:la|los|las|les|le|el))?\s*$", re.IGNORECASE
)
_NAME_BEHIND = compiled(rf"\s*,\s(?P<who>{PERSON})(?=\s*(?:[.,;:!?]|$))")
_CALLED_NAME = compiled(rf"\s[{UPPER}]")


@lru_cache(16)
def _patterns(language: str, table: str) -> tuple[re.Pattern[str], ...]:
    """Return the compiled forms of one table in one language."""
    forms = {"behind": _BEHIND, "around": _AROUND, "before": _BEFORE}[table].get(language, ())
    return tuple(compiled(each, re.IGNORECASE if table == "behind" else re.NOFLAG) for each in forms)


def stated_behind(text: str, language: str) -> re.Match[str] | None:
    """Read what is written behind the words where a text, or an office, says them."""
    return next((found for each in _patterns(language, "behind") if (found := each.match(text))), None)


def stated_before(own: str, language: str) -> re.Match[str] | None:
    """Read the same before the words, in their own sentence."""
    return next((found for each in _patterns(language, "before") if (found := each.search(own))), None)


def stated_around(own: str, behind: str, language: str) -> re.Match[str] | None:
    """Read the same where the text stands before the words and its verb behind them, as in Turkish."""
    forms = _patterns(language, "around")
    return forms[0].search(own) if forms and forms[1].match(behind) else None


@lru_cache(16)
def _called(language: str) -> re.Pattern[str]:
    return compiled(
        rf"[\s,،.;–—-]*(?:(?i:{saying(language)}))(?:-t)?"
        rf"(?:\s(?:par|dans|lors|por|en|durante|a través)\s[^.,:;«»“”\"]{{2,40}}?)?"
        rf"\s+(?P<who>{_ARTICLE}\s?[^.,;:!?“”\"«»()—–]{{2,140}}?){_GOES_ON}"
    )


@lru_cache(16)
def _called_before(language: str) -> re.Pattern[str]:
    return compiled(_LAST_VERB_CALLED.format(verb=f"(?:{saying(language)})"))


def called_behind(text: str, language: str) -> re.Match[str] | None:
    """Read "dijo el director de la fundación" behind the words: an office with its article, and nobody's name."""
    if language == "en":
        found = _CALLED_EN.match(text)
        return found if found and ROLE_WORD.fullmatch(found["who"].rsplit(maxsplit=1)[-1]) else None
    if language not in {"fr", "es"}:
        return None
    found = _called(language).match(text)
    if found is None or not (ROLE_WORD.search(found["who"]) or ORGANISATION_WORD.search(found["who"])):
        return None
    behind = _NAME_BEHIND.match(text, found.end())
    if behind and not (ORGANISATION_WORD.search(behind["who"]) or ROLE_WORD.search(behind["who"])):
        return None
    return None if _names(found["who"]) else found


def called_before(own: str, language: str) -> re.Match[str] | None:
    """Read "Nazir bildirib ki, …:" before the words, in languages whose verb ends the sentence."""
    found = _called_before(language).search(own) if language in {"tr", "az"} else None
    if found is None or not ROLE_WORD.fullmatch(found["who"].rsplit(maxsplit=1)[-1]):
        return None
    return None if _names(found["who"]) else found


def _names(words: str) -> bool:
    """Say whether somebody's name stands among the words that say what somebody is: "el alcalde Olmo"."""
    for name in compiled(PERSON).finditer(words):
        if not (ORGANISATION_WORD.search(name[0]) or ROLE_WORD.search(name[0]) or _OF.search(words[: name.start()])):
            return True
    return any(
        _CALLED_NAME.match(words, role.end()) and not ORGANISATION_WORD.match(words, role.end() + 1)
        for role in ROLE_WORD.finditer(words)
    )


_CALLED_EN = compiled(
    rf"[\s,.;–—-]*(?:(?i:{saying('en')}))\s+(?P<who>(?:an?|one|another|the)\s(?:[A-Z][\w’'.-]+\s){{1,5}}[a-z][\w’'-]+)"
    r"(?=\s*(?:[.,;:!?]|$)|\s[a-z])"
)
_OFFICE_FIRST = compiled(
    rf"[\s,،.;–—-]*(?:(?i:{saying('en')}))\s+(?P<role>(?:[Tt]he\s)?{NAME}(?:['’]s?)?,?\s(?:[a-z][\w’'-]+\s){{1,5}}?)"
    rf"(?P<who>{PERSON})(?=\s*(?:[.,;:!?]|$)|\s[a-z])"
)
_OFFICE_OWNED = compiled(
    rf"[\s,.;–—-]*(?:(?i:{saying('en')}))\s+(?P<role>(?:[Tt]he\s)?{NAME}(?<=['’]s)\s(?:[a-z][\w’'-]+\s){{0,4}}?"
    rf"[a-z][\w’'-]+,\s)(?P<who>{PERSON})(?=\s*(?:[.,;:!?]|$)|\s[a-z])"
)
"""With a pause before the name: said Elm Council's leader, Ada Quill."""


_WORDS_OF = compiled(
    r"[\s,–—―-]*(?:цитиру|привод|перед|цитує|навод|переда)\w*\s[^.!?«»“”\"]{0,100}?слова\s(?P<role>[^.!?«»“”\"]{0,90}?)"
    rf"(?P<who>{PERSON})"
)
"""Behind the words, in Russian and Ukrainian: — цитирует пресс-служба слова мэра Ады Квилл."""


def office_first(text: str, language: str) -> re.Match[str] | None:
    """Read "said Elm Council leader Ada Quill" behind the words: a capital begins the office, and not the name."""
    if language in {"ru", "uk"}:
        return _WORDS_OF.match(text)
    found = (_OFFICE_FIRST.match(text) or _OFFICE_OWNED.match(text)) if language == "en" else None
    if found is None or not ROLE_WORD.fullmatch(found["role"].split()[-1].strip(",")):
        return None
    return found


def nobody(match: re.Match[str], offset: int) -> Span:
    """Return the place of what stands for a name, without the blanks around it."""
    start, end = match.span("who")
    said = match.string[start:end]
    return offset + start + len(said) - len(said.lstrip()), offset + end - len(said) + len(said.rstrip())
