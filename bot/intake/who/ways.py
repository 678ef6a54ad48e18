"""Which way somebody prefers to be answered: "lieber per Mail", "bitte nicht anrufen"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import dropwhile

from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact, contact_like
from bot.intake.request.sheet import CONFIRMATION, Sheet, contact_of
from bot.intake.words import phrases, says_only, ways_by_name
from bot.words.phrases import has_any, spaced

MAIL, PHONE = "mail", "phone"
_ASKED = frozenset({"contact", "wanted_times", "name", CONFIRMATION})
# So many words after a "nicht" it still denies: "nicht per Telefon".
_REACH_OF_NOT = 2
_CLAUSE = re.compile(r"[,.;:!?\n]")


def read_way(asked: str, sheet: Sheet, said: str) -> Reply | None:
    """Return what a message that names nothing but a way makes of the contact.

    A way that is known takes the place of the other, one that is not known is asked for, at once
    or when its question comes. None where the message says something else.
    """
    way = way_wanted(said)
    if way is None:
        return None
    contact = contact_of(sheet)
    has_way = (contact.email if way == MAIL else contact.phone) is not None
    if asked not in _ASKED:
        return Reply(ReplyKind.ASIDE, field=f"is_{way}" if has_way else f"way_{way}")
    if way == PHONE and asked == CONFIRMATION and not has_way:
        # Beside an address a number would change nothing: the answer would still be a mail.
        return Reply(ReplyKind.CHANGE, field="contact")
    if not has_way:
        return Reply(ReplyKind.ASIDE, field=f"ask_{way}")
    if contact.email is not None and contact.phone is not None:
        only = replace(contact, phone=None) if way == MAIL else replace(contact, email=None)
        return _kept(asked, only)
    # "Nur Telefon, keine Mail" is no time to call.
    is_said = asked == CONFIRMATION or (asked == "wanted_times" and bool(_heard(said, ())[1]))
    return Reply(ReplyKind.ASIDE, field=f"is_{way}") if is_said else None


def way_wanted(said: str) -> str | None:
    """Return the way that a message wants, ``MAIL`` or ``PHONE``, if it says nothing else."""
    return None if contact_like(said) else _way_in(said, ())


def wants_advice_by_way(said: str) -> bool:
    """Say whether a message wants advice and names the way: "Beratung bitte per Telefon"."""
    return "?" not in said and _advice_by_way(said) is not None


def way_wished(messages: Iterable[str]) -> str | None:
    """Return the way that was wished last in a conversation, whatever else was said."""
    wished = None
    for said in messages:
        clauses = _CLAUSE.split(said)
        found = [way_wanted(clause) or _advice_by_way(clause) for clause in clauses]
        is_neither = {MAIL, PHONE} <= {way for clause in clauses for way in _heard(clause, ())[1]}
        # "Kein Telefon, keine Mail" wishes neither.
        wished = None if is_neither else next(filter(None, reversed(found)), wished)
    return wished


def prefers_mail(said: str, contact: Contact) -> bool:
    """Say whether a mail is wished for, whatever else is known: "…, lieber Mail"."""
    return contact.email is not None and way_wished([said]) == MAIL


def _advice_by_way(said: str) -> str | None:
    wanted = phrases("advice_by_way")
    if set(spaced(said).split()).isdisjoint(wanted):
        return None
    return _way_in(said, (*wanted, *phrases("beside_advice_by_way")))


def _way_in(said: str, beside: Iterable[str]) -> str | None:
    wanted, denied = _heard(said, beside)
    # "Mail auch nicht" leaves none of them.
    is_last = not has_any(spaced(said), phrases("neither_way"))
    wanted = wanted or ({MAIL, PHONE} - denied if denied and is_last else set())
    return next(iter(wanted)) if len(wanted) == 1 else None


def _heard(said: str, beside: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the ways that a text wants and those it denies, none if it says something else."""
    spoken = spaced(said).split()
    ways = {word: way for way in (MAIL, PHONE) for word in phrases(f"way_{way}")}
    known = {*ways, *phrases("beside_way"), *phrases("not_way"), *beside}
    wanted: set[str] = set()
    denied: set[str] = set()
    if not all(word in known for word in spoken):
        return wanted, denied
    taken: set[int] = set()
    for place, word in enumerate(spoken):
        if word in ways:
            # "Telefon nicht, lieber Mail": what denies the way before it denies no other.
            behind = _denied_behind(spoken, place, ways)
            before = {*range(max(0, place - _REACH_OF_NOT), place)} - taken
            nots = {at for at in before if spoken[at] in phrases("not_way")}
            taken |= nots | behind
            (denied if nots or behind else wanted).add(ways[word])
    return wanted, denied


def _denied_behind(spoken: Sequence[str], place: int, ways: Collection[str]) -> set[int]:
    """Return where it stands that a way is not wanted: "Mail auch nicht", "Mail will ich nicht"."""
    found: set[int] = set()
    for at in range(place + 1, len(spoken)):
        if spoken[at] in phrases("denies_behind"):
            behind = dropwhile(phrases("leads_to_way").__contains__, spoken[at + 1 :])
            # "Mail, nicht per Telefon" denies what follows.
            found |= set() if next(behind, "") in ways else {at}
            break
        if spoken[at] not in phrases("before_denial"):
            break
    return found


def joined_ways(before: Contact, now: Contact, said: str) -> Contact:
    """Return the contact with what a message adds, without the way that it takes back.

    "Lösch die Mail, ruft mich an 0221 334455": another way is there, so nobody is lost.
    """
    joined = before.joined_with(now)
    dropped = _ways_dropped(said)
    if MAIL in dropped and now.email is None and now.phone is not None:
        return replace(joined, email=None)
    if PHONE in dropped and now.phone is None and now.email is not None:
        return replace(joined, phone=None)
    return joined


def _ways_dropped(said: str) -> set[str]:
    spoken = spaced(said).split()
    taking = {*phrases("not_way"), *phrases("drop_before")}
    ways = {word: way for way in (MAIL, PHONE) for word in phrases(f"way_{way}")}
    ways |= {
        word: MAIL if way == "email" else PHONE
        for way, names in ways_by_name().items()
        for word in names
    }
    return {
        ways[word]
        for place, word in enumerate(spoken)
        if word in ways and not taking.isdisjoint(spoken[max(0, place - _REACH_OF_NOT) : place])
    }


def names_way(said: str) -> bool:
    """Say whether a message names a way of contact: "Telefonnummer streichen"."""
    names = {word for names in ways_by_name().values() for word in names}
    return not names.isdisjoint(spaced(said).split())


def wants_visit(said: str) -> bool:
    """Say whether a message wants to come to the office, and says nothing else."""
    is_wish = says_only(said, "wants_visit", "beside_visit")
    return is_wish and "?" not in said


def tells_no_more(beside: str) -> bool:
    """Say whether only fillers stand ``beside`` an address or a number: "bitte anrufen"."""
    fillers = phrases("beside_answers")
    is_filler = all(word in fillers for word in spaced(beside).split())
    return is_filler or way_wanted(beside) is not None


def _kept(asked: str, contact: Contact) -> Reply:
    return Reply(ReplyKind.VALUES, {asked: None, "contact": contact.as_dict()})
