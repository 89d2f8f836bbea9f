"""Official names of treaties and international bodies, and what is nearly one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from pressctl.checks.proper_names import slips
from pressctl.patterns import compiled

_ITS_PARTS = (
    "Development|Children|Population|High|Office|Security|General|Resident|Human|Environment|Mission|Women|Secretary"
    "|Agency|Organi"
)
_NAMES: tuple[tuple[str, str], ...] = (
    (r"\bUnited Nation(?:[’']s|s[’']?|)(?=\s+(?:Convention|Protocol|Declaration|Charter)\b)", "United Nations"),
    (rf"\bUnited Nation(?:[’']s)?(?=\s+(?:{_ITS_PARTS})\w*\b)", "United Nations"),
    (r"especially Women,? (?:&\s)?Children\b", "especially Women and Children"),
    (r"United Nations Children(?:s)? Fund", "United Nations Children’s Fund"),
    (r"United Nations High Commission (?:of|on|for) Refugees", "United Nations High Commissioner for Refugees"),
    (r"International Commit+e+ of (?:the )?Red Cros+\b", "International Committee of the Red Cross"),
    (r"European Com+is+ion\b", "European Commission"),
    (r"European Parliment|European Parlament", "European Parliament"),
    (r"Council of the Europe\b", "Council of Europe"),
    (r"International Criminal Court of Justice", "International Court of Justice"),
    (r"Organization for Economic Co-?operation and Development|Organisation for Economic Cooperation and Development",
     "Organisation for Economic Co-operation and Development"),
    (r"Organization for Security and Cooperation in Europe|Organisation for Security and Co-?operation in Europe",
     "Organization for Security and Co-operation in Europe"),
)  # fmt: skip

OFFICIAL: tuple[tuple[re.Pattern[str], str], ...] = tuple((compiled(pattern), right) for pattern, right in _NAMES)
"""(what is found, what it ought to be); what an edit or two of letters does not explain."""

_BODIES_AND_TREATIES = """
    United Nations Development Programme
    United Nations Environment Programme
    United Nations Population Fund
    United Nations Office on Drugs and Crime
    United Nations High Commissioner for Refugees
    United Nations High Commissioner for Human Rights
    United Nations Human Rights Council
    United Nations General Assembly
    United Nations Security Council
    United Nations Human Settlements Programme
    United Nations Industrial Development Organization
    United Nations Economic Commission for Europe
    United Nations Economic and Social Council
    United Nations Conference on Trade and Development
    United Nations Institute for Training and Research
    United Nations Office for the Coordination of Humanitarian Affairs
    United Nations Office for Disaster Risk Reduction
    United Nations Office for Project Services
    United Nations Resident Coordinator
    United Nations Educational, Scientific and Cultural Organization
    United Nations Framework Convention on Climate Change
    United Nations Convention against Transnational Organized Crime
    United Nations Convention against Corruption
    United Nations Convention on the Law of the Sea
    United Nations Convention to Combat Desertification
    United Nations Relief and Works Agency
    International Organization for Migration
    International Labour Organization
    International Monetary Fund
    International Atomic Energy Agency
    International Civil Aviation Organization
    International Maritime Organization
    International Telecommunication Union
    International Fund for Agricultural Development
    International Court of Justice
    International Criminal Court
    International Committee of the Red Cross
    International Federation of Red Cross and Red Crescent Societies
    International Bank for Reconstruction and Development
    International Finance Corporation
    International Energy Agency
    International Renewable Energy Agency
    World Health Organization
    World Food Programme
    World Trade Organization
    World Meteorological Organization
    World Intellectual Property Organization
    World Tourism Organization
    World Customs Organization
    World Economic Forum
    World Wide Fund for Nature
    Food and Agriculture Organization
    Universal Postal Union
    Green Climate Fund
    Asian Development Bank
    African Development Bank
    Islamic Development Bank
    Inter-American Development Bank
    European Bank for Reconstruction and Development
    European Investment Bank
    European Central Bank
    European Court of Human Rights
    European Court of Justice
    European Court of Auditors
    European Convention on Human Rights
    European External Action Service
    European Economic and Social Committee
    European Committee of the Regions
    European Food Safety Authority
    European Medicines Agency
    European Environment Agency
    European Border and Coast Guard Agency
    European Union Agency for Fundamental Rights
    Court of Justice of the European Union
    Council of the European Union
    Council of Europe
    Parliamentary Assembly of the Council of Europe
    Organization for Security and Co-operation in Europe
    Organisation for Economic Co-operation and Development
    Office for Democratic Institutions and Human Rights
    Organization of Turkic States
    Organization of American States
    Organisation of Islamic Cooperation
    Organisation for the Prohibition of Chemical Weapons
    Black Sea Economic Cooperation
    Commonwealth of Independent States
    North Atlantic Treaty Organization
    African Union Commission
    League of Arab States
    Gulf Cooperation Council
    Universal Declaration of Human Rights
    Convention on the Rights of the Child
    Convention on the Rights of Persons with Disabilities
    Convention on the Elimination of All Forms of Discrimination against Women
    Convention on the Elimination of All Forms of Racial Discrimination
    Convention relating to the Status of Refugees
    Convention on Biological Diversity
    Convention on International Trade in Endangered Species
    International Covenant on Civil and Political Rights
    International Covenant on Economic, Social and Cultural Rights
    Protocol against the Smuggling of Migrants by Land, Sea and Air
    Protocol to Prevent, Suppress and Punish Trafficking in Persons
    Sendai Framework for Disaster Risk Reduction
    Global Compact for Safe, Orderly and Regular Migration
    Global Compact on Refugees
    Sustainable Development Goals
    Médecins Sans Frontières
"""
_WORD = compiled(r"[^\W\d_][\w’'-]*")
_GREAT = compiled(r"(?<![\w’'-])[^\W\d_a-zß-öø-ÿ][\w’'-]*")
_JOINTS = "of|for|on|in|the|and|against|with|to|by|relating|at|from"
_BETWEEN = rf"(?:[ \u00a0\n]|, )(?:(?:{_JOINTS})[ \u00a0\n])*"
_STRETCH = compiled(rf"[A-ZÀ-Þ][\w’'-]*(?:{_BETWEEN}[A-ZÀ-Þ][\w’'-]*)+")
_SMALL = frozenset(_JOINTS.split("|"))
_LEAST = 2
_Name: TypeAlias = tuple[str, tuple[str, ...]]


@cache
def _by_word() -> dict[tuple[int, int, str], list[_Name]]:
    """Return the names by how many great words they have, and each of the first and last of those."""
    found: dict[tuple[int, int, str], list[_Name]] = defaultdict(list)
    for line in _BODIES_AND_TREATIES.split("\n"):
        great = tuple(word for word in _WORD.findall(line) if word not in _SMALL)
        if len(great) >= _LEAST:
            for place in (0, len(great) - 1):
                found[len(great), place, great[place]].append((line.strip(), great))
    return found


def misnamed(copy: str) -> Iterator[tuple[int, int, str]]:
    """Return where something stands that is nearly an official name: a small word or a few letters are other."""
    index = _by_word()
    sizes = sorted({size for size, _, _ in index}, reverse=True)
    for run in _runs(copy):
        reached = 0
        for first in range(len(run)):
            if run[first].start() < reached:
                continue
            for size in sizes:
                window = run[first : first + size]
                if len(window) < size:
                    continue
                name = _nearest(index, copy, window)
                if name is None:
                    continue
                start, end = window[0].start(), window[-1].end()
                reached = end
                if name:
                    yield start, end, name
                break


def _nearest(index: dict[tuple[int, int, str], list[_Name]], copy: str, window: list[re.Match[str]]) -> str | None:
    """Return the name that a window ought to be; nothing said where it is that name, None where it is near none."""
    size = len(window)
    words = tuple(match[0] for match in window)
    near: set[_Name] = {*index.get((size, 0, words[0]), ()), *index.get((size, size - 1, words[-1]), ())}
    for name, great in sorted(near):
        unlike = [(ours, theirs) for ours, theirs in zip(words, great, strict=True) if ours != theirs]
        if not unlike:
            written = " ".join(copy[window[0].start() : window[-1].end()].split())
            return "" if written.replace(",", "") == name.replace(",", "") else name
        if len(unlike) == 1 and size > _LEAST and _miswritten(*unlike[0]):
            return name
    return None


def _miswritten(ours: str, theirs: str) -> bool:
    if ours.removesuffix("’s").removesuffix("'s") == theirs:
        return False  # the name's own genitive
    if f"{ours}s" == theirs or ours == f"{theirs}s":
        return False  # one of the goals, two of the courts
    if min(len(ours), len(theirs)) < 4 or ours[0] != theirs[0]:
        return False
    limit: int = 3 if {ours, theirs} & {"Counsel", "Found", "Program"} else 2 if len(theirs) > 5 else 1
    return abs(len(ours) - len(theirs)) <= limit and 0 < slips(ours, theirs) <= limit


def _runs(copy: str) -> Iterator[list[re.Match[str]]]:
    """Return the great words of each stretch in which only small words and commas stand between them."""
    anchors = _anchors()
    for stretch in _STRETCH.finditer(copy):
        run = [match for match in _GREAT.finditer(copy, *stretch.span()) if match[0] not in _SMALL]
        if any(match[0] in anchors for match in run):
            yield run


@cache
def _anchors() -> frozenset[str]:
    return frozenset(word for _, _, word in _by_word())
