"""What tells that an exact answer is wanted; which one: bot.dialogue.exact.wish_rules."""

from __future__ import annotations

from itertools import pairwise

from bot.dialogue.aspects import (
    AMOUNT_ASPECT,
    ASPECT_OF_TOPIC,
    DEADLINE_ASPECT,
    PROGRAMME_TOPIC,
)
from bot.dialogue.context import UNSURE, Context, Meant
from bot.dialogue.exact.wish import Clues, Spoken, WishKind
from bot.dialogue.meaning.again import is_about_money
from bot.dialogue.money import asks_for_money
from bot.dialogue.situations.funding import country_of, is_about_countries
from bot.dialogue.topics import BODY_TOPIC
from bot.dialogue.wishes.told_facts import only_tells
from bot.dialogue.words import words
from bot.words.phrases import has_phrase

_MOST_COMPARED = 3
# Below a comparison, and below the offer to check, which does not end the question.
_ASKED_AFTER = (WishKind.COMPARISON.value, WishKind.FIT_CHECK.value)
_FEW_WORDS = 5
_WORDS_OF_COMPARISON = 8
# These entries are about programmes, too: some send people on to those for single persons.
_OTHERS_PROGRAMMES = ("verweis_", "jugendinitiative_", "workcamp")
# Their entries tell what single towns pay.
_OF_TOWNS = ("foerderung_kommune",)
# Whoever asks for these wants the money of the programme.
_ASPECTS_OF_MONEY = ("betrag", "antragsweg", "traeger", "laender")


def is_of_money_above(meant: Meant, before: Context) -> bool:
    """Say whether the money that was talked about last is meant, or one of its aspects."""
    is_aspect = meant.topic in ASPECT_OF_TOPIC and before.topic.startswith(PROGRAMME_TOPIC)
    return meant.topic == before.topic or (is_aspect and bool(meant.countries))


def is_for_other_country(spoken: Spoken) -> bool:
    """Say whether "und statt Georgien Armenien?" asks the same of another country of a region.

    The entry would be the one above; the programmes for that country are new.
    """
    heard, meant, before = spoken.heard, spoken.meant, spoken.before
    if before is None or not meant.is_follow_up or heard.programmes or heard.aspects:
        return False
    if _asks_sheet_for_country(spoken):
        return True
    is_same = (meant.decision, meant.topic) == ("answer", before.topic)
    own = country_of(before.topic)
    # "Die Polen wollen schon buchen" below their programme names no other country.
    known = set(before.countries) | ({own} if own else set())
    is_other = bool(heard.countries) and not set(heard.countries) <= known
    return is_same and is_other and is_about_countries(meant.topic or "")


def _asks_sheet_for_country(spoken: Spoken) -> bool:
    """Say whether "geht das auch mit Norwegen?" follows facts of a sheet whose topic is another.

    The topic of the side question before these ("wie viele müssen es sein?") is not asked again.
    """
    heard, before = spoken.heard, spoken.before
    if before is None or not heard.countries or set(heard.countries) <= set(before.countries):
        return False
    is_of_sheet = before.wish == WishKind.ASPECT.value and bool(before.programmes)
    is_told = is_of_sheet or before.wish == WishKind.COUNTRY.value
    is_of_funder = before.topic.startswith((PROGRAMME_TOPIC, *_OTHERS_PROGRAMMES))
    return is_told and not is_of_funder and ASPECT_OF_TOPIC.get(before.topic) not in before.aspects


def asks_for_verdict(spoken: Spoken) -> bool:
    """Say whether a programme that does not pay is asked for as if it did.

    "Was ist der Unterschied?" may be asked about any two, and one value of a sheet holds anyway.
    """
    meant, topic = spoken.meant, spoken.meant.topic or ""
    is_about_money = topic.startswith(PROGRAMME_TOPIC) or topic == BODY_TOPIC
    is_value = bool(set(spoken.heard.aspects) - {DEADLINE_ASPECT, *_ASPECTS_OF_MONEY})
    # Deadlines say it above their list (bot.offers.excluded).
    is_open = meant.decision != "act" and (meant.decision != "answer" or is_about_money)
    return is_open and not is_value and words().contrasting.isdisjoint(spoken.said)


def asks_for_check(said: list[str]) -> bool:
    """Say whether the words ask which programme fits, and nothing else that may fit."""
    return has_phrase(said, words().fit_check) and not has_phrase(said, words().other_fit)


def asks_which_is_better(spoken: Spoken) -> bool:
    """Say whether "Welches ist besser für uns?" follows a comparison: the plan decides."""
    before, said = spoken.before, spoken.said
    is_after = before is not None and before.wish in _ASKED_AFTER
    is_short = len(said) <= _FEW_WORDS and not spoken.heard.programmes
    return is_after and is_short and not words().comparing.isdisjoint(said)


def aspects_compared(spoken: Spoken) -> tuple[str, ...]:
    """Return what "wo kriegt man mehr Geld?" asks of several programmes that were compared."""
    heard, before = spoken.heard, spoken.before
    is_comparing = not words().comparing.isdisjoint(spoken.said)
    known = (*_ASKED_AFTER, *((WishKind.ASPECT.value,) if is_comparing else ()))
    is_after = before is not None and before.wish in known and len(before.programmes) > 1
    is_short = len(spoken.said) <= _WORDS_OF_COMPARISON
    if not (is_after and is_short) or heard.names or spoken.meant.decision == "act":
        return ()
    named = tuple(aspect for aspect in heard.aspects if aspect != DEADLINE_ASPECT)
    is_money = asks_for_money(heard.asked) or not words().more_money.isdisjoint(spoken.said)
    return named or ((AMOUNT_ASPECT,) if is_money and is_comparing else ())


def compared(spoken: Spoken) -> tuple[str, ...]:
    """Return the programmes that are to be compared, none where no comparison is asked for."""
    named, before, said = spoken.heard.programmes, spoken.before, spoken.said
    if words().comparing.isdisjoint(said):
        return ()
    if len(named) == 1 and before is not None and not words().contrasting.isdisjoint(said):
        # "Und im Vergleich zum DPJW?"
        named = tuple(dict.fromkeys((*before.programmes[:1], *named)))
    return named if 1 < len(named) <= _MOST_COMPARED else ()


def asks_for_term(meant: Meant, clues: Clues) -> bool:
    """Say whether the sense of a word is asked for, and no entry is about it."""
    if clues.term_topic is None:
        return False
    # "Was ist ein Verwendungsnachweis?": the entry about it says more than the glossary.
    is_answered = meant.decision == "answer" and meant.topic == clues.term_topic
    return clues.is_abbreviation or not is_answered


def asks_who_is_responsible(spoken: Spoken) -> bool:
    """Say whether the office of a place is asked for."""
    said, before = spoken.said, spoken.before
    # The Land's name is that of no office: "gibt es in Nordrhein-Westfalen …".
    named = [word for behind, word in pairwise(("", *said)) if behind not in words().of_the_land]
    if not words().responsible.isdisjoint(named):
        return True
    # "Und Köln?", after it was said who is responsible for another place.
    return before is not None and before.wish == WishKind.PLACE.value and len(said) <= _FEW_WORDS


def tells_place(spoken: Spoken) -> bool:
    """Say whether "Verein ist in Hamm" follows money: which office is responsible there."""
    heard, before = spoken.heard, spoken.before
    is_bare = len(spoken.said) <= _FEW_WORDS and only_tells(heard.text) and not heard.countries
    is_of_towns = before is not None and before.topic in _OF_TOWNS
    return before is not None and is_bare and is_about_money(before) and not is_of_towns


def names_another(spoken: Spoken) -> bool:
    """Say whether all that a follow-up says is another programme: its whole sheet answers."""
    heard, meant, before = spoken.heard, spoken.meant, spoken.before
    return (
        before is not None
        and _is_about_programmes(before)
        and meant.is_follow_up
        and meant.decision == "answer"
        and meant.topic == before.topic
        and bool(heard.programmes)
        and heard.programmes != before.programmes
    )


def _is_about_programmes(before: Context) -> bool:
    is_of_all = before.wish is not None or before.topic in ASPECT_OF_TOPIC
    return is_of_all or is_about_money(before) or before.topic.startswith(_OTHERS_PROGRAMMES)


def names_only_programme(spoken: Spoken) -> bool:
    """Say whether only the name of a programme made a question clear: its sheet answers."""
    heard, meant = spoken.heard, spoken.meant
    is_answer = meant.decision == "answer" and heard.decision in UNSURE
    is_of_named = meant.topic in spoken.clues.topics_of_programmes
    return is_answer and bool(heard.programmes) and is_of_named
