"""The environment variables that child processes get on top of ours."""

from __future__ import annotations

import os
from collections.abc import Mapping

from bot.settings import Settings

# Rasa's process hears only from the gateway. 64 KB hold any message the gateway lets through.
RASA_REQUEST_MAX_BYTES = 64 * 1024


def child_environment(changes: Mapping[str, str]) -> dict[str, str]:
    """Return our own environment with the changes applied, for a child process."""
    # A child needs PATH, HOME, proxies and the IJA_* variables; no setting is read here.
    return {**os.environ, **changes}


def quiet_rasa() -> dict[str, str]:
    """Return what every Rasa process needs: no telemetry, no graphics card, no start-up noise."""
    return {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        # Sanic uses one function of distutils, for which setuptools would load all of itself.
        "SETUPTOOLS_USE_DISTUTILS": "stdlib",
        "PYTHONUNBUFFERED": "1",
    }


def rasa_server(settings: Settings) -> dict[str, str]:
    """Return the environment of the Rasa core; ``endpoints.yml`` reads the ``IJA_*`` part."""
    return quiet_rasa() | {
        # There is one process for each core (bot/core/serving/workers.py): threads would only wait.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "SANIC_HOST": "127.0.0.1",
        "SANIC_ACCESS_LOG": "false",
        "SANIC_REQUEST_MAX_SIZE": str(RASA_REQUEST_MAX_BYTES),
        # Rasa's own --response-timeout has no effect without its HTTP API.
        "SANIC_RESPONSE_TIMEOUT": str(settings.rasa_timeout_seconds),
        "IJA_RASA_DATABASE": str(settings.rasa_database),
        "IJA_TRACKER_URL": settings.scale.tracker_url,
    }
