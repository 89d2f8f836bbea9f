"""What a funder wants to be said wherever its money is mentioned: statement, disclaimer, emblem.

The European Union's terms are built in, in nine languages; an office adds those of others in `pressctl.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pressctl.checks.base import Example, Fixable, Found, FunderTerms, Reading, Rule
from pressctl.model.finding import Edit, Severity
from pressctl.patterns import compiled

_EU = r"(?:European\s+Union|European\s+Commission|EU)"
_PAYS: Mapping[str, str] = {
    "en": rf"(?:co-?)?(?:funded|financed|supported)\s+by\s+the\s+{_EU}\b"
    rf"|(?:financial\s+support|funding|funds|grants?)\s+(?:from|of)\s+the\s+{_EU}\b|\bEU[- ](?:co-?)?(?:funded"
    rf"|financed)\b|\bEU\s+funds\b"
    rf"|\b{_EU}\s+(?:provides?|contributes?|(?:co-?)?finances|funds|(?:has\s+)?(?:provided|allocated"
    rf"|granted))\b(?=[^.\n]{{0,40}}(?:euro|€|EUR|million|grant))",
    "fr": r"(?:co-?)?financée?s?\s+(?:à\s+\d+\s?%\s+)?par\s+l[’']Union\s+européenne|(?:soutien"
    r"|appui)\s+financier\s+de\s+l[’']Union\s+européenne",
    "es": r"(?:co)?financiad[oa]s?\s+(?:en\s+un\s+\d+\s?%\s+)?por\s+la\s+(?:Unión\s+Europea|UE)\b|(?:apoyo"
    r"|ayuda)\s+financier[oa]\s+de\s+la\s+Unión\s+Europea",
    "de": r"(?:von|durch)\s+(?:der|die)\s+(?:EU\b|Europäischen?\s+Union)\s+(?:(?:ko)?finanziert|gefördert)"
    r"|(?:(?:ko)?finanziert|gefördert)\s+(?:von|durch)\s+"
    r"(?:der|die)\s+(?:EU\b|Europäischen?\s+Union)|mit\s+Mitteln\s+der\s+(?:EU\b|Europäischen\s+Union)",
    "ru": r"(?:(?:со)?финансиру\w+|оплатил|при\s+(?:финансовой\s+)?поддержке"
    r"|на\s+средства)\s+(?:Европейск\w+\s+союз\w*|ЕС)\b",
    "uk": r"(?:(?:спів)?фінансу\w+|за\s+(?:фінансової\s+)?підтримки|на\s+кошти|коштом)\s+(?:Європейськ\w+\s+Союз\w*"
    r"|ЄС)\b",
    "tr": r"Avrupa\s+Birliği(?:[’']?n?in)?\s+(?:tarafından\s+(?:ortak\s+|eş\s+)?(?:finanse|fonlan)\w*(?:\s+edil\w*)?"
    r"|mali\s+desteğ\w+|finansman\w*)",
    "az": r"Avropa\s+(?:İttifaqı|Birliyi)(?:n[ıi]n)?\s+(?:tərəfindən\s+(?:birgə\s+)?maliyyələşdiril\w*"
    r"|maliyyə\s+dəstəyi\w*)",
    "ar": r"(?:بتمويل|بدعم\s+مالي|تمويل|يموله|يمولها|موّله|موّلها|موله"
    r"|مولها)\s+(?:مشترك\s+)?(?:من\s+)?الاتحاد\s+الأوروبي",
}
_DISCLAIMS: Mapping[str, str] = {
    "en": r"views?\s+(?:and\s+opinions\s+)?expressed|sole\s+responsibility|not\s+necessarily\s+reflect|(?:cannot"
    r"|can)\s+be\s+held\s+responsible",
    "fr": r"n[’']engagent?|ne\s+reflètent?\s+pas\s+nécessairement|tenue?s?\s+pour\s+responsables?",
    "es": r"no\s+reflejan?\s+necesariamente|solo\s+comprometen?|considerad[oa]s?\s+responsables?",
    "de": r"spiegel\w*\s+nicht\s+(?:zwingend|notwendigerweise)|verantwortlich\s+gemacht|alleinige\w*\s+Verantwortung",
    "ru": r"не\s+обязательно\s+(?:отража|совпада)|исключительн\w+\s+ответственност|не\s+нес[её]т\s+ответственност",
    "uk": r"не\s+обов.язково\s+(?:відобража|збіга)|виключн\w+\s+відповідальн|не\s+несе\s+відповідальн",
    "tr": r"yansıtma\w*|sorumlu\s+tutul\w*|sorumluluğ\w+",
    "az": r"əks\s+etdirmə\w*|məsuliyyət\s+daşım\w*",
    "ar": r"لا\s+تعكس\s+بالضرورة|لا\s+تعب[ّ]?ر\s+بالضرورة|لا\s+[يت]تحمل",
}
_EUROPEAN_UNION = FunderTerms(
    names=(
        "European Union", "European Commission", "EU", "Union européenne", "UE", "Unión Europea", "Europäische Union",
        "Европейский союз", "Европейский Союз", "ЕС", "Європейський Союз", "ЄС", "Avrupa Birliği", "AB",
        "Avropa İttifaqı", "Aİ", "الاتحاد الأوروبي",
    ),
    statement={
        "en": "Co-funded by the European Union.",
        "fr": "Cofinancé par l’Union européenne.",
        "es": "Cofinanciado por la Unión Europea.",
        "de": "Kofinanziert von der Europäischen Union.",
        "ru": "Софинансируется Европейским союзом.",
        "uk": "Співфінансується Європейським Союзом.",
        "tr": "Avrupa Birliği tarafından ortak finanse edilmektedir.",
        "az": "Avropa İttifaqı tərəfindən birgə maliyyələşdirilir.",
        "ar": "بتمويل مشترك من الاتحاد الأوروبي.",
    },
    disclaimer={
        "en": "Views and opinions expressed are however those of the author(s) only and do not necessarily reflect "
        "those of the European "
        "Union or the granting authority. Neither the European Union nor the granting authority can be held "
        "responsible for them.",
        "fr": "Les points de vue et avis exprimés n’engagent toutefois que leur(s) auteur(s) et ne reflètent pas "
        "nécessairement ceux de "
        "l’Union européenne ou de l’autorité chargée de l’octroi. Ni l’une ni l’autre ne sauraient en être tenues "
        "pour responsables.",
        "es": "Las opiniones y puntos de vista expresados solo comprometen a su(s) autor(es) y no reflejan "
        "necesariamente los de la Unión "
        "Europea o los de la autoridad otorgante. Ni la Unión Europea ni la autoridad otorgante pueden ser "
        "considerados responsables de ellos.",
        "de": "Die geäußerten Ansichten und Meinungen entsprechen jedoch ausschließlich denen des Autors bzw. der "
        "Autoren und spiegeln nicht "
        "zwingend die der Europäischen Union oder der Bewilligungsbehörde wider. Weder die Europäische Union noch "
        "die Bewilligungsbehörde können "
        "dafür verantwortlich gemacht werden.",
        "ru": "Высказанные мнения принадлежат только авторам и не обязательно отражают позицию Европейского союза "
        "или учреждения, которое "
        "предоставило средства; ни Европейский союз, ни это учреждение не несут за них ответственности.",
        "uk": "Висловлені думки належать лише авторам і не обов’язково відображають позицію Європейського Союзу чи "
        "установи, яка надала "
        "кошти; ні Європейський Союз, ні ця установа за них не відповідають.",
        "tr": "Burada dile getirilen görüşler yalnızca yazarlarına aittir ve Avrupa Birliği’nin veya fonu veren "
        "makamın görüşlerini yansıtmayabilir; "
        "Avrupa Birliği ve bu makam bunlardan sorumlu tutulamaz.",
        "az": "Burada ifadə olunan fikirlər yalnız müəlliflərə məxsusdur və Avropa İttifaqının, yaxud vəsaiti ayıran "
        "qurumun mövqeyini əks "
        "etdirməyə bilər; Avropa İttifaqı və həmin qurum onlara görə məsuliyyət daşımır.",
        "ar": "الآراء الواردة هنا تخص أصحابها وحدهم ولا تعكس بالضرورة آراء الاتحاد الأوروبي أو الجهة المانحة، ولا "
        "يتحمل أي منهما المسؤولية عنها.",
    },
    emblem=True,
    always=False,
)  # fmt: skip
"""Article 17 of the model grant agreement. Its words are official in the Union's own languages; in Russian, Ukrainian,
Turkish, Azerbaijani and Arabic the delegation's own wording may differ, and any that says the same is taken."""

_SENTENCE_BEGINS = compiled(r"(?:^|[.!?\n“\"]\s*)(?:This [\w-]+ (?:[\w-]+ )?(?:is|was|has been) )?$")
_ITS_STEMS = (
    "EU", "European", "européenne", "Europea", "Europäisch", "вропейск", "вропейськ", "ЕС", "ЄС", "Avrupa", "Avropa",
    "أوروب",
)  # fmt: skip
_PARAGRAPH = compiled(r"(?<!\s)\s*\n\s*\n\s*")
"""An empty line with the blanks around it; each run of blanks is tried from its beginning alone."""
_SPACE = compiled(r"\s+")
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – Six partners opened a school.\n\n"


def _terms(reading: Reading) -> Iterator[Found]:
    own = {name.casefold() for terms in reading.subject.funders for name in terms.names}
    for terms in reading.subject.funders:
        yield from _wanted(reading, terms, _mention(reading, terms))
    if not own & {name.casefold() for name in _EUROPEAN_UNION.names}:
        yield from _wanted(reading, _EUROPEAN_UNION, _eu_mention(reading))


def _eu_mention(reading: Reading) -> tuple[int, int] | None:
    """Return where the text says that the Union pays, or where the front matter does."""
    pattern = _PAYS.get(reading.language) if any(stem in reading.copy for stem in _ITS_STEMS) else None
    for match in compiled(pattern, re.IGNORECASE).finditer(reading.copy) if pattern else ():
        if not _is_statement(reading.copy, match):
            return match.span()
    return _in_front_matter(reading, _EUROPEAN_UNION)


def _mention(reading: Reading, terms: FunderTerms) -> tuple[int, int] | None:
    for name in terms.names:
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", reading.copy)
        if match:
            return match.span()
    return _in_front_matter(reading, terms)


def _in_front_matter(reading: Reading, terms: FunderTerms) -> tuple[int, int] | None:
    edition, project = reading.subject.edition, reading.manuscript.project
    if edition is None or edition.project is None or project is None:
        return None
    names = {name.casefold() for name in terms.names}
    for funder, piece in zip(edition.project.funders, project.funders, strict=False):
        if {funder.name.casefold(), (funder.acronym or funder.name).casefold()} & names:
            return piece.start, piece.end
    return None


def _wanted(reading: Reading, terms: FunderTerms, place: tuple[int, int] | None) -> Iterator[Found]:
    if place is None:
        return
    statement, disclaimer = (said.get(reading.language) for said in (terms.statement, terms.disclaimer))
    missing: dict[str, str] = {}
    if statement and not (_eu_states(reading) if terms is _EUROPEAN_UNION else _said(reading, statement)):
        missing["funding statement"] = statement
    if disclaimer and not (_said(reading, disclaimer) or (terms is _EUROPEAN_UNION and _eu_disclaims(reading))):
        missing["disclaimer"] = disclaimer
    what = list(missing)
    if terms.emblem and reading.subject.edition is not None and not _shown(reading, terms):
        what.append("emblem")
    if not missing and not (terms.always and what):
        return  # the emblem alone is a matter of the layout
    names = what[0] if len(what) == 1 else f"{', '.join(what[:-1])} and {what[-1]}"
    severe = terms.always or reading.profile.eu_funding
    who = f"The {terms.names[0]}" if terms is _EUROPEAN_UNION else terms.names[0]
    yield Found(
        *place,
        f"{who} pays, and its {names} {'is' if len(what) == 1 else 'are'} missing",
        severity=Severity.ERROR if severe else None,
        advice=" ".join(missing.values())[:120] or "give its emblem as a picture, or as the organisation's logo",
        edits=_inserted(reading, " ".join(missing.values())),
    )


def _inserted(reading: Reading, words: str) -> tuple[Edit, ...]:
    if not words or not reading.manuscript.paragraphs:
        return ()
    end = max(piece.end for piece in reading.manuscript.paragraphs)
    return (Edit(end, end, f"\n\n{words}"),)


def _said(reading: Reading, words: str | None) -> bool:
    """Say whether the words stand in the text as a sentence, whatever its quotation marks, capitals and line breaks."""
    if words is None:
        return False
    told = _plain(_PARAGRAPH.sub(". ", reading.text))
    return re.search(rf"(?:^|[.!?:\"] ?|[*_>] ?){re.escape(_plain(words))}(?![^\s.!?\"*_])", told) is not None


def _plain(words: str) -> str:
    return _SPACE.sub(" ", words.translate(_MARKS)).casefold().strip(" .")


_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "})


def _eu_states(reading: Reading) -> bool:
    """Say whether a sentence says nothing but that the Union pays."""
    pattern = _PAYS.get(reading.language)
    found = compiled(pattern, re.IGNORECASE).finditer(reading.copy) if pattern else ()
    return any(_is_statement(reading.copy, match) for match in found)


def _is_statement(copy: str, match: re.Match[str]) -> bool:
    ends = compiled(r"\s*(?:\.|\n|$)").match(copy[match.end() : match.end() + 2])
    begins = _SENTENCE_BEGINS.search(copy[max(0, match.start() - 50) : match.start()])
    return ends is not None and begins is not None


def _eu_disclaims(reading: Reading) -> bool:
    pattern = _DISCLAIMS.get(reading.language)
    return pattern is not None and compiled(pattern, re.IGNORECASE).search(reading.text) is not None


def _shown(reading: Reading, terms: FunderTerms) -> bool:
    """Say whether a picture of the release is the funder's emblem."""
    edition = reading.subject.edition
    pictures = (
        [f"{one.file} {one.alt or ''} {one.caption or ''}".casefold() for one in edition.media] if edition else []
    )
    names = [name.casefold() for name in terms.names if len(name) > 3]
    return any(("emblem" in one or "logo" in one or "flag" in one) and any(n in one for n in names) for one in pictures)


ORG003 = Rule(
    "ORG003",
    "Funder's statement missing",
    Severity.WARNING,
    ("EC",),
    "A grant agreement asks every communication for a statement, a disclaimer, an emblem: Article 17 of the European "
    "Union's does.",
    Example(f"{_HEAD}The school is ⟦co-funded by the European Union⟧ and Exampleland.\n"),
    Example(
        f"{_HEAD}The school is co-funded by the European Union.\n\nCo-funded by the European Union. Views and opinions "
        "expressed are however those of the authors only.\n"
    ),
    _terms,
    Fixable.UNSAFE,
    "News about somebody else's grant. An error in the profile eu, and for the funders of `[check.funders]`.",
)
