"""Statements that the law or a funder words: a reader may ask for another wording, and must not just put one in."""

from __future__ import annotations

import re

from pressctl.patterns import compiled

_STATEMENT = compiled(
    # English: European Commission, model grant agreement, article 17; Private Securities Litigation Reform Act.
    r"do(?:es)?\s+not\s+necessarily\s+reflect|sole\s+responsibility\s+of|can(?:not|\s+not)\s+be\s+held\s+responsible"
    r"|forward[- ]looking\s+statements?"
    # French
    r"|ne\s+reflèt\w+\s+pas\s+nécessairement|n['’]engage(?:nt)?\s+que|ne\s+(?:peu\w+|saurai\w+)\s+(?:en\s+)?être\s+tenu"
    # Russian
    r"|не\s+обязательно\s+отража|не\s+нес[её]т\s+(?:за\s+\w+\s+)?ответственност|не\s+могут\s+нести\s+ответственност"
    # Azerbaijani
    r"|mütləq\s+əks\s+etdirmir|əks\s+etdirməyə\s+bilər|məsuliyyət\s+daşımır"
    # Arabic
    r"|لا\s+(?:تعكس|يعكس)\s+بالضرورة|لا\s+(?:تتحمل|يتحمل|يمكن\s+تحميل)",
    re.IGNORECASE,
)


def is_statement(text: str) -> bool:
    """Say whether a paragraph is a disclaimer or a statement with legal force."""
    return _STATEMENT.search(text) is not None
