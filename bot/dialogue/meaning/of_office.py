"""Recognises what is asked of the answer above and sounds like a question about advice.

"Und wenn wir da kein Mitglied sind" and "kostet das was" below central bodies are about these: of
the office's advice nobody has spoken (``of_office.yml``).
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.context import NO_QUESTIONS, Context, Heard, Meant
from bot.dialogue.meaning.again import again
from bot.dialogue.topics import ADVICE_FEE_TOPIC, CASE
from bot.words.lists import lists
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("of_office.yml")
_MOST_WORDS = 9
# Below these, the office is what is talked about.
_OF_OFFICE = ("beratung_", "servicestelle_", "veranstaltung", "newsletter", CASE, *NO_QUESTIONS)


def above_meant(heard: Heard, before: Context) -> Meant | None:
    """Return the answer above where only it can be meant, None for all other messages."""
    is_told = before.decision == "answer" and not before.is_guess
    if not is_told or before.topic.startswith(_OF_OFFICE) or heard.names:
        return None
    said = folded(heard.text)
    is_near = heard.topic == ADVICE_FEE_TOPIC and heard.decision in ("answer", "clarify")
    names_office = any(word.startswith(lists(_FILE)["office_beginnings"]) for word in said)
    is_short = len(said) <= _MOST_WORDS
    return again(heard, before) if is_near and is_short and not names_office else None
