"""What is told in passing of one's own body, its umbrella, and who travels."""

from __future__ import annotations

import pytest
import yaml

from bot.fit.case import ORGANISATIONS
from bot.fit.told.telling import (
    BOTH_WAYS,
    COMING,
    GOING,
    NO_UMBRELLA,
    body_in,
    direction_in,
    entry_for,
    kind_of,
    tells_own_plan,
    umbrella_in,
)
from bot.settings import PROJECT_ROOT
from bot.texts import keys

RAW = yaml.safe_load((PROJECT_ROOT / "bot/fit/told/telling.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("sind ein juze in herne", "jugendzentrum"),
        ("KOT st. josef, also katholisch", "jugendzentrum"),
        ("hot hier, 2,5 stellen", "jugendzentrum"),
        ("Ich bin vom Jugendamt in Unna", "jugendamt"),
        ("ich bin lehrerin an einem berufskolleg", "schule"),
        ("hip hop crew ohne verein, geht da was?", "gruppe_ohne_verein"),
        ("sind eine MSO, noch kein träger", "migrantenorganisation"),
        ("tanzgruppe, kulturverein e.v.", "verein"),
        ("blaskapelle", "kulturgruppe"),
        ("jmd", "jugendmigrationsdienst"),
        ("wir sind ein bauspielplatz", "jugendzentrum"),
        ("das jugendamt zahlt nichts", None),
        ("schule dort ist partner", None),
        ("mit einer schule in lyon", None),
        ("unser partner ist ein jugendzentrum in krakau", None),
        ("darf ein jugendzentrum das beantragen?", None),
        ("gibt es geld für schulen", None),
        ("geht das auch ohne verein?", None),
    ],
)
def test_only_the_own_body_counts(text: str, body: str | None) -> None:
    found = body_in(text)
    assert (None if found is None else found.value) == body


@pytest.mark.parametrize(
    ("text", "umbrella"),
    [
        ("evangelisch, also kirchenkreis", "aej"),
        ("hi, pfadfinder dpsg hier", "dpsg"),
        ("dgb-jugend hier", "dgb"),
        ("wir sind drk ortsverein", "jugendrotkreuz"),
        ("OT in trägerschaft der AWO", "awo"),
        ("wir sind ein verein in der djo", "djo"),
        ("wir gehören zur caritas", "caritas"),
        ("keinen dachverband", NO_UMBRELLA),
        ("unsere partner sind von der caritas in polen", None),
        ("welche frist hat die dsj?", None),
        ("was ist ohne dachverband?", None),
    ],
)
def test_only_the_own_umbrella_counts(text: str, umbrella: str | None) -> None:
    found = umbrella_in(text)
    assert (None if found is None else found.value) == umbrella


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("die finnen kommen uns besuchen", COMING),
        ("eine türkische gruppe soll zu uns kommen", COMING),
        ("polnische gruppe kommt", COMING),
        ("die kommen her, wir können ja nicht hin", COMING),
        ("diesmal fahren wir hin", GOING),
        ("erst kommen die, dann fahren wir", BOTH_WAYS),
        ("Hin im April, Rückbegegnung im Oktober", BOTH_WAYS),
        ("wir kommen aus herne", None),
        ("die kommen aus lyon", None),
        ("wie kommen wir zu geld", None),
        ("kommen die zu uns?", None),
        ("könnt ihr zu uns kommen", None),
        ("von wem kommen deine antworten eigentlich", None),
        ("kommt ihr auch mal raus", None),
    ],
)
def test_it_is_told_who_travels(text: str, direction: str | None) -> None:
    found = direction_in(text)
    assert (None if found is None else found.value) == direction


def test_nach_tells_a_direction_before_a_place_only() -> None:
    text = "wir wollen nach polen"
    found = direction_in(text, [(text.index("polen"), len(text))])
    assert found is not None
    assert (found.value, text[found.start : found.end]) == (GOING, "nach")
    assert direction_in("nach dem bescheid") is None


def test_a_question_tells_of_a_plan_only_in_the_first_person() -> None:
    assert tells_own_plan("Wir sind 12 aus Herne, wer zahlt das?")
    assert tells_own_plan("14 Jugendliche, 3 Betreuer")
    assert not tells_own_plan("geht das auch mit 5 leuten?")


def test_every_body_and_umbrella_has_its_name_kind_and_entry() -> None:
    entries = {path.stem for path in (PROJECT_ROOT / "faq").glob("*/*.md")}
    for slug in RAW["bodies"]:
        assert f"fit.body_{slug}" in keys()
        assert kind_of(slug) in (None, *ORGANISATIONS)
        assert entry_for(slug) in entries
    named = {f"fit.umbrella_body_{slug}" for slug in (*RAW["umbrellas"], NO_UMBRELLA)}
    assert named <= set(keys())


def test_umlauts_with_separate_marks_are_read_at_their_place() -> None:
    said = "Wir sind vom Amt fu\u0308r Jugend."
    found = body_in(said)

    assert found is not None
    assert (found.value, said[found.start : found.end]) == ("jugendamt", "Amt fu\u0308r Jugend")
