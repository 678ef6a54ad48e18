"""How a correction is read while another question is open: "nein, Frankreich", "wart, doch 11"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.clock import day_in_germany
from bot.consultations.checks import FieldProblem, check_field
from bot.consultations.phones import numbers_in
from bot.fit.dialogue import is_side_question
from bot.fit.told.answers import case_from
from bot.fit.told.reading import Entity, Message
from bot.fit.words import words
from bot.intake.answering.asked import AskedReader
from bot.intake.answering.subject import FREE
from bot.intake.plan.corrections import (
    Correction,
    clauses_of,
    corrects_number,
    denied_apart,
    only_denies,
    read_correction,
)
from bot.intake.plan.countries import without_countries
from bot.intake.plan.group import says_how_many, with_swapped_number
from bot.intake.plan.leftover import says_more
from bot.intake.plan.told_plan import bare_ages, bare_heads
from bot.intake.replies import Heard, Reply, ReplyKind, as_reply
from bot.intake.request.contact import Contact, corrected_contact, found_contact, read_contact
from bot.intake.request.sheet import ASKED, NEEDED, OPEN, PLAN, Sheet, contact_of, known
from bot.intake.request.wording import plan_values
from bot.intake.who.bodies import corrected_body
from bot.intake.who.introduction import without_contact
from bot.intake.who.people import corrected_name
from bot.intake.who.ways import way_wanted
from bot.intake.wishes.labels import Labelled, dropped_way, parts_by_label, read_label
from bot.intake.words import phrases
from bot.words.phrases import begins_with_any, has_any, spaced

MOST_WORDS_OF_CHANGE = 6
_BESIDE_CORRECTION = (
    "correction_begin",
    "correction_inside",
    "rather",
    "but",
    "instead",
    "not",
    "wrong",
)
# A bare number answers these.
_IN_NUMBERS = frozenset({"period", "group", "contact", "wanted_times"})


class CorrectingReader(AskedReader):
    """Reads what takes the place of something that was told before."""

    def corrected(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        """Return what a message corrects, None if it is no correction or may be the answer."""
        is_long = len(heard.text.split()) > MOST_WORDS_OF_CHANGE
        # "Sind doch nur 14" begins like a question and is none.
        is_meant = not is_long and "?" not in heard.text and corrects_number(heard.text)
        is_aside = not is_meant and is_side_question(heard.text, heard.decision)
        correction = None if is_aside else read_correction(heard.message)
        denied = self.named(heard.message) if only_denies(heard.text) else {}
        left = self._countries_left(known(sheet, "partner_country"), heard)
        if left is not None:
            others = self.named(denied_apart(heard.message)[1])
            if correction is not None and asked not in FREE:
                others |= self._held(asked, sheet, heard, correction)
            return Reply(ReplyKind.VALUES, {asked: None, **others, "partner_country": left})
        if denied and asked not in FREE:
            # What was said to be wrong is never noted; what holds is asked for.
            return Reply(ReplyKind.CHANGE, field=next(iter(denied)))
        if correction is None:
            is_asked = is_aside and "?" in heard.text
            return None if is_asked else self._counted_anew(asked, sheet, heard)
        if asked == "topic" or (asked in FREE and is_long):
            return self._replaced(asked, sheet, heard, correction)
        if correction.name and correction.value:
            reply = self.told(correction.name, correction.value, sheet)
            told = Contact.from_dict(reply.values.get("contact"))
            if told.is_known and has_any(spaced(heard.text), phrases("beside_way_before")):
                # "Telefon geht auch: 0221 …"
                joined = contact_of(sheet).joined_with(told).as_dict()
                return replace(reply, values={**reply.values, "contact": joined})
            return reply
        values = self._held(asked, sheet, heard, correction)
        if values:
            still_open = {asked: None} if asked in FREE else {}
            return Reply(ReplyKind.VALUES, {**still_open, **values})
        if asked not in FREE and correction.name in ASKED and correction.name != asked:
            return Reply(ReplyKind.CHANGE, field=str(correction.name))
        return None

    def _countries_left(self, before: str, heard: Heard) -> str | None:
        """Return the countries after one drops out, None where none does.

        "Uganda doch nicht, dafür Togo" takes nothing from Ruanda.
        """
        denied, rest = denied_apart(heard.message)
        if "?" in heard.text or not denied.text:
            return None
        gone, instead = (self.named(one).get("partner_country", "") for one in (denied, rest))
        return without_countries(before, gone, instead)

    def _held(
        self, asked: str, sheet: Sheet, heard: Heard, correction: Correction
    ) -> dict[str, Any]:
        """Return the fields that hold from now on."""
        values: dict[str, Any] = dict(self.named(correction.message))
        values |= _body_anew(asked, sheet, heard, values)
        swapped = with_swapped_number(heard.text, known(sheet, "group"))
        values |= {"group": swapped} if swapped is not None else {}
        if asked not in FREE:
            name = corrected_name(heard.text)
            values |= self._labelled_beside(correction, sheet) | ({"name": name} if name else {})
        values |= self._contact_anew(asked, sheet, heard, correction)
        if not values and correction.name in PLAN:
            # "Ändere die Gruppe auf 18" tells what the number is.
            told = replace(heard, message=correction.message)
            values = self.told_of_plan(correction.name, told, heard.text)
        heads = heads_in(correction.message.text)
        may_count = asked not in _IN_NUMBERS or (asked == "wanted_times" and heads is not None)
        # "Wir sind jetzt doch nur noch 9" tells how many they are, whatever was known.
        is_count = bool(known(sheet, "group")) or heads is not None
        if "group" not in values and may_count and is_count:
            # "Wart, doch 11", "20 ist falsch, 24", where nothing else is told in numbers.
            alone = correction.message if not values else Message(correction.bare_number)
            alone = alone if heads is None else Message(heads)
            is_other = heads is None and _names_other(alone.text)
            values |= {} if is_other else self.told_of_plan("group", replace(heard, message=alone))
        return values

    def _contact_anew(
        self, asked: str, sheet: Sheet, heard: Heard, correction: Correction
    ) -> dict[str, Any]:
        """Return the contact with the way that is told, and without those that are dropped."""
        ways = before = contact_of(sheet)
        today = day_in_germany(self.now)
        told = read_contact(correction.message.text, today)
        if isinstance(told, FieldProblem) and found_contact(heard.text, today) != before:
            # "Statt anrufen lieber Mail: kim@…" denies none that is written.
            told = found_contact(heard.text, today)
            told = told if told.is_known else FieldProblem("contact", "missing")
        is_told = isinstance(told, Contact) and not told.visit
        if isinstance(told, Contact) and is_told:
            ways = corrected_contact(before, told)
        for way in filter(None, () if asked in FREE else map(dropped_way, clauses_of(heard.text))):
            left = ways.without(way)
            ways = left if left.is_known else ways
        return {"contact": ways.as_dict()} if is_told or ways != before else {}

    def _labelled_beside(self, correction: Correction, sheet: Sheet) -> dict[str, Any]:
        """Return what is set by its name beside something else: "…, und der Name ist Dora"."""
        labels = filter(None, map(read_label, correction.clauses()))
        told = (self.told(label.name, label.value, sheet) for label in labels if _is_text(label))
        return {field: value for reply in told for field, value in reply.values.items()}

    def _counted_anew(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        """Return the group of "sind so 22", "die sind 14 bis 17", whatever was asked."""
        if asked in {*_IN_NUMBERS, *FREE} - {"wanted_times"}:
            return None
        by_whom = says_how_many(heard.text)
        swapped = with_swapped_number(heard.text, known(sheet, "group"), by_whom=by_whom)
        if swapped is not None:
            return Reply(ReplyKind.VALUES, {"group": swapped})
        # "14 bis 17" alone may be anything, "sind 14 bis 17" is an age.
        is_told = begins_with_any(spaced(heard.text), (*words().who_are, *words().whose_age))
        ages = bare_ages(heard.text) if is_told else None
        counted = {"group": heads_in(heard.text), "age": ages}
        case = case_from({name: told for name, told in counted.items() if told}, self.find_seat)
        told = plan_values(case)
        values = {**self.named(heard.message), **told}
        return Reply(ReplyKind.VALUES, values) if told else None

    def _replaced(
        self, asked: str, sheet: Sheet, heard: Heard, correction: Correction
    ) -> Reply | None:
        """Return what takes the place of a field of the journey, where a message says no more.

        "Nein doch 18" is no subject, and "doch nicht Türkei, sondern Marokko" no description.
        """
        today = day_in_germany(self.now)
        values = self.named(correction.message)
        contact = found_contact(correction.message.text, today)
        if not (values or contact.is_known) and known(sheet, "group"):
            values = self.told_of_plan("group", replace(heard, message=correction.message))
        before = [known(sheet, field) for field in values if field in PLAN]
        beside = [phrase for name in _BESIDE_CORRECTION for phrase in phrases(name)]
        beside += filter(str.isdigit, spaced(heard.text).split())
        is_told = bool(values) or (contact.is_known and contact_of(sheet).is_known)
        is_all = len(before) == len(values) and all(before) and is_told
        rest = without_contact(heard.text, today)
        if not is_all or says_more(rest, [*values.values(), *before, *beside], 1):
            return None
        replaced: dict[str, Any] = {asked: None, **values}
        if contact.is_known:
            replaced["contact"] = corrected_contact(contact_of(sheet), contact).as_dict()
        return Reply(ReplyKind.VALUES, replaced)

    def corrects(self, heard: Heard) -> bool:
        """Say whether a message names what holds instead: "vergiss Polen, doch Frankreich"."""
        correction = read_correction(heard.message)
        return correction is not None and bool(self.named(correction.message))

    def renames_plan(self, asked: str, sheet: Sheet, heard: Heard) -> bool:
        """Say whether a message gives a field of the journey, called by its name, another value.

        "Das Land stimmt nicht, wir fahren nach Nordmazedonien" is no cry for help.
        """
        correction = read_correction(heard.message)
        if correction is None or (asked not in FREE and correction.name not in PLAN):
            return False
        reply = self.corrected(asked, sheet, heard)
        if asked in FREE:
            return reply is not None and asked in reply.values and reply.values[asked] is None
        return reply is not None and correction.name in reply.values

    def labelled(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        """Read a field that is set by its name: "Organisation Jugendzentrum Süd"."""
        heard = heard if asked in FREE else _without_assent(heard)
        way = None if asked in FREE else _way_dropped(heard.text)
        if way is not None and contact_of(sheet).is_known:
            return _without_way(asked, way, sheet)
        parts = [] if asked in FREE or heard.text.startswith("/") else parts_by_label(heard.text)
        if parts:
            return self._set_together(asked, sheet, heard, parts)
        label = None if asked in FREE or heard.text.startswith("/") else read_label(heard.text)
        if label is None or (label.value == OPEN and label.name in NEEDED):
            return None
        if label.name == "group" and label.value != OPEN and only_denies(heard.text):
            # "Die Gruppe aus Uganda springt ab" tells of a country, and not how many they are.
            return None
        if _is_text(label) and has_any(spaced(label.value), phrases("instead")):
            # "Ort ist Neuss. 12 statt 10 Leute" corrects something else, too.
            return None
        if label.value == OPEN:
            return Reply(ReplyKind.VALUES, {label.name: OPEN if label.name in ASKED else None})
        if label.name in PLAN:
            told = {**self.told_of_plan(label.name, heard), **self.named(heard.message)}
            if label.name in told:
                # "Die Gruppe sind 17 und wir fahren im Herbst" sets two fields at once.
                news = {f: v for f, v in told.items() if f in PLAN and v != sheet.get(f)}
                set_anew = {**news, label.name: told[label.name]}
                return Reply(ReplyKind.VALUES, set_anew)
        kept = tuple(e for e in heard.message.entities if e.text and e.text in label.value)
        return self.told(label.name, label.value, sheet, kept)

    def _set_together(
        self, asked: str, sheet: Sheet, heard: Heard, parts: Sequence[str]
    ) -> Reply | None:
        """Read fields that are set in one message, None where one of them is not understood."""
        values: dict[str, Any] = {}
        ways = Contact()
        for part in parts:
            contact = found_contact(part, day_in_germany(self.now))
            if contact.is_known:
                # All of them are told at once: none takes the place of another.
                ways = contact.joined_with(ways)
                values["contact"] = corrected_contact(contact_of(sheet), ways).as_dict()
                continue
            own = tuple(e for e in heard.message.entities if e.text and e.text in part)
            reply = self.labelled(asked, sheet, replace(heard, message=Message(part, own)))
            if reply is None or reply.kind is not ReplyKind.VALUES:
                return None
            values |= reply.values
        return Reply(ReplyKind.VALUES, values)

    def told(self, name: str, value: str, sheet: Sheet, entities: tuple[Entity, ...] = ()) -> Reply:
        """Read "Name: Kim", whatever was asked."""
        if name == "place":
            return as_reply(name, check_field("place", value))
        heard = Heard(Message(value, entities), "", "")
        return self.read_asked(name, {**sheet, name: None}, heard)


def _names_other(said: str) -> bool:
    """Say whether a number belongs to something else that is named: "nein, Durchwahl 21"."""
    known_words = {*phrases("correction_begin"), *phrases("beside_answers"), *phrases("wrong")}
    nouns = (spaced(word).strip() for word in said.split()[1:] if word[:1].isupper())
    return any(
        noun not in known_words
        and not noun.startswith((*phrases("heads"), *phrases("heads_alone")))
        for noun in nouns
    )


def heads_in(said: str) -> str | None:
    """Return how many a clause of a message says they are: "sind 13, und wir fahren im Juli"."""
    return next(filter(None, map(bare_heads, clauses_of(said))), None)


def _way_dropped(said: str) -> str | None:
    """Return the way that is to be left out; another may be wished beside it: "…, nur Mail"."""
    clauses = said.split(",")
    dropped = [(clause, dropped_way(clause)) for clause in clauses]
    ways = [way for _, way in dropped if way is not None]
    is_all = all(way is not None or way_wanted(clause) for clause, way in dropped)
    return ways[0] if ways and is_all else None


def _without_assent(heard: Heard) -> Heard:
    """Return what is heard without clauses that only agree: "stimmt alles, aber den Namen weg"."""
    clauses = heard.text.split(",")
    told = [one for one in clauses if not {*spaced(one).split()} <= {*phrases("beside_agreeing")}]
    if len(told) == len(clauses) or not told:
        return heard
    return replace(heard, message=Message(",".join(told).strip(), heard.message.entities))


def _is_text(label: Labelled) -> bool:
    """Say whether a label sets a field of plain text that is told nowhere else in a message."""
    return label.name in ("name", "organisation", "place") and label.value != OPEN


def _body_anew(asked: str, sheet: Sheet, heard: Heard, values: dict[str, Any]) -> dict[str, str]:
    """Return the body that is corrected, or moves with its place: "nein, Lippstadt"."""
    before = known(sheet, "place")
    noted = f"{known(sheet, 'organisation')} {before}"
    body = corrected_body(heard.text, noted) if asked not in FREE else None
    if body is not None and values.keys() <= {"organisation", "place"}:
        return {"organisation": body}
    is_named = bool(before) and before in known(sheet, "organisation").split()
    if "place" not in values or not is_named:
        return {}
    return {"organisation": known(sheet, "organisation").replace(before, values["place"])}


def _without_way(asked: str, way: str, sheet: Sheet) -> Reply:
    """Return the contact without one of its ways; the last one has to be replaced by another."""
    before, described = contact_of(sheet), known(sheet, "description")
    left = before.without(way)
    if left == before:
        # It is gone already.
        return Reply(ReplyKind.VALUES, {asked: None})
    if not left.is_known:
        return Reply(ReplyKind.CHANGE, field="contact")
    values: dict[str, Any] = {"contact": left.as_dict()}
    gone = (before.email,) if way == "email" else numbers_in(before.phone or "")
    for one in filter(None, gone):
        # What told whose it is was kept with it; it must not be sent there.
        if described and one in described and one not in numbers_in(left.phone or ""):
            described = described.replace(one, "").strip()
            values["description"] = described
    return Reply(ReplyKind.VALUES, values)
