"""A small knowledge base with programme sheets, for tests."""

from __future__ import annotations

from pathlib import Path

SHEET = """\
name: Jugendwerk Nordland
short: JWN
article: das
state: open
topic: nordland
summary: Das JWN fördert Begegnungen mit Nordland.
summary_sources:
  - {title: "JWN: Überblick", url: "https://jwn.example/", year: 2025}
contact: {name: JWN, url: "https://www.jwn.example/kontakt"}
checked_on: 2026-11-01
review_by: 2027-05-01
facts:
  age:
    - text: Die Teilnehmenden sind 12 bis 26 Jahre alt.
      value: {min: 12, max: 26}
      source: {title: "JWN: Alter", url: "https://jwn.example/alter", year: 2025}
      certainty: confirmed
      formats: [jugendbegegnung]
    - text: Fachkräfte dürfen älter sein.
      source: {title: "JWN: Alter", url: "https://jwn.example/alter", year: 2023}
      certainty: confirmed
      formats: [fachkraefte]
  rates:
    - text: Es gibt 24 € am Tag (Stand 2025).
      source: {title: "Sportjugend", url: "https://sport.example/jwn", year: ohne Jahr}
      certainty: members
      members_of: Sportjugend
  countries:
    - text: Gefördert werden Begegnungen mit Norwegen.
      value: {only: ["NO"], also: [SE]}
      source: {title: "Portal", url: "https://portal.example/", year: ohne Jahr}
      certainty: about
"""
ENDED = """\
name: Fonds Altland
short: Altlandfonds
article: der
state: replaced
replaced_by: nordland
former_names: ["Altes Werk"]
summary: Der Fonds förderte bis 2025 Begegnungen mit Altland.
summary_sources:
  - {title: "Altland", url: "https://altland.example/", year: 2025}
contact: {name: Altland, url: "https://altland.example"}
checked_on: 2026-10-01
review_by: 2027-05-01
"""
DEADLINES = """\
programmes:
  - {id: nordland, name: Jugendwerk Nordland, ask: {name: JWN, url: "https://jwn.example"}}
  - {id: altland, name: Fonds Altland, ask: {name: Altland, url: "https://altland.example"}}
  - {id: ohneblatt, name: Programm ohne Blatt, ask: {name: Amt, url: "https://amt.example"}}
deadlines:
  - id: nordland_antrag
    programme: nordland
    action: Anträge
    formats: [jugendbegegnung]
    route: direkt
    rule: {kind: before_start, months: 3}
    note: Ein Tag zu spät heißt Ablehnung.
    sources: [{title: "JWN: Fristen", url: "https://jwn.example/frist", year: 2026}]
    checked_on: 2026-11-02
  - id: nordland_sport
    programme: nordland
    action: Anträge über die Sportjugend
    route: zentralstelle
    members_of: Sportjugend
    rule:
      kind: pattern
      text: "In der Regel im Mai."
      rounds: [{label: "im Mai", from: "05-01", to: "05-31"}]
    sources: [{title: "Sportjugend", url: "https://sport.example/frist", year: ohne Jahr}]
    checked_on: 2026-11-02
  - id: ohneblatt_antrag
    programme: ohneblatt
    action: Anträge
    route: direkt
    rule: {kind: unknown}
    checked_on: 2026-11-02
"""
ENTRY = """---
question: Was fördert das Jugendwerk Nordland?
group: foerderung
related: []
sources:
  - {title: JWN, url: "https://jwn.example/", year: 2025}
checked_on: 2026-11-01
review_by: 2027-05-01
---
Es fördert Begegnungen.
"""


def write_faq(folder: Path) -> Path:
    """Write deadlines, sources, one answer and two sheets to ``folder/faq`` and return it."""
    faq = folder / "faq"
    (faq / "programmes").mkdir(parents=True)
    (faq / "foerderung").mkdir()
    for name, content in (
        ("deadlines.yml", DEADLINES),
        ("events.yml", "events: []\n"),
        ("sources.yml", "primary: {jwn.example: []}\n"),
        ("foerderung/nordland.md", ENTRY),
        ("programmes/nordland.yml", SHEET),
        ("programmes/altland.yml", ENDED),
    ):
        (faq / name).write_text(content, encoding="utf-8")
    return faq
