from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.catalogue import entry_files
from bot.knowledge.target_groups import LiveTargetGroups, TargetGroup, check_target_groups

FAQ = Path(__file__).resolve().parents[3] / "faq"
GROUPS = """target_groups:
  - id: vereine
    name: Kleine Vereine
    worry: Wer zahlt das?
    start: erste_schritte
    more: [eigenanteil, juleica]
"""
TOPICS = {"erste_schritte", "eigenanteil", "juleica"}


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    folder = tmp_path / "faq"
    folder.mkdir()
    (folder / "zielgruppen.yml").write_text(GROUPS, encoding="utf-8")
    return folder


def findings(faq: Path) -> str:
    return "\n".join(map(str, check_target_groups(faq, TOPICS)))


def test_the_real_file_is_in_order() -> None:
    assert check_target_groups(FAQ, {path.stem for path in entry_files(FAQ)}) == []


def test_every_group_that_the_office_wants_to_reach_has_a_way_in() -> None:
    wanted = {
        "offene_tueren", "kommunen_jugendaemter", "jugendsozialarbeit", "lgbtiq_einrichtungen",
        "migrantenselbstorganisationen",
    }  # fmt: skip
    assert wanted <= {group.id for group in LiveTargetGroups(FAQ).current()}


def test_a_group_is_read(faq: Path) -> None:
    assert LiveTargetGroups(faq).current() == (
        TargetGroup(
            "vereine",
            "Kleine Vereine",
            "Wer zahlt das?",
            "erste_schritte",
            ("eigenanteil", "juleica"),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Wer zahlt das?", "Zu teuer.", "Fragezeichen"),
        ("Wer zahlt das?", "Wer " + "sehr " * 50 + "?", "«worry» ist zu lang"),
        ("start: erste_schritte", "start: erster_schritt", "«start» nennt «erster_schritt»"),
        ("[eigenanteil, juleica]", "[eigenanteil, julika]", "«more» nennt «julika»"),
        ("[eigenanteil, juleica]", "[eigenanteil, eigenanteil]", "verschiedene ids"),
        ("[eigenanteil, juleica]", "[erste_schritte]", "nicht die von «start»"),
        ("[eigenanteil, juleica]", "[a, b, c, d, e, f, g]", "höchstens 6"),
        ("[eigenanteil, juleica]", "eigenanteil", "keine Liste"),
        ("name:", "titel:", "«titel» ist hier unbekannt"),
        ("id: vereine", "id: Kleine Vereine", "Kleinbuchstaben"),
        ("Kleine Vereine", "Kleine Vereine 🎉", "Emoji"),
    ],
)
def test_findings_say_what_is_wrong(faq: Path, old: str, new: str, message: str) -> None:
    assert findings(faq) == ""
    (faq / "zielgruppen.yml").write_text(GROUPS.replace(old, new, 1), encoding="utf-8")
    found = findings(faq)
    assert message in found
    assert "faq/zielgruppen.yml, Zeile " in found


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"x: [", b"- 1\n", b"target_groups: [7]"]
)
def test_a_broken_file_is_told_in_german_and_has_no_groups(faq: Path, content: bytes) -> None:
    (faq / "zielgruppen.yml").write_bytes(content)
    assert "faq/zielgruppen.yml" in findings(faq)
    assert LiveTargetGroups(faq).current() == ()


def test_an_edit_is_live_and_a_broken_one_changes_nothing(faq: Path) -> None:
    groups = LiveTargetGroups(faq)
    assert groups.current()[0].name == "Kleine Vereine"
    (faq / "zielgruppen.yml").write_text(GROUPS.replace("Kleine", "Große"), encoding="utf-8")
    assert groups.current()[0].name == "Große Vereine"
    (faq / "zielgruppen.yml").unlink()
    assert groups.current()[0].name == "Große Vereine"
