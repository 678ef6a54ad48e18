"""Runs the graph of a Rasa model, one component after the other, without a scheduler.

Rasa hands each message three times to Dask, which plans anew each time what never changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class SequentialGraphRunner(GraphRunner):  # type: ignore[misc]
    """Takes the place of ``DaskGraphRunner`` and does what it does, in a fixed order."""

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        """Use the nodes of a schema, by name."""
        self._schema = schema
        self._nodes = nodes
        self._order = lru_cache(maxsize=None)(self._find_order)

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> SequentialGraphRunner:
        """Load all components of a schema."""
        nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        return cls(graph_schema, nodes)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Return the output of each target."""
        wanted = tuple(targets or self._schema.target_names)
        # A node takes the outputs of others as pairs of name and value.
        outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name in self._order(wanted):
                # Without an output the node gets the bare name, and says what is missing.
                needs = self._schema.nodes[name].needs.values()
                outputs[name] = self._nodes[name](*(outputs.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {name: outputs[name][1] for name in wanted}

    def _find_order(self, targets: Iterable[str]) -> tuple[str, ...]:
        order: dict[str, None] = {}

        def add(name: str) -> None:
            # What is no node is an input.
            if name in order or name not in self._schema.nodes:
                return
            for need in self._schema.nodes[name].needs.values():
                add(need)
            order[name] = None

        for target in targets:
            add(target)
        return tuple(order)
