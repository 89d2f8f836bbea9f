"""Names of people as they are written, with what is said of them."""

from __future__ import annotations

import re

from pressctl.source.anatomy.vocabulary import UPPER

_TITLE = (
    r"(?:Dr|Mr|Mrs|Ms|Mx|Prof|Professor|Sir|Dame|Lord|Lady|Amb|Ambassador|Brig|Gen|General|Col|Maj|Capt|Lt|Sgt|Rev|Hon"
    r"|Sen|Rep|Gov|Mayor|President|Minister|Senator|Father|Sister|H\.\s?E|M|Mme|Mlle|Sr|Sra|Herr|Frau|г-н|г-жа|пан|пані"
    r"|Sayın|cənab|xanım|السيد|السيدة|الدكتور|الدكتورة)\.?"
)
_WORD = (
    rf"(?:[{UPPER}]\.(?=[\s{UPPER}-])(?:[{UPPER}]\.)*|(?:Jr|Sr|St|Brig|Gen|Dr|Mr|Ms|Mrs|Prof)\.(?=\s)"
    rf"|[{UPPER}][\w'’´`-]*[\w'’]|[{UPPER}])"
)
_PARTICLE = r"(?:de|del|della|di|da|dos|du|van|von|der|den|ter|bin|ibn|al|el|la|le|y|e|oğlu|qızı|оглы|кызы)"
_NICKNAME = r"""(?:[“"‘'(][\w. -]{1,24}[”"’')])"""
_NO_NAME = (
    r"(?!(?:As|And|But|In|On|At|For|While|When|Similarly|However|Meanwhile|Additionally|Also|According|Today|This|That"
    r"|These|Those|It|We|I|You|If|By|With|From|To|He|She|They|A|An|Our|Its|There|Here|What|How|Why|Where)\b)"
)
_ONE = rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}(?:{_NICKNAME}\s+)?{_WORD}){{0,5}}"
NAME = rf"{_NO_NAME}(?:{_TITLE}\s+){{0,3}}(?:{_WORD}\s+(?:and|&)\s+)?{_ONE}"
"""A name, with titles before it and a nickname inside it."""

ROLE_WORD = re.compile(
    r"""\b(?:manager|officer|director|head|chief|president|vice|chair(?:man|woman|person)?|spokes(?:man|woman|person)
      |coordinator|specialist|advis[eo]r|assistant|associate|secretary|editor|consultant|representative|founder|owner
      |partner|lead|press|media|communications?|pr|marketing|public\ (?:relations|information|affairs)|ceo|cfo|cto|coo
      |attaché|responsable|directeur|directrice|chargée?|director[a]?|jefe|jefa|portavoz|leiter(?:in)?|sprecher(?:in)?
      |referent(?:in)?|менеджер|директор|руководитель|начальник|специалист|советник|представитель|координатор|керівни\w+
      |речни\w+|müdürü?|sorumlusu|uzmanı|başkanı?|rəhbəri?|müdiri?|mütəxəssis\w*|məsləhətçi\w*|مدير|مديرة|رئيس|مسؤول)\b""",
    re.VERBOSE | re.IGNORECASE,
)
ORGANISATION_WORD = re.compile(
    r"""\b(?:inc|ltd|llc|llp|plc|corp(?:oration)?|company|co|gmbh|ag|s\.?a|foundation|association|institute|university
      |ministry|agency|group|holdings?|communications|partners|delegation|organi[sz]ation|programme|network|council|union
      |society|trust|guild|museum|school|college|hospital|authority|bank|centre|center|committee|department|office|team|media|services|solutions|technologies|therapeutics
      |iom|un|unicef|undp|who|eu|international|pr|fondation|fundación|stiftung|фонд|компания|министерство|vakfı|fondu)\b\.?""",
    re.VERBOSE | re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"\b(?:Inc|Corp|Ltd|Co|Dr|Mr|Mrs|Ms|Prof|Ph|St|Jr|Sr|No|Gen|Brig|Rev|Hon|vs|[A-Z]|[a-z]\.[a-z]|U\.S|D\.C)$"
)


def sentence_end(words: str, start: int = 0) -> int:
    """Return where the sentence that holds `start` ends, its full stop included."""
    for match in re.finditer(r"[.!?؟](?=[\s”\"»“)]|$)|\n", words[start:]):
        until = start + match.start()
        if match[0] == "." and _ABBREVIATION.search(words[:until][-12:]) and until + 1 < len(words):
            following = words[until + 1 :].lstrip()[:1]
            if not following.isupper() or len(words[:until].rsplit(" ", 1)[-1]) <= 2 or following == "":
                continue
            if re.search(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Gen|Brig|Rev|Hon)$", words[:until][-6:]):
                continue
        return until + 1
    return len(words)
