"""Stands in for the modules of Rasa and spaCy that would load TensorFlow and other large libraries.

Rasa imports all its components, all its channels and all its databases wherever one of them is
used. The modules listed here are the narrowest places at which that chain can be cut. Each one gets
an empty counterpart with the same names, *before* Rasa is imported; no function of Rasa is changed.
Whoever uses such a name after all gets an error that says so. Two stand-ins are not empty: the
graph runs in order instead of through Dask, and errors are not passed on to Sentry, where the
makers of Rasa would read them. Why: docs/adr/0009-slim-rasa.md.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.core.model.components import LIGHT_COMPONENTS

_CHANNELS = "rasa.core.channels"
_DEFAULT_COMPONENTS = "rasa.engine.recipes.default_components"

ABSENT_NAMES = {
    # Components on TensorFlow. The check of a configuration asks whether one of them is in it.
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    # Components whose classes the check of a configuration looks for; they load all evaluations.
    "rasa.nlu.extractors.crf_entity_extractor": (
        "CRFEntityExtractor",
        "CRFEntityExtractorOptions",
    ),
    "rasa.nlu.extractors.mitie_entity_extractor": ("MitieEntityExtractor",),
    # What trains them: TensorFlow, Keras, JAX.
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator", "RasaDataGenerator"),
    "rasa.utils.tensorflow.model_data": (
        "Data",
        "FeatureArray",
        "FeatureSignature",
        "RasaModelData",
        "ragged_array_to_ndarray",
    ),
    # Diagrams of evaluations: matplotlib, PIL.
    "rasa.utils.plotting": ("plot_confusion_matrix", "plot_curve", "plot_paired_histogram"),
    # Databases that we do not use: DynamoDB, MongoDB.
    "boto3.dynamodb.conditions": ("Key",),
    "pymongo.collection": ("Collection",),
    # Reminders that Rasa itself would send, messages through RabbitMQ, signed chat sessions.
    "rasa.core.jobs": ("kill_scheduler", "scheduler"),
    "aiormq": (),
    "jwt": (),
    # Locks in Redis for files; ours are in the file system.
    "portalocker.redis": ("RedisLock",),
    # Commands of spaCy for the terminal, and colours for tracebacks there.
    "spacy.cli": (),
    "spacy.cli.info": ("info",),
    "rich": (),
    # A file format of Keras, which spaCy's library would load for models that we do not have.
    "h5py": (),
}
"""Modules that are not loaded and the names that Rasa imports from them."""

ABSENT_IN_SERVING = {
    # What a rule policy learns with: evaluations, scikit-learn's measures.
    "rasa.core.test": ("emulate_loop_rejection",),
    # Solvers for graphs and equations, which the package of sparse matrices loads for old times'
    # sake. Training solves one equation.
    "scipy.sparse.csgraph": (),
    # Telemetry, which is off.
    "requests": (),
    # spaCy reads requirements of packages and YAML only to package a model.
    "packaging.requirements": ("Requirement",),
    "srsly._yaml_api": (
        "is_yaml_serializable",
        "read_yaml",
        "write_yaml",
        "yaml_dumps",
        "yaml_loads",
    ),
}
"""The same, for a process that only serves a pipeline without any of Rasa's own components."""


class PartNotLoadedError(RuntimeError):
    """Something needs a part of Rasa that this process left out."""


class _Absent:
    """A name of a module that is not loaded; only creating or calling it is an error."""

    def __new__(cls, *_: Any, **__: Any) -> _Absent:
        raise PartNotLoadedError(
            f"{cls.__name__} is not loaded in the slim Rasa process (bot/core/model/stand_ins.py)"
        )


class _NothingForSentry:
    """Takes the place of structlog's way to Sentry: log lines pass unchanged and unread."""

    def __init__(self, **_: Any) -> None:
        pass

    def __call__(self, _logger: Any, _method: str, line: dict[str, Any]) -> dict[str, Any]:
        return line


def install(components: Sequence[str], *, is_serving: bool = False) -> None:
    """Put the stand-ins into place and let Rasa know ``components`` (names in ``config.yml``).

    A process that does nothing but serve a model (``is_serving``) does with less.

    Raises:
        PartNotLoadedError: Rasa was imported before.
    """
    if "rasa.core" in sys.modules:
        raise PartNotLoadedError("Rasa is loaded already, its parts can no longer be left out")
    # Rasa's own components may need whatever their libraries bring along.
    absent = ABSENT_NAMES | (ABSENT_IN_SERVING if is_serving and not components else {})
    for module, names in absent.items():
        _add(module, **{name: type(name, (_Absent,), {}) for name in names})
    _add("structlog_sentry", SentryProcessor=_NothingForSentry)
    _install_channels()
    from bot.core.model.graph_runner import SequentialGraphRunner

    _add("rasa.engine.runner.dask", DaskGraphRunner=SequentialGraphRunner)
    # Importing a component's module registers it; the table of all components is never read.
    _add(_DEFAULT_COMPONENTS, DEFAULT_COMPONENTS=[])
    for name in components:
        importlib.import_module(LIGHT_COMPONENTS[name])


def _install_channels() -> None:
    """Make ``rasa.core.channels`` a package that loads only the channel asked for."""
    spec = importlib.util.find_spec("rasa")
    if spec is None or spec.origin is None:
        raise PartNotLoadedError("Rasa is not installed")
    folder = Path(spec.origin).parent / "core" / "channels"

    def common_name(name: str) -> Any:
        # The package also passes on the names of its module ``channel``.
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(f"{_CHANNELS}.channel"), name)

    _add(_CHANNELS, __path__=[str(folder)], __getattr__=common_name)


def _add(name: str, **attributes: Any) -> None:
    module = ModuleType(name, "Stand-in, see bot/core/model/stand_ins.py.")
    vars(module).update(attributes)
    sys.modules[name] = module
