"""What a judgement rests on, as items of a card."""

from __future__ import annotations

from bot.fit.result import Evidence, Finding, Judgement
from bot.knowledge.shown.fact_cards import FactItem, FactStatus, fact_item
from bot.programmes.models import Certainty
from bot.texts import text

_STATUS: dict[Finding, FactStatus | None] = {
    Finding.KEPT: "yes",
    Finding.BROKEN: "no",
    Finding.OPEN: "maybe",
    Finding.UNCLEAR: "maybe",
    Finding.UNKNOWN: "unknown",
    Finding.NOTE: None,
}


def judgement_items(judgement: Judgement) -> list[FactItem]:
    """Return the rule with its sources, or what is to be said without one."""
    label = text(f"fit.topic_{judgement.topic}")
    status = _STATUS[judgement.finding]
    if not judgement.evidence:
        sentence = judgement.note or text(f"fit.without_rule_{judgement.finding.value}")
        return [fact_item(sentence, label=label, status=status)]
    items = []
    for place, evidence in enumerate(judgement.evidence):
        # What is special is said once, beside the first rule.
        note = judgement.note if place == 0 else None
        items.append(evidence_item(evidence, label, note, status))
    return items


def evidence_item(
    evidence: Evidence, label: str | None, note: str | None, status: FactStatus | None
) -> FactItem:
    """Return one fact with its sources and how sure it is."""
    remarks = [note] if note else []
    if evidence.source is None:
        remarks.append(text("fit.practice"))
    elif evidence.certainty is Certainty.ABOUT:
        remarks.append(text("fit.please_check"))
    return fact_item(
        evidence.text,
        label=label,
        note=" ".join(remarks) or None,
        status=status,
        sources=[] if evidence.source is None else [evidence.source],
        checked_on=evidence.checked_on,
    )


def note_item(evidence: Evidence) -> FactItem:
    """Return a remark with its source."""
    sources = [] if evidence.source is None else [evidence.source]
    note = None if sources else text("fit.practice")
    return fact_item(evidence.text, note=note, sources=sources, checked_on=evidence.checked_on)
