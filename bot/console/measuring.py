"""The commands ``nlu bench`` and ``nlu rank``: our own ranker on other people's data."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.texts import text
from bot.usage_parser import usage_parser


class DataError(Exception):
    """A file cannot be used; the message says which, where and why, in German."""


def main(argv: Sequence[str]) -> int:
    """Run ``bench`` or ``rank``; return 0, or 2 for wrong usage or unusable data."""
    parser = usage_parser("python -m bot nlu", "measuring.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    bench = commands.add_parser("bench")
    bench.add_argument("--train", type=Path, required=True)
    bench.add_argument("--test", type=Path, required=True)
    bench.add_argument("--reject", type=Path)
    rank = commands.add_parser("rank")
    rank.add_argument("--index", type=Path, required=True)
    rank.add_argument("--queries", type=Path, required=True)
    for command in (bench, rank):
        command.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        result = _bench(options) if options.command == "bench" else _rank(options)
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for name, value in result.items():
        sys.stdout.write(f"{name:<16} {value:.4f}\n")
    if options.json:
        sys.stdout.write(json.dumps(result) + "\n")
    return 0


def _bench(options: argparse.Namespace) -> Mapping[str, float]:
    from bot.nlu.bench import Labelled, bench

    train, test = (Labelled(*_columns(file)) for file in (options.train, options.test))
    if len(set(train.intents)) < 2:
        raise DataError(text("measuring.one_intent", file=options.train))
    foreign = _columns(options.reject)[1] if options.reject else ()
    found = bench(train, test, foreign)
    result = {
        "accuracy": found.accuracy,
        "macro_f1": found.macro_f1,
        "top3": found.top3,
        "train_seconds": found.train_seconds,
        "ms_per_text": found.ms_per_text,
    }
    if found.rejection is not None:
        result |= {
            "auroc": found.rejection.auroc,
            "rejected_at_95": found.rejection.rejected_at_95,
        }
    return result


def _rank(options: argparse.Namespace) -> Mapping[str, float]:
    from threadpoolctl import threadpool_limits

    from bot.nlu.bench import MAX_THREADS
    from bot.nlu.retrieval import QuestionIndex, retrieval

    ids, questions = _index(options.index)
    gold_ids, queries = _columns(options.queries)
    position = {identifier: place for place, identifier in enumerate(ids)}
    unknown = sorted(set(gold_ids) - position.keys())
    if unknown:
        raise DataError(text("measuring.unknown_id", file=options.queries, id=unknown[0]))
    with threadpool_limits(MAX_THREADS):
        order = QuestionIndex(questions).rank(queries)
    found = retrieval(order, [position[identifier] for identifier in gold_ids])
    return {"r@1": found.r_at_1, "r@3": found.r_at_3, "mrr@10": found.mrr_at_10}


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        raise DataError(text("measuring.unreadable", file=file, reason=error.strerror)) from error


def _columns(file: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the two columns of a TSV below its header; a text may itself hold no tab."""
    rows = []
    for number, line in enumerate(_lines(file)[1:], 2):
        if not line.strip():
            continue
        first, tab, second = line.rstrip("\r").partition("\t")
        if not tab:
            raise DataError(text("measuring.no_tab", file=file, line=number))
        rows.append((first, second))
    if not rows:
        raise DataError(text("measuring.empty", file=file))
    return tuple(row[0] for row in rows), tuple(row[1] for row in rows)


def _index(file: Path) -> tuple[list[str], list[str]]:
    ids, questions = [], []
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            ids.append(str(entry["id"]))
            questions.append(str(entry["question"]))
        except (ValueError, TypeError, KeyError) as error:
            raise DataError(text("measuring.bad_entry", file=file, line=number)) from error
    if not ids:
        raise DataError(text("measuring.empty", file=file))
    return ids, questions
