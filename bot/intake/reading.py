"""How a message is read while the chat takes down a request. Pure rules without Rasa."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.consultations.checks import FieldProblem
from bot.deadlines.due import today_in_germany
from bot.fit.dialogue import is_side_question
from bot.fit.reading import Message, is_open
from bot.fit.words import words
from bot.intake.again import is_asked_again, kept_answer, with_answer_before
from bot.intake.asked import SURE
from bot.intake.buttons import read_button
from bot.intake.consent import consents
from bot.intake.contact import Contact, contact_like, found_contact
from bot.intake.correcting import MOST_WORDS_OF_CHANGE, CorrectingReader
from bot.intake.corrections import field_in
from bot.intake.direction_rules import read_direction
from bot.intake.directions import back_from, goes_back, wants_change, wants_to_go_on
from bot.intake.elsewhere import is_bare_number, read_elsewhere
from bot.intake.extract import read_wish, struck_together
from bot.intake.fitting import fits, is_body, is_school, names_somebody, tells_when
from bot.intake.group import is_news, joined_group, with_all_numbers
from bot.intake.heads import counts_heads
from bot.intake.introduction import without_contact
from bot.intake.leftover import says_more
from bot.intake.misfit import added, misplaced
from bot.intake.more_ways import with_further_ways
from bot.intake.people import fuller_name, is_name_like_yes, is_short_name, tells_only_name
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.sheet import (
    ASKED,
    CONFIRMATION,
    PLAN,
    Sheet,
    contact_of,
    follows,
    known,
)
from bot.intake.subject import FREE, is_aside, is_no_name, is_remark, read_emergency
from bot.intake.ways import joined_ways, tells_no_more
from bot.intake.words import phrases
from bot.intake.years import with_full_years
from bot.words.phrases import begins_with_any, has_any, spaced

_NAMES = frozenset({"organisation", "name"})


class Reader(CorrectingReader):
    """Reads answers."""

    def read(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read the answer to the question for the field ``asked``."""
        said = heard
        if asked == "name" and is_name_like_yes(heard.text):
            heard = replace(heard, intent="")
        if asked not in FREE:
            text = with_full_years(heard.text, self.now)
            heard = replace(heard, message=Message(text, heard.message.entities))
        reply = self._read_again(asked, sheet, heard)
        if reply.kind is not ReplyKind.VALUES:
            return reply
        told = dict(reply.values)
        if told.get("group"):
            told["group"] = with_all_numbers(heard.text, str(told["group"]))
            told["group"] = joined_group(known(sheet, "group"), str(told["group"]))
            rather = self.rather(heard)
            told["group"] = joined_group(told["group"], rather) if rather else told["group"]
        whole = with_further_ways(asked, told, sheet, said, today_in_germany(self.now))
        told = whole if whole != told else told | self._untold(asked, told, sheet, said)
        by_the_way = {} if asked in FREE else self.introduced(heard.text, sheet)
        told |= {f: by_the_way[f] for f in _NAMES - told.keys() if f in by_the_way}
        values = {**told, **follows({**sheet, **told}, sheet)}
        if "struck" in values:
            values["struck"] = struck_together(sheet.get("struck"), str(values["struck"]))
        return Reply(ReplyKind.VALUES, values)

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
        text = without_contact(heard.text, today_in_germany(self.now))
        values = [value for value in told.values() if isinstance(value, str)]
        if not says_more(text, values):
            return {}
        return added("description", text, sheet) or {}

    def _read(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        # "So, bin zurück" may sound like going.
        stays = goes_back(heard.text) or wants_to_go_on(heard.text) or self.corrects(heard)
        if heard.intent == "stop" and not stays:
            return Reply(ReplyKind.CANCEL)
        directed = read_direction(asked, sheet, heard) or self.labelled(asked, sheet, heard)
        if directed is not None:
            return directed
        if heard.decision == "emergency" and not self.renames_plan(asked, sheet, heard):
            return read_emergency(asked, sheet, heard, self.read_asked)
        if heard.text.startswith("/"):
            return read_button(asked, sheet, heard)
        if heard.is_puzzled or has_any(spaced(heard.text), words().why):
            return Reply(ReplyKind.WHY, field=asked)
        name = tells_only_name(heard.text)
        if name is not None:
            whole = fuller_name(known(sheet, "name"), name)
            return Reply(ReplyKind.VALUES, {asked: None, "name": whole})
        corrected = self.corrected(asked, sheet, heard)
        if corrected is not None:
            return corrected
        if heard.is_bare_wish and asked in (*PLAN, *_NAMES):
            # "Beratung anfragen" once more is how nobody is called.
            return Reply(ReplyKind.SIDE_QUESTION)
        told = {} if asked in (*FREE, "organisation") else self.named_body(heard, sheet)
        if told:
            return Reply(ReplyKind.VALUES, {asked: None, **told})
        if asked == CONFIRMATION:
            return self._read_confirmation(sheet, heard)
        elsewhere = self._elsewhere(asked, sheet, heard)
        if elsewhere is not None:
            return elsewhere
        if self._is_side_question(asked, heard):
            return Reply(ReplyKind.SIDE_QUESTION)
        return self._read_beside_contact(asked, sheet, heard)

    def _read_beside_contact(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read an answer without the address or number in it, which goes to its own field."""
        today = today_in_germany(self.now)
        contact = found_contact(heard.text, today)
        if asked in (*FREE, "contact") or not contact.is_known:
            return self._read_fitting(asked, sheet, heard)
        beside = without_contact(heard.text, today)
        if asked != "contact" and tells_no_more(beside):
            joined = joined_ways(contact_of(sheet), contact, heard.text).as_dict()
            return Reply(ReplyKind.VALUES, {asked: None, "contact": joined})
        rest = Message(without_contact(heard.text, today), heard.message.entities)
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
        if heard.decision in (*SURE, "smalltalk") and not is_own:
            return Reply(ReplyKind.SIDE_QUESTION)
        named = self.named(heard.message)
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
        if is_bare_number(asked, heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
        return None

    def _read_confirmation(self, sheet: Sheet, heard: Heard) -> Reply:
        wish = read_wish(heard.text)
        if wish:
            return Reply(ReplyKind.VALUES, wish)
        if not known(sheet, "name") and is_short_name(heard.text):
            # "Jo" is no consent where it may be a name.
            return Reply(ReplyKind.VALUES, {"name": heard.text.strip()})
        if consents(heard.text) and heard.intent != "deny":
            return Reply(ReplyKind.SEND)
        if has_any(spaced(heard.text), phrases("no_change")):
            # What was shown stands, and nothing is sent yet.
            return Reply(ReplyKind.VALUES, {CONFIRMATION: None})
        is_agreed = heard.intent == "affirm" and not has_any(spaced(heard.text), phrases("not"))
        if is_agreed or heard.intent == "deny":
            # "Doch nicht abschicken" sends nothing, whatever it sounds like.
            return Reply(ReplyKind.SEND if is_agreed else ReplyKind.NO)
        if wants_change(heard.text):
            return Reply(ReplyKind.NO)
        if is_side_question(heard.text, heard.decision):
            return Reply(ReplyKind.SIDE_QUESTION)
        values: dict[str, Any] = dict(self.named(heard.message))
        contact = found_contact(heard.text, today_in_germany(self.now))
        if contact.is_known:
            values["contact"] = joined_ways(contact_of(sheet), contact, heard.text).as_dict()
        if not known(sheet, "name") and names_somebody(heard.text):
            values["name"] = heard.text.strip()
        values = {name: value for name, value in values.items() if value != sheet.get(name)}
        when = added("wanted_times", heard.text, sheet) if tells_when(heard.text) else None
        if values or when:
            return Reply(ReplyKind.VALUES, {**values, **(when or {})})
        called = field_in(spaced(heard.text))
        if called in ASKED and len(heard.text.split()) <= MOST_WORDS_OF_CHANGE:
            # "Die Gruppe sind 25": a bare number means something as the field is called.
            told = self.told_of_plan(str(called), heard)
            return Reply(ReplyKind.VALUES, told) if told else Reply(ReplyKind.CHANGE, field=called)
        if is_remark(heard):
            more = added("description", heard.text, sheet)
            if more is not None:
                return Reply(ReplyKind.VALUES, more)
        return Reply(ReplyKind.PROBLEM, problem=FieldProblem(CONFIRMATION, "unclear"))

    def _is_side_question(self, asked: str, heard: Heard) -> bool:
        if asked in FREE:
            return is_aside(heard)
        if asked in _NAMES and is_no_name(heard) and not self.understands("organisation", heard):
            return True
        is_open_answer = is_open(heard.text) and "?" not in heard.text
        if is_open_answer or not is_side_question(heard.text, heard.decision):
            return False
        return asked != "contact" or not isinstance(self.contact(heard), Contact)
