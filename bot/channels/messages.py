"""What the assistant says, in the one shape all channels share (docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Button:
    """A quick reply; ``payload`` is what the assistant receives when it is chosen."""

    title: str
    payload: str


@dataclass(frozen=True)
class BotMessage:
    """One message: plain text, or a card with the keys of docs/architecture.md."""

    text: str | None = None
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form that is stored and sent to clients."""
        content: dict[str, Any] = dict(self.card or {})
        if self.text is not None:
            content["text"] = self.text
        content["buttons"] = [
            {"title": button.title, "payload": button.payload} for button in self.buttons
        ]
        return content


def offering_once(messages: Sequence[BotMessage]) -> list[BotMessage]:
    """Return the messages of one turn, a button with the same title only where it comes last.

    Several answers to one message each bring their way on, and a card may name a question as
    related for which there is a button; shown twice, people look for the difference.
    """
    offered: set[str] = set()
    kept = []
    for message in reversed(messages):
        buttons = tuple(button for button in message.buttons if button.title not in offered)
        offered.update(button.title for button in buttons)
        kept.append(replace(message, buttons=buttons, card=_without(offered, message.card)))
    return kept[::-1]


def _without(offered: Set[str], card: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if card is None or not card.get("related"):
        return card
    return {**card, "related": [one for one in card["related"] if one["question"] not in offered]}


def buttons_from(raw: object) -> tuple[Button, ...]:
    """Return the well-formed buttons of a JSON list and drop everything else."""
    if not isinstance(raw, list):
        return ()
    return tuple(
        Button(title=item["title"], payload=item["payload"])
        for item in raw
        if isinstance(item, dict)
        and isinstance(item.get("title"), str)
        and isinstance(item.get("payload"), str)
    )


def message_from(raw: Mapping[str, Any]) -> BotMessage | None:
    """Return what Rasa sends, or keeps in a response file, as a message; None for nothing."""
    custom = raw.get("custom")
    if isinstance(custom, dict) and isinstance(custom.get("card"), str):
        card = {key: value for key, value in custom.items() if key != "buttons"}
        return BotMessage(buttons=buttons_from(custom.get("buttons")), card=card)
    source = custom if isinstance(custom, dict) else raw
    text = source.get("text")
    if isinstance(text, str) and text.strip():
        return BotMessage(text=text, buttons=buttons_from(source.get("buttons")))
    return None
