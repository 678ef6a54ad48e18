from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.utils import validation

from bot.core.tracker.stored_domain import read_stored_domain_once
from bot.settings import PROJECT_ROOT

Stored = tuple[LocalModelStorage, Resource]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """Our own domain, as the training stores it."""
    storage, resource = LocalModelStorage(tmp_path), Resource("domain_provider")
    domain = Domain.from_file(str(PROJECT_ROOT / "domain.yml"))
    provider = DomainProvider(storage, resource)
    provider.provide_train(SimpleNamespace(get_domain=lambda: domain))
    return storage, resource


def loaded(stored: Stored) -> Domain:
    return DomainProvider.load({}, *stored, execution_context=None).provide_inference()


def test_the_domain_is_what_rasa_would_read(stored: Stored, monkeypatch: Any) -> None:
    by_rasa = loaded(stored)
    monkeypatch.setattr(DomainProvider, "load", DomainProvider.load)
    read_stored_domain_once()
    ours = loaded(stored)
    assert ours.as_dict() == by_rasa.as_dict()
    assert ours.fingerprint() == by_rasa.fingerprint()
    assert len(ours.intents) > 5


def test_it_is_not_validated_again(stored: Stored, monkeypatch: Any) -> None:
    monkeypatch.setattr(DomainProvider, "load", DomainProvider.load)
    read_stored_domain_once()
    refuse = pytest.fail
    monkeypatch.setattr(validation, "validate_yaml_schema", lambda *_: refuse("validated"))
    assert loaded(stored).action_names_or_texts
