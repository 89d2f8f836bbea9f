"""Right to left in Word: the tags of languages, and what has to be mirrored.

Word takes the direction of a stretch from `w:rtl` on its run, LibreOffice from the characters (UAX 9); the text is cut
(`export.stretches`) so that both agree. Indents, tab stops and list numbers mirror themselves in a `w:bidi` paragraph;
paragraph borders are physical, left is left, so they are swapped in the styles.
"""

from __future__ import annotations

from pressctl.export.docx.elements import Element, q

_WORD_TAGS = {
    "ar": "ar-SA", "az": "az-Latn-AZ", "be": "be-BY", "bg": "bg-BG", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE",
    "el": "el-GR", "en": "en-GB", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR",
    "he": "he-IL", "hr": "hr-HR", "hu": "hu-HU", "hy": "hy-AM", "it": "it-IT", "ka": "ka-GE", "kk": "kk-KZ",
    "ky": "ky-KG", "lt": "lt-LT", "lv": "lv-LV", "mk": "mk-MK", "nl": "nl-NL", "pl": "pl-PL", "pt": "pt-PT",
    "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sq": "sq-AL", "sr": "sr-Cyrl-RS", "sv": "sv-SE",
    "tg": "tg-Cyrl-TJ", "tk": "tk-TM", "tr": "tr-TR", "uk": "uk-UA", "ur": "ur-PK", "uz": "uz-Latn-UZ",
}  # fmt: skip


def word_language(code: str) -> str:
    """Return the tag under which Word knows a language: with a region, for it ignores some without one."""
    return _WORD_TAGS.get(code, code)


def mirror_styles(styles: Element) -> None:
    """Swap left and right in every paragraph border; take away space between letters, which tears Arabic ones apart."""
    for spacing in list(styles.iter(q("spacing"))):
        parent = spacing.getparent()
        if parent is not None and parent.tag == q("rPr"):
            parent.remove(spacing)
    for borders in styles.iter(q("pBdr")):
        left, right = borders.find(q("left")), borders.find(q("right"))
        if left is not None:
            left.tag = q("right")
        if right is not None:
            right.tag = q("left")
        order = [q(side) for side in ("top", "left", "bottom", "right", "between", "bar")]
        borders[:] = sorted(borders, key=lambda border: order.index(str(border.tag)))
