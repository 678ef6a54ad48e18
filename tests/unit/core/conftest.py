"""Tests of the core load Rasa; the slim one, unless another test has loaded all of it before."""

from __future__ import annotations

from bot.core.model.loading import prefer_slim_rasa
from bot.settings import PROJECT_ROOT

prefer_slim_rasa(PROJECT_ROOT)
