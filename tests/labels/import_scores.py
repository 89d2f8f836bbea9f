"""How well an importer read the labelled releases.

`expected` resolves the labels of `tests/labels/import` against their releases; `from_json` takes what
`pressctl import --json` printed; `score` compares the two and counts. The conventions are in
`tests/labels/import/README.md`.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

LABELS = Path(__file__).parent / "import"
DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SETS = ("tune", "held_out", "last", "sample")
QUOTE_OVERLAP = 0.9
BOILERPLATE_OVERLAP = 0.8

_Wanted = TypeVar("_Wanted")
_Got = TypeVar("_Got")


@dataclass(frozen=True)
class Quote:
    """A quotation as it was read: who is said to have spoken ("" for nobody named), and the words."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Contact:
    """A media contact as it was read."""

    name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Embargo:
    """An embargo: the words, and the moment as ISO 8601 with an offset where it is known."""

    raw: str
    until: str | None


@dataclass(frozen=True)
class Reading:
    """What an importer took from one file."""

    headline: str | None = None
    place: str | None = None
    date: str | None = None
    quotes: tuple[Quote, ...] = ()
    contacts: tuple[Contact, ...] = ()
    boilerplates: tuple[str, ...] = ()
    embargo: Embargo | None = None
    end_mark: str | None = None


@dataclass(frozen=True)
class WantedQuote:
    """A labelled quotation: every form of the speaker's name that is right, or, without a name, what stands for it."""

    speakers: tuple[str, ...]
    role: str
    text: str


@dataclass(frozen=True)
class WantedBoilerplate:
    """A labelled boilerplate: its text, and the lines after it that may be taken or left."""

    text: str
    tail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """The labels of one file, as text."""

    file: str
    set: str
    headline: str
    place: str | None = None
    date: str | None = None
    date_of_wire: str | None = None
    quotes: tuple[WantedQuote, ...] = ()
    contacts: tuple[Contact, ...] = ()
    boilerplates: tuple[WantedBoilerplate, ...] = ()
    embargo: Embargo | None = None
    end_mark: str | None = None


@dataclass(frozen=True)
class Miss:
    """One difference: the file, the field, what the label has and what was read ("" for nothing)."""

    file: str
    field: str
    wanted: str
    got: str


@dataclass
class Accuracy:
    """How often a field was right, over all files and over those in which it is given at all."""

    right: int = 0
    total: int = 0
    right_where_given: int = 0
    given: int = 0

    @property
    def share(self) -> float:
        """Return the share of files that were right; 1 without files."""
        return self.right / self.total if self.total else 1.0

    def count(self, *, right: bool, given: bool) -> None:
        """Count one file."""
        self.total += 1
        self.right += right
        self.given += given
        self.right_where_given += right and given


@dataclass
class Tally:
    """How many of the labelled things were found, how many were missed, and how many were read that are none."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """Return the share of what was read that is right; 1 when nothing was read."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the labels that was read; 1 without labels."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both; 1 when there was nothing to read and nothing was read."""
        everything = 2 * self.found + self.missed + self.wrong
        return 2 * self.found / everything if everything else 1.0

    def count(self, found: int, wanted: int, got: int) -> None:
        """Count one file: so many pairs among so many labels and so many readings."""
        self.found += found
        self.missed += wanted - found
        self.wrong += got - found


@dataclass
class Scores:
    """The scores of some files. `addresses` counts every e-mail address and number of the contacts by itself."""

    headline: Accuracy = field(default_factory=Accuracy)
    place: Accuracy = field(default_factory=Accuracy)
    date: Accuracy = field(default_factory=Accuracy)
    embargo: Accuracy = field(default_factory=Accuracy)
    end_mark: Accuracy = field(default_factory=Accuracy)
    quotes: Tally = field(default_factory=Tally)
    contacts: Tally = field(default_factory=Tally)
    addresses: Tally = field(default_factory=Tally)
    boilerplates: Tally = field(default_factory=Tally)
    unread: list[str] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def table(self) -> str:
        """Return the scores as lines for a person."""
        accuracies = {
            "headline": self.headline,
            "dateline place": self.place,
            "dateline date": self.date,
            "embargo": self.embargo,
            "end mark": self.end_mark,
        }
        tallies = {
            "quotations": self.quotes,
            "contacts": self.contacts,
            "addresses": self.addresses,
            "boilerplates": self.boilerplates,
        }
        lines = [
            f"{name:<15}{a.share:7.1%}  {a.right} of {a.total}; where given {a.right_where_given} of {a.given}"
            for name, a in accuracies.items()
        ]
        lines += [
            f"{name:<15}F1 {t.f1:.3f}  found {t.found}, missed {t.missed}, wrong {t.wrong}"
            for name, t in tallies.items()
        ]
        return "\n".join(lines)


def plain(text: str) -> str:
    """Return a text without mark-up: entities read, links as their words, no heading or emphasis marks."""
    text = html.unescape(unicodedata.normalize("NFC", text)).replace("\ufeff", "").replace("\u00ad", "")
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*#+\s+", "", text)
    text = re.sub(r"(?<!\w)([*_]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Return the words of a text, without mark-up, punctuation or capitals."""
    return re.findall(r"\w+", plain(text).casefold())


def overlap(one: str, other: str) -> float:
    """Return the words that two texts share, counted as often as they occur, over the words of the longer."""
    first, second = Counter(words(one)), Counter(words(other))
    longer = max(first.total(), second.total())
    return (first & second).total() / longer if longer else 1.0


_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "hon", "rev"}
    | {"the", "a", "an"}
)


def person(name: str) -> str:
    """Return a name for comparison: no honorific or article before it, nothing after a comma, no capitals or marks."""
    parts = words(re.sub(r"['’]s$", "", plain(name).split(",")[0].strip()))
    while len(parts) > 1 and parts[0] in _HONORIFICS:
        parts = parts[1:]
    return " ".join(parts)


def numbers(phone: str) -> list[str]:
    """Return the digits of each number that one entry stands for: `465 90 71/72` are two that share a beginning."""
    first, *ends = ["".join(c for c in part if c.isdigit()) for part in phone.split("/")]
    return [first, *(first[: -len(end)] + end if len(end) < len(first) else end for end in ends if end)]


def address(email: str) -> str:
    """Return an e-mail address for comparison, a disguised one too."""
    return re.sub(r"\s*[\[(]at[\])]\s*", "@", email.strip().casefold().removeprefix("mailto:"))


def _same_number(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 7 and long.endswith(short)


def _phones(contact: Contact) -> list[str]:
    return [number for phone in contact.phones for number in numbers(phone)]


def _shared_addresses(one: Contact, other: Contact) -> int:
    emails = {address(e) for e in one.emails} & {address(e) for e in other.emails}
    return len(emails) + len(_pairs(_phones(one), _phones(other), lambda a, b: float(_same_number(a, b)), 1.0))


def _pairs(
    wanted: Sequence[_Wanted], got: Sequence[_Got], likeness: Callable[[_Wanted, _Got], float], least: float
) -> list[tuple[int, int]]:
    """Pair each thing at most once, the most alike first."""
    alike = [(likeness(w, g), -i, -j) for i, w in enumerate(wanted) for j, g in enumerate(got)]
    pairs: list[tuple[int, int]] = []
    for value, i, j in sorted(alike, reverse=True):
        taken = any(i_taken == -i or j_taken == -j for i_taken, j_taken in pairs)
        if value >= least and not taken:
            pairs.append((-i, -j))
    return pairs


def speaks(wanted: WantedQuote, speaker: str) -> bool:
    """Tell whether a speaker is right: a form of the labelled name; of an unnamed one, nobody or what stands for it."""
    if wanted.speakers:
        return person(speaker) in {person(name) for name in wanted.speakers}
    said, role = words(speaker), words(wanted.role)
    return not said or (set(role) <= set(said) and len(said) <= len(role) + 2)


def quote_likeness(wanted: WantedQuote, got: Quote) -> float:
    """Return how far two quotations agree: nothing when the speaker is another."""
    return overlap(wanted.text, got.text) if speaks(wanted, got.speaker) else 0.0


def contact_likeness(wanted: Contact, got: Contact) -> float:
    """Return how many of addresses, numbers and name two contacts share."""
    named = bool(wanted.name) and person(wanted.name) == person(got.name)
    return _shared_addresses(wanted, got) + float(named)


def boilerplate_likeness(wanted: WantedBoilerplate, got: str) -> float:
    """Return how far two boilerplates agree, with as much of the tail as suits best."""
    texts = [" ".join((wanted.text, *wanted.tail[:n])) for n in range(len(wanted.tail) + 1)]
    return max(overlap(text, got) for text in texts)


def same_place(one: str | None, other: str | None) -> bool:
    """Tell whether two places are the same but for capitals and a closing mark."""
    return plain(one or "").casefold().strip(" .,;:-–—") == plain(other or "").casefold().strip(" .,;:-–—")


def same_moment(one: str | None, other: str | None) -> bool:
    """Tell whether two ISO dates and times are one moment; unreadable ones must be written alike."""
    if one is None or other is None:
        return one is other
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except (ValueError, TypeError):
        return one == other


def same_embargo(one: Embargo | None, other: Embargo | None) -> bool:
    """Tell whether two embargoes have the same words and the same end."""
    if one is None or other is None:
        return one is other
    return plain(one.raw).casefold() == plain(other.raw).casefold() and same_moment(one.until, other.until)


def score(labels: Iterable[Expected], readings: Mapping[str, Reading]) -> Scores:
    """Score the readings of the labelled files, by file name; a file without a reading has missed everything."""
    scores = Scores()
    for label in labels:
        if label.file not in readings:
            scores.unread.append(label.file)
        got = readings.get(label.file, Reading())
        _single(scores, label, got, read=label.file in readings)
        _several(scores, label, got)
    return scores


def _single(scores: Scores, label: Expected, got: Reading, *, read: bool) -> None:
    dates = {label.date} if label.date or not label.date_of_wire else {None, label.date_of_wire}
    marks = [" ".join((mark or "").split()) for mark in (label.end_mark, got.end_mark)]
    fields: list[tuple[str, Accuracy, bool, object, object]] = [
        (
            "headline",
            scores.headline,
            plain(label.headline) == plain(got.headline or ""),
            label.headline,
            got.headline,
        ),
        ("place", scores.place, same_place(label.place, got.place), label.place, got.place),
        ("date", scores.date, got.date in dates, label.date, got.date),
        ("embargo", scores.embargo, same_embargo(label.embargo, got.embargo), label.embargo, got.embargo),
        ("end_mark", scores.end_mark, marks[0] == marks[1], label.end_mark, got.end_mark),
    ]
    for name, accuracy, right, wanted, given in fields:
        accuracy.count(right=right and read, given=wanted is not None)
        if not (right and read):
            scores.misses.append(Miss(label.file, name, str(wanted or ""), str(given or "")))


def _several(scores: Scores, label: Expected, got: Reading) -> None:
    quotes = _pairs(label.quotes, got.quotes, quote_likeness, QUOTE_OVERLAP)
    contacts = _pairs(label.contacts, got.contacts, contact_likeness, 1.0)
    boilerplates = _pairs(label.boilerplates, got.boilerplates, boilerplate_likeness, BOILERPLATE_OVERLAP)
    for name, tally, pairs, wanted, given in (
        ("quotes", scores.quotes, quotes, label.quotes, got.quotes),
        ("contacts", scores.contacts, contacts, label.contacts, got.contacts),
        ("boilerplates", scores.boilerplates, boilerplates, label.boilerplates, got.boilerplates),
    ):
        tally.count(len(pairs), len(wanted), len(given))
        missed = [Miss(label.file, name, str(w), "") for i, w in enumerate(wanted) if i not in {p for p, _ in pairs}]
        wrong = [Miss(label.file, name, "", str(g)) for j, g in enumerate(given) if j not in {q for _, q in pairs}]
        scores.misses += missed + wrong
    scores.addresses.count(
        sum(_shared_addresses(label.contacts[i], got.contacts[j]) for i, j in contacts),
        sum(len(_phones(c)) + len(c.emails) for c in label.contacts),
        sum(len(_phones(c)) + len(c.emails) for c in got.contacts),
    )


def from_json(document: Mapping[str, Any]) -> Reading:
    """Return the reading in a document of `pressctl import --json`."""
    release = document["release"]
    dateline = release.get("dateline") or {}
    embargo = release.get("embargo")
    return Reading(
        headline=release.get("headline"),
        place=dateline.get("place") or None,
        date=dateline.get("date") or None,
        quotes=tuple(Quote(q.get("speaker") or "", q["text"]) for q in release.get("quotes") or ()),
        contacts=tuple(
            Contact(c.get("name") or "", tuple(c.get("phones") or ()), tuple(c.get("emails") or ()))
            for c in release.get("contacts") or ()
        ),
        boilerplates=tuple(b["text"] for b in release.get("boilerplates") or ()),
        embargo=Embargo(embargo["raw"], embargo.get("until")) if embargo else None,
        end_mark=release.get("end_mark") or None,
    )


def resolve(label: Mapping[str, Any], text: str) -> Expected:
    """Return the labels of one file as text; `text` is the file as UTF-8 with its own line ends."""

    def at(place: Sequence[int] | None) -> str:
        return text[place[0] : place[1]] if place else ""

    dateline = label["dateline"] or {"place": None, "date": None}
    embargo = label["embargo"]
    return Expected(
        file=label["file"],
        set=label["set"],
        headline=at(label["headline"]),
        place=at(dateline["place"]) or None,
        date=dateline["date"],
        date_of_wire=(label["wire_dateline"] or {"date": None})["date"],
        quotes=tuple(
            WantedQuote(
                tuple(at(q[key]) for key in ("speaker", "fuller") if q[key]),
                at(q["role"]),
                " ".join(at(piece) for piece in q["words"]),
            )
            for q in label["quotes"]
        ),
        contacts=tuple(
            Contact(at(c["name"]), tuple(at(p) for p in c["phones"]), tuple(at(e) for e in c["emails"]))
            for c in label["contacts"]
        ),
        boilerplates=tuple(
            WantedBoilerplate(" ".join(at(piece) for piece in b["text"]), tuple(at(piece) for piece in b["tail"]))
            for b in label["boilerplates"]
        ),
        embargo=Embargo(at(embargo["span"]), embargo["until"]) if embargo else None,
        end_mark=at(label["end_mark"]) or None,
    )


def label_files(folder: Path = LABELS) -> list[dict[str, Any]]:
    """Return every label as it is stored, in the order of its file name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def release_path(file: str, data: Path = DATA) -> Path:
    """Return where a labelled file stands; it need not be there."""
    return data / "releases" / file if file.endswith(".md") else data / file


def expected(of: str, data: Path = DATA, folder: Path = LABELS) -> list[Expected]:
    """Return the labels of one set ("tune", "held_out", "last" or "sample") as text.

    Raises FileNotFoundError where the releases are not there: a test then skips with that reason; and ValueError when a
    release is not the one that was labelled.
    """
    wanted: list[Expected] = []
    for label in label_files(folder):
        if label["set"] != of:
            continue
        content = release_path(label["file"], data).read_bytes()
        if hashlib.sha256(content).hexdigest() != label["sha256"]:
            raise ValueError(f"{label['file']} is not the file that was labelled")
        wanted.append(resolve(label, content.decode("utf-8")))
    return wanted
