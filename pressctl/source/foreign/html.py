"""Web pages and HTML mails: the words of the article, without navigation, scripts and what is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressctl.errors import BadInput
from pressctl.language.encodings import decode_text, is_utf_8
from pressctl.patterns import compiled
from pressctl.source.foreign.base import LONGEST_CELL, Page, Typesetter

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGEST = 20_000_000
_DEEPEST = 200
"""Elements inside each other; a page that nests more is not written by an editor."""
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "button", "select"}
    | {"textarea", "head"}
)
_FRAME = frozenset({"nav", "dialog"})
_PERHAPS_FRAME = frozenset({"aside", "form"})
"""Some pages stand in a form as a whole."""
_FRAME_ROLES = frozenset(
    {"navigation", "search", "dialog", "alertdialog", "complementary", "menu", "menubar", "toolbar"}
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|nav(?:bar|igation)?|menu|megamenu|skip-?(?:link|to|nav)"
    r"|share|sharing|social(?:-?(?:links|media|share))?"
    r"|sidebar|related(?:-?(?:news|content|posts|articles|links))?|newsletter|subscribe|search(?:-?(?:form|box"
    r"|bar))?|pagination|pager|toolbar|lang(?:uage)?-?(?:switch\w*|selector|menu)"
    r"|site-?(?:header|footer|nav)|page-?footer|global-?(?:header|footer)|footer|masthead|popup|modal|advert\w*"
    r"|banner|print-?(?:button|link)|sr-only|visually-?hidden|screen-reader-text)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How content management systems call what surrounds an article, in `class` and `id`."""
_MOST_OF_IT = 0.4
"""Share of a page's words that its surroundings never have: what has more is the article, whatever it is called."""
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main"}
    | {"ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html_page(data: bytes, name: str) -> Page:
    """Return a web page as a page of words; nothing is fetched.

    Raises:
        BadInput: it is too large, or no text.
    """
    if len(data) > _LARGEST:
        raise BadInput(f"{name} is larger than {_LARGEST // 1_000_000} MB: that is no release")
    refusal = BadInput(f"{name} is no text", hint="save the page as HTML")
    charset = _CHARSET.search(data[:4096])
    try:
        named = charset[1].decode("ascii") if charset and not is_utf_8(data) and not _marked(data) else None
        decoded = decode_text(data, refusal, named)
    except BadInput:
        decoded = decode_text(data, refusal)
    return page_of_html(decoded.text)


def _marked(data: bytes) -> bool:
    """Say whether the bytes themselves tell their encoding; what the page says may be older than that."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff"))


def page_of_html(text: str) -> Page:
    """Return HTML as a page of words."""
    from lxml import etree, html

    # lxml refuses a text that names its encoding itself, and NUL.
    text = compiled(r"^\s*<\?xml[^>]*\?>").sub("", text).replace("\x00", "")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Typesetter().page()
    article = _article(root)
    walk = _Walk(_length(root))
    if (title := _title_outside(root, article)) is not None:
        walk.element(title, 0)
    walk.element(article, 0)
    walk.finish()
    head = _SPACE.sub(" ", root.findtext(".//title") or "").strip()
    left = ["navigation and forms of the page are not read"] if walk.left else []
    if article.tag not in {"body", "html"}:
        left.append("what stands around the article of the page is not read")
    return walk.sheet.page(subject=head or None, language=root.get("lang"), notices=tuple(left))


def _article(root: _Element) -> _Element:
    """Return the element that holds the text: the only article or main part, else the whole body."""
    for path in (".//article", ".//main", ".//*[@role='main']"):
        found: list[_Element] = list(root.iterfind(path))
        if len(found) == 1 and len("".join(map(str, found[0].itertext())).strip()) > 200:
            return found[0]
    body = root.find("body")
    return root if body is None else body


def _title_outside(root: _Element, article: _Element) -> _Element | None:
    """Return the page's only main heading, where it stands outside the article: a headline over its picture."""
    if next(article.iter("h1"), None) is not None:
        return None
    found = [each for each in root.iter("h1") if "".join(map(str, each.itertext())).strip()]
    return found[0] if len(found) == 1 else None


def _length(element: _Element) -> int:
    return len("".join(map(str, element.itertext())))


class _Walk:
    """Goes through the elements in order and sets their words into lines."""

    def __init__(self, length: int) -> None:
        self.sheet = Typesetter()
        self._length = length
        self._tight = False
        self.left = False
        self._words: list[str] = []
        self._strong = 0
        self._loose = 0
        self._linked = 0
        self._unlinked = 0
        self._hints: dict[str, object] = {}

    def element(self, element: _Element, depth: int) -> None:
        """Set an element's words and those of what it holds."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SILENT or _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
            return
        if self._is_frame(element, tag):
            self.left = True
            return
        if tag == "br":
            self._break(tight=True)
            return
        if tag == "img" and element.get("alt"):
            return
        if tag in _BLOCKS:
            self._block(element, tag, depth)
            return
        strong, linked = tag in {"b", "strong"}, tag == "a"
        self._strong += strong
        self._linked += linked
        # A browser sets the marks of a quotation itself; they stand nowhere in the page.
        self._say("“" if tag == "q" else None)
        self._inside(element, depth)
        self._say("”" if tag == "q" else None)
        self._strong -= strong
        self._linked -= linked

    def _is_frame(self, element: _Element, tag: str) -> bool:
        """Say whether an element surrounds the article: by what it is, or by what the page's maker calls it."""
        if tag in _FRAME or element.get("role") in _FRAME_ROLES:
            return True
        if element.get("aria-hidden") == "true":
            return True
        called = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
        if tag in {"body", "main", "article"} or not (tag in _PERHAPS_FRAME or _CHROME.search(called)):
            return False
        whole = next(element.iter("h1"), None) is not None
        return not whole and _length(element) < _MOST_OF_IT * self._length

    def finish(self) -> None:
        """Set the last line."""
        self._break()

    def _block(self, element: _Element, tag: str, depth: int) -> None:
        self._break()
        before = self._hints
        self._hints = before | _hints_of(tag)
        if tag in {"td", "th"} and _length(element) > LONGEST_CELL:
            self._hints = before
        self._inside(element, depth)
        self._break()
        self._hints = before

    def _inside(self, element: _Element, depth: int) -> None:
        self._say(element.text)
        for child in element:
            if depth < _DEEPEST:
                self.element(child, depth + 1)
            else:
                self._say("".join(map(str, child.itertext())))
            self._say(child.tail)

    def _say(self, words: str | None) -> None:
        if words:
            self._words.append(words)
            self._loose += not self._strong and not words.isspace()
            self._unlinked += not self._linked and not words.isspace()

    def _break(self, *, tight: bool = False) -> None:
        words = _SPACE.sub(" ", "".join(self._words).replace("\xa0", " "))
        if words.strip():
            self.sheet.add(words, tight=self._tight, bold=not self._loose, linked=not self._unlinked, **self._hints)
            self._tight = tight
        else:
            # Two breaks, or the end of a block, end the paragraph.
            self._tight = False
        self._words, self._loose, self._unlinked = [], 0, 0


def _hints_of(tag: str) -> dict[str, object]:
    if compiled(r"h[1-6]").fullmatch(tag):
        return {"level": int(tag[1])}
    if tag == "li":
        return {"bullet": True}
    if tag in {"td", "th"}:
        return {"cell": True}
    return {"quoted": True} if tag == "blockquote" else {}
