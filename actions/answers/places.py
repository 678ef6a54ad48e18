"""Where the applicant is at home, and which Landesjugendamt that makes responsible."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.sight import Sight
from bot.deadlines.lookup import YouthOffice
from bot.deadlines.models import Route
from bot.dialogue.context import Meant
from bot.dialogue.situations.situation import tells_home
from bot.offers.asked_deadlines import Home
from bot.places.book import find_elsewhere, find_places
from bot.texts import text

# Answers in which it matters which of the two Landesjugendämter is responsible.
_PLACE_TOPICS = frozenset({
    "foerderung_kjp_bund", "foerderung_kommune", "foerderung_land_nrw", "foerderung_ueberblick",
    "fristen_ueberblick", "zentralstelle",
})  # fmt: skip
_TOLD = ("answer", "act")


def is_elsewhere(said: str) -> bool:
    """Say whether a message tells that the applicant is at home in another Bundesland."""
    book = wiring.places().usable(wiring.PLACES_UNUSABLE)
    if book is None or not tells_home(said) or find_places(said, book):
        return False
    return bool(find_elsewhere(said, book))


def home_of(sight: Sight, place_id: str | None) -> Home:
    """Return the home as far as the conversation told."""
    place = wiring.place(place_id) if place_id else None
    office = None if place is None else YouthOffice(place.landesjugendamt.lower())
    state = sight.elsewhere[0].state.id if sight.elsewhere and not sight.places else None
    return Home(office, state)


def tell_who_is_responsible(
    dispatcher: CollectingDispatcher, tracker: Tracker, meant: Meant, place_id: str
) -> None:
    """Utter once in a conversation which office is responsible, where that matters."""
    place = wiring.place(place_id)
    if place is None or meant.topic not in _PLACE_TOPICS or meant.decision not in _TOLD:
        return
    if meant.programmes and not _is_for_office(meant.programmes):
        return
    hint = text("places.hint", place=place.name, office=place.landesjugendamt)
    if all(event.get("text") != hint for event in tracker.events):
        dispatcher.utter_message(text=hint)


def _is_for_office(programmes: tuple[str, ...]) -> bool:
    """Return whether one of the programmes takes applications by the Landesjugendämter."""
    current = wiring.deadlines().usable(wiring.DEADLINES_UNUSABLE)
    return current is not None and any(
        rule.programme.id in programmes and rule.route is Route.STATE_YOUTH_OFFICE
        for rule in current.deadlines
    )
