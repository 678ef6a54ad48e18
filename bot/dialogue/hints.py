"""Recognises short phrases that mean something in a conversation only (``hints.yml``)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any
from unicodedata import category

from bot.dialogue.aspects import AGE_ASPECT, AMOUNT_ASPECT, DECISION_ASPECT
from bot.dialogue.wishes.decision_time import asks_when_decided
from bot.words.lists import tree
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("hints.yml")
_MOST_DIGITS_OF_AGE = 2
_MOST_WORDS_OF_ASPECT = 7
_MOST_WORDS_OF_CONSENT = 6
_AFFIRM, _DENY, _STOP = "affirm", "deny", "stop"


class Reaction(Enum):
    """What somebody says to an answer instead of asking something."""

    UNHAPPY = "unhappy"
    PUZZLED = "puzzled"
    DROPPED = "dropped"
    MISUNDERSTOOD = "misunderstood"


def sure_aspects(text: str) -> tuple[str, ...]:
    """Return what a message asks of a programme beyond doubt, whatever terms stand beside it.

    "Wie lange dauert die Bearbeitung?" is no question for the length of a journey.
    """
    sentence = _sentence(folded(text))
    if asks_when_decided(text):
        return (DECISION_ASPECT,)
    return tuple(aspect for aspect, forms in _raw()["long"].items() if _has(sentence, forms))


def hinted_aspects(text: str) -> tuple[str, ...]:
    """Return what a short message asks of a programme although no term of the field is in it."""
    # "Bezahlen die auch den Zug? Das sind über 8 Stunden.": the question comes first.
    said = folded(text.partition("?")[0])
    # "Wo genau stelle ich den Antrag?", "wohin denn mit dem Antrag?"
    plain = [word for word in said if word not in _raw()["between"]]
    sentence = _sentence(said) + _sentence(plain)
    clear = sure_aspects(text)
    if _asks_for_age(said):
        clear = (*clear, AGE_ASPECT)
    if clear or len(said) > _MOST_WORDS_OF_ASPECT:
        return clear
    found = [aspect for aspect, forms in _raw()["aspects"].items() if _has(sentence, forms)]
    found += [aspect for aspect, forms in _raw()["whole"].items() if " ".join(said) in forms]
    forms_of_amount = _raw()["aspects"][AMOUNT_ASPECT]
    is_rate = _has(sentence, [form for form in forms_of_amount if form not in _raw()["how_much"]])
    ends = tuple(_raw()["ends_of_other_sums"])
    is_other = any(word in _raw()["not_an_amount"] or word.endswith(ends) for word in said)
    if not is_rate and is_other:
        found = [aspect for aspect in found if aspect != AMOUNT_ASPECT]
    return tuple(found)


def spelled_out(text: str) -> str:
    """Return a question with its abbreviations written out: "wie viel pro km"."""
    long: Mapping[str, str] = _raw()["spelled_out"]
    return " ".join(long.get(word, word) for word in folded(text))


def intent_meant(text: str, intent: str, *, has_more: bool = False) -> str:
    """Return the intent of a short word in a dialogue, empty where the message says more.

    "Ok und wo Antrag" and "okay und wenn die nein sagen" are neither yes nor no, "nein, Spanien" is
    no mere no (``has_more`` tells that something is named), nor is "nein, ich meine die Frist", and
    "senden" stops nothing. Nor does "was passiert, wenn ich abbreche?".
    """
    said = folded(text)
    is_negated = not set(_raw()["not"]).isdisjoint(said)
    goes_on = not {*_raw()["what_if"], *_raw()["meant_instead"]}.isdisjoint(said)
    if "?" not in text and not is_negated and _is_consent(said) and intent != _DENY:
        return _AFFIRM
    if intent in (_AFFIRM, _DENY) and (has_more or goes_on or asks_on(text)):
        return ""
    if intent == _STOP and _asks_about_stopping(text, said):
        return ""
    return intent


def asks_on(text: str) -> bool:
    """Say whether a message asks something, whatever word it begins with."""
    said = set(folded(text))
    # "Ja bitte?" is a yes, "alles richtig?" is none.
    is_bare_yes = said <= set(_raw()["bare_yes"])
    return ("?" in text and not is_bare_yes) or not said.isdisjoint(_raw()["question_words"])


def _is_age(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS_OF_AGE


def _asks_about_stopping(text: str, said: list[str]) -> bool:
    """Say whether a message asks what becomes of it; "abbrechen?" and "was soll das" do not."""
    is_command = set(said) <= set(_raw()["bare_command"])
    begins = " ".join(said).startswith(tuple(f"{lead} " for lead in _raw()["asks_about_stopping"]))
    return not is_command and ("?" in text or begins)


def is_bare_command(text: str) -> bool:
    """Say whether a message wants to stop or go back and says nothing else.

    "Kann man auch abbrechen" and "und zurück" ask about a journey.
    """
    said = folded(text)
    return bool(said) and "?" not in text and set(said) <= set(_raw()["bare_command"])


def speaks_of_sending(text: str) -> bool:
    """Say whether a consent is one to something being sent: "ja absenden"."""
    return not {*_raw()["sending"], *_raw()["agreeing"]}.isdisjoint(folded(text))


def reaction_to_answer(text: str) -> Reaction | None:
    """Return what a message says of the answer before it, None if it says something else."""
    words_said = folded(text)
    said = " ".join(words_said)
    told = next((r for r in Reaction if said in _raw()[r.value]), None)
    if told is None and words_said[:1] and words_said[0] in _raw()["before_reaction"]:
        # "Nein, das meinte ich nicht."
        rest = " ".join(words_said[1:])
        told = Reaction.MISUNDERSTOOD if rest in _raw()["misunderstood"] else None
    return told


def only_approves(text: str) -> bool:
    """Say whether a message is nothing but signs of approval: "👍🏽"."""
    # The tone of a skin and the form of a sign say nothing more.
    signs = [sign for sign in text if not (sign.isspace() or category(sign) in ("Mn", "Sk", "Cf"))]
    return bool(signs) and set(signs) <= set(_raw()["approving"])


def tells_umbrella(text: str) -> bool:
    """Say whether a short message tells that the group belongs to an umbrella body."""
    said = folded(text)
    if len(said) > _MOST_WORDS_OF_ASPECT or asks_on(text):
        return False
    sentence = _sentence(said)
    is_told = _has(sentence, _raw()["speaks_of_us"]) and _has(sentence, _raw()["umbrella"])
    return is_told or _has(sentence, _raw()["umbrella_told"])


def wants_to_resume(text: str) -> bool:
    """Say whether a message wants to go on with what was interrupted."""
    return " ".join(folded(text)) in _raw()["resume"]


def _is_consent(said: list[str]) -> bool:
    """Return whether a message is a yes and nothing else; a lone word but "senden" may be more."""
    known = set(_raw()["consent"])
    rest = [word for word in said if word not in known]
    is_whole = len(rest) < len(said) and all(word in _raw()["beside_consent"] for word in rest)
    is_sending = not set(_raw()["sending"]).isdisjoint(said)
    return len(said) <= _MOST_WORDS_OF_CONSENT and is_whole and (is_sending or len(said) > 1)


def _asks_for_age(said: list[str]) -> bool:
    """Return whether "dürfen die 13-Jährigen mit?" is asked: nobody is only told of."""
    names_age = any(word.endswith(tuple(_raw()["ends_of_ages"])) for word in said)
    after = [*said[2:], ""]
    # "Mit 8 Jugendlichen" tells how many they are.
    names_age |= any(
        before in _raw()["before_ages"] and _is_age(word) and counted not in _raw()["not_an_amount"]
        for before, word, counted in zip(said, said[1:], after, strict=False)
    )
    return names_age and not set(_raw()["may"]).isdisjoint(said)


def _has(sentence: str, phrases: list[str]) -> bool:
    return any(f" {phrase} " in sentence for phrase in phrases)


def _sentence(said: list[str]) -> str:
    return f" {' '.join(said)} "


def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = tree(_FILE)
    return raw
