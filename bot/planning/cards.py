"""The plan as a card in the chat: the steps that count first, and the way to the whole plan."""

from __future__ import annotations

from bot.deadlines.query import DeadlineQuery, is_asked_for
from bot.fit.shown.wording import case_sentence
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import FactItem, FactSection, FactStatus, fact_item, facts_card
from bot.planning.models import Phase, Plan, Step, StepCertainty, Urgency
from bot.planning.query import PLAN_CALENDAR_PATH, PLAN_PATH, plan_query
from bot.planning.view import certainty_words, plan_view
from bot.texts import text

MOST_STEPS = 6
_STATUS: dict[StepCertainty, FactStatus] = {
    StepCertainty.ABOUT: "about",
    StepCertainty.UNKNOWN: "unknown",
}
_ORDER = (Urgency.NOW, Urgency.DUE, Urgency.SOON, Urgency.AHEAD, Urgency.OVER, Urgency.OPEN)


def plan_card(plan: Plan, *, site: str, chosen: tuple[str, ...]) -> Card:
    """Return a ``facts`` card; ``site`` is the public address before our pages."""
    dated = [step for step in plan.steps if step.first is not None or step.last is not None]
    picked = sorted(dated, key=lambda step: _rank(step, plan, chosen))[:MOST_STEPS]
    shown = [step for step in plan.steps if step in picked]
    view = plan_view(plan)
    query = plan_query(plan.case, chosen)
    sections: list[FactSection] = []
    for phase in Phase:
        items = [_item(step) for step in shown if step.phase is phase]
        if items:
            sections.append({"title": text(f"planning.phase_{phase.value}"), "items": items})
    rest = len(plan.steps) - len(shown)
    told = [text("planning.card_for", case=case_sentence(plan.case)), *view.hints]
    if rest:
        told.append(text("planning.card_rest", number=rest))
    return facts_card(
        text("planning.card_title"),
        sections,
        intro=" ".join(told),
        links=[
            (text("planning.card_link"), f"{site}{PLAN_PATH}?{query}"),
            (text("planning.card_calendar"), f"{site}{PLAN_CALENDAR_PATH}?{query}"),
        ],
    )


def _rank(step: Step, plan: Plan, chosen: tuple[str, ...]) -> tuple[bool, int]:
    """Return what steps are picked by: what was asked for and is over never drops out."""
    is_missed = step.urgency is Urgency.OVER and step.deadline is not None
    query = DeadlineQuery(chosen, plan.case.countries)
    is_own = step.deadline is not None and is_asked_for(step.deadline.programme, query)
    return not (is_missed and is_own), _ORDER.index(step.urgency)


def _item(step: Step) -> FactItem:
    words = [text(f"planning.urgency_{step.urgency.value}"), certainty_words(step)]
    is_advice = step.certainty not in _STATUS
    note = ", ".join(filter(None, words if is_advice else words[:1]))
    return fact_item(
        f"{step.title}: {step.when}",
        note=note or None,
        status=_STATUS.get(step.certainty),
        sources=step.sources,
        checked_on=step.checked_on,
    )
