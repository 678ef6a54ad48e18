"""A consultation request prepared from a plan, so that nobody has to type it twice."""

from __future__ import annotations

from bot.fit.result import FitResult, Verdict
from bot.fit.shown.wording import case_lines
from bot.texts import text

_MOST_NAMED = 5


def consultation_topic(result: FitResult) -> str:
    """Return the subject, at most 200 characters."""
    case = result.case
    known = dict(case_lines(case))
    labels = [text(f"fit.field_{name}") for name in ("format", "country", "age")]
    what = ", ".join(known[label] for label in labels if label in known)
    return text("fit.consultation_topic", what=what) if what else text("fit.consultation_plain")


def consultation_text(result: FitResult, url: str) -> str:
    """Return the description: the plan, what came out, the address, room for the question."""
    lines = [text("fit.consultation_intro")]
    lines += [text("fit.consultation_line", label=k, value=v) for k, v in case_lines(result.case)]
    for verdict in (Verdict.FITS, Verdict.UNCLEAR):
        names = [item.sheet.short for item in result.with_verdict(verdict)[:_MOST_NAMED]]
        if names:
            key = f"fit.consultation_{verdict.value}"
            lines.append(text(key, programmes=", ".join(names)))
    lines += [text("fit.consultation_url", url=url), "", text("fit.consultation_question")]
    return "\n".join(lines)
