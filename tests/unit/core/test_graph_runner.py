from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError

from bot.core.model.graph_runner import SequentialGraphRunner


class Node:
    """Adds up the values of its inputs and remembers that it ran."""

    def __init__(self, name: str, ran: list[str], value: Any = 1) -> None:
        self.name, self.ran, self.value = name, ran, value

    def __call__(self, *inputs: Any) -> tuple[str, Any]:
        self.ran.append(self.name)
        if isinstance(self.value, Exception):
            raise self.value
        return self.name, self.value + sum(i[1] for i in inputs if isinstance(i, tuple))


def runner(needs: dict[str, list[str]], ran: list[str], **values: Any) -> SequentialGraphRunner:
    nodes = {
        name: SimpleNamespace(needs=dict.fromkeys(inputs, None) | {i: i for i in inputs})
        for name, inputs in needs.items()
    }
    schema = SimpleNamespace(nodes=nodes, target_names=["d"])
    return SequentialGraphRunner(
        schema, {name: Node(name, ran, values.get(name, 1)) for name in needs}
    )


DIAMOND = {"d": ["b", "c"], "c": ["a"], "b": ["a"], "a": ["message"], "aside": []}


def test_each_needed_node_runs_once_and_after_what_it_needs() -> None:
    ran: list[str] = []
    assert runner(DIAMOND, ran).run({"message": 10}) == {"d": 1 + 2 * 12}
    assert sorted(ran) == ["a", "b", "c", "d"]
    assert ran[0] == "a"
    assert ran[-1] == "d"


def test_only_the_targets_are_returned() -> None:
    ran: list[str] = []
    assert runner(DIAMOND, ran).run({"message": 1}, ["b", "aside"]) == {"b": 3, "aside": 1}
    assert "d" not in ran


def test_the_second_run_begins_anew() -> None:
    ran: list[str] = []
    graph = runner(DIAMOND, ran)
    assert graph.run({"message": 1}, ["a"]) != graph.run({"message": 2}, ["a"])
    assert ran == ["a", "a"]


def test_a_missing_input_is_passed_as_its_name() -> None:
    seen = []
    graph = runner({"a": ["message"]}, [])
    graph._nodes["a"] = lambda *inputs: seen.append(inputs) or ("a", 0)
    graph.run(None, ["a"])
    assert seen == [("message",)]


def test_a_runtime_error_becomes_rasas_error() -> None:
    with pytest.raises(GraphRunError):
        runner(DIAMOND, [], b=RuntimeError("x")).run({"message": 1})
    with pytest.raises(KeyError):
        runner(DIAMOND, [], b=KeyError("x")).run({"message": 1})
