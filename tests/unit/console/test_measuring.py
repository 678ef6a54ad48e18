from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.console.measuring import main
from bot.nlu.bench import rejection_of
from bot.nlu.retrieval import QuestionIndex, retrieval

TRAIN = """intent\ttext
juleica\tJuleica verlängern
juleica\two gibt es die Juleica
juleica\tJugendleitercard beantragen
visum\tVisum für Gäste
visum\tbraucht man ein Visum
visum\tEinreise ohne Visum
"""
TEST = "intent\ttext\njuleica\tneue Juleica\nvisum\tVisum nötig?\n"
FOREIGN = "intent\ttext\nx\tmach das Licht aus\nx\tspiel lauter\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, content in (("train", TRAIN), ("test", TEST), ("foreign", FOREIGN)):
        (tmp_path / f"{name}.tsv").write_text(content, encoding="utf-8")
    (tmp_path / "index.jsonl").write_text(
        '{"id": "a", "question": "Wie bekomme ich die Juleica?"}\n'
        '{"id": 2, "question": "Brauchen Gäste ein Visum?"}\n',
        encoding="utf-8",
    )
    (tmp_path / "queries.tsv").write_text(
        "gold_index_id\tquery\na\tjuleica beantragen\n2\tvisum für besuch\n", encoding="utf-8"
    )
    return tmp_path


def last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, float]:
    result: dict[str, float] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return result


def test_bench(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--train", str(files / "train.tsv"), "--test", str(files / "test.tsv")]
    assert main(["bench", *arguments, "--reject", str(files / "foreign.tsv"), "--json"]) == 0
    result = last_line(capsys)
    assert set(result) == {"accuracy", "macro_f1", "top3", "train_seconds", "ms_per_text",
                           "auroc", "rejected_at_95"}  # fmt: skip
    assert result["accuracy"] == result["top3"] == 1.0
    assert result["auroc"] == 1.0
    assert main(["bench", *arguments, "--json"]) == 0
    assert "auroc" not in last_line(capsys)


def test_rank(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--index", str(files / "index.jsonl"), "--queries", str(files / "queries.tsv")]
    assert main(["rank", *arguments, "--json"]) == 0
    assert last_line(capsys) == {"r@1": 1.0, "r@3": 1.0, "mrr@10": 1.0}


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("train.tsv", "intent\ttext\nkein tabulator\n", "Zeile 2"),
        ("train.tsv", "intent\ttext\n", "keine Zeilen"),
        ("train.tsv", "intent\ttext\na\tx\na\ty\n", "zwei verschiedene"),
    ],
)
def test_unusable_data_is_explained(
    files: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, problem: str
) -> None:
    (files / name).write_text(content, encoding="utf-8")
    arguments = ["--train", str(files / "train.tsv"), "--test", str(files / "test.tsv")]
    assert main(["bench", *arguments]) == 2
    assert problem in capsys.readouterr().err


def test_missing_file_and_unknown_id(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train, test = str(files / "missing.tsv"), str(files / "test.tsv")
    assert main(["bench", "--train", train, "--test", test]) == 2
    assert "missing.tsv" in capsys.readouterr().err
    (files / "queries.tsv").write_text("gold_index_id\tquery\nz\tx\n", encoding="utf-8")
    index, queries = str(files / "index.jsonl"), str(files / "queries.tsv")
    assert main(["rank", "--index", index, "--queries", queries]) == 2
    assert "«z»" in capsys.readouterr().err
    (files / "index.jsonl").write_text("[]\n", encoding="utf-8")
    assert main(["rank", "--index", index, "--queries", queries]) == 2
    assert "Zeile 1" in capsys.readouterr().err


def test_measures() -> None:
    import numpy as np

    order = np.array([[0, 1, 2, 3], [3, 2, 1, 0], [1, 2, 3, 0]])
    found = retrieval(order, [0, 1, 0])
    assert (found.r_at_1, found.r_at_3) == pytest.approx((1 / 3, 2 / 3))
    assert found.mrr_at_10 == pytest.approx((1 + 1 / 3 + 1 / 4) / 3)
    own = np.linspace(1, 2, 100, dtype=np.float32)
    apart = rejection_of(own, np.zeros(10, dtype=np.float32))
    assert (apart.auroc, apart.rejected_at_95) == (1.0, 1.0)
    same = rejection_of(own, own)
    assert same.auroc == pytest.approx(0.5)
    assert same.rejected_at_95 == pytest.approx(0.05)


def test_index_ranks_without_training() -> None:
    index = QuestionIndex(["Wie teuer ist das?", "Wann ist Abgabe?", "Wer darf mit?"])
    assert index.rank(["bis wann abgeben"])[0][0] == 1
