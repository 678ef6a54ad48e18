"""The model: whether it is the one that was trained and the one that is served."""

from __future__ import annotations

from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

from bot.core.serving.server import MODEL_ROUTE
from bot.doctor.finding import State
from bot.doctor.model import MODEL_PATH, check_model
from bot.ops.model_inputs import model_hash
from bot.ops.models import ModelStore
from bot.settings import Settings
from tests.unit.doctor.rig import serving, worst


def test_the_model_must_be_what_was_trained(settings: Settings) -> None:
    assert worst(check_model(settings)).state is State.PROBLEM
    store = ModelStore(settings.models_dir)
    settings.models_dir.mkdir(exist_ok=True)
    trained = settings.models_dir / "unfinished"
    trained.write_bytes(b"model")
    model = store.add(model_hash(settings.root), trained)
    store.make_current(model)
    assert worst(check_model(settings)).state is State.OK
    (settings.root / "domain.yml").write_text("intents: [neu]", encoding="utf-8")
    assert worst(check_model(settings)).state is State.HINT
    model.write_bytes(b"changed")
    finding = worst(check_model(settings))
    assert finding.state is State.PROBLEM
    assert "verändert" in finding.message


class OtherModel(BaseHTTPRequestHandler):
    """A core that serves another model than it should."""

    def do_GET(self) -> None:
        is_asked = self.path == MODEL_ROUTE
        self.send_response(200 if is_asked else 404)
        self.end_headers()
        self.wfile.write(b"old.tar.gz" if is_asked else b"")

    def log_message(self, *_: object) -> None:
        pass


def test_a_new_model_that_the_running_core_refused_is_a_problem(settings: Settings) -> None:
    assert MODEL_PATH == MODEL_ROUTE
    settings.models_dir.mkdir(exist_ok=True)
    store = ModelStore(settings.models_dir)
    names = ("old", model_hash(settings.root))
    for name in names:
        trained = settings.models_dir / "unfinished"
        trained.write_bytes(b"model")
        store.make_current(store.add(name, trained))
    with serving(HTTPServer(("127.0.0.1", 0), OtherModel)) as port:
        running = replace(settings, rasa_port=port)
        finding = worst(check_model(running))
        assert finding.state is State.PROBLEM
        assert "old.tar.gz" in finding.message
        assert f"{names[1]}.tar.gz" in finding.message
        store.make_current(store.path("old"))
        assert worst(check_model(running)).state is State.HINT  # served, but outdated
