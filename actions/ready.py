"""Loads what answers need before the first one is asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from actions import office_vectors, wiring
from actions.learned_passages import learn_passages
from bot.dates.find import find_spans
from bot.deadlines.asked import words as deadline_words
from bot.dialogue import words as dialogue_words
from bot.dialogue.meaning import likely_topics
from bot.dialogue.wishes import advice_words
from bot.fit import countries
from bot.fit import words as fit_words
from bot.fit.told import telling
from bot.glossary.questions import asks_only_for
from bot.intake.words import field_names, meant_asides
from bot.privacy.patterns import find_personal_data
from bot.words import lists

logger = logging.getLogger(__name__)

_SOME_DAY = "1.3.2030"
_SOME_BODY = "Verein"
_SOME_PHONE = "0221 1234567"


def get_ready() -> None:
    """Load content, rules, lists of words, and the reading of dates and personal data.

    Whoever forks afterwards shares all of it. Databases stay closed: a connection must not be
    shared. What cannot be loaded is reported and tried again with the first answer that needs it.
    """
    for load in (*_content(), *_words()):
        try:
            load()
        except Exception:  # a broken file of the office must not keep the assistant from starting
            logger.exception("not ready yet")


def _content() -> tuple[Callable[[], object], ...]:
    """Return what loads the files of the office."""
    return (
        wiring.catalogue().all,
        wiring.further_questions().read_all,
        wiring.deadlines().current,
        wiring.programmes().current,
        wiring.places().current,
        wiring.glossary().current,
        wiring.former_names().current,
        wiring.fit().rules.current,
        wiring.plans().rules.current,
        wiring.office,
        office_vectors.load,
        lambda: learn_passages(wiring.catalogue().all()),
    )


def _words() -> tuple[Callable[[], object], ...]:
    """Return what loads our own files, each by the function that needs it."""
    return (
        lambda: lists.load_all(Path(dialogue_words.__file__).parent),
        dialogue_words.words,
        advice_words.advice_words,
        likely_topics.weights,
        deadline_words.words,
        fit_words.words,
        countries.all_countries,
        lambda: telling.body_in(_SOME_BODY),
        field_names,
        meant_asides,
        lambda: asks_only_for((), 0, 0),
        lambda: find_spans(_SOME_DAY, wiring.now()),
        lambda: find_personal_data(_SOME_PHONE, wiring.now().date()),
    )
