"""Who speaks where an office stands for a name, where a text speaks, and where the verb ends the sentence."""

from __future__ import annotations

import pytest

from pressctl.source.anatomy.as_release import spoken
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.foreign.formats import read_page

HEADS = {
    "en": "The harbour opens its door\n\nThe harbour opens its door today to everybody who comes from afar.",
    "fr": "Le port ouvre sa porte\n\nLe port ouvre sa porte à tous ceux qui viennent de loin pour voir les bateaux.",
    "es": "El puerto abre su puerta\n\nEl puerto abre hoy su puerta a todos los que vienen de lejos a ver los barcos.",
    "ru": "Порт открывает свою дверь\n\nПорт открывает сегодня дверь для всех, кто приезжает издалека к нам.",
    "uk": "Порт відчиняє свої двері\n\nПорт відчиняє сьогодні двері для всіх, хто приїздить до нас здалеку.",
    "de": "Der Hafen öffnet seine Tür\n\nDer Hafen öffnet heute seine Tür für alle, die von weit her zu uns kommen.",
    "tr": "Liman kapısını bugün açtı\n\nLiman bugün uzaktan gelen herkes için kapısını açtı ve herkes geldi.",
    "az": "Liman qapısını bu gün açıb\n\nLiman bu gün uzaqdan gələn hər kəs üçün qapısını açıb və hamı gəlib.",
    "ar": "الميناء يفتح اليوم بابه أمام الجميع\n\nافتتح الميناء اليوم بابه أمام كل من يأتي من بعيد لرؤية القوارب.",
}
WORDS = {
    "en": "“We open the door of the harbour today. It will stay open for everybody,”",
    "fr": "« Nous ouvrons aujourd'hui la porte du port pour tous »",
    "es": "“Hoy abrimos la puerta del puerto para todos los que vienen”",
    "ru": "«Мы открываем сегодня дверь порта. Она останется открытой для всех»",
    "uk": "«Ми відчиняємо сьогодні двері порту. Вони будуть відчинені для всіх»",
    "de": "„Wir öffnen heute die Tür des Hafens für alle“",
    "tr": "“Limanın kapısını bugün açıyoruz. Herkes için açık kalacak”",
    "az": "“Limanın qapısını bu gün açırıq. Hər kəs üçün açıq qalacaq”",
    "ar": "«نفتح اليوم باب الميناء وسيبقى مفتوحا أمام الجميع»",
}


def said(language: str, told: str) -> list[tuple[str | None, str | None]]:
    """Return who is said to have said each quotation of a release, and what they are; `{}` stands for the words."""
    text = f"{HEADS[language]}\n\n{told.replace('{}', WORDS[language])}\n"
    return [
        (spoken(each.speaker) if each.speaker else None, each.role.text if each.role else None)
        for each in read_manuscript(read_page(text.encode(), "a.txt"), "a.txt").quotations
    ]


@pytest.mark.parametrize(
    ("language", "told", "speaker", "role"),
    [
        ("en", "{} said NORLAND spokesperson Ada Quill.", "Ada Quill", "NORLAND spokesperson"),
        ("en", "{} said Elm Council leader Ada Quill at the opening.", "Ada Quill", "Elm Council leader"),
        ("en", "{} reads a statement of the Elm Embassy.", None, "a statement of the Elm Embassy"),
        ("en", "The director Ada Quill: {}", "Ada Quill", "The director"),
        ("fr", "{}, a conclu la Première ministre, qui venait de loin.", None, "la Première ministre"),
        ("fr", "{}, a déclaré la ministre Anne Barré.", "Anne Barré", "la ministre"),
        ("fr", "{}, indique le communiqué du ministère.", None, "le communiqué du ministère"),
        ("es", "{}, ha señalado el director general de NORLAN.", None, "el director general de NORLAN"),
        ("es", "{}, dijo el alcalde Olmo.", "Olmo", "el alcalde"),
        ("es", "{}, señala el comunicado de la fundación.", None, "el comunicado de la fundación"),
        ("de", "{}, heißt es in der Mitteilung des Vereins.", None, "in der Mitteilung des Vereins"),
        ("ru", "{}, — говорится в сообщении порта.", None, "в сообщении порта"),
        ("ru", "{}, - уточнили в администрации города.", None, "в администрации города"),
        ("ru", "В управлении порта отметили: {}.", None, "В управлении порта"),
        ("uk", "{}, – йдеться у повідомленні порту.", None, "у повідомленні порту"),
        ("tr", "Yazılı açıklamada, {} denildi.", None, "Yazılı açıklamada"),
        ("tr", "Liman İdaresi Genel Müdürü Deniz Yalçın da kapıyı överek şunları kaydetti: {}.", "Deniz Yalçın", ...),
        ("tr", "Başkan Deniz Yalçın, törende şunları söyledi: {}.", "Deniz Yalçın", "Başkan"),
        ("tr", "Bakan ve Başmüzakereci Deniz Yalçın, {} dedi.", "Deniz Yalçın", ...),
        ("az", "{}, - nazirliyin məlumatında deyilir.", None, "nazirliyin məlumatında"),
        ("az", "Səfir bildirib ki, qapı hər kəs üçün açıqdır: {}.", None, "Səfir"),
        ("az", "Nazir müavini vurğulayıb ki, qapı açıqdır:\n\n{}.", None, "Nazir müavini"),
        (
            "az",
            "“Elm” MMC-nin baş direktoru Elçin Kərimov “Xəbər”ə müsahibəsində deyib ki, şübhə yoxdur: {}.",
            "Elçin Kərimov",
            ...,
        ),
        ("az", "Baş direktor Elçin Kərimov: {}.", "Elçin Kərimov", "Baş direktor"),
        (
            "az",
            "{}.\n\n“Xəbər” yazır ki, bunu mediaya açıqlamasında Liman İdarəsinin rəhbəri, səfir Ada Quill deyib.",
            "Ada Quill",
            "Liman İdarəsinin rəhbəri, səfir",
        ),
        (
            "az",
            (
                "{}.\n\nXəbərə görə, bunu Liman Nazirliyinin Xarici şöbəsinin müdiri Ada Quill Liman Qərargahının"
                " brifinqində deyib."
            ),
            "Ada Quill",
            ...,
        ),
        ("ar", "وقال المتحدث باسم وزارة النقل نادر قاسم: {}.", "نادر قاسم", "المتحدث باسم وزارة النقل"),
    ],
)
def test_an_office_is_no_name(language: str, told: str, speaker: str | None, role: object) -> None:
    found = said(language, told)
    assert [who for who, _ in found] == [speaker]
    if role is not ...:
        assert found[0][1] == role


@pytest.mark.parametrize(
    ("language", "told", "speakers"),
    [
        (
            "az",
            "Elçin Kərimov: {}.\n\nE.Kərimovun sözlərinə görə, iş başa çatacaq: {}.",
            ["Elçin Kərimov", "E.Kərimov"],
        ),
        ("az", "Elçin Kərimov: {}.\n\nOnun sözlərinə görə, iş başa çatacaq: {}.", ["Elçin Kərimov"] * 2),
        (
            "ru",
            "Об этом написал спецпредставитель по Южному краю Артём Квилл.\n\nПо его словам, порт открыт: {}.",
            ["Артём Квилл"],
        ),
        ("ar", "قال المتحدث باسم الميناء سامر حداد، إن الباب سيبقى مفتوحا أمام الجميع.\n\nوتابع: {}.", ["سامر حداد"]),
    ],
)
def test_who_told_something_before_is_meant_again(language: str, told: str, speakers: list[str]) -> None:
    assert [who for who, _ in said(language, told)] == speakers


def test_a_new_sentence_behind_closed_words_says_nothing_of_them() -> None:
    told = "“We open,” said Ada Quill. “The door stays open for all who come.” Elm Port stresses safety at sea."
    text = f"{HEADS['en']}\n\n{told}\n"
    quotations = read_manuscript(read_page(text.encode(), "a.txt"), "a.txt").quotations
    assert [len(one.words) for one in quotations] == [2]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ('"We open the "Elm Gate" today for all," said Ada Quill.', 'We open the "Elm Gate" today for all,'),
        ('"We open it. The "Elm" stays," Ada Quill said. "The "Rye" goes."', 'We open it. The "Elm" stays,'),
        ("“The “Elm Gate” opens and the “Rye Gate” closes today,” said Ada Quill.", "The “Elm Gate” opens and"),
    ],
)
def test_names_in_the_same_marks_stay_inside(words: str, quoted: str) -> None:
    text = f"{HEADS['en']}\n\n{words}\n"
    quotations = read_manuscript(read_page(text.encode(), "a.txt"), "a.txt").quotations
    assert [one.words[0].text.startswith(quoted) for one in quotations] == [True]


@pytest.mark.parametrize(
    ("told", "speaker", "pieces"),
    [
        ("“We open the door for all, said Ada Quill, head of the Trust. “It stays open.”", "Ada Quill", 2),
        ('"We open the door for all, said Ada Quill, head of the Trust. "It stays open."', "Ada Quill", 2),
        ("We open the door for all,” said Ada Quill, head of the Trust. “It stays open.”", "Ada Quill", 2),
        ('We open the door for all," said Ada Quill. "It stays open."', "Ada Quill", 2),
        ("''We open the door for all,'' said Ada Quill. ''It stays open.''", "Ada Quill", 2),
        ("<<We open the door for all,>> said Ada Quill.", "Ada Quill", 1),
    ],
)
def test_marks_may_be_forgotten_torn_off_or_typed_otherwise(told: str, speaker: str, pieces: int) -> None:
    text = f"{HEADS['en']}\n\n{told}\n"
    quotations = read_manuscript(read_page(text.encode(), "a.txt"), "a.txt").quotations
    assert [(spoken(one.speaker), len(one.words)) for one in quotations if one.speaker] == [(speaker, pieces)]
    assert "Quill" not in " ".join(piece.text for one in quotations for piece in one.words)
