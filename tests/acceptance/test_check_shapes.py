"""Faults in other shapes than the rules' own examples show, in a release that is otherwise right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pressctl.model.finding import Severity
from pressctl.workflow.checking.documents import check_document
from pressctl.workflow.checking.house import house_of

HEADLINE = "Six partners open school for nurses\n\n"
LEAD = "BAKU, 30 October 2018 – Exampleland Aid opened a school for nurses on Tuesday.\n\n"
QUOTATION = "“We opened it together, and we will pay for it for ten years,” said Ana Example, Minister of Health.\n\n"
ABOUT = "\n\nAbout Exampleland Aid\n\nExampleland Aid is a charity.\n\n"
CONTACT = "Media contact: Nigar Example, Press Officer, press@example.org, +994 12 555 01 44\n"


def written(*, body: str = "", above: str = "", lead: str = LEAD, contact: str = CONTACT) -> str:
    return f"{above}{HEADLINE}{lead}{QUOTATION}{body}{ABOUT}{contact}"


def found(text: str, rule: str) -> list[str]:
    house = house_of(None, date(2018, 10, 30), select=("ALL",))
    checked = check_document(house, Path("x.txt"), text.encode())
    assert checked.checked.crashes == ()
    return [checked.text[one.start : one.end] for one in checked.checked.findings if one.rule == rule]


def test_the_release_itself_is_right() -> None:
    house = house_of(None, date(2018, 10, 30))
    assert check_document(house, Path("x.txt"), written().encode()).checked.findings == ()


@pytest.mark.parametrize(
    ("rule", "sentence", "place"),
    [
        ("DAT003", "The course begins on (30.10).", "30.10"),
        ("DAT003", "The course begins on 5/11 at noon.", "5/11"),
        ("DAT003", "The course begins on 30/10 and ends later.", "30/10"),
        ("DAT004", "Applications close on 05/06/2018.", "05/06/2018"),
        ("DAT004", "Applications close on 5/6/18.", "5/6/18"),
        ("DAT004", "Applications close on 05-06-2018.", "05-06-2018"),
        ("DAT005", "The course begins on Monday, November 6, 2018.", "Monday"),
        ("DAT005", "The course begins on Mon 6 Nov 2018.", "Mon"),
        ("DAT005", "The course begins on 6 November 2018 (Monday).", "Monday"),
        ("DAT005", "The course begins on Monday the 6th of November 2018.", "Monday"),
        ("DAT005", "The course begins on November 6 (a Monday).", "Monday"),
        ("DAT005", "The course begins on Wednesday, 6 November.", "Wednesday"),
        ("DAT006", "It ends on 31 June 2019.", "31 June 2019"),
        ("DAT006", "It ends on June 31, 2019.", "June 31, 2019"),
        ("DAT006", "It ends on 29 February 2019.", "29 February 2019"),
        ("DAT006", "It ends on 31/06/2019.", "31/06/2019"),
        ("DAT006", "It ends on 31.06.2019.", "31.06.2019"),
        ("DAT006", "It ends on 2019-06-31.", "2019-06-31"),
        ("DAT006", "It ends at 25:30 on Friday.", "25:30"),
        ("DAT007", "Today (29 October) six partners met.", "29 October"),
        ("DAT007", "Yesterday, 30 October, six partners met.", "30 October"),
        ("DAT007", "Tomorrow, November 2, six partners meet.", "November 2"),
        ("DAT007", "Six partners met today, Monday, in the hall.", "Monday"),
        ("DAT008", "Today, six partners will sign the contract.", "will sign"),
        ("DAT008", "The forum will be held on 12 September 2018.", "will be held"),
        ("DAT008", "The forum took place on 12 December 2018.", "took place"),
        ("DAT008", "On 12 September 2018 the partners will sign a contract.", "will sign"),
        ("DAT009", "The course begins on November 6th.", "th"),
        ("QUO003", "Elin Muster said: “We are proud of what our nurses did here in these years.”", "Elin Muster"),
        ("QUO004", "“We are proud of what our nurses did here, said Elin Muster, a nurse.", "“"),
        ("QUO004", '"We are proud of what our nurses did here, said Elin Muster, a nurse.', '"'),
        ("QUO004", "«We are proud of what our nurses did here, said Elin Muster, a nurse.", "«"),
        (
            "NAM001",
            "Elin Mustermann came. The nurse Elin Musterman sang, and Elin Mustermann danced.",
            "Elin Musterman",
        ),
        (
            "NAM001",
            "The Ministry of Health paid; the Minsitry of Health agreed; the Ministry of Health stayed.",
            "Minsitry",
        ),
        ("NAM001", "Rafiq Aliyev spoke first. Then Rafig Aliyev spoke again. Rafiq Aliyev left.", "Rafig"),
        ("NAM001", "Kateryna Shevchenko spoke first. Katerina Shevchenko spoke again.", "Katerina"),
        ("NAM001", "Muhammad Karimov spoke first. Mohammed Karimov spoke again.", "Mohammed"),
        ("NAM001", "The UNFPA helped; UNPFA staff came; UNFPA paid.", "UNPFA"),
        (
            "NAM001",
            "The Ministry of Rural Affairs paid; the Ministry of Rural Affair’s library did not.",
            "Rural Affair’s",
        ),
        ("NAM001", "The 0XTE course is long, and 0XTE costs nothing. Nurses like OXTE.", "OXTE"),
        ("NAM001", "Ada Quillon, 59, of Elm was charged today. Quillen faces a long sentence.", "Quillen"),
        ("NAM002", "The MInistry of Health paid for it; the Ministry agreed.", "MInistry"),
        ("NAM002", "the miNistry paid for it; the ministry agreed.", "miNistry"),
        ("NAM002", "THe ministry paid for it.", "THe"),
        ("NAM002", "AZerbaijan paid for it. Azerbaijan agreed.", "AZerbaijan"),
        ("NAM003", "The World Health Organisation paid.", "World Health Organisation"),
        ("NAM003", "The United Nations Human Rights Counsel paid.", "Counsel"),
        ("NAM003", "The International Monetary Found paid.", "Found"),
        ("NAM003", "the United Nation Security Council met.", "United Nation"),
        ("NAM003", "the European Court for Human Rights ruled", "European Court for Human Rights"),
        ("NAM003", "the Organization for Economic Cooperation and Development wrote", "Organization for Economic"),
        ("NAM005", "A post-war plan. The postwar plan. A post-war school.", "postwar"),
        ("NAM005", "An e-mail and an email and an e-mail.", "email"),
        ("NAM005", "A non-profit group, and a nonprofit group.", "nonprofit"),
        ("NAM006", "The Mинистерство opened.", "Mинистерство"),
        ("NAM006", "The Сentre opened.", "Сentre"),
        ("ACR001", "The EASN paid. The Example Association of School Nurses (EASN) is rich. EASN pays.", "EASN"),
        ("ACR001", "The UNDP paid. The United Nations Development Programme (UNDP) is rich.", "UNDP"),
        ("ACR002", "The EASN paid, and EASN pays.", "EASN"),
        ("ACR002", "The Programme is led by OCEEA, whose staff at OCEEA are many. OCEEA pays.", "OCEEA"),
        ("ACR003", "The Example Association of School Nurses (EASN) paid.", "EASN"),
        ("STR007", "[Insert quote here]", "[Insert"),
        ("STR007", "The school costs XX million manats.", "XX"),
        ("STR007", "The school costs EUR XXX.", "XXX"),
        ("STR007", "The school opens on DD Month YYYY.", "DD Month"),
        ("STR007", "The school opens at ____ o’clock.", "____"),
        ("STR007", "The school opens at TBC.", "TBC"),
        ("STR007", "The school, <name>, opens.", "<name>"),
        ("STR007", "The minister said ??? about it.", "???"),
        ("STR007", "Call [phone number] now.", "[phone"),
        ("STR007", "Lorem ipsum dolor sit amet.", "Lorem"),
        ("STR007", "The school {{ name }} opens.", "{{"),
        ("STR007", "The school (name to be confirmed) opens.", "to be confirmed"),
        ("STR007", "The school [●] opens.", "[●]"),
        ("STR007", "XX October 2018 is the day.", "XX"),
        ("TYP001", "The nurses&#8217; school.", "&#8217;"),
        ("TYP001", "The nurseâ€™s school.", "â€™"),
        ("TYP001", "The cafÃ© opened.", "Ã©"),
        ("TYP001", "Ð¨ÐºÐ¾Ð»Ð° opened.", "Ð¨"),
        ("TYP002", "The nurse s school opened.", "nurse s"),
        ("TYP002", "It doesn t matter.", "doesn t"),
        ("TYP002", "The womens union met.", "womens"),
        ("TYP002", "Its the best, and they re glad.", "they re"),
        ("TYP004", "They organise a school and organize a fair. They recognise it.", "organi"),
        ("TYP004", "The centre has color.", "color"),
        ("URL001", "See http//example.org/x for more.", "http//"),
        ("URL001", "See https://www.example for more.", "https://www.example"),
        ("URL001", "See https://example .org for more.", "https://example"),
        ("URL001", "See https://www.yourwebsite.com for more.", "https"),
        ("URL001", "See www.example,org for more.", "www.example"),
        ("URL001", "See https://https://example.org for more.", "https"),
        ("URL002", "See https://example.org/?fbclid=abc for more.", "https"),
        ("LNG002", "You can apply now.", "You"),
        ("LNG002", "We are glad.", "We"),
        ("LNG002", "We’re glad to say so.", "We"),
        ("LEG001", "Ana Example (born 3 May 1970) leads it.", "born"),
        ("LEG001", "Ana Example, home address 5 Example Street, leads it.", "home address"),
        ("LEG001", "Ana Example, passport number AZE1234567, leads it.", "passport"),
        ("LEG001", "Ana Example (DOB: 03/05/1970) leads it.", "DOB"),
        ("LEG001", "Ana Example, d.o.b. 3.5.1970, leads it.", "d.o.b"),
        ("LEG001", "IBAN DE89 3704 0044 0532 0130 00", "IBAN"),
        ("LEG002", "The victim, 14-year-old Ana Example, was abused at home.", "Ana Example"),
        ("LEG002", "Ana Example, 14, was trafficked.", "Ana Example"),
        ("LEG002", "Ana Example (16) says she was raped.", "Ana Example"),
        ("ORG003", "The school is funded by the European Union.", "funded by"),
        ("ORG004", "The school is funded by Example Bank. The roof is co-funded by Example Bank.", "co-funded"),
        ("QUO005", '“We are proud" he said.', '"'),
    ],
)
def test_a_fault_in_the_body(rule: str, sentence: str, place: str) -> None:
    assert any(place in words or words in place for words in found(written(body=sentence), rule))


@pytest.mark.parametrize(
    ("rule", "contact", "place"),
    [
        ("CON002", CONTACT.replace("press@example.org, +994 12 555 01 44", "Tel.: "), "Tel"),
        ("CON002", CONTACT.replace("+994 12 555 01 44", "\nPhone:\nEmail: b@example.org"), "Phone"),
        ("CON002", CONTACT.replace(", +994 12 555 01 44", "\nMobile: -"), "Mobile"),
        ("CON002", CONTACT.replace(", +994 12 555 01 44", "\nWebsite:"), "Website"),
        ("CON002", CONTACT.replace("+994 12 555 01 44", "T: "), "T:"),
        ("CON002", CONTACT.replace("+994 12 555 01 44", '\nE-mail: "">'), "E-mail"),
        ("CON003", CONTACT.replace("01 44", "01 44 / 45"), "/ 45"),
        ("CON003", CONTACT.replace("+994 12 555 01 44", "(012) 555-01-44/45"), "44/45"),
        ("CON003", CONTACT.replace("01 44", "01 444 22 11"), "+994"),
        ("CON003", CONTACT.replace("+994", "+999"), "+999"),
        ("CON003", CONTACT.replace("+994", "+ +994"), "+ +"),
        ("CON005", CONTACT.replace("press@", "press@@"), "press@@"),
        ("CON005", CONTACT.replace("press@", "press @"), "press @"),
        ("CON005", CONTACT.replace("example.org", "example..org"), "press@"),
        ("CON005", CONTACT.replace("example.org", "gmail.con"), "press@gmail.con"),
        ("CON005", CONTACT.replace("press@example.org", "[email protected]"), "[email protected]"),
    ],
)
def test_a_fault_in_the_contact(rule: str, contact: str, place: str) -> None:
    assert any(place in words or words in place for words in found(written(contact=contact), rule))


@pytest.mark.parametrize(
    ("rule", "above", "place"),
    [
        ("EMB001", "EMBARGOED UNTIL 9:00 AM, 30 October 2018", "9:00 AM"),
        ("EMB001", "Not for publication before 30 October 2018, 10 a.m.", "10 a.m"),
        ("EMB001", "EMBARGOED UNTIL 10.30am, Tuesday 30 October 2018", "10.30am"),
        ("EMB001", "EMBARGOED UNTIL 12 NOON TUESDAY 30 OCTOBER 2018", "12 NOON"),
        ("EMB003", "EMBARGO: until further notice", "EMBARGO: until further notice"),
        ("EMB004", "EMBARGOED UNTIL 30 October 2018, 10:00 UTC - For immediate release", "For immediate release"),
        ("EMB005", "EMBARGOED UNTIL 30 October 2018, 10:00 BST (09:00 GMT) / 6 a.m. EDT", "6 a.m. EDT"),
    ],
)
def test_a_fault_in_the_embargo(rule: str, above: str, place: str) -> None:
    assert any(place in words or words in place for words in found(written(above=f"{above}\n\n"), rule))


def test_a_statement_speaks_in_the_first_person() -> None:
    text = f"Statement by the Director on the new school\n\n{LEAD}I am glad of it.\n\n{QUOTATION}{ABOUT}{CONTACT}"
    assert found(text, "LNG002") == []
    assert found(text.replace("Statement by the", "Good news from the"), "LNG002") == ["I"]


def test_the_acronym_that_is_not_the_headlines_is_the_wrong_one() -> None:
    text = written(body="A picture of the NRUSE team.").replace("Six partners", "NURSE partners")
    assert found(text, "NAM001") == ["NRUSE"]


def test_a_day_whose_year_the_dateline_tells_stops_no_sending() -> None:
    text = written(lead=LEAD.replace("on Tuesday", "today (30/10)"))
    checked = check_document(house_of(None, date(2018, 10, 30)), Path("x.txt"), text.encode()).checked
    assert [(one.rule, one.severity, one.fix is not None) for one in checked.findings if one.rule == "DAT003"] == [
        ("DAT003", Severity.WARNING, True)
    ]


def test_a_dateline_of_several_days_has_its_year_behind_them() -> None:
    above = "Baku, Azerbaijan | October 30–31, 2018\n\n"
    assert not found(written(lead=above + LEAD.partition("– ")[2]), "DAT003")


@pytest.mark.parametrize("day", ["30/10", "30 October", "October 30", "30.10."])
def test_a_dateline_without_its_year(day: str) -> None:
    assert found(written(lead=LEAD.replace("30 October 2018", day)), "DAT003")


@pytest.mark.parametrize(
    "sentence",
    [
        "The exhibition runs until 4 November 2018, Tuesday to Sunday, 10:00–18:00.",
        "The exhibition runs until 4 November 2018, Tuesday, Thursday and Saturday.",
        "On 2 November, Friday prayers were said.",
        "The school opened on Monday, 30 October of last year, and on Monday, October 30 last year it was full.",
        "Its income fell to $(6.8) million from $(5.2) million, and its yield by (1.2) per cent.",
        "The school is open 24/7, and 3/4 of its nurses, with 10/10 points, come from villages.",
        "Two phone numbers were dialled at 10:30 and 18:45.",
        "Karin Muster and Karen Muster are sisters; Marta Muster and Maria Muster are not.",
        "The Health Minister and the Health Ministry met the North Korean and the North Korea desk.",
        'The “Nurses First” forum, “Nurses Now” and 6" pipes were shown.',
        "The mission of the International Organization for Migration in Azerbaijan paid.",
        "The Sustainable Development Goal on health, and the Committee on the Rights of the Child.",
        "She said that that was hers, and the New New York.",
        "The study asked 40 women aged 15 to 49 about domestic violence. Ana Example, 45, wrote it.",
        "Baden Baden and the FIFA fans came; AIDS and OSCE staff stayed.",
        "Ana Example, FRCP, FRS, and Ben Example, FRCP, FRS, teach there.",
        "Some per- and polyvinyl substances (PVS) are banned. The school tests for PVS, and PVS costs money.",
        "Its Commercial & Industrial (C&I) loans pay for it.",
        "Rural Affairs paid. The head of Rural Affair’s rival magazine, Rural Affair, did not.",
        "Rooms O12 and 012, and the A0 and AO posters, are two things.",
    ],
)
def test_what_only_looks_like_a_fault(sentence: str) -> None:
    house = house_of(None, date(2018, 10, 30))
    checked = check_document(house, Path("x.txt"), written(body=sentence).encode()).checked
    assert [(one.rule, one.message) for one in checked.findings] == []


@pytest.mark.parametrize(
    "quotation",
    [
        "“We opened it together,\n\nand we will pay for it\n\nfor ten years,” said Ana Example, a minister.",
        '"We opened it together,\n\nand we will pay for it\n\nfor ten years," said Ana Example, a minister.',
        "“Three things are new, said Ana Example:\n\n- The door is open.\n\n- The lamp is lit.\n\n“It is ours.”",
        '"We opened it together.\n\n“We will pay for it,” said Ana Example, a minister.',
        '“We opened it together.\n\n"We will pay for it," said Ana Example, a minister.',
        "“We opened it together for ten years,’’ said Ana Example, a minister.",
        "\"We opened it together for ten years,'' said Ana Example, a minister.",
        "“We opened it together with the\n\nMinistry of Health.\n\n“We pay for it,” said Ana Example, a minister.",
    ],
)
def test_a_quotation_that_is_closed_some_lines_below(quotation: str) -> None:
    assert found(written(body=quotation), "QUO004") == []


@pytest.mark.parametrize("mark", ["[ENDS]", "[TWEET THIS]"])
def test_an_end_mark_or_a_button_in_brackets_was_not_to_be_filled_in(mark: str) -> None:
    assert found(written(body=f"The school takes forty nurses.\n\n{mark}"), "STR007") == []


def test_a_hidden_address_is_one_fault_and_not_two() -> None:
    text = written(contact="For an interview, please contact [email\u00a0protected]")
    assert (len(found(text, "CON005")), found(text, "CON001")) == (1, [])


def test_a_lead_without_a_headline_is_not_called_a_long_headline() -> None:
    lead = f"{LEAD.strip()} {'It takes forty nurses a year from every village. ' * 5}"
    text = f"PRESS RELEASE\n\n{lead}\n\n{QUOTATION}{ABOUT}"
    assert (found(text, "HED002"), len(found(text, "HED001"))) == ([], 1)


def test_a_text_in_one_paragraph_is_not_called_a_long_headline() -> None:
    text = f"Six partners open school for nurses {LEAD.strip()} It takes forty nurses. {'All come from villages. ' * 5}"
    assert found(f"{text}\n\n{QUOTATION}{ABOUT}", "HED002") == []


@pytest.mark.parametrize("speaker", ["Professor Example", "Senator Example", "District Attorney Example"])
def test_who_is_named_by_what_they_are_has_a_title(speaker: str) -> None:
    sentence = f"“We opened it together, and we will pay for it for ten years,” {speaker} said."
    assert found(written(body=sentence), "QUO003") == []


@pytest.mark.parametrize(
    "line",
    [
        "Ana Example is available for comment. Please call 041 211 1400.",
        "Дополнительная информация по тел. (063) 630-60-81 (Ана Пример).",
    ],
)
def test_a_number_to_call_is_a_contact(line: str) -> None:
    assert found(written(contact=line), "CON001") == []
