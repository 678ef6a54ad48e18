"""German words for what is wrong with a field."""

from __future__ import annotations

from bot.consultations.checks import MAX_LENGTH, FieldProblem
from bot.texts import UnknownTextError, text


def message_problem_text(code: str, limit: int) -> str:
    """Return the sentence for a message that was refused with this code."""
    try:
        return text(f"consultations.problem_message_{code}")
    except UnknownTextError:
        return text(f"consultations.problem_{code}", limit=limit)


def problem_text(problem: FieldProblem) -> str:
    """Return the sentence to show next to the field."""
    try:
        return text(f"consultations.problem_{problem.field}_{problem.code}")
    except UnknownTextError:
        limit = MAX_LENGTH.get(problem.field, 0)
        return text(f"consultations.problem_{problem.code}", limit=limit)
