"""Turns the results of both sides into a table with ratios and goals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.data import Sentences
from benchmarks.load import Load
from benchmarks.machine import Machine
from benchmarks.quality import Quality
from benchmarks.serving import Served
from benchmarks.training import Trained

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
NOTHING = "–"


class ReportError(Exception):
    """The report has no place for the table."""


@dataclass(frozen=True)
class Run:
    """What was run, and where."""

    machine: Machine
    per_topic: int
    epochs: int
    sentences: Sentences


@dataclass(frozen=True)
class Result:
    """Everything measured on one side; ``quality`` by question set."""

    quality: Mapping[str, Quality]
    trained: Trained
    served: Served


@dataclass(frozen=True)
class Row:
    """One measure: a value from a result, how to write it, and the goal for stock and ours."""

    name: str
    value: Callable[[Result], float | None]
    form: str = "{:.0f}"
    goal: str = ""
    reached: Callable[[float, float], bool] | None = None


def write_report(run: Run, results: Mapping[str, Result], path: Path | None) -> str:
    """Return the table; with a ``path``, renew it in that file, between its two marks.

    Raises:
        ReportError: the file has no marks.
    """
    table = render(run, results)
    if path is not None:
        text = path.read_text(encoding="utf-8")
        before, begin, rest = text.partition(BEGIN)
        _, end, after = rest.partition(END)
        if not begin or not end:
            raise ReportError(f"{path} has no place for the table: {BEGIN} … {END}")
        path.write_text(f"{before}{BEGIN}\n{table}{END}{after}", encoding="utf-8")
    return table


def render(run: Run, results: Mapping[str, Result]) -> str:
    """Return the run and its results as Markdown."""
    machine = run.machine
    count = sum(map(len, run.sentences.values()))
    topics = sum("/" in intent for intent in run.sentences)
    lines = [
        f"{machine.day.isoformat()} · {machine.processor}, {machine.cores} cores,"
        f" {machine.memory_gib:.0f} GiB · Python {machine.python}, Rasa {machine.rasa}"
        f" · load before the run {machine.load_before:.1f}",
        "",
        f"{count} sentences of {topics} topics ({run.per_topic} of each);"
        f" {run.epochs} epochs for the stock pipeline.",
        "",
        "| Measure | Stock Rasa | Ours | Ours : stock | Goal |",
        "|---|---|---|---|---|",
        *(_line(row, results.get("stock"), results.get("ours")) for row in rows(results)),
    ]
    return "\n".join(lines) + "\n"


def rows(results: Mapping[str, Result]) -> list[Row]:
    """Return the rows that the results have values for."""
    some = next(iter(results.values()))
    found = [row for name, asked in some.quality.items() for row in _quality_rows(name, asked)]
    found += [
        Row(
            "Training, seconds",
            lambda r: r.trained.seconds,
            goal="5 times faster",
            reached=lambda stock, ours: stock >= 5 * ours,
        ),
        Row("Training, peak memory in MiB", lambda r: r.trained.peak_mib),
        Row("Start to first answer, seconds", lambda r: r.served.first_answer_seconds, "{:.1f}"),
        Row(
            "Memory of all that answers, MiB",
            lambda r: _memory(r, ("rasa",)),
            goal="at most 60 %",
            reached=lambda stock, ours: ours <= 0.6 * stock,
        ),
        *(Row(f"… {name}", partial(_process_memory, name)) for name in ("rasa", "gateway")),
    ]
    last = len(some.served.rest) - 1
    for index, load in enumerate(some.served.rest):
        found += _load_rows(load.at_once, "", partial(_rest, index), has_goals=index == last)
    for index, load in enumerate(_through(results)):
        found += _load_rows(load.at_once, ", through the gateway", partial(_gateway, index))
    return found


def _rest(index: int, result: Result) -> Load | None:
    return result.served.rest[index]


def _gateway(index: int, result: Result) -> Load | None:
    return result.served.gateway[index] if result.served.gateway else None


def _through(results: Mapping[str, Result]) -> Sequence[Load]:
    return next((r.served.gateway for r in results.values() if r.served.gateway), ())


def _process_memory(name: str, result: Result) -> float | None:
    return result.served.memory_mib.get(name)


def _memory(result: Result, names: Sequence[str]) -> float:
    return sum(result.served.memory_mib.get(name, 0.0) for name in names)


def _quality_rows(name: str, asked: Quality) -> list[Row]:
    title = f"{name}.tsv ({asked.questions} questions)"
    share = "{:.1%}"
    return [
        Row(f"{title}: first topic right", lambda r: r.quality[name].top1, share),
        Row("… among the first three", lambda r: r.quality[name].top3, share),
        Row("… answered as certain and wrong", lambda r: r.quality[name].wrong, share),
        Row("… asked back or not known", lambda r: r.quality[name].asked_back, share),
    ]


def _load_rows(
    at_once: int, door: str, of: Callable[[Result], Load | None], has_goals: bool = False
) -> list[Row]:
    def value(name: str, result: Result) -> float | None:
        load = of(result)
        return None if load is None else float(getattr(load, name))

    faster = Row(
        f"{at_once} at once{door}: messages per second", partial(value, "per_second"), "{:.1f}"
    )
    slowest = Row("… 95th percentile, ms", partial(value, "p95"))
    if has_goals:
        faster = replace(faster, goal="4 times", reached=lambda stock, ours: ours >= 4 * stock)
        slowest = replace(
            slowest, goal="at most a third", reached=lambda stock, ours: 3 * ours <= stock
        )
    return [
        faster,
        Row("… median answer, ms", partial(value, "p50")),
        slowest,
        Row("… unanswered", partial(value, "unanswered")),
    ]


def _line(row: Row, stock: Result | None, ours: Result | None) -> str:
    left = None if stock is None else row.value(stock)
    right = None if ours is None else row.value(ours)
    texts = [NOTHING if value is None else row.form.format(value) for value in (left, right)]
    ratio = f"{right / left:.2f}" if left and right is not None else NOTHING
    goal = row.goal
    if row.reached and left is not None and right is not None:
        goal += ": reached" if row.reached(left, right) else ": **missed**"
    return f"| {row.name} | {texts[0]} | {texts[1]} | {ratio} | {goal} |"
