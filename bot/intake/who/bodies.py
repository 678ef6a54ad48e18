"""The body that somebody writes for, where a text names it: club, association, school."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import dropwhile

from bot.fit.words import words
from bot.intake.plan.fitting import has_part, is_authority, is_body, is_school, is_short_body
from bot.intake.who.body_headings import body_alone, heading_body, tells_of_guests
from bot.intake.words import phrases
from bot.words.phrases import begins_with_any, has_any, spaced

# The dot of "e. V." and of "St. Josef" ends no sentence.
_CLAUSE = re.compile(r"[,;!?\n]|(?<!\be)(?<!\b[Ss]t)(?<!\b[Dd]r)(?<!\bV)\.\s|(?<!\bV)\.\Z")
_MOST_WORDS = 8
_MOST_WORDS_OF_CLAUSE = 5
_WORDS_AFTER = 2


def clauses_of(said: str) -> list[str]:
    """Return the parts of a text between commas and ends of sentences."""
    return [clause.strip() for clause in _CLAUSE.split(said)]


def body_named(said: str) -> str | None:
    """Return the body that is called by its name: "mein Verein heißt SV Beispiel 09 und wir …"."""
    match = _named_body().search(said)
    if match is None:
        called = called_so(said)
        return called if called is not None and is_body(called) else None
    return str(match["name"]).strip(" ,.!") or None


def called_so(said: str) -> str | None:
    """Return the name in "der heißt Kompass", which only the question before it makes a body."""
    match = _called_so().fullmatch(said.strip())
    return None if match is None else match["name"].strip(" ,!") or None


def body_told(said: str) -> str | None:
    """Return the body that a sentence tells of: one with its name, or that of whoever writes."""
    named = body_named(said)
    if named is not None:
        return named
    return next(filter(None, map(_body, clauses_of(said))), None)


def body_called(said: str) -> str | None:
    """Return the body that a sentence tells of by its name: "kleiner Verein" is none."""
    body = body_told(said)
    return None if body is None or is_described(body) else body


def is_called(body: str) -> bool:
    """Say whether a body is told by its name, and not as "kleiner Verein" alone."""
    *before, last = body.split()
    is_known = has_any(spaced(last), phrases("known_organisations"))
    is_kind = is_body(last) and not is_known and not any(word[:1].isupper() for word in before)
    return not is_kind


def is_described(body: str) -> bool:
    """Say whether a body has words around its kind that are no name: "ein kleiner Sportverein"."""
    before = spaced(" ".join(body.split()[:-1])).split()
    is_plain = bool(before) and set(before) <= {*phrases("no_name_alone")}
    return is_plain and is_body(body.split()[-1])


def corrected_body(said: str, known: str = "") -> str | None:
    """Return the body that takes the place of another: "nein, ich meinte: Verein Mond e.V.".

    ``known`` is what is noted of body and place, which "nicht Soest, sondern …" may deny.
    """
    instead = _body_instead(said, known)
    if instead is not None:
        return instead
    if not begins_with_any(spaced(said), phrases("correction_begin")):
        return None
    told = re.split(r"[:,]\s+", said)[-1].strip(" !")
    is_other = has_any(spaced(told), (*phrases("no_organisation"), *phrases("instead")))
    own = None if told == said or is_other else body_told(told)
    if own is not None:
        # "Falsch, wir sind das Jugendamt Unna"
        return own
    return told if told != said and is_short_body(told) and not is_other else None


def _body_instead(said: str, known: str) -> str | None:
    """Return the body of "wir sind gar nicht der CVJM, sondern die Falken Wuppertal"."""
    before, *behind = _but().split(said, maxsplit=1)
    of_oneself = (*phrases("tells_of_oneself"), *phrases("turned_of_oneself"))
    fillers = {*phrases("correction_begin"), *phrases("not"), *phrases("before_own_body")}
    denied = {*spaced(before).split()} - fillers
    is_known = bool(denied) and denied <= {*spaced(known).split()}
    if not behind or not (is_known or has_any(spaced(before), of_oneself)):
        return None
    leads = phrases("before_own_body")
    told = dropwhile(lambda word: spaced(word).strip() in leads, behind[0].split())
    name = " ".join(told).strip(" .!")
    is_kind = is_short_body(name) or is_school(name) or is_authority(name)
    return name if is_kind and not has_any(spaced(name), phrases("no_organisation")) else None


def body_of(clauses: Sequence[str]) -> str | None:
    """Return the body of whoever writes: as told, as the heading, or named alone in a clause."""
    heading = _heading_body(clauses) or heading_body(clauses)
    told = (*map(_body, clauses), heading, *map(_clause_body, clauses[1:]))
    return next(filter(None, told), None)


def _body(clause: str) -> str | None:
    if not has_any(spaced(clause), phrases("tells_of_oneself")):
        return None
    for match in _before_body().finditer(clause):
        told = " ".join(_name_in(clause[match.end() :].split())[:_MOST_WORDS])
        rest = " ".join(clause[match.end() :].split()[: len(told.split()) + _WORDS_AFTER])
        # "Wir haben eine Schule als Partner" names no body of one's own.
        if _is_own_body(told) and not has_part(spaced(rest), phrases("partner_word")):
            return told
    return _known_body(clause)


def _known_body(clause: str) -> str | None:
    """Return the body of "wir sind KJG Bezirk Mettmann"."""
    match = _of_oneself().search(clause)
    spoken = [] if match is None else _name_in(clause[match.end() :].split())
    is_known = bool(spoken) and is_body(spoken[0])
    return " ".join(spoken[:_MOST_WORDS]) if is_known else None


def _name_in(spoken: Sequence[str]) -> Sequence[str]:
    """Return the words up to the end of a name: "Jugendwerk der AWO" goes on after "der"."""
    for place, word in enumerate(spoken):
        is_end = word.lower() in phrases("after_organisation")
        if is_end and not _goes_on(spoken, place):
            return spoken[:place]
    return spoken


def _goes_on(spoken: Sequence[str], place: int) -> bool:
    """Say whether a name goes on with a word that ends others: "Verein zur Förderung der …"."""
    before, after = spoken[place - 1] if place else "", spoken[place + 1 : place + 3]
    if before.endswith("-"):
        # "Kinder- und Jugendtreff"
        return True
    if spoken[place].lower() not in phrases("inside_name_of_body") or not after:
        return False
    follows = spaced(after[0]).strip()
    return follows not in phrases("never_inside_name") and (
        after[0][:1].isupper() or follows in phrases("goes_on_in_name")
    )


def _is_own_body(told: str) -> bool:
    """Say whether a name is one of a body, schools and authorities among them."""
    kinds = words().organisation
    own = (*kinds["schule"], *kinds["kommune"])
    is_place = has_any(spaced(told), [w for w in own if not w.startswith(_PEOPLE)])
    return is_body(told) or (is_place and bool(told))


def _heading_body(clauses: Sequence[str]) -> str | None:
    """Return the body that a text begins with: "AWO Jugendwerk Musterkreis, Recklinghausen: …"."""
    spoken = clauses[0].split()
    is_title = all(word[:1].isupper() or not word[:1].isalpha() for word in spoken)
    is_short = 1 < len(spoken) <= _MOST_WORDS and len(clauses) > 1
    is_own = is_short and is_title and not tells_of_guests(clauses[1])
    return clauses[0] if is_own and is_body(clauses[0]) else None


def _clause_body(clause: str) -> str | None:
    """Return the body that stands alone between commas: "…, 15 Jugendliche, CVJM Hagen"."""
    spoken = spaced(clause).split()
    is_known = bool(spoken) and spoken[0] in phrases("known_organisations")
    is_known |= body_alone(clause) is not None and not (is_school(clause) or is_authority(clause))
    is_short = len(spoken) <= _MOST_WORDS_OF_CLAUSE
    is_other = has_any(spaced(clause), phrases("no_organisation"))
    return clause if is_known and is_short and not is_other else None


# "Als Lehrer" tells of a person and names no school.
_PEOPLE = ("lehr", "schulleit")


@lru_cache(maxsize=1)
def _before_body() -> re.Pattern[str]:
    leads = sorted(phrases("before_organisation"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(leads)})\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _but() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){phrases('but')[0]}\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _named_body() -> re.Pattern[str]:
    kinds, verbs = "|".join(phrases("kinds_of_body")), "|".join(phrases("is_called"))
    ends = "|".join(phrases("after_name_of_body"))
    return re.compile(
        rf"(?<!\w)(?:{kinds})\s+(?:{verbs})\s+(?P<name>[^,;!?\n]+?)(?=\s+(?:{ends})\b|[,;!?\n]|\Z)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _called_so() -> re.Pattern[str]:
    who, verbs = "|".join(phrases("refers_to_body")), "|".join(phrases("is_called"))
    return re.compile(rf"(?:{who})\s+(?:{verbs})\s+(?P<name>[^,;!?\n]+)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _of_oneself() -> re.Pattern[str]:
    leads = "|".join(phrases("tells_of_oneself"))
    return re.compile(rf"(?<!\w)(?:{leads})\s+", re.IGNORECASE)
