from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.core.model.training_data import ProjectData, Sentences
from bot.settings import PROJECT_ROOT

TOPICS = ("faq/alter_teilnehmende", "smalltalk/meta_dank_abschied", "emergency/notfall_suizid")
ODD = """version: "3.1"
nlu:
- intent: faq/alter_teilnehmende
  metadata: {register: chat}
  examples: |
    - fahren wir nach [Norwegen]{"entity": "country", "value": "NO"}?
    - fahren wir nach [Norwegen]{"entity": "country", "value": "NO"}?
    - 12:30 oder lieber #1 – "ja"
- synonym: NO
  examples: |
    - norge
- regex: plz
  examples: |
    - \\d{5}
- lookup: on
  examples: |
    - yes
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of our real data, and values that are no text in other dialects of YAML."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("config.yml", "domain.yml"):
        shutil.copy(PROJECT_ROOT / name, folder / name)
    for name in ("data/rules", "data/stories", "data/responses", "data/nlu/lookups"):
        shutil.copytree(PROJECT_ROOT / name, folder / name)
    for topic in (*TOPICS, "dialogue"):
        path = folder / "data" / "nlu" / f"{topic}.yml"
        path.parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT_ROOT / "data" / "nlu" / f"{topic}.yml", path)
    (folder / "data" / "nlu" / "odd.yml").write_text(ODD, encoding="utf-8")
    return folder


def test_it_is_what_rasas_own_importer_returns(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    files = ("config.yml", "domain.yml", ["data"])
    ours, rasas = ProjectData(*files), TrainingDataImporter.load_from_config(*files)
    mine, theirs = ours.get_nlu_data(), rasas.get_nlu_data("de")
    assert TrainingData.fingerprint(mine) == theirs.fingerprint()
    assert mine.entity_synonyms == theirs.entity_synonyms
    assert mine.entity_synonyms["norge"] == "NO"
    assert mine.lookup_tables == theirs.lookup_tables
    assert mine.regex_features == theirs.regex_features
    assert mine.responses == theirs.responses
    assert mine.responses
    assert len(mine.training_examples) == len(theirs.training_examples) > 200
    assert ours.get_domain().fingerprint() == rasas.get_domain().fingerprint()
    assert ours.get_stories().fingerprint() == rasas.get_stories().fingerprint()
    assert ours.get_config() == rasas.get_config()


def test_every_file_is_read_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.core.model.training_data import SentenceReader

    monkeypatch.chdir(project)
    read: list[str] = []
    add = SentenceReader.add
    monkeypatch.setattr(
        SentenceReader, "add", lambda self, path: (read.append(path), add(self, path))
    )
    data = ProjectData("config.yml", "domain.yml", ["data"])
    assert data.get_nlu_data() is data.get_nlu_data("de")
    data.get_domain()
    assert len(read) == len(set(read)) > len(TOPICS)


def test_sentences_are_told_apart_by_all_that_they_hold() -> None:
    def sentences(*texts: str, intent: str = "faq", **more: list[dict[str, str]]) -> Sentences:
        examples = [Message({"text": text, "intent": intent}) for text in texts]
        return Sentences(examples, **more)

    usual = sentences("wer kann mit?", "wann?", "wann?")
    assert [example.get("text") for example in usual.training_examples] == [
        "wer kann mit?",
        "wann?",
    ]
    assert sentences("wann?", "wer kann mit?").fingerprint() == usual.fingerprint()
    assert sentences("wann?", "wer kann mit?", intent=" faq").fingerprint() == usual.fingerprint()
    other = [
        sentences("wann?"),
        sentences("wann", "wer kann mit?"),
        sentences("wann?", "wer kann mit?", intent="deadline"),
        sentences("wann?", "wer kann mit?", regex_features=[{"name": "plz", "pattern": "5"}]),
        sentences("wann?", "wer kann mit?\ud800"),
    ]
    assert len({usual.fingerprint(), *(each.fingerprint() for each in other)}) == 6
