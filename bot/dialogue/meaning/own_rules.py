"""Recognises a question that the answer above has a rule of its own for.

"Wie alt müssen die sein?" after DiscoverEU is about DiscoverEU, although every youth exchange has
an entry about ages.
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.context import NO_QUESTIONS, Context, Heard, Meant
from bot.dialogue.meaning.again import again
from bot.dialogue.words import words
from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("own_rules.yml")
_MOST_WORDS = 8
# "Wie viele Tage", "wie alt muss man sein": so few words name no other subject.
_FEW_WORDS = 5
_OPEN = ("answer", "clarify")
# What these entries are about has its own ages, sums and papers.
_WITH_OWN_RULES = ("bildungsurlaub", "einreise_", "fachkraefteaustausch", "jugendinitiative_esk",
                   "mso_vereine", "sonderurlaub", "unterkunft_gastfamilien", "verweis_", "visum_",
                   "workcamp")  # fmt: skip
# What can be asked about nearly anything, and is answered for youth exchanges in general.
_GENERAL = frozenset({
    "alter_teilnehmende", "dauer_reisetage", "eigenanteil", "fuehrungszeugnis", "gruppengroesse",
    "kosten_kalkulation", "nachhaltigkeit_anreise", "teilnahmebeitrag",
})  # fmt: skip


def own_rule_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return the question as one about the entry before, None where it is about anything else."""
    if before is None or before.decision != "answer" or before.programmes or heard.names:
        return None
    if before.is_guess:
        # What was only asked back about was told to nobody.
        return None
    # "Und wie lange geht das" is first of all no question, and then one about any journey.
    nearest = next((topic for topic in heard.topics if not topic.startswith(NO_QUESTIONS)), None)
    is_general = heard.decision in _OPEN and nearest in _GENERAL
    is_own = before.topic.startswith(_WITH_OWN_RULES) and before.topic != nearest
    return again(heard, before) if is_general and is_own and _points_back(heard.text) else None


def names_nothing(text: str) -> bool:
    """Say whether a message asks "wie alt müssen die sein" and names nobody and nothing."""
    said = [word for word in folded(text) if word not in words().pointing]
    return 0 < len(said) <= _FEW_WORDS and sets(_FILE)["bare"].issuperset(said)


def _points_back(text: str) -> bool:
    said = folded(text)
    if not said or len(said) > _MOST_WORDS:
        return False
    if len(said) <= _FEW_WORDS and sets(_FILE)["bare"].issuperset(said):
        return True
    known = sets(_FILE)
    pairs = zip(said, (*said[1:], ""), strict=False)
    pointing = (
        word in words().pointing
        and (word not in known["articles"] or not after or after in known["no_nouns"])
        for word, after in pairs
    )
    return said[0] in words().joining or any(pointing)
