"""How a message is read while the chat takes down a request. Pure rules without Rasa."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.clock import day_in_germany
from bot.consultations.checks import FieldProblem
from bot.fit.dialogue import is_side_question
from bot.fit.told.answers import case_from
from bot.fit.told.reading import Message, is_open
from bot.fit.words import words
from bot.intake.answering.again import is_asked_again, kept_answer, with_answer_before
from bot.intake.answering.asked import SURE
from bot.intake.answering.asking import beside_question, question_in, questions_in
from bot.intake.answering.elsewhere import is_bare_number, read_elsewhere
from bot.intake.answering.misfit import added, misplaced
from bot.intake.answering.more_ways import with_further_ways
from bot.intake.answering.subject import FREE, is_aside, is_no_name, read_emergency
from bot.intake.plan.corrections import read_correction
from bot.intake.plan.countries import joined_countries
from bot.intake.plan.fitting import fits, is_body, is_school, names_somebody, tells_when
from bot.intake.plan.group import (
    is_news,
    joined_group,
    tells_number,
    tells_of_one,
    tells_of_some,
    with_all_numbers,
    with_swapped_number,
)
from bot.intake.plan.heads import counts_heads
from bot.intake.plan.leftover import LEAST_WORDS, says_more
from bot.intake.plan.told_plan import bare_ages
from bot.intake.plan.years import with_full_years
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.request.contact import Contact, contact_like, found_contact, written
from bot.intake.request.sheet import (
    CONFIRMATION,
    OPEN,
    PLAN,
    Sheet,
    contact_of,
    follows,
    known,
)
from bot.intake.request.wording import plan_values, with_period_before
from bot.intake.who.bodies import body_told
from bot.intake.who.introduction import plain_beside, without_contact
from bot.intake.who.people import (
    fuller_name,
    is_name_like_yes,
    led_name,
    tells_only_name,
)
from bot.intake.who.ways import joined_ways, prefers_mail, tells_no_more, wants_visit
from bot.intake.wishes.asides import SEEN, STOP, STRUCK_UNCLEAR, aside_of
from bot.intake.wishes.buttons import read_button
from bot.intake.wishes.commands import spelled_right, stops, tells_of_stopping
from bot.intake.wishes.confirming import ConfirmingReader
from bot.intake.wishes.consent import consents
from bot.intake.wishes.direction_rules import read_direction
from bot.intake.wishes.directions import back_from, goes_back, wants_to_go_on
from bot.intake.wishes.extract import struck_together
from bot.intake.wishes.striking import STRUCK, struck_out, without_name
from bot.intake.words import phrases
from bot.words.phrases import begins_with_any, has_any, spaced

# "Aber bitte keine WhatsApp" beside a number is worth keeping.
_LEAST_WORDS_BESIDE_CONTACT = 2
# "Mein Verein muss das noch absegnen" calls no body by its name.
_MOST_WORDS_OF_BODY = 4
# "Kurze Frage, …" and "Hallo ihr, …" tell no subject.
_LEAST_WORDS_OF_SUBJECT = 4
# "Meine Mail: foo@bar"
_MOST_WORDS_OF_ADDRESS = 4
_NAMES = frozenset({"organisation", "name"})
_TOLD_ONCE = _NAMES | {"period", "format", "partner_country"}


class Reader(ConfirmingReader):
    """Reads answers."""

    def read(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read the answer to the question for the field ``asked``, and what is asked beside it."""
        text = spelled_right(heard.text, asked)
        heard = replace(heard, message=Message(text, heard.message.entities))
        struck = struck_out(heard.message, sheet, is_free=asked in FREE)
        if struck:
            return Reply(ReplyKind.VALUES, struck, field=STRUCK)
        reply = _stopped(heard, self._read_alone(asked, sheet, heard))
        if reply.values.get("name") == OPEN and known(sheet, "name"):
            # Whoever stays without a name is named nowhere else.
            written = without_name(known(sheet, "name"), sheet)
            values = {**reply.values, **written}
            reply = replace(reply, values=values, field=STRUCK if written else reply.field)
        elif asked == CONFIRMATION and sheet.get("name") == OPEN and _only_drops_name(reply):
            # No field tells a name, but a line of the talk may: which is it?
            return Reply(ReplyKind.ASIDE, field=STRUCK_UNCLEAR)
        rest = None if asked == CONFIRMATION else beside_question(heard.message)
        if rest is None:
            return _with_other_question(heard, reply)
        question = Heard(Message(question_in(heard.text), ()), "", "")
        why = read_direction(asked, sheet, question)
        if why is not None and why.kind is ReplyKind.WHY:
            # "8 Fachkräfte, wozu wollt ihr das wissen?"
            return replace(why, values=self._told_beside(asked, sheet, Heard(rest, "", "")))
        named = aside_of(question.text)
        aside = named or (heard.aside if heard.is_aside_sure else "")
        is_told = reply.kind is ReplyKind.VALUES or (reply.kind is ReplyKind.ASIDE and named)
        if is_told and aside:
            reply = Reply(ReplyKind.ASIDE, field=aside)
        if reply.kind not in (ReplyKind.ASIDE, ReplyKind.SIDE_QUESTION):
            return reply
        return replace(reply, values=self._told_beside(asked, sheet, Heard(rest, "", "")))

    def _read_alone(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        said = heard = _set_right(asked, heard)
        if asked == "name" and is_name_like_yes(heard.text):
            heard = replace(heard, intent="")
        if asked == "name" and (led := led_name(heard.text)) is not None:
            heard = replace(heard, message=Message(led, ()), intent="")
        if asked not in FREE:
            text = with_full_years(heard.text, self.now)
            heard = replace(heard, message=Message(text, heard.message.entities))
        reply = _meant(asked, heard, self._read_again(asked, sheet, heard))
        if reply.kind is not ReplyKind.VALUES or reply.values == {CONFIRMATION: None}:
            return reply
        told = self._without_some(asked, dict(reply.values), sheet, heard)
        if told.get("group"):
            told["group"] = with_all_numbers(heard.text, str(told["group"]))
            told["group"] = joined_group(known(sheet, "group"), str(told["group"]))
            # "6 Leute, doch eher 7"
            told["group"] = with_swapped_number(heard.text, told["group"]) or told["group"]
        if not has_any(spaced(heard.text), phrases("some_time")):
            told = with_period_before(told, sheet)
        if told.get("partner_country"):
            before, now = known(sheet, "partner_country"), str(told["partner_country"])
            told["partner_country"] = joined_countries(before, now, heard.text)
        whole = with_further_ways(asked, told, sheet, said, day_in_germany(self.now))
        told = whole if whole != told else told | self._untold(asked, told, sheet, said)
        by_the_way = {} if asked in FREE else self.introduced(heard.text, sheet)
        told |= {f: by_the_way[f] for f in _NAMES - told.keys() if f in by_the_way}
        is_unasked = "contact" in told and sheet.get("wanted_times") is None
        if is_unasked and prefers_mail(heard.text, contact_of(told)):
            told.setdefault("wanted_times", OPEN)
        values = {**told, **follows({**sheet, **told}, sheet)}
        if "struck" in values:
            values["struck"] = struck_together(sheet.get("struck"), str(values["struck"]))
        return Reply(ReplyKind.VALUES, values)

    def _without_some(
        self, asked: str, told: dict[str, Any], sheet: Sheet, heard: Heard
    ) -> dict[str, Any]:
        """Keep what is told of some of a group beside it: "2 Jugendliche brauchen Assistenz"."""
        if asked != "group" and "group" in told and tells_of_one(heard.text):
            # "Er ist 16 und wohnt bei uns" tells nothing of how old they all are.
            told = {field: value for field, value in told.items() if field != "group"}
        group, now = known(sheet, "group"), str(told.get("group") or "")
        is_part = asked != "group" and tells_of_some(heard.text, group, now)
        if not is_part or read_correction(heard.message) is not None:
            return told
        rest = {field: value for field, value in told.items() if field != "group"}
        return (added("description", heard.text, sheet) or {}) | rest

    def _read_again(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read an answer; where somebody went back to the question, the one before may stay."""
        if not is_asked_again(asked, sheet):
            return self._read(asked, sheet, heard)
        kept = back_from(asked, sheet, heard.text) or kept_answer(asked, sheet, heard)
        if kept is not None:
            return kept
        reply = self._read(asked, {**sheet, asked: None}, heard)
        return with_answer_before(asked, sheet, heard, reply)

    def _untold(
        self, asked: str, told: dict[str, Any], sheet: Sheet, heard: Heard
    ) -> dict[str, str]:
        """Return the description with a sentence of which the fields keep only a part."""
        if asked in (*FREE, CONFIRMATION) or told.keys() & FREE or heard.text.startswith("/"):
            return {}
        if told == {asked: None} or wants_visit(heard.text):
            # "So, bin wieder da, wo waren wir" goes on and tells nothing.
            return {}
        text = without_contact(written(heard.text), day_in_germany(self.now))
        values = [value for value in told.values() if isinstance(value, str)]
        is_beside = asked == "contact" and bool(told.get("contact"))
        least = _LEAST_WORDS_BESIDE_CONTACT if is_beside else LEAST_WORDS
        if not says_more(text, values, least):
            return {}
        return added("description", text, sheet) or {}

    def _read(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read a message: the first reading that it has decides, in the order of the table."""
        readings: tuple[Callable[[str, Sheet, Heard], Reply | None], ...] = (
            self._cancelled,
            self._directed,
            self._in_emergency,
            self._pressed,
            self._puzzled,
            self._only_named,
            self.corrected,
            self._wished_again,
            self._body_called,
            self._wrong_address,
            self._confirmed,
            self._elsewhere,
            self._asked_beside,
        )
        found = (reading(asked, sheet, heard) for reading in readings)
        reply = next((one for one in found if one is not None), None)
        return reply or self._read_beside_contact(asked, sheet, heard)

    def _cancelled(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        del sheet
        # "So, bin zurück" may sound like going.
        stays = goes_back(heard.text) or wants_to_go_on(heard.text) or self.corrects(heard)
        stays |= asked in FREE and tells_of_stopping(heard.text)
        is_clear = heard.intent == "stop" and stops(heard.text)
        return Reply(ReplyKind.CANCEL) if is_clear and not stays else None

    def _directed(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        return read_direction(asked, sheet, heard) or self.labelled(asked, sheet, heard)

    def _in_emergency(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        if heard.decision != "emergency" or self.renames_plan(asked, sheet, heard):
            return None
        # "Sagen Sie einfach Sven" and "bitte schnell senden" tell of nothing bad.
        is_name = tells_only_name(heard.text) is not None
        known_names = {*phrases("first_names"), *phrases("title_of_name")}
        is_name |= asked == "name" and known_names.issuperset(spaced(heard.text).split())
        if is_name or (asked == CONFIRMATION and consents(heard.text)):
            return None
        return read_emergency(asked, sheet, heard, self.read_asked)

    def _pressed(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        return read_button(asked, sheet, heard) if heard.text.startswith("/") else None

    def _puzzled(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        del sheet
        is_lost = heard.is_puzzled or has_any(spaced(heard.text), words().why)
        return Reply(ReplyKind.WHY, field=asked) if is_lost else None

    def _only_named(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        name = tells_only_name(heard.text)
        if name is None:
            return None
        whole = fuller_name(known(sheet, "name"), name)
        return Reply(ReplyKind.VALUES, {asked: None, "name": whole})

    def _wished_again(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        del sheet
        # "Beratung anfragen" once more is how nobody is called.
        is_beside = heard.is_bare_wish and asked in (*PLAN, *_NAMES)
        # "Bitte heute noch zurückrufen: 0221 …" tells the number.
        is_beside &= not contact_like(heard.text)
        return Reply(ReplyKind.SIDE_QUESTION) if is_beside else None

    def _body_called(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        told = {} if asked in (*FREE, "organisation") else self.named_body(heard, sheet)
        return Reply(ReplyKind.VALUES, {asked: None, **told}) if told else None

    def _wrong_address(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        """Say so of "foo@bar", whatever was asked: it is meant as an address and is none."""
        del sheet
        is_meant = "@" in heard.text and len(heard.text.split()) <= _MOST_WORDS_OF_ADDRESS
        if asked == "contact" or not is_meant:
            return None
        read = self.contact(heard)
        return Reply(ReplyKind.PROBLEM, problem=read) if isinstance(read, FieldProblem) else None

    def _confirmed(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        return self.read_confirmation(sheet, heard) if asked == CONFIRMATION else None

    def _asked_beside(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        del sheet
        is_asked = self._is_side_question(asked, heard)
        return Reply(ReplyKind.SIDE_QUESTION) if is_asked else None

    def _told_beside(self, asked: str, sheet: Sheet, rest: Heard) -> dict[str, Any]:
        """Return what ``rest`` of a message tells beside its question: "Moers, wer liest das?"."""
        said = spaced(rest.text)
        is_lead = len(said.split()) < _LEAST_WORDS_OF_SUBJECT
        is_lead |= has_any(said, phrases("announces_question"))
        if asked in FREE and is_lead and not self.named(rest.message):
            # "Bevor ich weitermache, was kostet das?"
            return {}
        reply = self._read_alone(asked, sheet, rest)
        told = reply.values if reply.kind is ReplyKind.VALUES else {}
        left = frozenset() if asked in FREE else FREE
        if len(said.split()) > _MOST_WORDS_OF_BODY and body_told(rest.text) is None:
            left |= {"organisation"}
        return {f: value for f, value in told.items() if value is not None and f not in left}

    def _read_beside_contact(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read an answer without the address or number in it, which goes to its own field."""
        today = day_in_germany(self.now)
        contact = found_contact(heard.text, today)
        if asked in (*FREE, "contact") or not contact.is_known:
            return self._read_fitting(asked, sheet, heard)
        beside = without_contact(heard.text, today)
        if asked != "contact" and tells_no_more(beside):
            joined = joined_ways(contact_of(sheet), contact, heard.text).as_dict()
            return Reply(ReplyKind.VALUES, {asked: None, "contact": joined})
        beside = plain_beside(beside) if asked in _NAMES else beside
        rest = Message(beside, heard.message.entities)
        reply = self._read_fitting(asked, sheet, replace(heard, message=rest))
        told = reply.values if reply.kind is ReplyKind.VALUES else {asked: None}
        joined = joined_ways(contact_of(sheet), contact, heard.text).as_dict()
        return Reply(ReplyKind.VALUES, {**told, "contact": joined})

    def _read_fitting(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        if not self._is_fitting(asked, heard):
            return self._misplaced(asked, sheet, heard)
        return self.read_asked(asked, sheet, heard)

    def _is_fitting(self, asked: str, heard: Heard) -> bool:
        """Say whether a message may be an answer to the open question at all."""
        if asked == "contact":
            others = (tells_when, names_somebody, is_body, is_school, counts_heads)
            is_other = any(is_one(heard.text) for is_one in others)
            is_other = is_other and not contact_like(heard.text)
            return isinstance(self.contact(heard), Contact) or not is_other
        said = spaced(heard.text)
        is_own = asked == "format" and begins_with_any(said, phrases("own_format_begin"))
        # "Ein kleiner Verein" is no format.
        is_own = is_own and not is_body(heard.text)
        is_word = heard.intent in ("affirm", "deny")
        if is_own or is_word or fits(asked, heard.message):
            return True
        # "Mittwochs ab 15 Uhr" is no group of 15.
        is_time = asked == "group" and tells_when(heard.text)
        return not is_time and self.understands(asked, heard)

    def _misplaced(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Keep what does not fit where it belongs, and leave the question open."""
        is_own = has_any(spaced(heard.text), phrases("own"))
        if heard.decision in (*SURE, "smalltalk") and not (is_own or is_open(heard.text)):
            return Reply(ReplyKind.SIDE_QUESTION)
        named = self.named_beside(heard.message, sheet)
        is_free = {f for f in named if is_news(f, named[f], sheet)} - {asked}
        others = {f: v for f, v in named.items() if f in is_free}
        body = self.body_elsewhere(asked, sheet, heard)
        placed = body or misplaced(asked, heard.text, sheet)
        if placed is None and not others:
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
        # "20 Personen" is better kept than "about 20 kids".
        group = {f: v for f, v in others.items() if f == "group"}
        return Reply(ReplyKind.VALUES, {**others, **(placed or {}), **group, asked: None})

    def _elsewhere(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        """Read what answers another question than the one that is open."""
        if is_open(heard.text) or heard.text.rstrip().endswith("?"):
            return None
        named = self.named_with_place(heard)
        found = read_elsewhere(asked, heard.message, named, contact_of(sheet), self.now)
        if found is not None:
            values = {name: value for name, value in found.values.items() if name != asked}
            if "organisation" in values:
                values = {**values, **(self.with_place(heard, sheet) | values)}
            return Reply(ReplyKind.VALUES, {**values, asked: None})
        ages = self._ages_beside(sheet, heard.text) if is_bare_number(asked, heard.text) else None
        if ages is not None:
            return Reply(ReplyKind.VALUES, {"group": ages, asked: None})
        if is_bare_number(asked, heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
        return None

    def _ages_beside(self, sheet: Sheet, said: str) -> str | None:
        """Return the group with its ages, where "14-17" follows how many they are."""
        group, ages = known(sheet, "group"), bare_ages(said)
        case = case_from({"age": ages} if ages else {}, self.find_seat)
        told = plan_values(case).get("group")
        return joined_group(group, told) if group.isdigit() and told else None

    def _is_side_question(self, asked: str, heard: Heard) -> bool:
        if asked in FREE:
            return is_aside(heard)
        if asked in _NAMES and is_no_name(heard) and not self.understands("organisation", heard):
            return True
        if asked == "group" and tells_number(heard.text):
            return False
        is_open_answer = is_open(heard.text) and "?" not in heard.text
        if is_open_answer or not is_side_question(heard.text, heard.decision):
            return False
        return asked != "contact" or not isinstance(self.contact(heard), Contact)


def _with_other_question(heard: Heard, reply: Reply) -> Reply:
    """Return a question about the request as one in between where another stands beside it.

    "Wer liest das, und kommt da ein Honorar?" gets both answers.
    """
    asked = questions_in(heard.text) if reply.kind is ReplyKind.ASIDE else []
    is_two = {aside_of(one) for one in asked} == {reply.field, None}
    is_answered = heard.decision in SURE and is_two
    return Reply(ReplyKind.SIDE_QUESTION, field=reply.field) if is_answered else reply


def _stopped(heard: Heard, reply: Reply) -> Reply:
    """Ask back where a message only sounds like stopping and is nothing else."""
    is_unheard = reply.kind in (ReplyKind.SIDE_QUESTION, ReplyKind.PROBLEM)
    is_unsure = heard.intent == "stop" and is_unheard and not heard.text.startswith("/")
    return Reply(ReplyKind.ASIDE, field=STOP) if is_unsure else reply


def _set_right(asked: str, heard: Heard) -> Heard:
    """Return what holds of an answer that takes itself back: "Caritas, nein quatsch Diakonie"."""
    found = _took_back().search(heard.text) if asked in _TOLD_ONCE else None
    if found is None:
        return heard
    # "Ghana, ach nee Togo" names Ghana no more.
    named = tuple(e for e in heard.message.entities if e.text and e.text in found["told"])
    return replace(heard, message=Message(found["told"], named))


@lru_cache(maxsize=1)
def _took_back() -> re.Pattern[str]:
    anywhere, behind_comma = (
        "|".join(sorted(phrases(name), key=len, reverse=True))
        for name in ("sets_right", "sets_right_apart")
    )
    taken_back = rf"[\s,.;–-]+(?:{anywhere})|\s*[,.;–-]\s*(?:{behind_comma})"
    return re.compile(rf"\w(?:{taken_back})[\s,:]+(?P<told>\w.*)\Z", re.I | re.S)


def _meant(asked: str, heard: Heard, reply: Reply) -> Reply:
    """Return what a message is that nothing else understood, if it asks about the request."""
    is_unheard = reply.kind in (ReplyKind.SIDE_QUESTION, ReplyKind.PROBLEM)
    is_unheard |= asked in FREE and heard.is_aside_sure
    if not heard.aside or not is_unheard or contact_like(heard.text):
        return reply
    if heard.aside == SEEN and asked == CONFIRMATION:
        # All of it is shown once more.
        return Reply(ReplyKind.VALUES, {asked: None})
    return Reply(ReplyKind.ASIDE, field=heard.aside)


def _only_drops_name(reply: Reply) -> bool:
    told = {field for field, value in reply.values.items() if value is not None}
    return told == {"name"} and reply.values["name"] == OPEN
