"""Gives the exact answers: values of programme sheets, comparisons, places, terms, the check."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._buttons import CONSULTATION, FIT_CHECK, NONE_OF_THESE, Button, titled_button
from actions._cards import utter_card
from bot.deadlines.parsing import DeadlineBook
from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.wish import Clues, Wish, WishKind
from bot.fit.answers import case_from
from bot.fit.cards import country_card
from bot.fit.case import Case
from bot.fit.reading import Message, read_named
from bot.glossary.cards import term_card
from bot.glossary.models import Term, is_abbreviation
from bot.knowledge.cards import Card
from bot.knowledge.catalogue import Catalogue
from bot.places.book import find_elsewhere, find_places
from bot.places.cards import elsewhere_card, place_card
from bot.places.models import Elsewhere, Place
from bot.programmes.book import ProgrammeBook
from bot.programmes.cards import aspect_card, comparison_card

# What a question for the body in charge of a place is about.
_PLACE_TOPIC = "foerderung_land_nrw"
# What a group that only names a country most likely plans; the card says so.
_USUAL_FORMAT = "jugendbegegnung"


@dataclass(frozen=True)
class Sight:
    """What glossary and gazetteer recognise in a message."""

    term: Term | None
    places: tuple[Place, ...]
    elsewhere: tuple[Elsewhere, ...]
    programmes_of_countries: tuple[str, ...] = ()
    topics_of_programmes: tuple[str, ...] = ()

    @property
    def clues(self) -> Clues:
        """Return what the dialogue needs to know of it."""
        return Clues(
            term_topic=None if self.term is None else self.term.topic,
            is_abbreviation=self.term is not None and is_abbreviation(self.term.name),
            names_place=bool(self.places or self.elsewhere),
            programmes_of_countries=self.programmes_of_countries,
            topics_of_programmes=self.topics_of_programmes,
        )


def look_at(heard: Heard) -> Sight:
    """Return what is recognised in a message; a file that is broken recognises nothing."""
    glossary = _wiring.glossary().usable(_wiring.GLOSSARY_UNUSABLE)
    places = _wiring.places().usable(_wiring.PLACES_UNUSABLE)
    book = _wiring.deadlines().usable("the deadlines are not usable")
    programmes = () if book is None else book.programmes
    asked = set(heard.countries)
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
    )


class ExactAnswers:
    """Utters what a wish asks for."""

    def __init__(self, dispatcher: CollectingDispatcher, catalogue: Catalogue) -> None:
        """Utter through ``dispatcher``."""
        self._dispatcher = dispatcher
        self._catalogue = catalogue

    def give(self, wish: Wish, meant: Meant, sight: Sight, message: Message) -> Context:
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
            result = _wiring.fit().check(_planned(message, meant, sight))
            buttons = [FIT_CHECK, CONSULTATION, NONE_OF_THESE]
            self._show(country_card(result, site=_wiring.site()), buttons)
        elif wish.kind is WishKind.COMPARISON:
            self._show(
                comparison_card(*self._books(), wish.programmes, _wiring.now()),
                [FIT_CHECK, CONSULTATION, NONE_OF_THESE],
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
                self._show(card, self._entry_buttons(topic) if is_last else [])
        else:
            self._dispatcher.utter_message(response="utter_fit_check_offer", buttons=[FIT_CHECK])
        about = meant.context or Context(topic, "answer", meant.programmes, meant.countries)
        return replace(
            about,
            topic=topic,
            decision="answer",
            programmes=wish.programmes or about.programmes,
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


def _planned(message: Message, meant: Meant, sight: Sight) -> Case:
    """Return the plan that a message tells, for the countries that are meant."""
    fit = _wiring.fit()
    case = case_from(read_named(message, fit.find_seat, fit.now()), fit.find_seat)
    seat = case.seat or (fit.find_seat(sight.places[0].name) if sight.places else None)
    return replace(case, countries=meant.countries, format=case.format or _USUAL_FORMAT, seat=seat)
