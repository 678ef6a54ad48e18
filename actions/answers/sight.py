"""What glossary, gazetteer and programmes recognise in a message."""

from __future__ import annotations

from dataclasses import dataclass

from actions import wiring
from actions.answers.sheet_facts import paying_programmes, silent_programmes
from actions.conversation.plans import barred
from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Heard, Meant
from bot.dialogue.exact.wish import Clues
from bot.dialogue.topics import UNCLEAR_TOPIC
from bot.dialogue.words import words
from bot.fit.case import FORMATS
from bot.fit.told.reading import Message
from bot.glossary.book import Glossary
from bot.glossary.models import Term, is_abbreviation
from bot.places.book import find_elsewhere, find_places
from bot.places.models import Elsewhere, Place
from bot.programmes.models import Aspect
from bot.programmes.values import Kinds
from bot.words.phrases import folded

_UNCLEAR = (UNCLEAR_TOPIC,)
_USUAL_FORMAT = FORMATS[0]


@dataclass(frozen=True)
class Sight:
    """What glossary and gazetteer recognise in a message."""

    term: Term | None
    places: tuple[Place, ...]
    elsewhere: tuple[Elsewhere, ...]
    programmes_of_countries: tuple[str, ...] = ()
    topics_of_programmes: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()

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
            silent=self.silent,
            fitting=self.fitting,
        )


def look_at(heard: Heard, meant: Meant, message: Message) -> Sight:
    """Return what is recognised in a message; a file that is broken recognises nothing."""
    glossary = wiring.glossary().usable(wiring.GLOSSARY_UNUSABLE)
    places = wiring.places().usable(wiring.PLACES_UNUSABLE)
    programmes = wiring.programmes_with_deadlines()
    asked = set(meant.countries)
    # Made for the countries named and no others: one of many countries is not the one meant.
    # The first is the country's own youth office, where there is one.
    of_countries = tuple(
        p.id
        for p in programmes
        # School exchanges and volunteer services of one country are not what groups ask for.
        if p.topic and p.topic.startswith(PROGRAMME_TOPIC)
        if p.countries and asked >= set(p.countries)
        if not _is_for_others(p.id, heard)
    )[:1]
    return Sight(
        None if glossary is None else _term(heard, glossary, meant),
        () if places is None else tuple(find_places(heard.text, places)),
        () if places is None else tuple(find_elsewhere(heard.text, places)),
        of_countries,
        tuple(p.topic for p in programmes if p.topic and p.id in heard.programmes),
        barred(message, meant),
        silent_programmes(heard, meant, (*meant.programmes, *of_countries)),
        paying_programmes(heard, meant, message),
    )


def _is_for_others(programme: str, heard: Heard) -> bool:
    """Say whether a programme is for no encounter of young people, and nothing else is named.

    Whoever asks how long it may be in Japan means no study trip for leaders.
    """
    sheet = wiring.programmes().current().get(programme)
    facts = () if sheet is None else sheet.about(Aspect.FORMATS)
    kinds = {kind for fact in facts if isinstance(fact.value, Kinds) for kind in fact.value.kinds}
    return bool(kinds) and kinds.isdisjoint({_USUAL_FORMAT, *heard.formats})


def _term(heard: Heard, glossary: Glossary, meant: Meant) -> Term | None:
    """Return the term that is asked for; "und Drittort?" asks for it, being unclear otherwise.

    "Und bei Erasmus?" asks the same about another programme, and not what that is.
    """
    is_unclear = heard.decision in UNSURE and heard.topics[:1] == _UNCLEAR
    # "Wir sind ne informelle Gruppe, geht das" tells of themselves.
    is_told = not words().speaking_of_us.isdisjoint(folded(heard.text))
    is_bare = is_unclear and not is_told and not (heard.programmes and meant.is_follow_up)
    bare = glossary.bare_term(heard.text, words().empty | words().joining) if is_bare else None
    return glossary.asked_term(heard.text) or bare
