"""``python -m benchmarks``: runs both sides and renews the table in ``docs/benchmarks.md``."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.data import Question, QuestionsError, draw, read_questions, read_sentences
from benchmarks.machine import Machine, free_ports
from benchmarks.ours import Ports, ours
from benchmarks.quality import Quality, quality
from benchmarks.report import Result, Run, write_report
from benchmarks.running import NotServedError
from benchmarks.serving import Plan, serve
from benchmarks.side import Side
from benchmarks.stock import stock
from benchmarks.training import Trained, TrainingFailedError, train
from bot.ops.environment import child_environment, quiet_rasa
from bot.settings import PROJECT_ROOT

CORES = 2
REPORT = PROJECT_ROOT / "docs" / "benchmarks.md"
QUESTIONS = [PROJECT_ROOT / "tests" / "questions" / f"{name}.tsv" for name in ("dev", "held_out")]
WORK = PROJECT_ROOT / "var" / "benchmarks"
MAX_CHARACTERS = 1000


def main(argv: Sequence[str]) -> int:
    """Run the benchmark; return 1 if a side failed, 2 without questions."""
    options = _parser().parse_args(argv)
    try:
        questions = read_questions(options.questions)
    except QuestionsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # Both sides and the load share the same two cores; a setting of operation concerns neither.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    for name in [name for name in os.environ if name.startswith("IJA_")]:
        del os.environ[name]
    run = Run(
        machine=Machine.this(),
        per_topic=options.per_topic,
        epochs=options.epochs,
        sentences=draw(read_sentences(PROJECT_ROOT / "data" / "nlu"), options.per_topic),
    )
    results = {}
    try:
        for side in _sides(options):
            results[side.name] = _measure(side, run, questions, options.messages)
    except (TrainingFailedError, NotServedError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    # Half a table would replace a whole one.
    sys.stdout.write(write_report(run, results, None if options.only else options.out))
    return 0


def _measure(
    side: Side, run: Run, questions: Mapping[str, Sequence[Question]], messages: int
) -> Result:
    environment = {
        # Compiled once and kept, whatever the shell says: no one runs a server differently.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(WORK / "compiled"),
        "PYTHONPATH": str(PROJECT_ROOT),
    }
    _say(f"{side.name}: training on {sum(map(len, run.sentences.values()))} sentences")
    trained = train(side, run.sentences, WORK, environment)
    count = sum(map(len, questions.values()))
    _say(f"{side.name}: trained in {trained.seconds:.0f} s, asking {count} questions")
    answers = {
        name: _quality(side, trained, asked, environment) for name, asked in questions.items()
    }
    texts = [q.text[:MAX_CHARACTERS] for asked in questions.values() for q in asked]
    # Spread over all topics, not the first ones of the first file.
    plan = Plan(texts[:: max(1, len(texts) // messages)], [(1, messages // 2), (10, messages)])
    _say(f"{side.name}: serving {messages} messages")
    served = asyncio.run(serve(side, trained, plan, WORK, environment))
    return Result(answers, trained, served)


def _quality(
    side: Side, trained: Trained, questions: Sequence[Question], environment: Mapping[str, str]
) -> Quality:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.parse", str(trained.model)],
        cwd=trained.project,
        env=child_environment({**quiet_rasa(), **environment}),
        input=json.dumps([question.text for question in questions]).encode(),
        capture_output=True,
        check=True,
    )
    parsed: list[dict[str, Any]] = [json.loads(line) for line in result.stdout.splitlines()]
    return quality([side.understood(item) for item in parsed], questions)


def _sides(options: argparse.Namespace) -> list[Side]:
    rasa, gateway, other = free_ports(3)
    sides = [
        stock(PROJECT_ROOT, other, options.epochs),
        ours(PROJECT_ROOT, WORK / "var", Ports(rasa, gateway)),
    ]
    return [side for side in sides if options.only in (None, side.name)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--per-topic", type=int, default=8, help="sentences of each topic")
    parser.add_argument("--epochs", type=int, default=100, help="of the stock pipeline")
    parser.add_argument("--messages", type=int, default=300, help="in the largest load")
    parser.add_argument("--questions", type=Path, nargs="+", default=QUESTIONS, help="*.tsv")
    parser.add_argument("--only", choices=("stock", "ours"), help="one side, while developing")
    parser.add_argument("--out", type=Path, default=REPORT, help="where the table goes")
    return parser


def _say(message: str) -> None:
    sys.stderr.write(f"[{time.strftime('%H:%M:%S')}] {message}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
