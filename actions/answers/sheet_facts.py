"""Looks into programme sheets: who knows something, who may pay, and the one fact asked for."""

from __future__ import annotations

from collections.abc import Sequence

from actions import wiring
from actions.conversation.plans import likely_plan
from bot.dialogue.aspects import ASPECT_OF_TOPIC, DEADLINE_ASPECT
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.hints import spelled_out
from bot.dialogue.passages.passage import best_passage
from bot.dialogue.situations.funding import funding_topic
from bot.fit.result import Verdict
from bot.fit.told.reading import Message
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.problems import ProblemsError
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import FactItem, FactSection, fact_item, facts_card
from bot.programmes.models import Aspect, Sheet, State
from bot.programmes.wording import SheetWording
from bot.texts import text
from bot.words.sentences import sentences_of

_SENTENCES_IN_GENERAL = 2


def narrowed(card: Card, question: str) -> Card | None:
    """Return a card of facts with the one that fits a question best, None where none does.

    "Wie viel pro km?" comes after all that is known about the money.
    """
    items = [item for section in card["sections"] for item in section["items"]]
    best = _best_of(items, question)
    return None if best is None else {**card, "sections": [{"title": None, "items": [best]}]}


def about_countries(card: Card, names: Sequence[str]) -> Card:
    """Return a card of facts with those that name one of some countries; if none does, with all."""
    items = [item for section in card["sections"] for item in section["items"]]
    told = [item for item in items if any(name in item["text"] for name in names)]
    return {**card, "sections": [{"title": None, "items": told}]} if told else card


def fact_card(programme: str, question: str, links: Sequence[tuple[str, str]]) -> Card | None:
    """Return a card with the fact of a whole sheet that fits a question, None where none does."""
    sheet = wiring.programmes().current().get(programme)
    if sheet is None:
        return None
    wording = _wording(sheet)
    aspects = [aspect for aspect in Aspect if aspect.value != DEADLINE_ASPECT]
    best = _best_of([i for aspect in aspects for i in wording.known_items(aspect)], question)
    if best is None:
        return None
    return facts_card(sheet.short, [{"title": None, "items": [best]}], links=list(links))


def in_general(entry: FaqEntry) -> FactSection:
    """Return what an entry says first, beside a sheet that does not know what was asked."""
    opening = " ".join(sentences_of(entry.answer)[:_SENTENCES_IN_GENERAL])
    item = fact_item(opening, sources=entry.sources, checked_on=entry.checked_on)
    return {"title": text("programmes.in_general"), "items": [item]}


def told_facts(programme: str) -> list[str]:
    """Return all that a sheet tells, each fact as a sentence with its label before it."""
    sheet = wiring.programmes().current().get(programme)
    if sheet is None:
        return []
    items = (item for aspect in Aspect for item in _wording(sheet).known_items(aspect))
    return [": ".join(filter(None, (item["label"], item["text"]))) for item in items]


def limits_of(before: Context, aspects: Sequence[str]) -> list[tuple[str, str]]:
    """Return what the sheet of the one programme talked about says on aspects, with its name.

    Below deadlines for a country it is the programme that is made for this country alone.
    """
    # What was only asked back about is nobody's programme yet.
    guessed = () if before.is_guess else _programmes_of(before.topic)
    programmes = before.programmes or guessed or _made_for(before.countries)
    sheet = wiring.programmes().current().get(programmes[0]) if len(programmes) == 1 else None
    if sheet is None:
        return []
    items = (item for name in aspects for item in _wording(sheet).known_items(Aspect(name))[:1])
    told = [": ".join(filter(None, (item["label"], item["text"]))) for item in items]
    return [(sheet.short, " ".join(told))] if told else []


def _wording(sheet: Sheet) -> SheetWording:
    book = wiring.deadlines().current()
    return SheetWording(sheet, book, wiring.now(), is_for_everyone=True)


def silent_programmes(heard: Heard, meant: Meant, programmes: Sequence[str]) -> tuple[str, ...]:
    """Return those of some programmes whose sheets know nothing of what is asked for."""
    asked = _asked(heard, meant)
    book = wiring.programmes().current()
    sheets = ((programme, book.get(programme)) for programme in programmes)
    return tuple(p for p, sheet in sheets if sheet is None or not _tells(sheet, asked))


def paying_programmes(heard: Heard, meant: Meant, message: Message) -> tuple[str, ...]:
    """Return the programmes that may pay for the countries meant and tell what is asked for.

    None where nothing of a programme is asked, or one is meant already. Those that the answer
    talked about is about come alone: "wie viel zahlen die?" does not ask for the sums of others.
    """
    asked = _asked(heard, meant)
    if meant.programmes or not asked:
        return ()
    topic = meant.topic
    if topic in ASPECT_OF_TOPIC and meant.countries:
        # "Wie viele Jugendliche", after the money for Ghana.
        topic = funding_topic(meant.countries)
    told_of = _programmes_of(topic)
    if len(told_of) == 1 and not meant.countries:
        return told_of
    # A country that this message does not name is that of the journey talked about.
    if not meant.countries or not (meant.is_follow_up or not heard.countries):
        return ()
    try:
        result = wiring.fit().check(likely_plan(message, meant, ()))
    except ProblemsError:
        return ()
    telling = [
        item.sheet
        for item in result.programmes
        if item.verdict is not Verdict.FITS_NOT and _tells(item.sheet, asked)
    ]
    own = tuple(sheet.id for sheet in telling if sheet.id in told_of)
    if len(told_of) == 1 and own:
        return own
    return tuple(sheet.id for sheet in telling if sheet.state is State.OPEN)


def _asked(heard: Heard, meant: Meant) -> tuple[str, ...]:
    """Return the aspects that are asked for, by a word or by the topic."""
    return heard.aspects or tuple(filter(None, [ASPECT_OF_TOPIC.get(meant.topic or "")]))


def _programmes_of(topic: str | None) -> tuple[str, ...]:
    """Return the programmes that the entry of a topic is about."""
    sheets = wiring.programmes().current().of_topic(topic) if topic else []
    return tuple(sheet.id for sheet in sheets)


def _made_for(countries: Sequence[str]) -> tuple[str, ...]:
    """Return the one programme made for a country alone whose entry tells who pays there."""
    book, topic = wiring.deadlines().current(), funding_topic(tuple(countries))
    own = (p.id for p in book.programmes if countries and p.countries == tuple(countries[:1]))
    return tuple(name for name in own if name in _programmes_of(topic))[:1]


def _tells(sheet: Sheet, asked: Sequence[str]) -> bool:
    known = {aspect.value for aspect in Aspect}
    return any(name in known and sheet.about(Aspect(name)) for name in asked)


def _best_of(items: Sequence[FactItem], question: str) -> FactItem | None:
    texts = [f"{item['label'] or ''} {item['text']}" for item in items]
    # "2300 km" asks for the rate, without a word that asks.
    mark = "?" if any(map(str.isdigit, question)) else ""
    best = best_passage(f"{spelled_out(question)}{mark}", texts)
    return None if best is None else items[texts.index(best)]
