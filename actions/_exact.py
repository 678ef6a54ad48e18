"""Gives the exact answers: values of programme sheets, comparisons, places, terms, the check."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._buttons import (
    CONSULTATION,
    FIT_CHECK,
    NONE_OF_THESE,
    Button,
    deadlines_button,
    titled_button,
)
from actions._cards import utter_card
from actions._plans import MEMORIAL_TRIP, barred, likely_plan, told_plan
from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.parsing import DeadlineBook
from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.funding import FUNDING_OVERVIEW, funding_topic
from bot.dialogue.hints import hinted_aspects, spelled_out
from bot.dialogue.passage import best_passage
from bot.dialogue.wish import Clues, Wish, WishKind
from bot.fit.cards import country_card
from bot.fit.reading import Message
from bot.fit.result import Verdict
from bot.fit.verdict import own_programmes, verdict_card
from bot.glossary.cards import term_card
from bot.glossary.models import Term, is_abbreviation
from bot.knowledge.cards import Card
from bot.knowledge.catalogue import Catalogue
from bot.places.book import find_elsewhere, find_places
from bot.places.cards import elsewhere_card, place_card
from bot.places.models import Elsewhere, Place
from bot.programmes.book import ProgrammeBook
from bot.programmes.cards import aspect_card, comparison_card
from bot.programmes.models import State

# What a question for the body in charge of a place is about.
_PLACE_TOPIC = "foerderung_land_nrw"
_MOST_OTHERS = 3
_ON_FROM_MONEY = [FIT_CHECK, CONSULTATION, NONE_OF_THESE]


@dataclass(frozen=True)
class Sight:
    """What glossary and gazetteer recognise in a message."""

    term: Term | None
    places: tuple[Place, ...]
    elsewhere: tuple[Elsewhere, ...]
    programmes_of_countries: tuple[str, ...] = ()
    topics_of_programmes: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()

    @property
    def clues(self) -> Clues:
        """Return what the dialogue needs to know of it."""
        return Clues(
            term_topic=None if self.term is None else self.term.topic,
            is_abbreviation=self.term is not None and is_abbreviation(self.term.name),
            names_place=bool(self.places or self.elsewhere),
            programmes_of_countries=self.programmes_of_countries,
            topics_of_programmes=self.topics_of_programmes,
            barred=self.barred,
        )


def look_at(heard: Heard, meant: Meant, message: Message) -> Sight:
    """Return what is recognised in a message; a file that is broken recognises nothing."""
    glossary = _wiring.glossary().usable(_wiring.GLOSSARY_UNUSABLE)
    places = _wiring.places().usable(_wiring.PLACES_UNUSABLE)
    book = _wiring.deadlines().usable(_wiring.DEADLINES_UNUSABLE)
    programmes = () if book is None else book.programmes
    asked = set(meant.countries)
    return Sight(
        None if glossary is None else glossary.asked_term(heard.text),
        () if places is None else tuple(find_places(heard.text, places)),
        () if places is None else tuple(find_elsewhere(heard.text, places)),
        # Made for the countries named and no others: one of many countries is not the one meant.
        # The first is the country's own youth office, where there is one.
        tuple(
            p.id
            for p in programmes
            # School exchanges and volunteer services of one country are not what groups ask for.
            if p.topic and p.topic.startswith(PROGRAMME_TOPIC)
            if p.countries and asked >= set(p.countries)
        )[:1],
        tuple(p.topic for p in programmes if p.topic and p.id in heard.programmes),
        barred(message, meant),
    )


class ExactAnswers:
    """Utters what a wish asks for."""

    def __init__(self, dispatcher: CollectingDispatcher, catalogue: Catalogue) -> None:
        """Utter through ``dispatcher``."""
        self._dispatcher = dispatcher
        self._catalogue = catalogue

    def give(
        self, wish: Wish, meant: Meant, sight: Sight, message: Message, before: Context | None
    ) -> Context:
        """Utter the answer and return what the conversation is about after it."""
        topic = meant.topic or _PLACE_TOPIC
        if wish.kind is WishKind.TERM and sight.term is not None:
            topic = sight.term.topic
            card = term_card(sight.term, self._catalogue, site=_wiring.site())
            self._show(card, self._entry_buttons(topic))
        elif wish.kind is WishKind.PLACE:
            topic = _PLACE_TOPIC
            self._show(self._place(sight), [CONSULTATION])
        elif wish.kind is WishKind.COUNTRY:
            result = _wiring.fit().check(likely_plan(message, meant, sight.places))
            self._show(country_card(result, site=_wiring.site()), _with_deadlines(meant))
            if result.case.format == MEMORIAL_TRIP:
                # These, and none for Poland, are what deadlines would be asked for.
                names = tuple(
                    item.sheet.id
                    for item in result.programmes
                    if item.verdict is not Verdict.FITS_NOT and item.sheet.state is State.OPEN
                )
                wish = replace(wish, programmes=names)
        elif wish.kind is WishKind.VERDICT:
            plan = (
                likely_plan(message, meant, sight.places)
                if meant.countries
                else told_plan(message, meant)
            )
            result = _wiring.fit().check(plan)
            card = verdict_card(result, wish.programmes, site=_wiring.site())
            self._show(card, _with_deadlines(meant))
            # What is asked next is asked about those that may pay.
            others = tuple(p for p in meant.programmes if p not in wish.programmes)
            others = others or own_programmes(result)[:_MOST_OTHERS]
            topic = funding_topic(meant.countries) if meant.countries else topic
            about = Context(topic, "answer", others, meant.countries)
            return replace(about, wish=wish.kind.value)
        elif wish.kind is WishKind.COMPARISON:
            self._show(
                comparison_card(*self._books(), wish.programmes, _wiring.now()),
                _ON_FROM_MONEY,
            )
        elif wish.kind is WishKind.ASPECT:
            for programme in wish.programmes:
                card = aspect_card(
                    *self._books(),
                    programme,
                    wish.aspects,
                    _wiring.now(),
                    formats=tuple(message.values("format")),
                    site=_wiring.site(),
                    is_for_everyone=True,
                )
                is_last = programme == wish.programmes[-1]
                buttons = self._entry_buttons(topic) if is_last else []
                told: Card | None = card
                if _was_told(wish, before):
                    # Whoever asks "wie viel?" once more has not found it above.
                    asks_again = bool(message.values("aspect") or hinted_aspects(message.text))
                    told = _narrowed(card, message.text) or (card if asks_again else None)
                if told is None:
                    self._dispatcher.utter_message(response="utter_same_answer", buttons=buttons)
                else:
                    self._show(told, buttons)
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

    def _books(self) -> tuple[ProgrammeBook, DeadlineBook]:
        return _wiring.programmes().current(), _wiring.deadlines().current()

    def _place(self, sight: Sight) -> Card:
        book = _wiring.places().current()
        if sight.places:
            return place_card(sight.places, book, self._catalogue, site=_wiring.site())
        return elsewhere_card(sight.elsewhere[0], book, self._catalogue, site=_wiring.site())

    def _entry_buttons(self, topic: str) -> list[Button]:
        """Return a way on to the entry of the topic, to a person, and out of a misunderstanding."""
        entry = self._catalogue.get(topic)
        on = [] if entry is None else [titled_button(entry.question, "choose_faq", faq_id=entry.id)]
        return [*on, CONSULTATION, NONE_OF_THESE]

    def _show(self, card: Card, buttons: list[Button]) -> None:
        utter_card(self._dispatcher, card, buttons)


def _was_told(wish: Wish, before: Context | None) -> bool:
    told = None if before is None else (before.wish, before.programmes, before.aspects)
    return told == (wish.kind.value, wish.programmes, wish.aspects) and bool(wish.aspects)


def _narrowed(card: Card, question: str) -> Card | None:
    """Return a card of facts with the one that fits a question best, None where none does.

    "Wie viel pro km?" comes after all that is known about the money.
    """
    items = [item for section in card["sections"] for item in section["items"]]
    texts = [f"{item['label'] or ''} {item['text']}" for item in items]
    best = best_passage(spelled_out(question), texts)
    if best is None:
        return None
    return {**card, "sections": [{"title": None, "items": [items[texts.index(best)]]}]}


def _with_deadlines(meant: Meant) -> list[Button]:
    """Return the ways on from money for countries: their deadlines come first."""
    if not meant.countries:
        return _ON_FROM_MONEY
    return [deadlines_button(DeadlineQuery(countries=meant.countries)), *_ON_FROM_MONEY]
