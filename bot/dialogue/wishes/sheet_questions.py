"""Recognises what is asked about the programme talked about, and answered by its sheet."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.aspects import AMOUNT_ASPECT, ASPECT_OF_TOPIC, DECISION_ASPECT, PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.topics import (
    ACCOUNTS_TOPIC,
    DECIDED_BY_OTHERS,
    GUESTS_VISA_TOPIC,
    POOR_FAMILIES_TOPIC,
    TIME_TOPICS,
    VISA_TOPIC,
)
from bot.words.phrases import folded

_OF_SHEETS = frozenset({"antragsweg", "traeger", DECISION_ASPECT})
_FOR_ALL_PROGRAMMES = frozenset({
    "antragshilfe_registrierung", "foerderung_ueberblick", "traeger_rechtsform", "zentralstelle",
})  # fmt: skip
COUNTRY_WISH = "country"
"""What was wanted last where it was told who pays for a country."""
# They have sums of their own for all programmes, which say nothing about the one talked about.
_MONEY_OF_ALL_PROGRAMMES = frozenset({
    "foerderung_ueberblick", "gruppengroesse", "inklusionskosten", "kosten_kalkulation",
    "mittelabruf_vorfinanzierung", "nachhaltigkeit_anreise", "teilnahmebeitrag",
})  # fmt: skip
# They tell themselves who applies, and where.
_WITH_OWN_WAY = DECIDED_BY_OTHERS | {
    ACCOUNTS_TOPIC, GUESTS_VISA_TOPIC, POOR_FAMILIES_TOPIC, VISA_TOPIC, "jugendinitiative_esk",
}  # fmt: skip
_CONTEXTS_BACK = 4
_OPEN = ("act", "answer", "clarify", "fallback")
_MAX_WORDS = 9
_FEW_WORDS = 3


def asks_of_sheet(heard: Heard, before: Context) -> bool:
    """Return whether "wer darf das beantragen?" is about the programme that was talked about.

    Each has an entry for all programmes as well, which says nothing about this one.
    """
    if asks_amount_on(heard, before):
        return True
    is_about_programme = before.topic.startswith(PROGRAMME_TOPIC) or bool(before.programmes)
    is_asked = bool(heard.aspects) and _OF_SHEETS.issuperset(heard.aspects)
    is_open = heard.decision in _OPEN and not heard.names and not heard.deadlines
    # "Wie beantragt man eine Juleica?" has an answer of its own.
    is_clear = heard.decision == "answer" and heard.is_clear
    is_own = is_clear and heard.topic not in _FOR_ALL_PROGRAMMES
    if heard.aspects == (DECISION_ASPECT,) and before.decision == "act":
        # "Wann gibt's die Ergebnisse?" below deadlines asks about no survey.
        is_own = False
    return (
        is_about_programme
        and is_asked
        and is_open
        and not is_own
        and len(folded(heard.text)) <= _MAX_WORDS
    )


def with_former_programme(
    heard: Heard, before: Context | None, earlier: Sequence[Context]
) -> Context | None:
    """Return what was talked about, for "wo reich ich das ein?" the money before a side question.

    ``earlier`` are the contexts of the conversation, the oldest first. Between may stand whether
    one may book already.
    """
    if before is None or before.is_guess or not heard.aspects or heard.names:
        return before
    is_of_money = before.topic.startswith(PROGRAMME_TOPIC) or before.topic in TIME_TOPICS
    if is_of_money or before.topic in _WITH_OWN_WAY or not _OF_SHEETS.issuperset(heard.aspects):
        return before
    named = (c for c in reversed(earlier[-_CONTEXTS_BACK:]) if c.topic.startswith(PROGRAMME_TOPIC))
    last = next((c for c in named if c.decision == "answer" and not c.is_guess), None)
    return before if last is None else last


def asks_amount_on(heard: Heard, before: Context) -> bool:
    """Return whether "und wie viel zahlen die?" is about the programme talked about."""
    is_about_programme = before.topic.startswith(PROGRAMME_TOPIC) or bool(before.programmes)
    is_bare = not (heard.names or heard.deadlines) and heard.decision in ("answer", "clarify")
    nearest = heard.topic or next(iter(heard.topics), "")
    is_of_all = nearest in _MONEY_OF_ALL_PROGRAMMES
    is_short = len(folded(heard.text)) <= _MAX_WORDS
    is_asked = heard.aspects == (AMOUNT_ASPECT,) and is_bare
    return is_about_programme and is_asked and is_of_all and is_short


def asks_amount_for_country(heard: Heard, meant: Meant, before: Context | None) -> bool:
    """Return whether "wie viel denn" follows who pays for a country, or the deadlines for it.

    Who pays there was told, or is not asked: the rates of those programmes are.
    """
    is_asked = AMOUNT_ASPECT in heard.aspects and meant.is_follow_up and not heard.names
    if before is None or not is_asked:
        return False
    is_told = before.wish == COUNTRY_WISH or before.decision == "act"
    return is_told and bool(meant.countries) and meant.countries == before.countries


def asks_more_of_programme(heard: Heard, before: Context) -> bool:
    """Return whether "wie viel pro km" is asked about the programme that was talked about."""
    is_about_programme = before.topic.startswith(PROGRAMME_TOPIC) or bool(before.programmes)
    # "Wie viel bei 8000 km" may be near to nothing that we know.
    is_open = heard.decision in UNSURE
    is_bare = bool(heard.aspects) and not heard.names and is_open
    return is_about_programme and is_bare and len(folded(heard.text)) <= _MAX_WORDS


def asks_aspect_of_programme(heard: Heard, before: Context) -> bool:
    """Return whether "Eigenanteil?" is asked about the programme that was talked about.

    It has an entry of its own for all programmes, to which the answer leads on.
    """
    is_aspect = heard.decision == "answer" and heard.topic in ASPECT_OF_TOPIC and not heard.names
    has_subject = bool(before.programmes or before.countries)
    return is_aspect and has_subject and len(folded(heard.text)) <= _FEW_WORDS
