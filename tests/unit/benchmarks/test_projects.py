from __future__ import annotations

from pathlib import Path

import yaml

from benchmarks.data import draw, read_sentences
from benchmarks.ours import Ports, ours
from benchmarks.stock import stock
from bot.settings import PROJECT_ROOT

SENTENCES = draw(read_sentences(PROJECT_ROOT / "data" / "nlu"), 2)
PORTS = Ports(rasa=51, gateway=53)


def load(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_stock_knows_every_topic_and_has_an_answer_for_it(tmp_path: Path) -> None:
    stock(PROJECT_ROOT, 50, 7).write(tmp_path, SENTENCES)
    [nlu] = [load(path) for path in (tmp_path / "data" / "nlu").glob("*.yml")]
    intents = {item["intent"] for item in nlu["nlu"]}
    assert len(intents) == len(SENTENCES)
    assert not [intent for intent in intents if "/" in intent]
    domain = load(tmp_path / "domain.yml")
    topics = {topic for intent in SENTENCES if (topic := intent.partition("/")[2])}
    assert {f"utter_{topic}" for topic in topics} <= domain["responses"].keys()
    visum = domain["responses"]["utter_visum_teilnehmende"][0]["text"]
    assert len(visum) > 50
    assert intents | {"nlu_fallback"} == set(domain["intents"])
    rules = load(tmp_path / "data" / "rules.yml")["rules"]
    assert {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step} == set(
        domain["intents"]
    )


def test_stock_trains_as_long_as_wanted(tmp_path: Path) -> None:
    stock(PROJECT_ROOT, 50, 7).write(tmp_path, SENTENCES)
    pipeline = load(tmp_path / "config.yml")["pipeline"]
    assert [step["epochs"] for step in pipeline if "epochs" in step] == [7]


def test_ours_is_this_project_with_fewer_sentences(tmp_path: Path) -> None:
    ours(PROJECT_ROOT, tmp_path / "var", PORTS).write(tmp_path, SENTENCES)
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        assert (tmp_path / name).read_bytes() == (PROJECT_ROOT / name).read_bytes()
    assert read_sentences(tmp_path / "data" / "nlu") == SENTENCES
    lookups = sorted(path.name for path in (tmp_path / "data" / "nlu" / "lookups").iterdir())
    assert "programme.yml" in lookups
    assert (tmp_path / "bot" / "core").is_dir()


def test_ours_runs_the_processes_of_make_run_on_its_own_ports_and_data(tmp_path: Path) -> None:
    side = ours(PROJECT_ROOT, tmp_path / "var", PORTS)
    processes = side.serve(tmp_path, tmp_path / "m.tar.gz")
    assert side.gateway
    processes = [*processes, *side.gateway(tmp_path, tmp_path / "m.tar.gz")]
    by_name = {process.name: process for process in processes}
    assert by_name.keys() == {"rasa", "gateway"}
    assert [by_name[name].listener.port for name in ("rasa", "gateway")] == [51, 53]
    for process in processes:
        assert process.working_dir == tmp_path
        assert process.environment["IJA_VAR_DIR"] == str(tmp_path / "var")
        assert process.environment["IJA_RASA_PORT"] == "51"
    database = Path(by_name["rasa"].environment["IJA_RASA_DATABASE"])
    assert database.is_relative_to(tmp_path)
