"""Everything that a result can say has German words, and the lists of ids agree."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from bot.consultations.checks import MAX_LENGTH, check_field
from bot.fit.case import FORMATS, ORGANISATIONS, Case
from bot.fit.check import SPECIAL_TOPIC, STATE_TOPIC
from bot.fit.consultation import consultation_text, consultation_topic
from bot.fit.countries import FREQUENT, all_countries, country_name, is_country
from bot.fit.judging import JUDGED
from bot.fit.result import Finding, Way
from bot.fit.service import FitService
from bot.fit.shown.cards import country_card, fit_card, fit_url
from bot.fit.shown.view import fit_view
from bot.fit.told.answers import QUESTIONS
from bot.fit.words import words
from bot.programmes import values
from bot.texts import keys

ROOT = Path(__file__).resolve().parents[3]
PLAN = (
    "land=PL&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=12"
    "&traeger=verein&dachverband=nein&ort=Dortmund"
)


def test_countries_are_those_of_the_understanding() -> None:
    text = (ROOT / "data" / "nlu" / "lookups" / "country.yml").read_text(encoding="utf-8")
    lookup = yaml.safe_load(text)["nlu"][0]["examples"]
    codes = {line.removeprefix("- ").strip() for line in lookup.strip().splitlines()}
    assert {code for code, _ in all_countries()} == codes
    assert set(FREQUENT) <= codes
    assert not is_country("DE")


def test_countries_are_in_the_order_of_a_german_index() -> None:
    names = [name for _, name in all_countries()]
    assert names.index("Ägypten") < names.index("Albanien") < names.index("Zypern")
    assert country_name("NO") == "Norwegen"


def test_ids_are_those_of_the_sheets() -> None:
    assert set(FORMATS) <= set(values.FORMATS)
    assert set(ORGANISATIONS) == set(values.APPLICANTS)
    assert set(words().organisation) == set(ORGANISATIONS)


def test_everything_has_words() -> None:
    topics = [aspect.value for aspect in JUDGED] + [STATE_TOPIC, SPECIAL_TOPIC]
    wanted = {f"fit.topic_{topic}" for topic in topics}
    wanted |= {f"fit.field_{name}" for name in (*QUESTIONS, "days")}
    wanted |= {f"fit.format_{name}" for name in FORMATS}
    wanted |= {f"fit.organisation_{name}" for name in ORGANISATIONS}
    wanted |= {f"fit.without_rule_{finding.value}" for finding in Finding}
    wanted |= {f"fit.way_{way.value}" for way in Way} | {f"fit.way_{w.value}_why" for w in Way}
    assert wanted - keys() == set()


def test_every_text_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("bot/fit", "bot/gateway", "actions")
        for path in (ROOT / folder).rglob("*.py")
    )
    used = [re.escape(key) for key in re.findall(r'"fit\.([a-z_A-Z0-9]+)"', code)]
    used += [re.sub(r"\{.*?\}", ".+", key) for key in re.findall(r'f"fit\.([^"]+)"', code)] + [
        "summary_.+",
        "count_.+",
        "problem_.+",
        "way_youth_office_kommune_why",
    ]
    unused = {
        key
        for key in keys()
        if key.startswith("fit.") and not any(re.fullmatch(u, key[4:]) for u in used)
    }
    assert {key for key in unused if not _is_section_title(key, code)} == set()


def _is_section_title(key: str, code: str) -> bool:
    return f'_section("{key.removeprefix("fit.")}"' in code


def test_card_is_short_and_leads_to_the_page(service: FitService) -> None:
    result = service.check(service.read(parse_qs(PLAN)).case)
    card = fit_card(result, site="https://lotse.example/")
    assert card["card"] == "facts"
    assert [section["title"] for section in card["sections"]] == [
        "Ihr erster Weg",
        "Passt nach den bekannten Regeln",
        "Noch unklar",
        "Passt nach den bekannten Regeln nicht",
    ]
    [link] = card["links"]
    assert link["url"] == fit_url(result, "https://lotse.example")
    again = service.read(parse_qs(urlsplit(link["url"]).query)).case
    assert again == result.case
    assert sum(len(section["items"]) for section in card["sections"]) <= 16
    fitting = card["sections"][1]["items"]
    assert all(item["sources"] and item["checked_on"] for item in fitting)
    assert {item["status"] for item in fitting} == {"yes"}


@pytest.mark.parametrize(
    ("plan", "first", "named"),
    [
        ("land=LT", "Für viele Länder", {"Erasmus+ Jugend", "KJP", "KJFP NRW"}),
        ("land=PL", "Für bestimmte Länder gemacht", {"DPJW", "Erasmus+ Jugend"}),
        ("land=CH", "Für viele Länder", {"KJP"}),
    ],
)
def test_who_may_pay_for_a_country_is_told_with_sources(
    service: FitService, plan: str, first: str, named: set[str]
) -> None:
    case = service.read(parse_qs(f"{plan}&format=jugendbegegnung")).case
    card = country_card(service.check(case), site="https://lotse.example/")
    programmes = [i for s in card["sections"] if s["title"] != "Ihr erster Weg" for i in s["items"]]
    assert card["sections"][0]["title"] == first
    assert named <= {item["label"] for item in programmes}
    assert all(item["sources"] and item["checked_on"] for item in programmes)
    # Neither a volunteer service nor what does not fit the country is any help here.
    assert {"IJFD", "ENSA", "DFJW"}.isdisjoint(item["label"] for item in programmes)
    assert "Jugendbegegnung" in card["intro"]
    assert "https://lotse.example/passt-das?land=" in card["links"][0]["url"]


def test_a_memorial_trip_needs_no_country(service: FitService) -> None:
    card = country_card(service.check(Case(format="gedenkstaette")))
    assert "IBB" in str(card)
    assert card["sections"][0]["title"] == "Mögliche Programme"


def test_where_no_programme_fits_the_card_says_so(service: FitService) -> None:
    result = service.check(Case(countries=("LT",), format="jugendbegegnung"))
    card = country_card(replace(result, programmes=(), steps=()))
    assert card["sections"] == []
    assert "Servicestelle" in card["intro"]


def test_prepared_request_passes_the_checks_of_the_form(service: FitService) -> None:
    result = service.check(service.read(parse_qs(PLAN)).case)
    topic = consultation_topic(result)
    description = consultation_text(result, fit_url(result, "https://lotse.example"))
    assert check_field("topic", topic) == topic
    assert check_field("description", description) == description.strip()
    assert "Polen" in topic
    assert "- Alter der Teilnehmenden: 14 bis 17 Jahre" in description
    assert "https://lotse.example/passt-das?land=PL" in description


@pytest.mark.parametrize("case", [Case(), Case(countries=("FR",)), Case(format="workcamp")])
def test_few_answers_make_a_request_too(service: FitService, case: Case) -> None:
    result = service.check(case)
    assert 0 < len(consultation_topic(result)) <= MAX_LENGTH["topic"]
    assert len(consultation_text(result, "x")) <= MAX_LENGTH["description"]


def test_every_plan_can_be_put_into_words(service: FitService) -> None:
    for format_id in (None, *FORMATS):
        for organisation in (None, *ORGANISATIONS):
            case = Case(countries=("UA",), format=format_id, organisation=organisation)
            view = fit_view(service.check(case))
            assert view.summary
            assert view.ways[0].title
