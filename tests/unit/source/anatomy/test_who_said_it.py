"""Who said a quotation and where it ends, in forms of nine languages, each as invented sentences."""

from __future__ import annotations

import pytest

from pressctl.model.manuscript import Manuscript
from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page


def read(text: str) -> Manuscript:
    return read_manuscript(read_page(text.encode(), "a.txt"), "a.txt")


def said(text: str) -> list[tuple[str | None, str | None]]:
    """Return who is said to have said each quotation, and what they are."""
    return [
        (spoken(each.speaker) if each.speaker else None, each.role.text if each.role else None)
        for each in read(text).quotations
    ]


OPENS = "“We open the door of the harbour today. It will stay open for everybody who comes.”"
DE = "„Wir öffnen heute die Tür des Hafens. Sie bleibt für alle offen, die von weit her zu uns kommen“"


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        (
            f"The Trust opens a door\n\nAt a meeting held today in Elm, Ada Quill, head of the Trust, said: {OPENS}",
            "Ada Quill",
            "head of the Trust",
        ),
        (
            (
                "Der Verein öffnet eine Tür\n\n"
                "Die seit dem 1. Juni amtierende Leiterin des Vereins, Ada Quill, hat sich zu"
                f" der Tür des Hafens bekannt: {DE}.\n\n"
                f"Der Verein ist mit der Tür zufrieden und wird sie nicht schließen."
            ),
            "Ada Quill",
            "Die seit dem 1. Juni amtierende Leiterin des Vereins",
        ),
        (
            (
                f"Der Verein öffnet eine Tür\n\n"
                f"Die Tür war lange zu. Verein-Präsidentin Ada Quill fordert: {DE}.\n\nDer"
                " Verein ist mit der Tür zufrieden und wird sie nicht schließen."
            ),
            "Ada Quill",
            "Verein-Präsidentin",
        ),
        (
            (
                "Une porte ouvre dans le port\n\n"
                "La porte du port était fermée depuis longtemps. « Nous ouvrons cette porte"
                " pour tous ceux qui viennent de loin », nous conseille Ada Quill, gardienne de la porte."
            ),
            "Ada Quill",
            "gardienne de la porte",
        ),
        (
            (
                "El puerto abre una puerta\n\nLa directora del puerto, Ada Quill, lo ha anunciado en la reunión del"
                " consejo. “Es la primera vez que abrimos esta puerta para todos los que vienen de lejos”, ha dicho."
            ),
            "Ada Quill",
            None,
        ),
        (
            (
                "Dernek kapıyı açtı\n\n"
                "Toplantıda kapının önemine değinen Derya Yalçın, uzun yıllardır bunu beklediklerini"
                " anımsatarak, şöyle devam etti:\n\n“Bu kapıyı uzaktan gelen herkes için açıyoruz ve açık tutacağız.”"
            ),
            "Derya Yalçın",
            None,
        ),
        (
            (
                "Dernek kapıyı açtı\n\n"
                "Toplantıda konuşan Derya Yalçın, “Bu kapıyı uzaktan gelen herkes için açıyoruz ve"
                " açık tutacağız” ifadelerine yer verdi. Dernek kapının bundan sonra da açık kalacağını duyurdu."
            ),
            "Derya Yalçın",
            None,
        ),
        (
            (
                "Liman qapısı açılıb\n\n"
                "“Bu qapını uzaqdan gələn hər kəs üçün açırıq və açıq saxlayacağıq”.\n\nBunu liman"
                " idarəsinin rəhbəri Aydan Quliyeva Bakıda keçirilən tədbirdə çıxışı zamanı deyib."
            ),
            "Aydan Quliyeva",
            "liman idarəsinin rəhbəri",
        ),
        (
            (
                "Liman qapısı açılıb\n\nTədbirdə liman idarəsi üçün yeni qapının əhəmiyyətindən danışılıb. “Bu qapını"
                " uzaqdan gələn hər kəs üçün açırıq və saxlayacağıq”, - deyən rəhbər bildirib ki, qapı açıq qalacaq."
            ),
            None,
            "rəhbər",
        ),
        (
            (
                "Ворота порта открыты\n\n— Мы открываем ворота для всех, кто приехал издалека, — подчеркнул глава"
                " Приозёрного края. – Они останутся открытыми и зимой.\n\nПорт закрывать ворота больше не будет."
            ),
            None,
            "глава Приозёрного края",
        ),
        (
            (
                "افتتاح باب الميناء\n\nوقالت ليلى حداد عبر حسابها على الموقع: “سنفتح هذا الباب أمام كل من يأتي إلينا من"
                " بعيد ولن نغلقه”.\n\nويبقى الباب مفتوحا أمام الجميع طوال العام."
            ),
            "ليلى حداد",
            None,
        ),
        (
            (
                "Der Verein öffnet eine Tür\n\nDie Tür des Hafens war lange zu. „Wir öffnen sie heute für alle, die von"
                " weit her kommen“, sagte Quill der Hafen-Zeitung. Der Verein ist damit zufrieden."
            ),
            "Quill",
            None,
        ),
        (
            (
                "El puerto abre una puerta\n\n«Abrimos esta puerta para todos los que vienen de lejos», ha declarado la"
                " portavoz del consejo de la Marina del Olmo, Ada Quill.\n\nLa puerta queda abierta todo el año.\n"
            ),
            "Ada Quill",
            "la portavoz del consejo de la Marina del Olmo",
        ),
        (
            (
                "El puerto abre una puerta\n\n"
                "En declaraciones de la propia Quill, comentó que «esta puerta es para todos"
                " los que vienen de lejos».\n\nLa puerta queda abierta todo el año.\n"
            ),
            "Quill",
            None,
        ),
        (
            (
                "Ворота порта открыты\n\n"
                'Директор порта ГК "Якорь" Ада Квилл заявляет: «Мы открываем ворота для всех, кто'
                " приехал издалека».\n\nПорт закрывать ворота больше не будет.\n"
            ),
            "Ада Квилл",
            'Директор порта ГК "Якорь"',
        ),
        (
            (
                "Dernek kapıyı açtı\n\n"
                "Kapının, uzaktan gelen herkes için önemli olduğunu söyleyen Yalçın “Bu kapıyı herkes"
                " için açıyoruz ve açık tutacağız” dedi. Dernek bundan sonra da kapıyı kapatmayacak.\n"
            ),
            "Yalçın",
            None,
        ),
        (
            (
                "Liman qapısı açılıb\n\n"
                "Bu sözləri rəhbər Aydan Quliyeva limanda keçirilən tədbirdə deyib:\n\n“Bu qapını"
                " uzaqdan gələn hər kəs üçün açırıq və açıq saxlayacağıq”.\n"
            ),
            "Aydan Quliyeva",
            "rəhbər",
        ),
        (
            (
                "Liman qapısı açılıb\n\n"
                "A.Quliyeva “Lövbər”dəki səhifəsində yazıb:\n\n“Bu qapını uzaqdan gələn “Mayak” üçün"
                " açırıq və həmişə açıq saxlayacağıq”.\n"
            ),
            "A.Quliyeva",
            None,
        ),
        (
            (
                "افتتاح باب الميناء\n\n"
                "وقالت ليلى حداد عبر حسابها في “المرسى”: إن “هذا الباب سيفتح أمام كل من يأتي إلينا من"
                " بعيد ولن نغلقه أبدا”.\n\nويبقى الباب مفتوحا أمام الجميع طوال العام.\n"
            ),
            "ليلى حداد",
            None,
        ),
    ],
)
def test_who_speaks_is_read_in_each_form(text: str, speaker: str | None, role: str | None) -> None:
    assert said(text) == [(speaker, role)]


def test_a_verb_without_its_subject_goes_on_with_who_spoke_before() -> None:
    text = (
        "افتتاح باب الميناء\n\nقالت ليلى حداد، مديرة الميناء: «سنفتح هذا الباب أمام كل من يأتي إلينا من بعيد».\n\n"
        "وأضافت: «لن نغلق هذا الباب أبدا مهما طال الزمن على الميناء».\n"
    )
    assert said(text) == [("ليلى حداد", "مديرة الميناء"), ("ليلى حداد", None)]


def test_a_name_in_marks_parts_no_calling_from_its_bearer_and_is_no_quotation() -> None:
    text = (
        "افتتاح باب الميناء\n\nقالت ليلى حداد، مديرة «ميناء الدردار» والمجموعة: «سنفتح هذا الباب أمام كل من يأتي إلينا"
        " من بعيد».\n"
    )
    (one,) = read(text).quotations
    assert one.role is not None
    assert one.role.text == "مديرة «ميناء الدردار» والمجموعة"
    assert len(one.words) == 1


def test_a_paragraph_that_reports_its_own_words_attributes_nothing_above_it() -> None:
    text = (
        "The Trust opens a door\n\n“We open it today,” Quill said in a statement.\n\n“It will stay open for everybody"
        " who comes to us from afar, and for all who leave.”\n\nHarrow said in a statement that the door was heavy.\n"
    )
    (one,) = read(text).quotations
    assert one.speaker is not None
    assert (spoken(one.speaker), len(one.words)) == ("Quill", 2)


def test_a_quotation_opened_once_goes_on_until_it_is_closed() -> None:
    text = (
        'The Trust opens a door\n\nThe Trust has a door. Ada Quill, head of the Trust, said:\n\n"We open it today.\n\n'
        'It was shut for a hundred years.\n\nIt will stay open for everybody who comes."\n\nThe door is green.\n'
    )
    (one,) = read(text).quotations
    assert one.speaker is not None
    assert (spoken(one.speaker), len(one.words)) == ("Ada Quill", 3)


def test_who_speaks_may_stand_where_a_quotation_ends_in_the_next_paragraph() -> None:
    text = (
        "Порт открыл ворота\n\nДиректор порта поблагодарил всех за терпение. «В этом году порту исполняется сто лет."
        "\n\nМы открываем ворота для всех, кто приехал издалека», — подчеркнул директор.\n\nВорота зелёные.\n"
    )
    (one,) = read(text).quotations
    assert one.speaker is None
    assert one.role is not None
    assert (one.role.text, len(one.words)) == ("директор", 2)


def test_a_single_word_in_marks_is_a_name_where_the_sentence_goes_on() -> None:
    text = (
        "Liman qapısı açılıb\n\nBu barədə liman idarəsinin rəhbəri öz “Lövbər” səhifəsində qeyd edib. Qapı uzaqdan"
        " gələn hər kəs üçün açıq qalacaq və bağlanmayacaq.\n"
    )
    assert said(text) == []


def test_whom_to_ask_at_its_end_takes_no_quotation_from_a_paragraph() -> None:
    text = (
        f"The Trust opens a door\n\nThe door was shut for a hundred years. Ada Quill, head of the Trust, said: {OPENS}"
        " The door is green. (For more information: Ben Harrow – Tel.: +32 470 123 456)\n"
    )
    manuscript = read(text)
    assert [spoken(each.speaker) for each in manuscript.quotations if each.speaker] == ["Ada Quill"]
    assert [each.name.text for each in manuscript.contacts if each.name] == ["Ben Harrow"]
    assert manuscript.contacts[0].raw[0].text.startswith("(For more information")


@pytest.mark.parametrize("mark", ["“", ""])
def test_who_signs_several_paragraphs_said_them_whoever_is_spoken_of_above(mark: str) -> None:
    lines = [
        f"{mark}We open the door of the harbour today. It will stay open, as the sea does, for all who come.",
        "It was shut.",
    ]
    quoted = (
        [f"> {each}" for each in lines] if not mark else [lines[0], f"“{lines[1]} Nobody will shut it again, I say.”"]
    )
    text = "\n\n".join(
        [
            "# The Trust opens a door",
            "Elm, 3 May 2027 – Ada Quill, head of the Trust, has opened a door today.",
            *quoted,
            "— Ada Quill, head of the Trust in Elm (translation)",
            "The door had been shut for many years.",
        ]
    )
    assert said(text) == [("Ada Quill", "head of the Trust in Elm (translation)")]
