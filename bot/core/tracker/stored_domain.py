"""The domain of a trained model, read once at the start.

Rasa reads it four times: to see what it is, to validate it twice, and to use it. The training has
validated what it stored, and the model is held against its checksum before it is loaded.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.utils.io import read_file, read_yaml

_FILE = "domain.yml"


def read_stored_domain_once() -> None:
    """Let a model be loaded without validating its domain again."""
    DomainProvider.load = classmethod(_load)


def _load(
    cls: type[DomainProvider],
    /,
    config: dict[str, Any],
    model_storage: ModelStorage,
    resource: Resource,
    execution_context: Any,
    **_: Any,
) -> DomainProvider:
    """Do what ``DomainProvider.load`` does with the one file that it has stored itself."""
    del config, execution_context
    with model_storage.read_from(resource) as folder:
        domain = Domain.from_dict(read_yaml(read_file(folder / _FILE)))
    return cls(model_storage, resource, domain)
