"""Tells which aspects of programmes a message asks for: what a sheet holds and no entry."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from bot.dialogue.aspects import (
    AGE_ASPECT,
    AMOUNT_ASPECT,
    APPLICANTS_ASPECT,
    ASPECT_OF_TOPIC,
    CONTACT_ASPECT,
    COUNTRIES_ASPECT,
    DEADLINE_ASPECT,
    DECISION_ASPECT,
    LENGTH_ASPECT,
    PROGRAMME_TOPIC,
    WAY_ASPECT,
)
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.again import is_about_money
from bot.dialogue.money import asks_for_money, asks_only_whether
from bot.dialogue.passages.asked_kind import asks_how_long_valid, bare_ages
from bot.dialogue.situations.allowed_at_age import asks_what_is_allowed
from bot.dialogue.situations.situation import is_firm
from bot.dialogue.topics import (
    BODY_TOPIC,
    DECIDED_BY_OTHERS,
    DECISION_TOPIC,
    ENTRY_TOPICS,
    FEE_TOPIC,
    FUNDING_OVERVIEW,
)
from bot.dialogue.wishes.comparing import ASPECT_WISH, TERM_WISH, asks_only_for_limit

Aspects = tuple[str, ...]
_NONE: Aspects = ()
# About these no funder decides, but an embassy, a school, an employer.
_OTHERS_DECIDE = DECIDED_BY_OTHERS | ENTRY_TOPICS


@dataclass(frozen=True)
class Question:
    """A message in its conversation.

    ``topics_of_programmes`` are the topics of the programmes that are named, ``has_fitting`` tells
    that some programme may pay for the countries meant.
    """

    heard: Heard
    meant: Meant
    before: Context | None
    topics_of_programmes: Collection[str]
    has_fitting: bool

    @property
    def topic(self) -> str:
        """Return the topic that is meant, "" for none."""
        return self.meant.topic or ""

    @cached_property
    def named(self) -> Aspects:
        """Return the aspects that are named, without deadlines: these are no matter of a sheet."""
        # How long an accreditation holds is no length of a journey.
        is_valid = asks_how_long_valid(self.heard.text)
        not_asked = {DEADLINE_ASPECT, *((LENGTH_ASPECT,) if is_valid else ())}
        return tuple(aspect for aspect in self.heard.aspects if aspect not in not_asked)

    @cached_property
    def is_about_programme(self) -> bool:
        """Say whether it is about a programme, by its topic or by what was answered last."""
        topic, before = self.topic, self.before
        if topic.startswith(PROGRAMME_TOPIC) or topic in self.topics_of_programmes:
            return True
        if before is None or topic != before.topic:
            return False
        # A programme without an entry of its own has no topic to be known by.
        is_told = before.wish in (ASPECT_WISH, TERM_WISH) and bool(self.meant.programmes)
        goes_on = is_told and self.meant.is_follow_up
        # "Wie viel gibt es da im Monat?" after an answer that is about one programme; those for a
        # country have no rule for what else is asked about the journey there.
        return goes_on or (not before.countries and self.has_fitting)


Rule = Callable[[Question], Aspects | None]
"""Returns the aspects that a message asks for; None where the rule tells nothing of it."""


def asked_aspects(question: Question) -> Aspects:
    """Return the aspects that a message asks for; none where an entry answers it."""
    told = (rule(question) for rule in _RULES)
    return next((aspects for aspects in told if aspects is not None), _NONE)


def _when_it_is_decided(question: Question) -> Aspects | None:
    """Tell when a programme decides, but not "wie lange dauert die Genehmigung" of a passport."""
    if DECISION_ASPECT not in question.named:
        return None
    is_of_others = question.topic in _OTHERS_DECIDE and not question.heard.programmes
    # "Wurde unser Antrag bewilligt?" below Israel: whose application it is, no country tells.
    is_of_nobody = question.topic == DECISION_TOPIC and not question.meant.programmes
    return _NONE if is_of_others or is_of_nobody else (DECISION_ASPECT,)


def _only_whether_there_is_money(question: Question) -> Aspects | None:
    """Leave "gibts Zuschuss? Wir wollen nach Marseille" to the entry that answers it.

    The rates of a sheet tell how much it is, and not to whom and by which way.
    """
    has_entry = question.topic.startswith(PROGRAMME_TOPIC) and question.topic != FUNDING_OVERVIEW
    is_first = question.before is None and question.named == (AMOUNT_ASPECT,)
    return _NONE if is_first and has_entry and asks_only_whether(question.heard.text) else None


def _money_for_an_age(question: Question) -> Aspects | None:
    """Leave "kann man mit 14-Jährigen nach Schottland, und wer gibt da Geld?" to its entry.

    The ages of a sheet would say nothing of the money, and the entry says something of both.
    """
    has_entry = question.topic.startswith(PROGRAMME_TOPIC) and question.topic != FUNDING_OVERVIEW
    is_first = question.before is None and question.named == (AGE_ASPECT,)
    is_of_country = is_first and has_entry and not question.heard.programmes
    return _NONE if is_of_country and asks_for_money(question.heard.text) else None


def _allowed_at_an_age(question: Question) -> Aspects | None:
    """Leave "dürfen 18-Jährige ausreisen" alone: no funder's ages tell what is allowed."""
    is_age = question.named == (AGE_ASPECT,) and not question.heard.programmes
    return _NONE if is_age and asks_what_is_allowed(question.heard.text) else None


def _beside_deadlines(question: Question) -> Aspects | None:
    """Return "Europa-Schecks NRW wie hoch": of some programmes only deadlines are an entry."""
    if question.meant.decision != "act":
        return None
    heard = question.heard
    asks_when = DEADLINE_ASPECT in heard.aspects or heard.deadlines or heard.dates
    return question.named if heard.programmes and not asks_when else _NONE


def _ages_of_the_group(question: Question) -> Aspects | None:
    """Return the ages where "15 bis 17" is all that is said below an aspect."""
    is_below = question.before is not None and question.before.wish == ASPECT_WISH
    return (AGE_ASPECT,) if is_below and bare_ages(question.heard.text) else None


def _limit_of_last(question: Question) -> Aspects | None:
    """Return the aspects above where "und maximal?" is all that is said."""
    before = question.before
    is_asked = before is not None and asks_only_for_limit(question.heard.text, before)
    return before.aspects if before is not None and is_asked else None


def _who_may_apply(question: Question) -> Aspects | None:
    """Return who may apply to "Brauchen wir beim KJFP einen e. V.?": there, not everywhere."""
    heard = question.heard
    is_of_programme = question.topic == BODY_TOPIC and (
        heard.programmes or question.meant.programmes
    )
    return (APPLICANTS_ASPECT,) if is_of_programme and not is_firm(heard.text) else None


def _fee_of_participants(question: Question) -> Aspects | None:
    """Leave what those who take part pay to its entry: it is no rate of a funder."""
    return _NONE if question.topic == FEE_TOPIC and not question.heard.programmes else None


def _stay_abroad(question: Question) -> Aspects | None:
    """Leave "Wie lange darf ich bleiben?" below visas alone: no length of an encounter."""
    is_below = question.before is not None and question.before.topic in ENTRY_TOPICS
    return _NONE if is_below and not question.heard.programmes else None


def _aspect_with_an_entry(question: Question) -> Aspects | None:
    """Return what is named, else the aspect that the topic itself is about."""
    if question.topic not in ASPECT_OF_TOPIC:
        return None
    # "Und wer haftet da" below ages: that these are meant once more is doubted.
    is_doubted = question.meant.decision == "clarify"
    return question.named or (_NONE if is_doubted else (ASPECT_OF_TOPIC[question.topic],))


def _of_another_subject(question: Question) -> Aspects | None:
    """Leave "darf man das mit 16?" to what is talked about, if no programme has a rule for it."""
    heard, before = question.heard, question.before
    if not question.named or question.is_about_programme or before is None:
        return None
    if heard.names or asks_for_money(heard.text):
        return None
    is_of_programmes = is_about_money(before) or before.topic in ASPECT_OF_TOPIC
    return None if is_of_programmes or before.wish is not None else _NONE


def _what_is_named(question: Question) -> Aspects | None:
    is_open = question.is_about_programme or question.meant.decision != "answer"
    if not question.named or not is_open:
        return None
    # "Wer ist für uns zuständig, wenn wir mit Polen …?": the way, of which the body is a part.
    is_who = question.named == (CONTACT_ASPECT,) and not question.heard.programmes
    return (WAY_ASPECT, CONTACT_ASPECT) if is_who else question.named


def _same_of_another(question: Question) -> Aspects | None:
    """Return the aspects above to "und beim DFJW?": the same question."""
    goes_on = question.meant.is_follow_up and not question.heard.aspects
    is_same = goes_on and question.is_about_programme
    if question.before is None or not is_same:
        return None
    # "Und für Fachkräfte?" below "Erasmus+ nach Kanada?" asks for no countries any more.
    is_elsewhere = question.before.aspects == (COUNTRIES_ASPECT,) and not question.heard.programmes
    return None if is_elsewhere else question.before.aspects


# The first that tells something decides.
_RULES: tuple[Rule, ...] = (
    _when_it_is_decided,
    _only_whether_there_is_money,
    _money_for_an_age,
    _allowed_at_an_age,
    _beside_deadlines,
    _ages_of_the_group,
    _limit_of_last,
    _who_may_apply,
    _fee_of_participants,
    _stay_abroad,
    _aspect_with_an_entry,
    _of_another_subject,
    _what_is_named,
    _same_of_another,
)
