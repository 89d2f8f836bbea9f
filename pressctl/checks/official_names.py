"""Official names of treaties and international bodies, each with the ways in which it is often miswritten."""

from __future__ import annotations

import re

_NAMES: tuple[tuple[str, str], ...] = (
    (r"\bUnited Nation(?:[’']s|s[’']?|)(?=\s+(?:Convention|Protocol|Declaration|Charter)\b)", "United Nations"),
    (r"\bUnited Nation(?:[’']s)?(?=\s+(?:Development|Children|Population|High|Office|Security|General|Resident)\b)",
     "United Nations"),
    (r"especially Women,? (?:&\s)?Children\b", "especially Women and Children"),
    (r"United Nations Development Program\b(?!me)", "United Nations Development Programme"),
    (r"United Nations Environment(?:al)? Program\b(?!me)", "United Nations Environment Programme"),
    (r"United Nations Children(?:s)? Fund", "United Nations Children’s Fund"),
    (r"United Nations Office (?:of|for) Drugs and Crimes?\b", "United Nations Office on Drugs and Crime"),
    (r"United Nations High Commission(?:er)? (?:of|on) Refugees", "United Nations High Commissioner for Refugees"),
    (r"International Organi[sz]ation (?:of|on) Migration", "International Organization for Migration"),
    (r"International Organisation for Migration", "International Organization for Migration"),
    (r"World Health Organisation", "World Health Organization"),
    (r"World Food Program\b(?!me)", "World Food Programme"),
    (r"World Trade Organisation", "World Trade Organization"),
    (r"International Labou?r Organisation|International Labor Organization", "International Labour Organization"),
    (r"Food and Agricultur(?:al|e) Organi[sz]ation", "Food and Agriculture Organization"),
    (r"World Meteorological Organisation", "World Meteorological Organization"),
    (r"International Civil Aviation Organisation", "International Civil Aviation Organization"),
    (r"Organization for Security and Co-?operation in Europe|Organisation for Security and Cooperation in Europe",
     "Organization for Security and Co-operation in Europe"),
    (r"North Atlantic Treaty Organisation", "North Atlantic Treaty Organization"),
    (r"International Commit+e+ of (?:the )?Red Cros+\b", "International Committee of the Red Cross"),
    (r"European Com+is+ion\b", "European Commission"),
    (r"European Parliment|European Parlament", "European Parliament"),
    (r"Council of the Europe\b", "Council of Europe"),
    (r"International Criminal Court of Justice", "International Court of Justice"),
    (r"Convention (?:of|for) the Rights of the Child|Convention on the Right of the Child",
     "Convention on the Rights of the Child"),
    (r"Universal Declaration (?:on|for) Human Rights?", "Universal Declaration of Human Rights"),
)  # fmt: skip

OFFICIAL: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(pattern), right) for pattern, right in _NAMES)
"""(what is found, what it ought to be); finding the right name itself is no fault."""
