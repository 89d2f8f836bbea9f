"""Who speaks where two do together, where a line above issues a statement, and where agencies cite; all invented."""

from __future__ import annotations

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.dateline_parts import whole_place
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

HEADS = {
    "en": "Norland opens a library\n\nPORT ELM, 3 March 2026 – The library of Port Elm opens its doors to all.\n\n",
    "ru": "Порт открыл библиотеку\n\nВ порту открылась новая библиотека для всех, кто приезжает издалека.\n\n",
    "az": "Limanda kitabxana açıldı\n\nLimanda uzaqdan gələnlər üçün yeni kitabxana açılıb və hamını gözləyir.\n\n",
}
WORDS = {
    "en": "“We open it today, and nobody pays for it. The doors stay open.”",
    "ru": "Двери открыты для всех, кто приехал издалека, и такими они останутся",
    "az": "Qapılar uzaqdan gələn hər kəs üçün açıqdır və belə də qalacaq",
}


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


def said(language: str, text: str) -> list[tuple[str | None, str | None]]:
    found = read(HEADS[language] + text.replace("{}", WORDS[language]) + "\n").quotations
    return [(spoken(one.speaker) if one.speaker else None, spoken(one.role) if one.role else None) for one in found]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“We open it today,” Ada Quill and Ben Harrow said in a joint statement.", None),
        ("Ada Quill and Ben Harrow, co-chairs of the trust, said: {}", "co-chairs of the trust"),
        ("“We open it today,” Ada Quill and Ben Harrow, co-chairs, said.", "co-chairs"),
    ],
)
def test_two_who_speak_together_are_one_speaker(text: str, role: str | None) -> None:
    assert said("en", text) == [("Ada Quill and Ben Harrow", role)]


@pytest.mark.parametrize(
    ("above", "speaker", "role"),
    [
        ("Statement by Ada Quill, director of the Harbour Trust:", "Ada Quill", "director of the Harbour Trust"),
        ("Below is a statement from Ada Quill, director:", "Ada Quill", "director"),
        ("Ada Quill’s statement follows:", "Ada Quill", None),
        ("Sen. Quill’s full statement is below:", "Sen. Quill", None),
        ("The mayor of Port Elm, Ada Quill, issued the following statement:", "Ada Quill", "The mayor of Port Elm"),
        ("Director Ada Quill today released the following statement after the vote:", "Ada Quill", "Director"),
        ("Ada Quill (Elm) today made the following statement on the vote of the board.", "Ada Quill", None),
    ],
)
def test_a_line_issues_the_statement_under_it(above: str, speaker: str, role: str | None) -> None:
    assert said("en", f"{above}\n\n{{}}") == [(speaker, role)]


def test_a_statement_is_nobodys_where_the_line_above_quotes_itself() -> None:
    assert said("en", "Ada Quill issued “the following statement”:\n\n{}") == [(None, None)]


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        (
            '"{}", - отметил верховный комиссар ЛНД по делам портов Адам Квилл на встрече в порту.',
            "Адам Квилл",
            "верховный комиссар ЛНД по делам портов",
        ),
        (
            '"{}, - отметила в предисловии к Годовому отчёту ЛНД представитель фонда в порту Ада Квилл. - Мы рады".',
            "Ада Квилл",
            "представитель фонда в порту",
        ),
        ("«{}», — цитирует пресс-служба главу порта.", None, "главу порта"),
        (
            '"Порт стал "магнитом" для моряков, и они едут к нам. Это очень важно ", - сказала Ада Квилл.',
            "Ада Квилл",
            None,
        ),
    ],
)
def test_russian_agencies_say_whose_words_they_are(text: str, speaker: str | None, role: str | None) -> None:
    assert said("ru", text) == [(speaker, role)]


def test_a_word_in_the_same_marks_ends_no_quotation() -> None:
    text = 'Порт стал "магнитом" для моряков, и они едут к нам. Это очень важно '
    found = read(HEADS["ru"] + f'"{text}", - сказала Ада Квилл.\n').quotations
    assert [[piece.text.strip() for piece in one.words] for one in found] == [[text.strip()]]


@pytest.mark.parametrize(
    "text",
    [
        'Bunu limanın direktoru Elçin Kərimov (Elchin Kərimov) bildirib.\n"{}",- o qeyd edib.',
        'Limanın direktoru Elçin Kərimov çıxış edib.\n"{}", - o, vurğulayıb.',
    ],
)
def test_azerbaijani_agencies_name_who_speaks_once(text: str) -> None:
    assert [who for who, _ in said("az", text)] == ["Elçin Kərimov"]


def test_printed_marks_within_typed_ones_end_no_quotation() -> None:
    text = "Qapılar “üçüncü bina” adlanan binada hər kəs üçün açıqdır və belə də qalacaq"
    found = read(f'{HEADS["az"]}"{text}".\n\nBunu limanın direktoru Elçin Kərimov deyib.\n').quotations
    assert [[piece.text for piece in one.words] for one in found] == [[text]]


def test_a_paragraph_of_words_alone_goes_on_behind_a_long_attribution() -> None:
    text = (
        "“We open it today for all who come,” said today Ada Quill, Commissioner for Harbours, while releasing what she"
        " saw in nine towns of the coast, which follows upon the report that she gave to the assembly of the coast in"
        " August.\n\n“Nobody will be sent away at the door, whatever the hour, and nobody will be asked for money.”"
    )
    found = read(f"{HEADS['en']}{text}\n").quotations
    assert [(spoken(one.speaker), spoken(one.role), len(one.words)) for one in found] == [
        ("Ada Quill", "Commissioner for Harbours", 2)
    ]


def test_a_pronoun_means_the_whole_name_behind_its_title() -> None:
    text = "Mr. Adam Li Quill, Deputy Director said that the door of the harbour is open. {} – he said."
    assert [who for who, _ in said("en", text)] == ["Mr. Adam Li Quill"]


def test_marks_that_a_browser_sets_are_marks() -> None:
    page = (
        "<html><body><h1>Le port ouvre une bibliothèque</h1><p>Le port ouvre aujourd'hui une bibliothèque.</p>"
        "<p><q>Nous ouvrons la porte à tous ceux qui viennent de loin</q>, déclare Ada Quill.</p></body></html>"
    )
    found = read_manuscript(read_page(page.encode(), "a.html"), "a.html").quotations
    assert [spoken(one.speaker) for one in found] == ["Ada Quill"]


@pytest.mark.parametrize(
    ("lines", "place", "day"),
    [
        ("Geneva- The trust opens a door for all who come from afar.", "Geneva", None),
        ("БАКУ, 14 ноя - Пример Новости, Ада Квилл. Новая библиотека открылась в порту.", "БАКУ", None),
        (
            "Bakı, 3 mart, Elçin Kərimov, NÜMUNƏTAC\n\nLimanda uzaqdan gələnlər üçün yeni kitabxana açılıb.",
            "Bakı",
            None,
        ),
        ("Bakı. Elçin Kərimov – NÜMUNƏ. Limanda uzaqdan gələnlər üçün yeni kitabxana açılıb.", "Bakı", None),
        ("دبي (النموذج)\n\nافتتح الميناء اليوم مكتبة جديدة لكل من يأتي من بعيد إلى المدينة.", "دبي", None),
    ],
)
def test_a_dateline_of_an_agency_is_read(lines: str, place: str, day: str | None) -> None:
    found = read(f"Kitabxana açıldı\n\n{lines}\n\nHamı dəvət olunur və qapılar axşama qədər açıq olacaq.\n").dateline
    assert found is not None
    assert (whole_place(found), str(found.day) if found.day else None) == (place, day)


def test_how_a_site_calls_a_day_is_no_town() -> None:
    text = "Norland opens a library\n\nGeneva- The trust opens a door.\n\nIt stays open.\n\n"
    found = read(f"{text}Language English Posted: Wednesday, September 30, 2026 - 15:28\n").dateline
    assert found is not None
    assert whole_place(found) == "Geneva"


def test_a_whole_sentence_on_one_line_is_no_headline_when_it_is_long() -> None:
    lead = (
        "The library of Port Elm opens its doors to everybody who comes from afar, the Harbour Trust announced,"
        " and it will stay open until the last ship of the autumn has left the harbour of the town."
    )
    found = read(f"{lead}\n\nIt has nine rooms.\n\nNobody pays.\n")
    assert found.headline is None
    assert lead in [piece.text for piece in found.paragraphs]


def test_two_words_right_above_the_news_are_its_headline() -> None:
    lead = "PORT ELM, 3 March 2026 – The library of Port Elm opens its doors to everybody today."
    assert spoken(read(f"PRESS RELEASE\n\nLibrary opens\n\n{lead}\n\nIt stays open.\n\nNobody pays.\n").headline) == (
        "Library opens"
    )


def test_the_label_of_the_austrian_wire_opens_a_contact() -> None:
    text = "Rückfragen & Kontakt:\n\nAda Quill\nPressesprecherin der Hafenmeisterin für Boote, Lampen und Öffentlichen"
    text += " Dienst\nTel. (01) 555 01 - 2132\n\nORIGINALTEXT UNTER VERANTWORTUNG DES HAFENS | PE1\n"
    found = read(f"Hafen öffnet Bibliothek\n\nElm (OTS) - Der Hafen öffnet heute eine Bibliothek für alle.\n\n{text}")
    assert [(spoken(one.name), [piece.text for piece in one.phones]) for one in found.contacts] == [
        ("Ada Quill", ["(01) 555 01 - 2132"])
    ]


@pytest.mark.parametrize(
    "above",
    [
        "Norland Senate Leader Ada Quill delivered the following remarks on Tuesday. The board heard of quays.",
        "Harbour Board Director Ada Quill said,",
    ],
)
def test_the_paragraph_above_says_who_speaks(above: str) -> None:
    words = "“The quay is a good one, and all who come to it will find that it was worth the wait.”"
    (found,) = read(f"Senate hears of the quay\n\nThe quay opens.\n\n{above}\n\n{words}\n").quotations
    assert spoken(found.speaker) == "Ada Quill"
