"""Dashboard and alarms against the figures that the gateway really gives out."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import generate_latest

from bot.metrics.figures import Figures
from bot.metrics.state import _KINDS, Reading, StateCollector
from bot.settings import PROJECT_ROOT

RULES = PROJECT_ROOT / "deploy" / "prometheus"
DASHBOARD = json.loads((PROJECT_ROOT / "deploy/grafana/ija-lotse.json").read_text("utf-8"))
ALARMS = [
    rule
    for group in yaml.safe_load((RULES / "ija-lotse.rules.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
]
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", ())]
_NAME = re.compile(r"\b(?:ija|process|python)_\w+\b")


def given_out() -> set[str]:
    """Return the names of all samples, as a scrape would find them."""
    figures = Figures()
    readings = [Reading(name, 1.0, "x" if label else None) for name, (_, label) in _KINDS.items()]
    figures.registry.register(StateCollector([lambda: readings]))
    scraped = generate_latest(figures.registry).decode()
    kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)$", scraped, re.MULTILINE))
    names = set(re.findall(r"^(\w+)[{ ]", scraped, re.MULTILINE)) | kinds.keys()
    # A histogram without a value yet shows only its kind.
    histograms = {name for name, kind in kinds.items() if kind == "histogram"}
    return names | {f"{name}_{part}" for name in histograms for part in ("bucket", "sum", "count")}


@pytest.mark.parametrize("query", [*QUERIES, *(alarm["expr"] for alarm in ALARMS)])
def test_every_figure_that_is_asked_for_exists(query: str) -> None:
    assert set(_NAME.findall(query)) - given_out() == set()


def test_every_figure_of_a_state_is_shown() -> None:
    shown = {name for query in QUERIES for name in _NAME.findall(query)}
    assert {f"{name}_total" if name == "ija_requests" else name for name in _KINDS} <= shown


def test_every_alarm_says_in_german_what_happened_and_what_to_do() -> None:
    for alarm in ALARMS:
        assert alarm["labels"]["severity"] in ("page", "ticket")
        assert alarm["annotations"].keys() == {"summary", "description"}


def test_the_alarms_of_the_order_are_there() -> None:
    wanted = ("ija_outbox_dead", "ija_outbox_oldest_seconds", "ija_fallback_total",
              "ija_chat_turn_seconds_bucket", "ija_disk_free_bytes", "ija_requests_overdue",
              "ija_deadlines_overdue_review")  # fmt: skip
    queries = " ".join(alarm["expr"] for alarm in ALARMS)
    assert [name for name in wanted if name not in queries] == []


def test_panels_do_not_overlap() -> None:
    taken: dict[tuple[int, int], str] = {}
    for panel in DASHBOARD["panels"]:
        place: dict[str, Any] = panel["gridPos"]
        for x in range(place["x"], place["x"] + place["w"]):
            for y in range(place["y"], place["y"] + place["h"]):
                assert (x, y) not in taken, (panel["title"], taken.get((x, y)))
                taken[(x, y)] = panel["title"]
    assert max(x for x, _ in taken) < 24


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "rules", "ija-lotse.rules.yml"),
        ("test", "rules", "ija-lotse.rules.test.yml", "ija-lotse.slow.test.yml"),
        ("check", "config", "--syntax-only", "prometheus.yml"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_prometheus_understands_and_raises_the_alarms(arguments: tuple[str, ...]) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("no promtool found: install prometheus")
    finished = subprocess.run(
        [promtool, *arguments], cwd=RULES, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_prometheus_asks_where_the_doors_answer() -> None:
    targets = yaml.safe_load((RULES / "prometheus.yml").read_text("utf-8"))["scrape_configs"][0]
    ports = {target.rpartition(":")[2] for target in targets["static_configs"][0]["targets"]}
    found = set()
    for path in (PROJECT_ROOT / "deploy" / "etc").glob("gateway-*.env"):
        found |= set(re.findall(r"IJA_METRICS_PORT=(\d+)", Path(path).read_text("utf-8")))
    assert ports == found
