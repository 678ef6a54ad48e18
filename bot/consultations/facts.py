"""The facts of a request as label and value, in the order in which the office reads them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.clock import german_day, german_moment
from bot.consultations.models import ConsultationRequest
from bot.texts import text

_WAYS = ("email", "phone", "wants_visit", "wanted_times")


@dataclass(frozen=True)
class Fact:
    """One line of the table of facts."""

    label: str
    value: str = field(repr=False)


def facts_of(request: ConsultationRequest) -> list[Fact]:
    """Return all facts; what the person left out is named as missing."""
    return [*_frame_of(request), *_answers_of(request)]


def told_facts(request: ConsultationRequest) -> list[Fact]:
    """Return the facts that say something, and in one line what was left out.

    Ways to the person that were not named are not missed where there is another.
    """
    answers = _answers_of(request)
    empty = {text("consultations.missing"), text("consultations.no")}
    is_open = empty | {text("consultations.not_known")}
    ways = {text(f"consultations.label_{way}") for way in _WAYS}
    left_out = [fact.label for fact in answers if fact.value in is_open and fact.label not in ways]
    told = [fact for fact in answers if fact.value not in is_open]
    frame = [fact for fact in _frame_of(request) if fact.value not in empty]
    rest = [_fact("left_out", ", ".join(left_out))] if left_out else []
    return [*frame, *told, *rest]


def filled_facts(request: ConsultationRequest) -> list[Fact]:
    """Return what the person filled in, but for the description; nothing that was left out."""
    empty = {text("consultations.missing"), text("consultations.no")}
    return [fact for fact in _answers_of(request) if fact.value not in empty]


def _answers_of(request: ConsultationRequest) -> list[Fact]:
    missing = text("consultations.missing")
    return [
        _fact("topic", request.topic or missing),
        _fact("format", request.format or missing),
        _fact("partner_country", request.partner_country or missing),
        _fact("period", request.period or missing),
        _fact("group", request.group or missing),
        _fact("organisation", request.organisation or missing),
        _fact("place", request.place or missing),
        _fact("name", request.name or text("consultations.anonymous")),
        _fact("email", request.email or missing),
        _fact("phone", request.phone or missing),
        _fact("wants_visit", _yes_or_no(request.wants_visit)),
        _fact("wanted_times", request.wanted_times or missing),
    ]


def _frame_of(request: ConsultationRequest) -> list[Fact]:
    received = german_moment(request.received_at)
    reply = request.reply_channel
    return [
        _fact("reference", request.reference),
        _fact("received", text("consultations.moment", moment=received)),
        _fact("answer_by", german_day(request.answer_by)),
        _fact("urgent", _yes_or_no(request.is_urgent)),
        _fact("channel", text(f"consultations.channel_{request.channel.value}")),
        _fact(
            "reply_channel",
            text(
                "consultations.missing" if reply is None else f"consultations.reply_{reply.value}"
            ),
        ),
    ]


def _fact(name: str, value: str) -> Fact:
    return Fact(text(f"consultations.label_{name}"), value)


def _yes_or_no(value: bool) -> str:
    return text("consultations.yes" if value else "consultations.no")
