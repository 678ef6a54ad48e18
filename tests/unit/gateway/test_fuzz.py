"""A small run of ``make fuzz``: the same shots, fewer of them, at a gateway in this process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette

from benchmarks.fuzz.ammunition import Gunner, Shot
from benchmarks.fuzz.firing import Answer, fire, wrong_with
from benchmarks.fuzz.target import Target, explore, routes_of
from benchmarks.fuzz.words import HEADER_MARK, MARK
from bot.gateway.app import create_app, public_paths
from bot.gateway.build import build_services
from bot.gateway.command import server_options
from bot.gateway.services import GatewayServices
from bot.settings import Settings
from tests.unit.channels.fake_rasa import running_fake_rasa, served

SHOTS = 500


@dataclass
class Range:
    app: Starlette
    target: Target
    host: str
    port: int
    services: GatewayServices


@pytest.fixture(scope="module")
def shooting_range(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    with running_fake_rasa() as rasa:
        port_of_rasa = rasa.url.rpartition(":")[2]
        folder = str(tmp_path_factory.mktemp("fuzz"))
        settings = Settings.from_env({"IJA_VAR_DIR": folder, "IJA_RASA_PORT": port_of_rasa})
        services = build_services(settings)
        app = create_app(services)
        with served(app, **server_options(settings, connections=200)) as url:
            host, _, port = url.removeprefix("http://").partition(":")
            yield Range(app, explore(app, url, most_pages=30), host, int(port), services)


def test_every_route_is_a_target_by_itself(shooting_range: Range) -> None:
    paths = {path for path, _ in shooting_range.target.routes}
    assert public_paths() <= paths
    assert {path for path, _ in routes_of(shooting_range.app)} == paths


def test_forms_and_addresses_are_found_in_the_pages(shooting_range: Range) -> None:
    actions = {form.action for form in shooting_range.target.forms}
    assert {"/beratung", "/chat", "/fragen"} <= actions
    asking = [form for form in shooting_range.target.forms if form.action == "/beratung"]
    assert any("description" in form.fields for form in asking)
    assert "/fragen/gruppengroesse" in shooting_range.target.addresses
    assert shooting_range.target.session


@pytest.mark.parametrize("seed", [1])
async def test_malformed_requests_break_nothing(shooting_range: Range, seed: int) -> None:
    gunner = Gunner(shooting_range.target, seed)
    result = await fire(gunner, shooting_range.host, shooting_range.port, SHOTS, at_once=8)
    assert result.shots == SHOTS
    assert result.findings == []
    assert result.statuses[200] > 0
    assert set(result.kinds) == {"form", "route", "json", "address", "head", "broken"}
    figures = shooting_range.services.figures.registry.collect()
    [errors] = [figure for figure in figures if figure.name == "ija_http_errors"]
    counted = {s.labels["route"]: s.value for s in errors.samples if s.name.endswith("_total")}
    assert counted
    assert set(counted.values()) == {0}


def test_the_same_seed_makes_the_same_shots(shooting_range: Range) -> None:
    first, second = (Gunner(shooting_range.target, 7) for _ in range(2))
    assert [first.shot() for _ in range(50)] == [second.shot() for _ in range(50)]


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (Answer(500, {"content-security-policy": "x"}, b"", True), "server error"),
        (Answer(503, {"content-security-policy": "x"}, b"", True), "server error"),
        (Answer(0, {}, b"", True), "no answer"),
        (Answer(200, {}, b"", True), "no security headers"),
        (Answer(200, {"content-security-policy": "x"}, MARK.encode(), True), "markup comes back"),
        (
            Answer(200, {"content-security-policy": "x", HEADER_MARK: "1"}, b"", True),
            "a value became a header",
        ),
        (Answer(200, {"content-security-policy": "x"}, b"", False), "answer cut or too late"),
    ],
)
def test_what_is_wrong_is_noticed(answer: Answer, wrong: str) -> None:
    assert wrong_with(Shot("route", b"", is_http=True), answer) == [wrong]
