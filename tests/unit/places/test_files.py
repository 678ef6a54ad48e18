"""What editors may do to the place files, and what they are told."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.catalogue import entry_files
from bot.places.book import LivePlaces, find_places, read_places
from bot.places.check import check_places
from bot.places.parsing import PlacesError

FAQ = Path(__file__).resolve().parents[3] / "faq"
FILES = ("orte.yml", "orte_andere_laender.yml", "zustaendigkeit.yml")
TOPICS = {path.stem for path in entry_files(FAQ)}
TODAY = date(2026, 11, 30)


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    folder = tmp_path / "faq"
    folder.mkdir()
    for name in FILES:
        shutil.copy(FAQ / name, folder / name)
    return folder


def change(faq: Path, name: str, old: str, new: str) -> None:
    path = faq / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def findings(faq: Path) -> str:
    return "\n".join(map(str, check_places(faq, TOPICS, TODAY)))


def test_the_real_files_are_in_order() -> None:
    assert check_places(FAQ, TOPICS, TODAY) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("orte.yml", "      Ahaus:\n", "", "Es sind 395 Städte und Gemeinden, in NRW gibt es 396"),
        ("orte.yml", "landesjugendamt: LVR", "landesjugendamt: LVRR", "kein Landesjugendamt"),
        ("orte.yml", "      Ahaus:\n", "      Ahaus:\n      Ahaus:\n", "steht zweimal da"),
        ("orte.yml", "      Ahaus:\n", "      Ahaus: 12\n", "Namen, durch Komma getrennt"),
        ("orte.yml", "      Ahaus:\n", "      Ahaus: [Wüllen]\n", "Namen, durch Komma getrennt"),
        ("orte.yml", "    located: im Märkischen Kreis\n", "", "«located» fehlt"),
        ("orte.yml", "Alpen, Bornheim", "Alpenn, Bornheim", "so heißt kein Ort"),
        ("orte.yml", "    towns:\n", "    towns: Kleve\n", "nicht lesbar"),
        ("orte.yml", "2026-11-26", "2027-11-26", "liegt in der Zukunft"),
        ("orte.yml", "2026-11-26", "gestern", "kein Datum"),
        ("orte.yml", "districts:", "kreise:", "«kreise» ist hier unbekannt"),
        ("orte.yml", "  Brühl: Brühl", "  Brühll: Brühl", "diesen Ort gibt es hier nicht"),
        ("orte_andere_laender.yml", "id: bayern", "name: Bayern", "steht zweimal da"),
        ("zustaendigkeit.yml", "{ort} liegt {teil}", "{ortt} liegt {teil}", "Platzhalter"),
        ("zustaendigkeit.yml", "{ort} liegt {teil}", "{ort liegt {teil}", "Platzhalter"),
        ("zustaendigkeit.yml", "sources: [jfe]", "sources: [jfee]", "«jfee», diesen Beleg gibt"),
        ("zustaendigkeit.yml", "        sources: [jfe]\n", "", "Der Beleg fehlt"),
        ("zustaendigkeit.yml", "for: [kreisfrei]", "for: [stadt]", "«for: stadt» ist unbekannt"),
        ("zustaendigkeit.yml", "topics: [foer", "topics: [x_foer", "diese Antwort gibt"),
        ("zustaendigkeit.yml", "    located: im Rheinland\n", "", "«located» fehlt"),
        ("zustaendigkeit.yml", "url: https://www.lwl", "url: www.lwl", "https://"),
    ],
)  # fmt: skip
def test_findings_say_what_is_wrong(faq: Path, name: str, old: str, new: str, message: str) -> None:
    change(faq, name, old, new)
    found = findings(faq)
    assert message in found
    assert f"faq/{name}" in found


def test_all_findings_come_at_once_and_with_their_line(faq: Path) -> None:
    change(faq, "orte.yml", "landesjugendamt: LVR", "landesjugendamt: XY")
    change(faq, "zustaendigkeit.yml", "sources: [jfe]", "sources: [nichts]")
    found = findings(faq)
    assert "XY" in found
    assert "nichts" in found
    line = next(
        number
        for number, text in enumerate((faq / "orte.yml").read_text("utf-8").splitlines(), start=1)
        if "XY" in text
    )
    assert f"Zeile {line}" in found


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a: [", b"- 1\n- 2\n", b"\x00", b"a: 2026-13-45\n", b"7\n"]
)
def test_broken_files_are_told_in_german_and_never_crash(
    faq: Path, name: str, content: bytes
) -> None:
    (faq / name).write_bytes(content)
    assert name in findings(faq)
    with pytest.raises(PlacesError):
        read_places(faq)


def test_a_missing_file_is_told(faq: Path) -> None:
    (faq / "orte.yml").unlink()
    assert "faq/orte.yml: Die Datei ist nicht lesbar" in findings(faq)


def test_an_edit_is_live_and_a_broken_one_changes_nothing(
    faq: Path, caplog: pytest.LogCaptureFixture
) -> None:
    places = LivePlaces(faq)
    assert find_places("Wüllen", places.current()) == []
    change(faq, "orte.yml", "      Ahaus:\n", "      Ahaus: Wüllen\n")
    assert [place.name for place in find_places("Wüllen", places.current())] == ["Ahaus"]
    (faq / "orte.yml").write_text("kaputt: [", encoding="utf-8")
    assert [place.name for place in find_places("Wüllen", places.current())] == ["Ahaus"]
    assert "the last good version stays" in caplog.text
