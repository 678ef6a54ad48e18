"""Our assistant beside a stock Rasa pipeline: same sentences, same questions, same machine."""

from __future__ import annotations

import os

from bot.processor import choose_kernels

# Here and not in each command: their modules load NumPy before any command begins. Both sides of
# a comparison inherit it.
choose_kernels(os.environ)
