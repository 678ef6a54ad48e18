"""Gives the exact answers: values of programme sheets, comparisons, places, terms, the check."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.sheet_facts import about_countries, fact_card, in_general, narrowed
from actions.answers.sight import Sight
from actions.buttons import (
    CONSULTATION,
    FIT_CHECK,
    NONE_OF_THESE,
    Button,
    deadlines_button,
    question_button,
)
from actions.cards import utter_card
from actions.conversation.plans import likely_plan, told_plan
from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.office.parsing import DeadlineBook
from bot.dialogue.aspects import AMOUNT_ASPECT, ASPECT_OF_TOPIC, COUNTRIES_ASPECT
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.exact.wish import Wish, WishKind
from bot.dialogue.hints import hinted_aspects
from bot.dialogue.money import asks_for_money
from bot.dialogue.passages.passage import has_other_words
from bot.dialogue.situations.funding import funding_topic
from bot.dialogue.topics import FUNDING_OVERVIEW
from bot.dialogue.wishes.comparing import compares_with_limits
from bot.dialogue.wishes.held_figures import held_aspect
from bot.fit.countries import country_name, is_country
from bot.fit.shown.cards import country_card
from bot.fit.shown.verdict import own_programmes, verdict_card
from bot.fit.told.reading import Message
from bot.fit.without_partner import MEMORIAL_TRIP, memorial_programmes
from bot.glossary.cards import term_card
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.shown.cards import Card
from bot.places.cards import elsewhere_card, place_card
from bot.programmes.book import ProgrammeBook
from bot.programmes.cards import aspect_card, comparison_card
from bot.texts import text

# What a question for the body in charge of a place is about.
_PLACE_TOPIC = "foerderung_land_nrw"
_MOST_OTHERS = 3
_OF_A_GROUP = ("group_size", "duration")
_ON_FROM_MONEY = [FIT_CHECK, CONSULTATION, NONE_OF_THESE]


class ExactAnswers:
    """Utters what a wish asks for."""

    def __init__(
        self, dispatcher: CollectingDispatcher, catalogue: Catalogue, format_told: str | None
    ) -> None:
        """Utter through ``dispatcher``; ``format_told`` is what the talk has told of the plan."""
        self._dispatcher = dispatcher
        self._catalogue = catalogue
        self._format_told = format_told

    def give(
        self, wish: Wish, meant: Meant, sight: Sight, message: Message, before: Context | None
    ) -> Context:
        """Utter the answer and return what the conversation is about after it."""
        if wish.kind is WishKind.VERDICT:
            return self._verdict(wish, meant, sight, message)
        topic = meant.topic or _PLACE_TOPIC
        if wish.kind is WishKind.TERM and sight.term is not None:
            topic = sight.term.topic
            card = term_card(sight.term, self._catalogue, site=wiring.site())
            self._show(card, self._entry_buttons(topic))
        elif wish.kind is WishKind.PLACE:
            topic = _PLACE_TOPIC
            self._show(self._place(sight), [CONSULTATION])
        elif wish.kind is WishKind.COUNTRY:
            wish = self._country(wish, meant, sight, message)
        elif wish.kind is WishKind.COMPARISON:
            card = comparison_card(*self._books(), wish.programmes, wiring.now())
            self._show(card, _ON_FROM_MONEY)
        elif wish.kind is WishKind.ASPECT:
            unknown = set(wish.programmes) <= set(sight.silent)
            general = self._general_entry(wish) if unknown else None
            buttons = self._entry_buttons(topic if general is None else general.id)
            self._aspects(wish, message, before, buttons, general)
        else:
            self._dispatcher.utter_message(response="utter_fit_check_offer", buttons=[FIT_CHECK])
            if self._catalogue.get(topic) is None:
                # "Passt das?" is near to no topic.
                topic = FUNDING_OVERVIEW
        about = meant.context or Context(topic, "answer", meant.programmes, meant.countries)
        # Of several programmes one may answer; the others are still talked about.
        is_part = set(wish.programmes) <= set(about.programmes)
        return replace(
            about,
            topic=topic,
            decision="answer",
            programmes=about.programmes if is_part else wish.programmes,
            aspects=wish.aspects,
            wish=wish.kind.value,
        )

    def _verdict(self, wish: Wish, meant: Meant, sight: Sight, message: Message) -> Context:
        """Utter whether the programmes wished for pay, and who else may."""
        is_abroad = bool(meant.countries)
        told = likely_plan(message, meant, sight.places) if is_abroad else told_plan(message, meant)
        result = wiring.fit().check(told)
        card = verdict_card(result, wish.programmes, site=wiring.site())
        self._show(card, _with_deadlines(meant))
        # What is asked next is asked about those that may pay.
        others = tuple(p for p in meant.programmes if p not in wish.programmes)
        others = others or own_programmes(result)[:_MOST_OTHERS]
        topic = funding_topic(meant.countries) if is_abroad else meant.topic or _PLACE_TOPIC
        return Context(topic, "answer", others, meant.countries, wish=wish.kind.value)

    def _country(self, wish: Wish, meant: Meant, sight: Sight, message: Message) -> Wish:
        """Utter who pays for the journey, and return what deadlines would be asked for next."""
        plan = likely_plan(message, meant, sight.places, self._format_told)
        result = wiring.fit().check(plan)
        self._show(country_card(result, site=wiring.site()), _with_deadlines(meant))
        if result.case.format == MEMORIAL_TRIP:
            # These, and none for Poland, are what deadlines would be asked for.
            return replace(wish, programmes=memorial_programmes(wiring.fit()))
        return wish

    def _aspects(
        self,
        wish: Wish,
        message: Message,
        before: Context | None,
        buttons: list[Button],
        general: FaqEntry | None,
    ) -> None:
        """Utter what each programme's sheet says, with ``buttons`` below the last one.

        Where no sheet knows it, ``general`` is the entry that tells what holds anywhere.
        """
        for programme in wish.programmes:
            card = aspect_card(
                *self._books(),
                programme,
                wish.aspects,
                wiring.now(),
                formats=tuple(message.values("format")),
                site=wiring.site(),
                is_for_everyone=True,
            )
            if wish.aspects == (COUNTRIES_ASPECT,):
                card = about_countries(card, _countries_told(message, before))
            if held_aspect(message.text) in wish.aspects:
                card = {**card, "intro": text("programmes.compare")}
            if general is not None:
                card = {**card, "sections": [*card["sections"], in_general(general)]}
            told: Card | None = card
            if _was_told(wish, before):
                told = self._told_again(programme, card, wish, message, before)
            shown = buttons if programme == wish.programmes[-1] else []
            if told is None:
                self._dispatcher.utter_message(response="utter_same_answer", buttons=shown)
            else:
                self._show(told, shown)

    def _told_again(
        self, programme: str, card: Card, wish: Wish, message: Message, before: Context | None
    ) -> Card | None:
        """Return what is told to whoever asks for what a card above tells; None for no more."""
        if compares_with_limits(message.text, before):
            # "Unsere Jüngste ist 11": the limits again, to hold it against them.
            return {**card, "intro": text("programmes.compare")}
        fact = self._one_fact(programme, card, message.text)
        if fact is not None:
            return fact
        if message.values("aspect") or hinted_aspects(message.text) or asks_for_money(message.text):
            # Whoever asks "wie viel?" once more has not found it above.
            return card
        if message.has(*_OF_A_GROUP) and AMOUNT_ASPECT in wish.aspects:
            # "Und für 20 Leute?" asks for a sum that nobody may promise.
            return {**card, "intro": text("programmes.reckon")}
        return None

    def _one_fact(self, programme: str, card: Card, question: str) -> Card | None:
        """Return the fact that is asked for, of those shown above or else of the whole sheet."""
        links = [(link["title"], link["url"]) for link in card["links"]]
        near = None if has_other_words(question) else narrowed(card, question)
        return near or fact_card(programme, question, links)

    def _books(self) -> tuple[ProgrammeBook, DeadlineBook]:
        return wiring.programmes().current(), wiring.deadlines().current()

    def _place(self, sight: Sight) -> Card:
        book = wiring.places().current()
        if sight.places:
            return place_card(sight.places, book, self._catalogue, site=wiring.site())
        return elsewhere_card(sight.elsewhere[0], book, self._catalogue, site=wiring.site())

    def _entry_buttons(self, topic: str) -> list[Button]:
        """Return a way on to the entry of the topic, to a person, and out of a misunderstanding."""
        entry = self._catalogue.get(topic)
        on = [] if entry is None else [question_button(entry)]
        return [*on, CONSULTATION, NONE_OF_THESE]

    def _general_entry(self, wish: Wish) -> FaqEntry | None:
        """Return the entry that answers for all programmes what one sheet does not know."""
        topics = (t for t, aspect in ASPECT_OF_TOPIC.items() if wish.aspects == (aspect,))
        return next(filter(None, map(self._catalogue.get, topics)), None)

    def _show(self, card: Card, buttons: list[Button]) -> None:
        utter_card(self._dispatcher, card, buttons)


def amount_beside(heard: Heard, meant: Meant, sight: Sight) -> Wish | None:
    """Return the wish for the money that a question for deadlines asks for as well.

    "China Frist und Höhe?" gets both.
    """
    programmes = meant.programmes or sight.programmes_of_countries
    asked = (*heard.aspects, *hinted_aspects(heard.text))
    asks_both = bool(heard.deadlines) and AMOUNT_ASPECT in asked
    money = Wish(WishKind.ASPECT, programmes[:1], (AMOUNT_ASPECT,))
    return money if asks_both and programmes else None


def _countries_told(message: Message, before: Context | None) -> list[str]:
    """Return the names of the countries of a message, else of those talked about."""
    told = message.values("country") or ([] if before is None else list(before.countries))
    return [country_name(code) for code in told if is_country(code)]


def _was_told(wish: Wish, before: Context | None) -> bool:
    told = None if before is None else (before.wish, before.programmes, before.aspects)
    return told == (wish.kind.value, wish.programmes, wish.aspects) and bool(wish.aspects)


def _with_deadlines(meant: Meant) -> list[Button]:
    """Return the ways on from money for countries: their deadlines come first."""
    if not meant.countries:
        return _ON_FROM_MONEY
    return [deadlines_button(DeadlineQuery(countries=meant.countries)), *_ON_FROM_MONEY]
