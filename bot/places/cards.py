"""The ``facts`` cards of a place: who is responsible, on which way, with source and date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote_plus

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import FactItem, FactSection, fact_item, facts_card
from bot.places.book import PlaceBook
from bot.places.models import Elsewhere, Place, Statement
from bot.texts import text

PAGE_PATH = "/zustaendig"
QUERY = "ort"
MAX_PLACES = 4


def place_card(
    places: Place | Sequence[Place], book: PlaceBook, catalogue: Catalogue, *, site: str = ""
) -> Card:
    """Return a ``facts`` card on one place, or on the first of several that were named.

    ``site`` is the public address before our pages. The card has ``related`` like an answer.

    Raises:
        ValueError: there is no place.
    """
    shown = [places] if isinstance(places, Place) else list(places[:MAX_PLACES])
    if not shown:
        raise ValueError("a card needs a place")
    is_one = len(shown) == 1
    names = ", ".join(place.name for place in shown)
    sections = [_section(None, [_location(place, book) for place in shown])]
    for group in book.guidance.groups:
        items = _statements(group.statements, shown, book)
        if items:
            sections.append(_section(group.title, items))
    return _with_related(
        facts_card(
            text("places.title", ort=names) if is_one else text("places.title_many"),
            sections,
            intro=None if is_one else text("places.intro_many", names=names),
            links=_links(shown, book, site),
        ),
        book.guidance.topics,
        catalogue,
    )


def elsewhere_card(
    elsewhere: Elsewhere, book: PlaceBook, catalogue: Catalogue, *, site: str = ""
) -> Card:
    """Return a ``facts`` card that says honestly that the place is not in NRW, and where to ask."""
    advice = book.guidance.elsewhere
    state = elsewhere.state
    if elsewhere.town is None:
        intro = advice.state_intro.format(lage=state.located)
    else:
        intro = advice.intro.format(ort=elsewhere.town, lage=state.located)
    items = [
        fact_item(
            statement.text,
            label=statement.label,
            sources=statement.sources,
            checked_on=book.guidance.checked_on,
        )
        for statement in advice.statements
    ]
    card = facts_card(
        text("places.elsewhere_title", ort=elsewhere.town or state.name),
        [_section(None, items)],
        intro=intro,
        links=[*advice.links, _page_link(site)],
    )
    return _with_related(card, advice.topics, catalogue)


def _location(place: Place, book: PlaceBook) -> FactItem:
    intro = book.guidance.intros[place.kind].format(**_values(place, book))
    note = text("places.namesake", other=place.namesake) if place.namesake else None
    return fact_item(intro, note=note, sources=book.sources, checked_on=book.checked_on)


def _statements(
    statements: Iterable[Statement], places: Sequence[Place], book: PlaceBook
) -> list[FactItem]:
    items: dict[tuple[str, str], FactItem] = {}
    for statement in statements:
        for place in places:
            if statement.kinds and place.kind not in statement.kinds:
                continue
            line = statement.text.format(**_values(place, book))
            # What holds for several of the places is said once.
            items.setdefault(
                (statement.label, line),
                fact_item(
                    line,
                    label=statement.label,
                    sources=statement.sources,
                    checked_on=book.guidance.checked_on,
                ),
            )
    return list(items.values())


def _values(place: Place, book: PlaceBook) -> Mapping[str, str]:
    office = book.guidance.offices[place.landesjugendamt]
    return {
        "ort": place.name,
        "kreis": place.kreis or "",
        "lage": place.located,
        "amt": office.name,
        "sitz": office.seat,
        "teil": office.located,
    }


def _links(places: Sequence[Place], book: PlaceBook, site: str) -> list[tuple[str, str]]:
    offices = [book.guidance.offices[place.landesjugendamt] for place in places]
    links = [(office.name, office.url) for office in dict.fromkeys(offices) if office.url]
    return [*links, _page_link(site, places[0].name if len(places) == 1 else None)]


def _page_link(site: str, name: str | None = None) -> tuple[str, str]:
    query = "" if name is None else f"?{QUERY}={quote_plus(name)}"
    return text("places.page_link"), f"{site.rstrip('/')}{PAGE_PATH}{query}"


def _section(title: str | None, items: list[FactItem]) -> FactSection:
    return {"title": title, "items": items}


def _with_related(card: Card, topics: Iterable[str], catalogue: Catalogue) -> Card:
    found = [entry for entry in map(catalogue.get, topics) if entry is not None]
    return {**card, "related": [{"id": entry.id, "question": entry.question} for entry in found]}
