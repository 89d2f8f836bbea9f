"""The scores of an importer, on invented readings; and the labels themselves."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.labels.import_scores import (
    DATA,
    SETS,
    Contact,
    Embargo,
    Expected,
    Quote,
    Reading,
    WantedBoilerplate,
    WantedQuote,
    contact_likeness,
    expected,
    from_json,
    label_files,
    numbers,
    overlap,
    person,
    plain,
    release_path,
    resolve,
    same_embargo,
    score,
    speaks,
)

LABEL = Expected(
    file="001-Invented.md",
    set="tune",
    headline="Rye &amp; Sons opens a **second** mill",
    place="TARTU, Estonia",
    date="2031-03-06",
    quotes=(
        WantedQuote(("Rebas", "Anu Rebas"), "head miller", "We waited nine years, and the river waited with us."),
        WantedQuote((), "spokesperson for the town", "The bridge stays open all summer."),
    ),
    contacts=(
        Contact("Anu Rebas", ("+372 700 00 01/02",), ("press@mill.example",)),
        Contact("", (), ("hi@x.example",)),
    ),
    boilerplates=(WantedBoilerplate("Rye and Sons has milled grain since 1911.", ("See mill.example for more.",)),),
    embargo=Embargo("Embargoed until 6 March, 09:00 EET", "2031-03-06T09:00:00+02:00"),
    end_mark="# # #",
)
READING = Reading(
    headline="Rye & Sons opens  a second mill",
    place="Tartu, Estonia",
    date="2031-03-06",
    quotes=(
        Quote("", "The bridge stays open all summer."),
        Quote("Dr. Anu Rebas, PhD", "We waited nine years, and the river waited with us."),
    ),
    contacts=(
        Contact("", (), ("HI@x.example",)),
        Contact("Anu Rebas", ("(700) 0001", "7000002"), ("press@mill.example",)),
    ),
    boilerplates=("Rye and Sons has milled grain since 1911. See mill.example for more.",),
    embargo=Embargo("embargoed until 6 March,  09:00 EET", "2031-03-06T07:00:00+00:00"),
    end_mark="# #  #",
)


def test_a_right_reading_scores_full_marks() -> None:
    scores = score([LABEL], {LABEL.file: READING})
    singles = (scores.headline, scores.place, scores.date, scores.embargo, scores.end_mark)
    assert [(a.share, a.right_where_given, a.given) for a in singles] == [(1.0, 1, 1)] * 5
    assert [t.f1 for t in (scores.quotes, scores.contacts, scores.addresses, scores.boilerplates)] == [1.0] * 4
    assert not scores.misses
    assert not scores.unread
    assert "quotations     F1 1.000" in scores.table()


def test_a_file_without_a_reading_has_missed_everything() -> None:
    scores = score([LABEL], {})
    assert scores.unread == [LABEL.file]
    assert (scores.headline.right, scores.quotes.missed, scores.contacts.missed, scores.addresses.missed) == (
        0,
        2,
        2,
        4,
    )
    assert {m.field for m in scores.misses} >= {"headline", "place", "date", "embargo", "end_mark", "boilerplates"}


def test_what_is_not_in_the_label_is_wrong() -> None:
    bare = Expected(file="002-Invented.md", set="tune", headline="Mill closes")
    scores = score([bare], {bare.file: READING})
    assert (scores.place.right, scores.date.right, scores.embargo.right, scores.end_mark.right) == (0, 0, 0, 0)
    assert (scores.quotes.wrong, scores.contacts.wrong, scores.boilerplates.wrong) == (2, 2, 1)
    assert scores.quotes.f1 == 0.0


def test_nothing_where_nothing_is_labelled_is_right() -> None:
    bare = Expected(file="002-Invented.md", set="tune", headline="Mill closes")
    scores = score([bare], {bare.file: Reading(headline="Mill closes")})
    assert (scores.place.share, scores.date.share, scores.end_mark.share) == (1.0, 1.0, 1.0)
    assert (scores.place.given, scores.quotes.f1, scores.contacts.f1) == (0, 1.0, 1.0)


def test_two_misses_of_three_give_the_f1_that_one_computes_by_hand() -> None:
    one = WantedQuote(("Anu Rebas",), "", "We waited nine years.")
    label = Expected(file="a.md", set="tune", headline="x", quotes=(one, one, one))
    got = Reading(
        headline="x", quotes=(Quote("Anu Rebas", "We waited nine years."), Quote("Bo", "Nothing of the kind."))
    )
    scores = score([label], {"a.md": got})
    assert (scores.quotes.found, scores.quotes.missed, scores.quotes.wrong) == (1, 2, 1)
    assert (scores.quotes.precision, scores.quotes.recall) == (0.5, pytest.approx(1 / 3))
    assert scores.quotes.f1 == pytest.approx(0.4)


def test_one_reading_is_right_about_one_label_only() -> None:
    one = WantedQuote(("Anu Rebas",), "", "We waited nine years.")
    label = Expected(file="a.md", set="tune", headline="x", quotes=(one,))
    twice = Reading(headline="x", quotes=(Quote("Anu Rebas", one.text), Quote("Anu Rebas", one.text)))
    scores = score([label], {"a.md": twice})
    assert (scores.quotes.found, scores.quotes.wrong) == (1, 1)


def test_the_date_of_the_wire_may_be_taken_only_where_the_issuer_gives_none() -> None:
    undated = Expected(file="a.md", set="tune", headline="x", place="Narva", date_of_wire="2031-03-07")
    for date, right in ((None, 1), ("2031-03-07", 1), ("2031-03-06", 0)):
        assert score([undated], {"a.md": Reading(headline="x", place="Narva", date=date)}).date.right == right
    dated = Expected(file="a.md", set="tune", headline="x", place="Narva", date="2031-03-06", date_of_wire="2031-03-07")
    assert score([dated], {"a.md": Reading(headline="x", date="2031-03-07")}).date.right == 0


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("# A  *new*\u00a0mill", "A new mill"),
        ("Salt &amp; rye", "Salt & rye"),
        ("[Mill](https://mill.example/a_b) and ![map](m.png)town", "Mill and town"),
        ("snake_case stays, 2*3*4 too", "snake_case stays, 2*3*4 too"),
        ("\ufeff__Bold__ words", "Bold words"),
    ],
)
def test_mark_up_is_taken_off(text: str, bare: str) -> None:
    assert plain(text) == bare


def test_overlap_counts_words_as_often_as_they_occur() -> None:
    assert overlap("one two two", "Two, one two!") == 1.0
    assert overlap("a b c d e f g h i j", "a b c d e f g h i") == pytest.approx(0.9)
    assert overlap("a a a a", "a") == 0.25
    assert overlap("", "") == 1.0
    assert overlap("", "a") == 0.0


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dr. Anu Rebas, PhD", "anu rebas"),
        ("the Cullens", "cullens"),
        ("Prof. Dr. Rebas’s", "rebas"),
        ("Miss", "miss"),
        ("", ""),
    ],
)
def test_names_are_compared_without_their_dress(name: str, bare: str) -> None:
    assert person(name) == bare


def test_an_unnamed_speaker_is_nobody_or_what_stands_for_the_name() -> None:
    unnamed = WantedQuote((), "spokesperson for the town", "x")
    assert speaks(unnamed, "")
    assert speaks(unnamed, "a spokesperson for the town")
    assert not speaks(unnamed, "Anu Rebas")
    assert not speaks(WantedQuote(("Anu Rebas",), "miller", "x"), "")


def test_an_entry_for_two_numbers_is_two() -> None:
    assert numbers("+372 700 00 01/02") == ["3727000001", "3727000002"]
    assert numbers("700 0001 / 755 1234") == ["7000001", "7551234"]
    assert numbers("(700) 0001") == ["7000001"]


@pytest.mark.parametrize(
    ("got", "shared"),
    [
        (Contact("Anu Rebas"), 1),
        (Contact("", ("0037270000 01",)), 1),
        (Contact("", (), ("mailto:Press@mill.example",)), 1),
        (Contact("Bo Tamm", ("01",), ("other@mill.example",)), 0),
        (Contact(), 0),
    ],
)
def test_contacts_meet_by_address_number_or_name(got: Contact, shared: int) -> None:
    assert contact_likeness(LABEL.contacts[0], got) == shared


def test_a_disguised_address_is_the_address() -> None:
    assert contact_likeness(Contact("", (), ("a[at]x.example",)), Contact("", (), ("a@x.example",))) == 1


def test_the_tail_of_a_boilerplate_may_be_taken_or_left() -> None:
    for text, found in (
        ("Rye and Sons has milled grain since 1911.", 1),
        ("Rye and Sons has milled grain since 1911. See mill.example for more.", 1),
        ("See mill.example for more.", 0),
    ):
        assert score([LABEL], {LABEL.file: Reading(boilerplates=(text,))}).boilerplates.found == found


def test_an_embargo_needs_words_and_moment() -> None:
    one = Embargo("Until noon", "2031-03-06T12:00:00+02:00")
    assert same_embargo(one, Embargo("until noon", "2031-03-06T10:00:00+00:00"))
    assert not same_embargo(one, Embargo("until noon", "2031-03-06T12:00:00+00:00"))
    assert not same_embargo(one, Embargo("until noon", None))
    assert not same_embargo(one, Embargo("until noon", "2031-03-06T12:00:00"))
    assert same_embargo(Embargo("until noon", "noon"), Embargo("until noon", "noon"))
    assert not same_embargo(one, None)
    assert same_embargo(None, None)


def test_a_document_of_the_command_is_a_reading() -> None:
    release = {
        "headline": "Mill opens",
        "embargo": {"raw": "Until noon", "until": None},
        "dateline": {"place": "Tartu", "date": None, "raw": "Tartu"},
        "quotes": [{"speaker": None, "role": None, "text": "Good.", "lines": [3, 3]}],
        "contacts": [{"name": None, "role": None, "organisation": None, "phones": ["1"], "emails": []}],
        "boilerplates": [{"title": "About", "text": "A mill."}],
        "end_mark": None,
    }
    assert from_json({"version": 1, "release": release}) == Reading(
        headline="Mill opens",
        place="Tartu",
        quotes=(Quote("", "Good."),),
        contacts=(Contact("", ("1",)),),
        boilerplates=("A mill.",),
        embargo=Embargo("Until noon", None),
    )
    assert from_json({"release": {"headline": None, "embargo": None, "dateline": None}}) == Reading()


def test_places_become_text_and_need_the_file_that_was_labelled(tmp_path: Path) -> None:
    text = "# Mill opens\r\n\r\nTartu – “Good,” said Bo. “Very.”\r\nA mill. b@x.example"
    label: dict[str, Any] = {
        "file": "x.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "set": "sample",
        "headline": _place(text, "Mill opens"),
        "dateline": {"span": _place(text, "Tartu"), "place": _place(text, "Tartu"), "date": None},
        "wire_dateline": None,
        "quotes": [
            {
                "speaker": _place(text, "Bo"),
                "fuller": None,
                "role": None,
                "words": [_place(text, "Good,"), _place(text, "Very.")],
            }
        ],
        "contacts": [{"name": None, "phones": [], "emails": [_place(text, "b@x.example")]}],
        "boilerplates": [{"title": None, "text": [_place(text, "A mill.")], "tail": []}],
        "embargo": None,
        "end_mark": None,
    }
    wanted = Expected(
        file="x.txt",
        set="sample",
        headline="Mill opens",
        place="Tartu",
        quotes=(WantedQuote(("Bo",), "", "Good, Very."),),
        contacts=(Contact("", (), ("b@x.example",)),),
        boilerplates=(WantedBoilerplate("A mill."),),
    )
    assert resolve(label, text) == wanted
    (tmp_path / "x.json").write_text(json.dumps(label), encoding="utf-8")
    (tmp_path / "x.txt").write_bytes(text.encode())
    assert expected("sample", tmp_path, tmp_path) == [wanted]
    assert expected("tune", tmp_path, tmp_path) == []
    (tmp_path / "x.txt").write_text("another", encoding="utf-8")
    with pytest.raises(ValueError, match="not the file that was labelled"):
        expected("sample", tmp_path, tmp_path)


def _place(text: str, part: str) -> list[int]:
    start = text.index(part)
    return [start, start + len(part)]


ABSENT = f"the releases are not here: {DATA.parent.name}/{DATA.name} stands beside the project where they are"
KEYS = {
    "file", "sha256", "set", "headline", "subheadline", "status_line", "language", "embargo", "dateline",
    "wire_dateline", "quotes", "contacts", "boilerplates", "end_mark", "notes", "remarks",
}  # fmt: skip


def test_every_release_and_the_sample_are_labelled() -> None:
    labels = label_files()
    assert Counter(label["set"] for label in labels) == {"tune": 40, "held_out": 20, "last": 21, "sample": 1}
    sources = {s: {label["file"][3:] for label in labels if label["set"] == s} for s in ("tune", "held_out")}
    assert len(sources["held_out"]) == len(sources["tune"]) == 18


@pytest.mark.parametrize("label", label_files(), ids=lambda label: label["file"])
def test_a_label_holds_places_and_facts_only(label: dict[str, Any]) -> None:
    assert set(label) == KEYS
    assert all(0 <= start < end for start, end in _places(label))
    said = {"file", "sha256", "set", "language", "date", "until", "remarks"}
    assert {key for key, value in _fields(label) if isinstance(value, str)} <= said


@pytest.mark.parametrize("label", label_files(), ids=lambda label: label["file"])
def test_a_label_fits_its_release(label: dict[str, Any]) -> None:
    path = release_path(label["file"])
    if not path.exists():
        pytest.skip(
            f"the releases are not here: {DATA.parent.name}/{DATA.name} stands beside the project where they are"
        )
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == label["sha256"]
    text = content.decode("utf-8")
    pieces = [text[start:end] for start, end in _places(label)]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert max(end for _, end in _places(label)) <= len(text)
    quoted = [text[start:end] for quote in label["quotes"] for start, end in quote["words"]]
    assert not [piece for piece in quoted if piece[0] in '"“”' or piece[-1] in '"“”']
    emails = [text[start:end] for contact in label["contacts"] for start, end in contact["emails"]]
    assert all(("@" in email or "[at]" in email) and " " not in email for email in emails)


@pytest.mark.parametrize("of", SETS)
def test_the_labels_read_back_score_full_marks(of: str) -> None:
    try:
        labels = expected(of)
    except FileNotFoundError:
        pytest.skip(ABSENT)
    readings = {
        label.file: Reading(
            headline=label.headline,
            place=label.place,
            date=label.date,
            quotes=tuple(Quote(q.speakers[-1] if q.speakers else "", q.text) for q in label.quotes),
            contacts=label.contacts,
            boilerplates=tuple(b.text for b in label.boilerplates),
            embargo=label.embargo,
            end_mark=label.end_mark,
        )
        for label in labels
    }
    assert score(labels, readings).misses == []


def _fields(value: Any, key: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [pair for k, v in value.items() for pair in _fields(v, k)]
    if isinstance(value, list):
        return [pair for v in value for pair in _fields(v, key)]
    return [(key, value)]


def _places(value: Any) -> list[tuple[int, int]]:
    if isinstance(value, dict):
        return [place for v in value.values() for place in _places(v)]
    if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value):
        return [(value[0], value[1])]
    return [place for v in value for place in _places(v)] if isinstance(value, list) else []
