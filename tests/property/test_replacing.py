"""Replacing changes the confirmed words and nothing else, and replacing back restores every byte."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from pressctl.config.load import parse_config
from pressctl.config.workspace import Workspace
from pressctl.errors import Refused
from pressctl.language.wording import Wanted
from pressctl.model.characters import forbidden_character
from pressctl.source.front_matter.yaml_writing import quoted
from pressctl.source.markdown.escaping import escape_markdown
from pressctl.workflow.replacing.finding import SourceText, office_source, places_in, release_source
from pressctl.workflow.replacing.replacing import Changed, Offer, Replacing, offers
from tests.examples import examples

OFFICE = '[office]\nname = "Office"\nlanguages = ["en", "az"]\n'
NAME = "Milli Majlis"
PRINTED = st.text(
    st.characters(
        categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufeff", include_characters="\\\"'*_[]&<|#:-"
    ),
    min_size=1,
    max_size=24,
).map(lambda text: " ".join(text.split()))  # fmt: skip
NEW = PRINTED.filter(lambda text: bool(text) and forbidden_character(text) is None and text != NAME)
ANYHOW = examples(30, unmoved_by=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def run(tmp_path: Path) -> Replacing:
    (tmp_path / "pressctl.toml").write_text(OFFICE, encoding="utf-8")
    config = parse_config(OFFICE, tmp_path / "pressctl.toml")
    return Replacing(Workspace(tmp_path), config)


def release(run: Replacing, text: str) -> SourceText:
    path = run.workspace.root / "releases" / "a-release" / "en.md"
    return release_source(path, "releases/a-release/en.md", text, frozenset())


def everything(source: SourceText, old: str, new: str) -> list[Changed]:
    found = offers(tuple(places_in(source, Wanted(old, exact=True, inflected=False))), old, new)
    return [Changed(offer, new) for offer in found]


def text_with(name: str, filler: str, newline: str) -> str:
    words, marked = quoted(f"{filler} {name}"), escape_markdown(f"{filler} {name}")
    single = f"{filler} {name}".replace("'", "''")
    return (
        f"---\nid: x # {NAME}\nkind: announcement\nheadline: {words}\nsubject: '{single}'\n"
        f"subheadline: Plain {name} here\nnotes: |\n  Note with {name}\n---\n\n"
        f"{marked} end\n\n> Said by {name}.\n> — {name}, Chair\n\n- *{name}* item\n"
    ).replace("\n", newline)


@ANYHOW
@given(NEW, NEW, st.sampled_from(["\n", "\r\n"]))
def test_there_and_back_restores_every_byte(run: Replacing, new: str, filler: str, newline: str) -> None:
    assume(
        NAME.casefold() not in filler.casefold() and new.casefold() not in f"{filler} plain here note with".casefold()
    )
    assume(new[0].isalnum() and new[-1].isalnum())
    source = release(run, text_with(NAME, filler, newline))
    changes = everything(source, NAME, new)
    try:
        there = run.text_of(source, changes)
    except Refused:
        assume(False)
    again = release(run, there)
    assert [each.words.text.replace(NAME, new) for each in source.passages] == [
        each.words.text for each in again.passages
    ]
    spans = sorted(place.offer.place.passage.words.stretch(place.offer.place.found.start, place.offer.place.found.end)
                   for place in changes)  # fmt: skip
    kept, at = [], 0
    for start, end in spans:
        kept.append(source.text[at:start])
        at = end
    rest = there
    for piece in (*kept, source.text[at:]):  # what stands between the places is all there, in its order
        assert piece in rest
        rest = rest[rest.index(piece) + len(piece) :]
    back = everything(again, new, NAME)
    if len(back) == len(changes) and there.count(new) == source.text.count(NAME) - 1:
        assert run.text_of(again, back) == source.text


@ANYHOW
@given(NEW, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_only_the_confirmed_places_of_the_office_change(run: Replacing, new: str, newline: str, bom: bool) -> None:
    text = OFFICE + (
        f"\n[organisations.milli]  # {NAME}\nname = {{ en = \"{NAME}\", az = '{NAME}' }}\n"
        f'aliases = ["{NAME} of X", "Y"]\n'
        f'boilerplate.en = """\nThe *{NAME}*\nis here.\n\nTwo {NAME}."""\n'
    )
    text = ("\ufeff" if bom else "") + text.replace("\n", newline)
    source = office_source(run.workspace.config_file, text, run.config)
    changes = everything(source, NAME, new)
    assert len(changes) == 5
    one = changes[1]
    edited = run.text_of(source, [one])
    before, after = (tomllib.loads(each.removeprefix("\ufeff")) for each in (text, edited))
    before["organisations"]["milli"]["name"]["az"] = new
    assert after == before
    assert edited.count(NAME) == text.count(NAME) - 1 + new.count(NAME)


def offer_of(run: Replacing, body: str, old: str, new: str) -> tuple[SourceText, Offer]:
    source = release(run, f"---\nid: x\nheadline: H\n---\n\n{body}\n")
    (offer,) = offers(tuple(places_in(source, Wanted(old))), old, new)
    return source, offer


@pytest.mark.parametrize(
    ("body", "new", "edited"),
    [
        ("The Milli **Majlis** sat.", "Milli Mejlis", "The Milli **Mejlis** sat."),
        ("The Milli **Majlis** sat.", "Assembly", "The Assembly sat."),
        ("The *Milli* Majlis sat.", "National Assembly", "The *National* Assembly sat."),
        ("The Milli\nMajlis sat.", "Assembly", "The Assembly sat."),
        ("> Said Milli\n> Majlis now.", "Milli Mejlis", "> Said Milli Mejlis now."),
        ("See [Milli Majlis](https://milli-majlis.az).", "A*B", "See [A*B](https://milli-majlis.az)."),
        ("Milli Majlis sat.", "A *B* C", "A \\*B\\* C sat."),
        ("Milli Majlis sat.", "1. Assembly", "1\\. Assembly sat."),
    ],
)
def test_mark_up_around_and_inside_a_name_stays_or_goes_whole(run: Replacing, body: str, new: str, edited: str) -> None:
    source, offer = offer_of(run, body, NAME, new)
    text = run.text_of(source, [Changed(offer, new)])
    assert text.split("---\n\n", 1)[1] == f"{edited}\n"


def test_a_plain_yaml_text_gets_quotation_marks_when_it_needs_them(run: Replacing) -> None:
    source = release(run, "---\nid: x\nheadline: Milli Majlis sits # why\n---\n\nBody\n")
    (offer,) = offers(tuple(places_in(source, Wanted(NAME))), NAME, "Assembly: one")
    text = run.text_of(source, [Changed(offer, "Assembly: one")])
    assert text == '---\nid: x\nheadline: "Assembly: one sits" # why\n---\n\nBody\n'


def test_quotations_and_other_endings_are_never_certain(run: Replacing) -> None:
    _, quotation = offer_of(run, "> Milli Majlis sat.\n> — Leyla, Chair", NAME, "Assembly")
    _, possessive = offer_of(run, "Milli Majlis's work.", NAME, "Assembly")
    _, shouted = offer_of(run, "MILLI MAJLIS sat.", NAME, "Assembly")
    _, plain = offer_of(run, "The Milli Majlis sat.", NAME, "Assembly")
    assert [each.certain for each in (quotation, possessive, shouted, plain)] == [False, False, False, True]
    assert (possessive.suggestion, shouted.suggestion) == ("Assembly's", "ASSEMBLY")


def test_keys_addresses_and_dates_are_not_offered(run: Replacing, tmp_path: Path) -> None:
    text = (
        "---\nid: iom\nkind: iom\nheadline: IOM\ndateline: {place: iom, date: 2018-10-30}\norganisers: [iom, Other]\n"
        "contacts:\n- {name: IOM, email: iom@iom.int}\n---\n\nIOM <https://iom.int>\n"
    )
    source = release_source(tmp_path / "en.md", "en.md", text, frozenset({"iom"}))
    found = offers(tuple(places_in(source, Wanted("IOM"))), "IOM", "UN")
    assert [offer.place.passage.where for offer in found][:4] == [
        "headline", "dateline.place", "contacts[1].name", "paragraph 1",
    ]  # fmt: skip


def test_what_would_not_load_is_refused(run: Replacing) -> None:
    text = OFFICE + '\n[people.a]\nname = "A"\nphones = ["+994 12 555 01 00"]\n'
    source = office_source(run.workspace.config_file, text, run.config)
    (offer,) = offers(tuple(places_in(source, Wanted("Office"))), "Office", "x")
    with pytest.raises(Refused):
        run.accept(offer, "a\u202eb")
    assert run.changes == []


def test_two_people_at_work_do_not_lose_each_other_s_edit(run: Replacing, tmp_path: Path) -> None:
    source = office_source(run.workspace.config_file, OFFICE, run.config)
    (offer,) = offers(tuple(places_in(source, Wanted("Office"))), "Office", "Bureau")
    run.accept(offer, "Bureau")
    run.workspace.config_file.write_text(OFFICE + "# mine\n", encoding="utf-8")
    with pytest.raises(Refused):
        run.save()
    assert run.workspace.config_file.read_text(encoding="utf-8") == OFFICE + "# mine\n"


def test_undone_after_writing_is_written_back(run: Replacing) -> None:
    source = office_source(run.workspace.config_file, OFFICE, run.config)
    (offer,) = offers(tuple(places_in(source, Wanted("Office"))), "Office", "Bureau")
    run.accept(offer, "Bureau")
    assert [each.places for each in run.save()] == [1]
    assert run.undo() is offer
    assert run.save() == ()
    assert run.workspace.config_file.read_text(encoding="utf-8") == OFFICE


def test_a_word_inside_an_address_is_no_name(run: Replacing) -> None:
    source = release(
        run,
        "---\nid: x\nheadline: H\n---\n\n"
        "Write to press@example.org or see <https://example.org/example>, an example.\n",
    )
    found = tuple(places_in(source, Wanted("example")))
    assert [place.in_address for place in found] == [True, True, True, False]
    assert [offer.place.column for offer in offers(found, "example", "sample")] == [69]
    (whole,) = offers(tuple(places_in(source, Wanted("press@example.org"))), "press@example.org", "news@example.org")
    assert whole.certain
