"""The lines of a contact: who it is, what they are and whom they work for, however the parts are glued together."""

from __future__ import annotations

import re
from itertools import pairwise

from pressctl.frozen import Changing, field
from pressctl.patterns import compiled
from pressctl.source.anatomy.addresses import Reaches
from pressctl.source.anatomy.paragraphs import Span
from pressctl.source.anatomy.people import IS_NAME, NAME, ORGANISATION_WORD, PERSON, ROLE_WORD, TITLE
from pressctl.source.anatomy.vocabulary import UPPER

_TOWN = compiled(r",\s[A-Z]{2}(?:\s\d{5})?(?:\b|(?=www\.))")
"""What stands behind a town in an American address."""
_IN_STATE = compiled(
    r",\s(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois"
    r"|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    r"|Nebraska|Nevada|New\s(?:Hampshire|Jersey|Mexico|York)|(?:North|South)\s(?:Carolina|Dakota)|Ohio|Oklahoma|Oregon"
    r"|Pennsylvania|Rhode\sIsland|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West\sVirginia|Wisconsin|Wyoming)"
    r"(?!\s[A-Z&])"
)
"""The same in full, behind the town of an office: Elm Houses, Austin, Texas."""
FIELD = compiled(
    r"""(?<![\w@])(?:
      (?:(?:full\ )?name|nom|nombre|имя|ім['’]я|ad[ıi]?|الاسم|title|titre|position|organi[sz]ation|company)\s?:
      |email\ us\ here|visit\ (?:our|my)\ (?:website|blog)|t[eé]l(?:[eé]phone|efon|éfono)?s?|phones?
      |handy|языки|dillər|languages?|langues?|اللغات|الهاتف
      |mob(?:ile|il)?|(?:cell|fax|direct|office)(?=\s*[.:\x00(+\d])|(?<=\x00\ )office|whats?app|e-?mails?
      |mail|courriel|correo|website|web(?:\ ?site)?|company\ website|url|internet|x|twitter|facebook
      |linkedin|instagram|telegram|youtube|tiktok|threads|bluesky|mastodon|medium|discord|reddit|github|viber
      |vkontakte|weibo|wechat|blog|newsroom
      |skype|тел(?:ефон)?|моб(?:ильный)?|эл\.?\ ?(?:почта|адрес)|е-?mail|имейл|пошта|e-?poçt|e-?posta|mobil|eposta|тел
      |هاتف|جوال|بريد(?:\ إلكتروني)?|البريد\ الإلكتروني|call|at|and|or
      |reach(?:ed)?\ at|via|on|ou|o|oder|или|або|və|ve|и|та|у|an)(?![\w@])\s*[.:]*""",
    re.VERBOSE | re.IGNORECASE,
)
_CUTS = compiled(rf"\x00+|[|;•·\t\n]+|\s?:\s+|[,،]\s+|\s[-–—]\s|{FIELD.pattern}", re.VERBOSE | re.IGNORECASE)
GLUED_FIELD = compiled(r"(?<=[a-z0-9)])(?=(?:Phone|Tel|Email|E-?[Mm]ail|Website|Fax|Mobile|Cell|Twitter|Facebook|X:))")
_LINKED_NAME = compiled(
    rf"[{UPPER}][\w’'-]+(?:\s[\w’'-]+)*?\s(?:of|for|de|du|des|der|für|and|et|und|y)\s(?:[\w’'-]+\s){{0,3}}[\w’'-]+"
)
"""A name of several words with a small one among them, as no person's is."""
_NAME_AND_MORE = compiled(rf"\s*{NAME}\s?[,(–—-]")
_NAME_WITH_ROLE = compiled(rf"(?P<name>{NAME})\s\((?P<role>[^()]+)")
_NO_PERSON = compiled(
    r"\d|^(?:Suite|Floor|Room|Box|Unit|Building|Tower|Street|Visit|Follow|Click|Call|Join|Read|Download|Subscribe|Website)\b"
)
"""What an address or an invitation is made of."""
_DESK = compiled(
    r"(?:media|press|investors?|news|public|medien|presse|médias?|prensa|medios|сми|пресса|медиа|змі|преса|медіа"
    r"|basın|medya|mətbuat|media"
    r"|الإعلام|الصحافة)(?:\s(?:and|&)\s(?:media|press|investors?))?",
    re.IGNORECASE,
)
"""For whom a contact is there: no name, and no organisation."""
_MENU = compiled(
    r"contacts?(?: us| information| details)?|stay connected|nous contacter|contáctenos|kontakt", re.IGNORECASE
)
"""What a site writes over its numbers, and nobody's name."""
_LONGEST_DESK = 50
_DOTTED = compiled(r"\s(?:Inc|Ltd|Corp|Co|Jr|Sr|e\.\s?V|S\.A|B\.V|A\.Ş)$")
"""What ends in a full stop of its own."""
_LANGUAGES = compiled(r"\s*(?:languages?|langues?|dillər|языки|мови|idiomas|sprachen|diller|اللغات)\s*:", re.IGNORECASE)

_COLUMN = compiled(rf"[ \t\u00a0]{{3,}}(?=[{UPPER}])")
"""What parts the columns of a table that was pasted as text."""
_NEXT_PERSON = compiled(
    rf"[\s,;.)]*(?:(?:and|or|et|ou|und|oder|y|o|e|и|или|та|або|ve|və|و)\s+)?"
    rf"(?P<part>(?:(?:[Ii]n|[Ee]n|[Àà]|[ВвУу])\s[{UPPER}]\w+,?\s)?(?:[{UPPER}][^,:;@\d\n]{{2,40}}:\s*)?"
    rf"(?P<who>{PERSON}))"
    r"(?:\s?\([^()\n]*\))?[\s,:(–—-]*(?:(?:on|at|tel|phone|mob(?:ile)?|[tmpe]|e-?mail|via)\b[\s.:]*){0,2}",
)
"""What stands between two numbers where the second is another person's."""
_DESK_NAMED = compiled(
    r"\b(?:media|press|news|communications|investor)\s(?:relations|office|desk|helpline|hotline|team|line|cent(?:er|re)"
    r"|inquiries|enquiries|service)\b|\b(?:pressestelle|service de presse|oficina de prensa|ufficio stampa)\b",
    re.IGNORECASE,
)
"""A desk that stands where somebody's name would."""
OWNER_BEHIND = compiled(rf"\s*\((?P<who>{PERSON})(?:,[^()]{{2,60}})?\)[\s,;]*(?:(?:and|or|et|ou|und|y|и|та|və|ve)\s+)?")
"""Whose an address is, in brackets behind it, before the next one."""
_LOCAL = compiled(r"[A-Za-z]{3,}(?=[\w.-]*@)")
_OR = frozenset({"or", "and", "ou", "oder", "или", "və"})


class FoundContact(Changing):
    """A contact in the words of a page."""

    raw: list[Span] = field(default_factory=list)
    name: Span | None = None
    role: Span | None = None
    organisation: Span | None = None
    phones: list[Span] = field(default_factory=list)
    emails: list[Span] = field(default_factory=list)
    labelled: bool = True

    @property
    def reachable(self) -> bool:
        """Whether it says how."""
        return bool(self.phones or self.emails)


def people_of(words: str, lines: list[Span]) -> list[FoundContact]:
    """Read the contacts of a section's lines."""
    contacts = [FoundContact()]
    for line, again in [(part, at > 0) for each in lines for at, part in enumerate(_one_each(words, each))]:
        said = words[slice(*line)]
        if again and contacts[-1].reachable:
            contacts.append(FoundContact())
        if said.strip().lower() in _OR or _LANGUAGES.match(said):
            contacts[-1].raw.append(line)
            if said.strip().lower() in _OR:
                contacts.append(FoundContact())
        else:
            _take(contacts, words, line)
    full = [one for one in contacts if one.name or one.organisation or one.reachable]
    for one in contacts:
        if one not in full and full:
            full[0].raw.extend(one.raw)
    return full


def _one_each(words: str, line: Span) -> list[Span]:
    """Part a line that gives several people, each with an address or a number: "…, a@b.example; …, c@d.example"."""
    text = words[slice(*line)]
    parts: list[Span] = []
    position = 0
    for sign in [*compiled(r";\s+").finditer(text), None]:
        end = sign.start() if sign else len(text)
        parts.append((line[0] + position, line[0] + end))
        position = sign.end() if sign else end
    several = len(parts) > 1 and all(
        (found := Reaches(words, *part)).emails + found.phones and _NAME_AND_MORE.match(words[slice(*part)])
        for part in parts
    )
    return parts if several else _between_people(words, line)


def _between_people(words: str, line: Span) -> list[Span]:
    """Part a line where somebody else is named behind a number or an address: "Ada Quill 0400 …  Ben Harrow 0411 …"."""
    found = Reaches(words, *line)
    reaches = sorted([*found.phones, *found.emails])
    cuts = [line[0]]
    for (_, end), (start, _) in pairwise(reaches):
        gap = words[end:start]
        if owner := OWNER_BEHIND.match(gap):
            cuts.append(end + owner.end())
            continue
        column = _COLUMN.match(gap)
        person = _NEXT_PERSON.fullmatch(gap)
        if column and not FIELD.match(gap, column.end()):
            cuts.append(end + column.end())
        elif person and _is_person(person["who"], words):
            cuts.append(end + person.start("part"))
    return list(pairwise([*cuts, line[1]]))


def _is_person(who: str, words: str) -> bool:
    """Say whether a name between two numbers is somebody's, and no town before the letter of a label: "Cove T"."""
    return len(who.rsplit(maxsplit=1)[-1]) > 1 and _kind(who, words) == "name" and FIELD.search(who) is None


def _take(contacts: list[FoundContact], words: str, line: Span) -> None:
    """Take one line into the last contact, or into a new one where it begins one."""
    found = Reaches(words, *line)
    chunks = [] if found.text.strip(" \x00") == "" else _chunks(words, found.text, line[0])
    kinds = [
        None if _is_place(words, first, last, at) else _kind(words[first:last], words)
        for at, (first, last) in enumerate(chunks)
    ]
    if kinds[:2] == ["name", "name"] and words[chunks[0][1] : chunks[0][1] + 5].lstrip()[:1] == ":":
        # "Town of Elm: Ada Quill".
        kinds[0] = "organisation"
    if kinds.count("name") > 1 and "role" in kinds:
        # "Ada Quill, Press Officer, Green Hands": whom somebody works for is not another person.
        first = kinds.index("name")
        kinds = [("organisation" if kind == "name" and at > first else kind) for at, kind in enumerate(kinds)]
    current = contacts[-1]
    own = bool(found.emails or found.phones)
    named = kinds[:1] == ["name"] or (own and "name" in kinds)
    if own and "name" in kinds and current.name and not current.reachable and current.organisation is None:
        # What looked like a name above the person's own line is whom they work for.
        current.organisation, current.name = current.name, None
    office = kinds[:1] == ["organisation"] and ORGANISATION_WORD.search(words, *chunks[0]) is not None
    # The last: the next office of a list in which each begins with its name.
    if current.reachable and (
        (named and (current.name or own))
        or _is_other(current, kinds, words, line)
        or (office and current.organisation and not own)
    ):
        current = FoundContact()
        contacts.append(current)
    current.raw.append(line)
    if kinds == [None] and current.name and current.organisation is None and _LINKED_NAME.fullmatch(words, *chunks[0]):
        kinds = ["organisation"]
    before: str | None = None
    for chunk, kind in zip(chunks, kinds, strict=True):
        if kind and getattr(current, kind) is None:
            setattr(current, kind, chunk)
        elif (
            kind == before == "role"
            and current.role
            and words[current.role[1] : chunk[0]].strip() in {",", "،", "&", "and"}
        ):
            # "Vice President, Investor Relations".
            current.role = (current.role[0], chunk[1])
        before = kind
    current.phones.extend(found.phones)
    current.emails.extend(found.emails)


def _is_place(words: str, first: int, last: int, at: int) -> bool:
    """Say whether some words of a line, the `at`-th of them, are a town before its state, or the state."""
    if _TOWN.match(words, last):
        return True
    return at > 0 and bool(_IN_STATE.match(words, last) or _IN_STATE.fullmatch(words, first - 2, last))


def _is_other(current: FoundContact, kinds: list[str | None], words: str, line: Span) -> bool:
    """Say whether a line begins the next entry: a desk behind somebody with an address, or somebody behind a desk."""
    text = words[slice(*line)]
    desk = current.name is None and current.role is not None and _DESK_NAMED.search(words, *current.role)
    if desk and kinds[:1] == ["name"]:
        return True
    return bool(current.emails) and len(text) < _LONGEST_DESK and _DESK_NAMED.search(text) is not None


def _chunks(words: str, text: str, offset: int) -> list[Span]:
    """Cut the words of a line where a sign, a label, or a glued joint parts them."""
    spans, position = [], 0
    text = GLUED_FIELD.sub("", text)
    # A name that stands in the address on its line, too, is known: `Harbor AccessAda Quill, ada.quill@elm.example`.
    addressed = " ".join(part.title() for part in _LOCAL.findall(words[offset : offset + len(text)]))
    joints = [match.start() for match in GLUED_FIELD.finditer(text)] + _camel_joints(
        text, " ".join((words[:offset], words[offset + len(text) :], addressed))
    )
    marks = sorted([match.span() for match in _CUTS.finditer(_with_breaks(text, joints))] + [(at, at) for at in joints])
    for begin, end in [*marks, (len(text), len(text))]:
        if begin > position:
            piece = text[position:begin]
            stripped = piece.strip(" \x00,:.()-–—[]")
            if stripped:
                first = position + piece.index(stripped)
                dotted = _DOTTED.search(stripped) and text[first + len(stripped) : first + len(stripped) + 1] == "."
                spans.append((offset + first, offset + first + len(stripped) + bool(dotted)))
        position = max(position, end)
    return [part for span in spans for part in _name_and_organisation(words, span)]


def _with_breaks(text: str, joints: list[int]) -> str:
    """Return the text with a break instead of the letter before each joint, so that labels behind it are seen."""
    for at in joints:
        text = text[: at - 1] + "\n" + text[at:] if text[at - 1].isspace() else text
    return text


def _camel_joints(text: str, elsewhere: str) -> list[int]:
    """Return where two words are glued: `QuillPhone`, `OfficerAcme`, `AdaExample`."""
    joints = []
    for match in compiled(
        r"(?<=[a-z.])(?=[A-Z][a-z]|[A-Z]{2,}\s[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]+\s)|(?<=[a-z])(?=\d{3,})"
    ).finditer(text):
        at = match.start()
        left = compiled(r"[\w’'-]+\.?$").search(text[:at])
        right = compiled(r"[\w’'-]+").match(text[at:])
        if left is None or right is None:
            continue
        role = ROLE_WORD.fullmatch(left[0]) or ROLE_WORD.fullmatch(right[0])
        alone = (re.search(rf"(?<![\w]){re.escape(right[0])}(?!\w)", elsewhere) and len(left[0]) > 2) or (
            # An office before its town: `ElmNewsWireAustin, Texas`.
            len(left[0]) > 6 and re.search(rf"(?<![\w@.]){re.escape(left[0])}(?![\w.]\w)", elsewhere)
        )
        whole = re.search(rf"(?<![\w]){re.escape(left[0] + right[0])}(?!\w)", elsewhere)
        if (role or alone or right[0].isdigit()) and not whole:
            joints.append(at)
    return joints


def _name_and_organisation(words: str, span: Span) -> list[Span]:
    """Cut a name from an organisation that stands behind it without a sign: `Jane Doe Acme Foundation`."""
    text = words[slice(*span)]
    bracket = _NAME_WITH_ROLE.fullmatch(text)
    if bracket and (ROLE_WORD.search(bracket["role"]) or _kind(bracket["name"], words) == "name"):
        return [(span[0], span[0] + bracket.end("name")), (span[0] + bracket.start("role"), span[1])]
    tokens = list(compiled(r"\S+").finditer(text))
    if len(tokens) < 3 or not all(
        token[0].lstrip("(")[:1].isupper() or token[0] in {"of", "the", "and", "&"} for token in tokens
    ):
        return [span]
    if [token[0] for token in tokens[:2]] == [token[0] for token in tokens[2:4]]:
        # An organisation that bears the person's name.
        return [(span[0], span[0] + tokens[1].end()), (span[0] + tokens[2].start(), span[1])]
    elsewhere = words[: span[0]] + " " + words[span[1] :]
    if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", elsewhere):
        return [span]
    titled = int(TITLE.fullmatch(tokens[0][0]) is not None)  # "Dr. Ada Quill": a title is half of no name
    for at in range(2 + titled, min(4 + titled, len(tokens))):
        rest = text[tokens[at].start() :]
        known = (
            len(rest) > 3 and not ROLE_WORD.fullmatch(rest) and re.search(rf"(?<!\w){re.escape(rest)}(?!\w)", elsewhere)
        )
        if known or (at == 2 + titled and ORGANISATION_WORD.search(rest) and len(tokens) > 3):
            first = text[: tokens[at - 1].end()]
            if not ORGANISATION_WORD.search(first) and not ROLE_WORD.search(first):
                return [(span[0], span[0] + len(first)), (span[0] + tokens[at].start(), span[1])]
    return [span]


def _kind(text: str, words: str) -> str | None:
    """Return which field of a contact some words are; nothing for addresses and labels."""
    if (
        FIELD.fullmatch(text)
        or _MENU.fullmatch(text)
        or _DESK.fullmatch(text)
        or len(text) < 3
        or text.isdigit()
        or len(text) > 90
        or compiled(r"\d").match(text)
    ):
        return None
    role = ROLE_WORD.search(text)
    organisation = ORGANISATION_WORD.search(text) or " & " in text
    if role and not compiled(r"\b(?:Inc|Ltd|LLC|Corp|Foundation|Media$)\b").search(text) and not _is_office(text):
        return "role"
    if organisation or _with_article(text, words):
        return "organisation"
    if IS_NAME.fullmatch(text) is None or _NO_PERSON.search(text):
        return None
    count = len(text.split())
    if 2 <= count <= (3 if text.isupper() else 4):
        return "name"
    mentioned = len(re.findall(rf"(?<!\w){re.escape(text)}(?!\w)", words)) > 1
    return "organisation" if mentioned and not role else "name" if count == 1 and len(text) > 3 else None


def _is_office(text: str) -> bool:
    """Say whether a name is an office's although somebody's calling is in it: "Cabinet de la ministre"."""
    first, of, _ = (text + "  ").split(" ", 2)
    return ORGANISATION_WORD.fullmatch(first) is not None and of in {"of", "de", "du", "des", "der", "für", "la"}


def _with_article(text: str, words: str) -> bool:
    """Say whether a page writes a name with an article or under "About", as it does no person's."""
    before = r"(?:\b(?:[Tt]he|[Ll]a|[Ll]e|[Dd]ie|[Dd]er|[Ee]l|About|Über|Sobre)|À propos d[eu])\s"
    return (
        IS_NAME.fullmatch(text) is not None
        and re.search(rf"{before}{re.escape(text)}(?![\w&])(?![ ][{UPPER}])", words) is not None
    )
