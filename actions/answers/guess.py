"""A question back in its conversation: what is asked about, and what of it is remembered."""

from __future__ import annotations

from dataclasses import replace

from actions.answers.asking_back import AskedBack, ask_back
from actions.conversation.turn import Turn
from actions.conversation.understanding import (
    context_of,
    foreign_language_of,
    topics_of_origin,
)
from bot.dialogue.context import NO_QUESTIONS, Context, Heard
from bot.dialogue.meaning.again import SECOND
from bot.dialogue.meaning.in_context import Weighed
from bot.dialogue.meaning.several_questions import choices_of
from bot.dialogue.meaning.suggestion import LEAST_LEAD_OF_GUESS


def ask_what_is_meant(
    turn: Turn,
    heard: Heard,
    weighing: Weighed,
    about: Context | None,
) -> tuple[bool, Context | None]:
    """Ask back; return whether an entry was shown as a proposal, and what is talked about now."""
    of_origin = topics_of_origin(turn.tracker)
    nearest = weighing.choices
    before = context_of(turn.tracker)
    if before is not None and before.is_guess:
        # Nobody chose what was asked back about: what is said now counts as much.
        nearest = (*nearest[:1], *_questions(heard), *nearest[1:])
    likely = tuple(dict.fromkeys((*choices_of(heard), *of_origin, *nearest)))
    asked = ask_back(turn, likely)
    is_shown = asked.is_shown
    if about is None:
        return is_shown, _first_choice(turn, heard, asked)
    if before is not None and not (is_shown or before.is_guess) and about.topic == before.topic:
        # The answer above may be meant again: it stays what "und beim DFJW?" is asked about.
        return is_shown, before
    # What was shown can be asked about; what was only asked back about cannot.
    is_guess = about.is_guess and not is_shown
    has_rivals = is_guess and heard.lead < LEAST_LEAD_OF_GUESS
    return is_shown, replace(about, is_guess=is_guess, has_rivals=has_rivals)


def _questions(heard: Heard) -> tuple[str, ...]:
    """Return which of the two nearest topics of a message can be asked about."""
    return tuple(one for one in heard.topics[:SECOND] if not one.startswith(NO_QUESTIONS))


def _first_choice(turn: Turn, heard: Heard, asked: AskedBack) -> Context | None:
    """Return the first of the questions to choose from as what is talked about, if only guessed.

    "Bekommen Teamer auch Geld" may be near to nothing, but "sind ehrenamtlich" goes on with it.
    """
    if foreign_language_of(turn.tracker) is not None or not asked.entries:
        return None
    names = (heard.programmes, heard.countries)
    return Context(asked.entries[0].id, "answer", *names, is_guess=True, has_rivals=True)
