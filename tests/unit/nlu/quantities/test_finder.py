from __future__ import annotations

import pytest

from bot.nlu.quantities.finder import find_quantities
from bot.words.numerals import number_of


def found(text: str) -> list[tuple[str, str, object]]:
    """Return what is found as ``(text, entity, value)``."""
    return [(text[q.start : q.end], q.entity, q.value) for q in find_quantities(text)]


def values(text: str, entity: str) -> list[object]:
    return [q.value for q in find_quantities(text) if q.entity == entity]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("15-18 Jahre", ["15-18"]),
        ("15–18 J.", ["15-18"]),
        ("15 bis 18 jahre alt", ["15-18"]),
        ("von 13 bis 20 Jahren", ["13-20"]),
        ("zwischen 13 und 17", ["13-17"]),
        ("zwischen acht und zehn Jahren", ["8-10"]),
        ("13 bis 17-jährige", ["13-17"]),
        ("13- bis 17-Jährige aus Köln", ["13-17"]),
        ("14/15-jährige", ["14-15"]),
        ("Acht- bis Achtundzwanzigjährige", ["8-28"]),
        ("Jugendliche 14-17", ["14-17"]),
        ("unsere mini pfadis (7-10) woln nach holland", ["7-10"]),
        ("gruppe 18 bis 30 nachbarschaftsprojekt", ["18-30"]),
        ("sind 20-38 jahre alt", ["20-38"]),
        ("ab 12", ["12-"]),
        ("ab 12 oder ab 13?", ["12-", "13-"]),
        ("kinder ab 3 jahren", ["3-"]),
        ("ab zwölf", ["12-"]),
        ("mindestens 16 Jahre", ["16-"]),
        ("mind. 18 sein", ["18-"]),
        ("mindestalter 14", ["14-"]),
        ("Mindestalter ist 14", ["14-"]),
        ("über 18", ["18-"]),
        ("ü18", ["18-"]),
        ("Ü-27", ["27-"]),
        ("18+", ["18-"]),
        ("älter als 26", ["27-"]),
        ("unter 14", ["-13"]),
        ("unter 14-Jährige", ["-13"]),
        ("U18", ["-17"]),
        ("alle u25, keiner war je im ausland", ["-24"]),
        ("jünger als 16", ["-15"]),
        ("bis 26", ["-26"]),
        ("bis zu 26 jahre", ["-26"]),
        ("höchstens 27 Jahre", ["-27"]),
        ("Minderjährige", ["-17"]),
        ("zwei volljährige Teamer", ["18-"]),
        ("Elfjährige", ["11"]),
        ("eine zwoelfjaehrige", ["12"]),
        ("14jährige", ["14"]),
        ("14 jährige", ["14"]),
        ("16jährigen", ["16"]),
        ("17 jahre", ["17"]),
        ("2 jahre alt", ["2"]),
        ("mein Sohn 2 Jahre", ["2"]),
        ("bin 15", ["15"]),
        ("Ich bin erst 17 und möchte mit", ["17"]),
        ("unser Sohn (16) langweilt sich", ["16"]),
        ("ferienlager tochter 12", ["12"]),
        ("meine schwester is 10 und will mit", ["10"]),
        ("Unsere Teamerin wird erst im August 18, geht das?", ["18"]),
        ("sind alle 16", ["16"]),
        ("kann man mit 15 schon mit", ["15"]),
        ("obwohl der schon 16 is", ["16"]),
        ("wenn ich schon 19 bin", ["19"]),
    ],
)
def test_ages(text: str, ages: list[str]) -> None:
    assert values(text, "age") == ages


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("20 Jugendliche", [(20, "participants")]),
        ("mit 15 leuten", [(15, "participants")]),
        ("zwölf Teilis + 3 Betreuer", [(12, "participants"), (3, "leaders")]),
        ("ne gruppe von 8", [(8, "participants")]),
        ("Gruppe mit 12", [(12, "participants")]),
        ("Gruppengröße: 24", [(24, "participants")]),
        ("12 TN", [(12, "participants")]),
        ("1.000 Jugendliche", [(1000, "participants")]),
        ("16-20 Teilnehmende", [("16-20", "participants")]),
        ("10 bis 15 leute", [("10-15", "participants")]),
        ("15 Teilnehmer*innen", [(15, "participants")]),
        ("2 Betreuer:innen für 15 Kids", [(2, "leaders"), (15, "participants")]),
        ("acht junge Menschen", [(8, "participants")]),
        ("10 deutsche und 10 polnische Jugendliche", [(10, "participants"), (10, "participants")]),
        ("16 tauben und hörenden Jugendlichen", [(16, "participants")]),
        ("14 Jungen", [(14, "participants")]),
        ("unsere 20-köpfige Gruppe", [(20, "participants")]),
        ("zwölfköpfig", [(12, "participants")]),
        ("8er-Gruppe", [(8, "participants")]),
        ("wir sind zu fünft", [(5, "participants")]),
        ("wir sind zu zweit mit je halber stelle", []),
        ("12 statt 14 teilnehmer", [(12, "participants")]),
        ("27 leute, 5 davon leiter", [(27, "participants"), (5, "leaders")]),
        ("letztes mal waren wir 20, diesmal nur 12", [(12, "participants")]),
        ("12 von da und 12 von hier", [(12, "participants")]),
        ("4 von uns sind studis", []),
        ("10 pro land", [(10, "participants")]),
        ("2 gruppen je 12", [(12, "participants")]),
        ("15 fahren mit nach lettland", [(15, "participants")]),
        ("8 fahren nicht mit", []),
        ("von den 15 kommen 8 mit", []),
        ("8 Kolleg*innen", [(8, "participants")]),
        ("Wir sind erst 9", [(9, "participants")]),
        ("sind wir 9 Leute", [(9, "participants")]),
        ("drei dutzend jugendliche", [(36, "participants")]),
        ("sechs Kolleginnen nach Helsinki", [(6, "participants")]),
        ("23 kids, langen 3 erwachsene", [(23, "participants"), (3, "leaders")]),
        ("nur 1 betreuer auf 8 kids", [(1, "leaders"), (8, "participants")]),
    ],
)
def test_sizes_of_groups(text: str, sizes: list[tuple[object, str]]) -> None:
    got = [(q.value, q.role) for q in find_quantities(text) if q.entity == "group_size"]
    assert got == sizes


def test_gendered_ending_belongs_to_the_noun() -> None:
    assert found("15 Teilnehmer*innen kommen")[0][0] == "15 Teilnehmer*innen"
    assert found("2 Leiter/-innen")[0][0] == "2 Leiter/-innen"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10 Tage", [10]),
        ("eine Woche", [7]),
        ("ne woche", [7]),
        ("eine ganze Woche", [7]),
        ("14-tägig", [14]),
        ("zehntägige Fahrt", [10]),
        ("dreiwöchiges Projekt", [21]),
        ("6 Monate", [180]),
        ("ein Jahr nach Ghana", [365]),
        ("ein halbes Jahr", [183]),
        ("anderthalb Wochen", [11]),
        ("1,5 wochen", [11]),
        ("zwei Jahre Laufzeit", [730]),
        ("einjähriger Dienst", [365]),
        ("7 Nächte", [8]),
        ("ein wochenende", [2]),
        ("5-21 Tage", ["5-21"]),
        ("zehn bis zwölf Monate", ["300-360"]),
        ("5 oder 7 tage?", ["5-7"]),
        ("10 Tage vor Ort", [10]),
        ("10 Tage nach Polen", [10]),
        ("drei wochen zu lang?", [21]),
        ("ca. 10 tage", [10]),
    ],
)
def test_durations(text: str, days: list[object]) -> None:
    assert values(text, "duration") == days


@pytest.mark.parametrize(
    "text",
    [
        "in 3 Wochen",
        "in ca. 5 wochen geht es los",
        "seit zwei Jahren",
        "vor drei Tagen",
        "3 Monate vor Beginn",
        "drei Wochen vorher",
        "2 monate im voraus",
        "10 Tage nach dem Bescheid",
        "innerhalb von sechs Monaten",
        "alle zwei Jahre",
        "in den letzten 10 jahren",
        "noch drei Wochen bis zur Auslosung",
        "um zwei wochen verschieben",
        "eine frist von drei monaten",
        "zwei Tage zu spät",
        "zehn Jahre aufbewahren",
        "das Baby ist sechs Wochen alt",
        "50 Jahre Partnerschaft",
        "25-jähriges Bestehen",
        "eines Tages",
    ],
)
def test_distance_in_time_is_no_duration_and_no_age(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("1.500 €", [1500]),
        ("2000 euro", [2000]),
        ("290€", [290]),
        ("€ 500", [500]),
        ("EUR 1.000", [1000]),
        ("150 eur", [150]),
        ("3.200,50 €", [3200.5]),
        ("2,50 Euro", [2.5]),
        ("2.50 euro", [2.5]),
        ("0,12 Euro/km", [0.12]),
        ("10 000 €", [10000]),
        ("500,-", [500]),
        ("dreihundert Euro", [300]),
        ("zweitausend euro", [2000]),
        ("5 tausend euro", [5000]),
        ("1,5 Mio. Euro", [1_500_000]),
        ("11k euro", [11000]),
        ("500 bis 1.000 Euro", ["500-1000"]),
        ("100 oder 150 tacken", ["100-150"]),
    ],
)
def test_amounts(text: str, sums: list[object]) -> None:
    assert values(text, "amount") == sums
    assert {entity for _, entity, _ in found(text)} == {"amount"}


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("IJ-2026-0142", "IJ-2026-0142"),
        ("nummer ij-2026-142?", "IJ-2026-0142"),
        ("Ij 2026 0142", "IJ-2026-0142"),
        ("IJ2026/0142", "IJ-2026-0142"),
        ("IJ–2026–12345", "IJ-2026-12345"),
    ],
)
def test_reference_numbers(text: str, reference: str) -> None:
    assert [value for _, _, value in found(text)] == [reference]


@pytest.mark.parametrize(
    "text",
    [
        "KA152",
        "KA 152 Jugendliche aus zwei Ländern",
        "§ 75 SGB VIII",
        "§72a",
        "§§ 11, 12",
        "Art. 15 DSGVO",
        "4x1 ist einfacher",
        "112",
        "110 oder 112 anrufen",
        "116 111",
        "2026",
        "2021-2027",
        "sommer 2027 jugendliche",
        "12.03.2026",
        "bis 12.3.",
        "bis 15. Oktober",
        "ab 1. Juni",
        "bis 15.",
        "am 14. kommen die Prüfer",
        "vom 3. bis 8. Juli",
        "18:30 Uhr",
        "ab 18 Uhr",
        "9-21 uhr",
        "zwischen sieben und acht",
        "0211 123456 personen",
        "0211/45 67 89",
        "+49 228 9506 220",
        "44787 Bochum",
        "plz 48151 Münster",
        "1:8",
        "80 Prozent",
        "25% selbst",
        "pos. 5.2",
        "zimmer 12 jugendliche",
        "Klasse 9",
        "200 km",
        "ab 12 Seiten",
        "bis 15 Projekte",
        "24 Plätze und 9 Bewerbungen",
        "IJ-26-12",
        "XIJ-2026-0142",
        "ein Betreuer",
        "pro 10 jugendliche",
        "einige tausend euro",
        "Trisomie 21",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["", " ", "\0", "\0" * 50, "😀", "\ud800", "?!…", "ähm", "¹²³"])
def test_odd_texts_hold_no_quantity(text: str) -> None:
    assert found(text) == []


def test_signs_around_do_not_shift_the_offsets() -> None:
    assert found("😀 20 Jugendliche\0 und 😀")[0] == ("20 Jugendliche", "group_size", 20)
    assert found("\ud800 ab 12")[0] == ("ab 12", "age", "12-")
    assert found("fu\u0308nfko\u0308pfig, zwo\u0308lf Ja\u0308hrige")[1][2] == "12"


def test_quantities_come_in_order_and_do_not_overlap() -> None:
    text = "20 Jugendliche (13-17), 10 Tage, 1.500 €, IJ-2026-0142, zwei Teamer"
    quantities = find_quantities(text)
    assert [q.entity for q in quantities] == [
        *("group_size", "age", "duration", "amount", "reference", "group_size")
    ]
    for before, after in zip(quantities, quantities[1:], strict=False):
        assert before.end <= after.start


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "ab 12 bis ",
        "- ",
        "😀",
        "\0",
        "12-",
        "zwei und ",
        "20 junge ",
        "IJ-2026-",
        "(",
        "ca.",
    ],
)
def test_huge_texts_have_sound_places(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert all(0 <= item.start < item.end <= len(text) for item in find_quantities(text))


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("zwei", 2),
        ("zwoelf", 12),
        ("funfzehn", 15),
        ("einundzwanzig", 21),
        ("achtundneunzig", 98),
        ("hundert", 100),
        ("hundertundeins", 101),
        ("zweihundertfuenfzig", 250),
        ("dreitausendfuenfhundert", 3500),
        ("hunderttausend", 100_000),
        ("eine", None),
        ("hundertwasser", None),
        ("tausendtausend", None),
        ("", None),
    ],
)
def test_number_words(word: str, number: int | None) -> None:
    assert number_of(word) == number
