"""What looks like a date and is none."""

from __future__ import annotations

import pytest

from tests.unit.dates.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "so machen wir das",
        "schauen wir mal",
        "Das ist so.",
        "Guten Morgen!",
        "guten Abend zusammen",
        "um die 15 Jugendliche",
        "so um die zwanzig Leute",
        "um 20 Prozent mehr",
        "um 5 Betreuungskräfte aufstocken",
        "eine Gruppe von 14 bis 17",
        "14–17 Jahre",
        "zwischen 12 und 16 Jahren",
        "ab 16 Jahren",
        "bis 25 Jahre",
        "12 TN und 3 bis 5 Teamende",
        "25-30 Teilnehmende",
        "nach § 75 SGB VIII",
        "Art. 12 Abs. 3",
        "höchstens 2.500 Euro",
        "2000 Euro Zuschuss",
        "12,50 € am Tag",
        "Version 2.5",
        "Kapitel 3.10",
        "Telefon 0201 10.12",
        "192.168.10.12",
        "50.000 Menschen",
        "zum ersten Mal",
        "am 2. Tag der Begegnung",
        "am 3. Platz",
        "die zweite Rate",
        "jeden Montag",
        "jeden zweiten Dienstag um 10 Uhr",
        "vor Ort nach Polen",
        "bis wann",
        "ab wann geht das",
        "7 bis 10 Tage",
        "für drei Monate",
        "zwei Tage vorher",
        "an diesem Tag",
        "ein 24h-Notruf",
        "Jan hat angerufen",
        "Frau Sommer fragt",
        "1:1 Betreuung",
        "die Mutter und der Vater",
    ],
)
def test_no_date_is_found(text: str) -> None:
    assert read(text) == []
