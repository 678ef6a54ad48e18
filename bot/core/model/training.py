"""Trains the model like ``rasa train --skip-validation``, without TensorFlow."""

from __future__ import annotations

from pathlib import Path

from bot.core.logs import configure_logs


def train(name: str, folder: Path) -> int:
    """Train ``<folder>/<name>.tar.gz`` from the files in the current folder; return the exit code.

    The stand-ins must be installed.
    """
    # The function behind ``rasa train`` that takes an importer; the public one makes its own.
    from rasa.model_training import _check_unresolved_slots, _train_graph
    from rasa.shared.data import TrainingType

    from bot.core.model.training_data import ProjectData

    configure_logs()
    data = ProjectData("config.yml", "domain.yml", ["data"])
    has_texts_in_stories = data.get_nlu_data().has_e2e_examples()
    _check_unresolved_slots(data.get_domain(), data.get_stories())
    result = _train_graph(
        data,
        training_type=TrainingType.END_TO_END if has_texts_in_stories else TrainingType.BOTH,
        output_path=str(folder),
        fixed_model_name=name,
    )
    return int(result.code)
