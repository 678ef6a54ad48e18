"""What can be read of a reply of the assistant, and how it came: for the judge of conversations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.console.rendering import plain_text
from bot.knowledge.files.blocks import to_plain_text

_CHOICE = "/choose_faq"
_BACK = ("utter_clarify", "utter_clarify_one", "utter_not_above")
_NOT_KNOWN = ("utter_not_above", "utter_same_answer")
_HINT = "utter_emergency_hint"
_TOPIC_KEY = re.compile(r"^utter_(?:smalltalk|out_of_scope|emergency)/(\w+)$")
_HANDED_OVER = ("utter_handover_offer", "utter_contact", "card:contact")
_FORM = ("utter_consultation_intro", "utter_ask_consultation")
_DEADLINES_TOPIC = "fristen_ueberblick"
# Words by which the assistant says that it does not know; it offers a person beside them.
_UNSURE = re.compile(
    r"nicht sicher, ob (das )?ihre frage|steht in der antwort oben nichts|weiß ich (dazu )?nicht\b",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Reply:
    """A reply: what is read, the topics whose text is shown, what is proposed, how it came.

    ``text`` is what is read without a click, ``folded`` what an answer card opens to. ``meant`` is
    the topic under which the assistant filed the message, ``entries`` the entries shown.
    """

    text: str
    folded: str
    entries: tuple[str, ...]
    meant: str
    options: tuple[str, ...]
    decisions: tuple[str, ...]
    is_proposal: bool
    is_unsure: bool
    has_hint: bool


def reply_of(
    messages: Sequence[Mapping[str, Any]], keys: Sequence[str], understanding: Mapping[str, Any]
) -> Reply:
    """Return what can be read of a turn; a hint at emergency numbers beside it is left out."""
    said = [one for one, key in zip(messages, keys, strict=True) if key != _HINT]
    answers = [one for one in said if one.get("card") == "answer"]
    text = plain(" ".join(_read(one) for one in said))
    unsure = bool(_UNSURE.search(text)) or any(key in _NOT_KNOWN for key in keys)
    return Reply(
        text=text,
        folded=plain(" ".join(to_plain_text(one["details"]) for one in answers)),
        entries=(*(one["faq_id"] for one in answers), *_topics_of(keys)),
        meant=_DEADLINES_TOPIC if "card:deadlines" in keys else understanding.get("topic") or "",
        options=tuple(_options(said)),
        decisions=tuple(_decisions(keys, answers)),
        is_proposal=any(one.get("is_proposal") for one in answers),
        is_unsure=unsure,
        has_hint=_HINT in keys,
    )


def plain(text: str) -> str:
    """Return a text with one kind of dash and space, so that patterns need no others."""
    return _SPACES.sub(" ", text.replace("–", "-").replace("\u00ad", "").replace("\u202f", " "))


def _read(message: Mapping[str, Any]) -> str:
    # The names of sources are no answer: they would let any word fit.
    return plain_text(_without_sources(dict(message)))


def _without_sources(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: [] if k == "sources" else _without_sources(v) for k, v in value.items()}
    return [_without_sources(one) for one in value] if isinstance(value, list) else value


def _topics_of(keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        if found := _TOPIC_KEY.match(key):
            yield found[1]
        elif key.startswith("utter_language"):
            yield "meta_andere_sprache"
        elif key == "card:contact":
            yield "meta_mensch_sprechen"


def _options(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for message in messages:
        for button in message.get("buttons", ()):
            if button["payload"].startswith(_CHOICE):
                yield json.loads(button["payload"][len(_CHOICE) :])["faq_id"]


def _decisions(keys: Sequence[str], answers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if any(key in _HANDED_OVER for key in keys):
        yield "handover"
    if any(key.startswith(_FORM) for key in keys):
        yield "form"
    if "card:deadlines" in keys:
        yield "deadlines"
    if any(key in _BACK for key in keys):
        yield "ask_back"
    if answers or any(_tells(key) for key in keys):
        yield "answer"


def _tells(key: str) -> bool:
    rest = (*_BACK, *_HANDED_OVER, *_NOT_KNOWN, _HINT, "card:deadlines")
    return key not in rest and not key.startswith(_FORM)
