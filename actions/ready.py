"""Loads what answers need before the first one is asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable

from actions import _wiring
from bot.dates.find import find_spans

logger = logging.getLogger(__name__)

_SOME_DAY = "1.3.2030"


def get_ready() -> None:
    """Load content, rules and the reading of dates.

    Whoever forks afterwards shares all of it. Databases stay closed: a connection must not be
    shared. What cannot be loaded is reported and tried again with the first answer that needs it.
    """
    content: tuple[Callable[[], object], ...] = (
        _wiring.catalogue().all,
        _wiring.deadlines().current,
        _wiring.programmes().current,
        _wiring.places().current,
        _wiring.glossary().current,
        _wiring.former_names().current,
        _wiring.fit,
        _wiring.plans,
        _wiring.office,
        lambda: find_spans(_SOME_DAY, _wiring.now()),
    )
    for load in content:
        try:
            load()
        except Exception:  # a broken file of the office must not keep the assistant from starting
            logger.exception("not ready yet")
