"""How the answer to the question that the form has asked is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.clock import day_in_germany
from bot.consultations.checks import FieldProblem
from bot.fit.told.reading import Message, is_open
from bot.intake.answering.answers import TOO_LONG, read_answer, read_text, shortened
from bot.intake.answering.grasp import Grasp
from bot.intake.answering.misfit import added
from bot.intake.answering.subject import FREE
from bot.intake.plan.corrections import field_in
from bot.intake.plan.fitting import is_funder, is_short_body
from bot.intake.plan.leftover import says_more
from bot.intake.replies import Heard, Reply, ReplyKind, as_reply
from bot.intake.request.contact import contact_like, written
from bot.intake.request.sheet import OPEN, PLAN, Sheet, contact_of, known
from bot.intake.who.bodies import body_named, body_told, called_so, is_called, is_described
from bot.intake.who.introduction import beside_contact, without_contact
from bot.intake.who.people import fuller_name, name_alone
from bot.intake.words import phrases
from bot.words.phrases import begins_with_any, spaced

SURE = frozenset({"answer", "act", "handover"})
"""These have an answer of their own even when nobody put a question mark."""

_MOST_WORDS_OF_GROUP = 8
_NO_SUBJECT = frozenset({"period", "group", "place"})
# So many words beside a place or a country are worth keeping.
_LEAST_WORDS_MORE = 2
# "20+20" are those of both sides, and no age.
_BOTH_SIDES = re.compile(r"[0-9]\s*\+\s*[0-9]")
_NUMBER = re.compile(r"[0-9]+")
_NOBODY = re.compile(r"[^0-9]*0+[^0-9]*")
_SOME = re.compile(r"[0-9]+\s+(?:davon|darunter|von (?:ihnen|denen))\b", re.IGNORECASE)


class AskedReader(Grasp):
    """Reads an answer that belongs to the open question."""

    def read_asked(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read a message as the answer to the question for ``asked``, and what else it names."""
        named = self.named_beside(heard.message, sheet)
        # The subject is told last of all that is known by then, and goes before it.
        # "Aus Polen und der Ukraine" tells more than "Ukraine".
        is_more = {f for f, v in named.items() if _words(v) > _words(known(sheet, f))}
        is_new = is_more | (set(named) if asked == "topic" else set())
        others = {f: v for f, v in named.items() if f != asked and f in is_new}
        if asked == "contact":
            return self._read_contact(sheet, heard, others)
        if asked == "wanted_times" and contact_of(sheet).is_visit_only and is_open(heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem("wanted_times", "missing"))
        if asked in PLAN:
            return self._read_plan(asked, sheet, heard, named.get(asked), others)
        said = heard.text
        if asked == "topic" and _tells_only(said, others):
            return Reply(ReplyKind.VALUES, {**others, asked: None})
        if asked in FREE:
            # "DPSG Stamm Greven" tells more than what kind of body that is.
            others = {**others, **self.introduced(said, sheet)}
            rest = without_contact(said, day_in_germany(self.now))
            name = name_alone(rest) if "contact" in others else None
            if name:
                # "Petra Lang, lang@example.org" tells who writes, and not what about.
                name = fuller_name(known(sheet, "name") or "", name)
                return Reply(ReplyKind.VALUES, {**others, "name": name, asked: None})
            said = rest or said
        if asked == "organisation":
            said = body_told(said) or called_so(said) or said
        answer = read_answer(asked, said, heard.intent, is_bare_wish=heard.is_bare_wish)
        if isinstance(answer, FieldProblem):
            return Reply(ReplyKind.PROBLEM, problem=answer)
        if asked == "organisation" and "place" not in others:
            others = {**others, **self.with_place(heard, sheet)}
        return Reply(ReplyKind.VALUES, {**others, **answer})

    def body_elsewhere(self, asked: str, sheet: Sheet, heard: Heard) -> dict[str, str | None]:
        """Return the body that is named where another question is open, with its place."""
        is_short = is_short_body(heard.text) and not is_funder(heard.text)
        body = body_told(heard.text) or (heard.text.strip() if is_short else None)
        before = known(sheet, "organisation")
        if body is None or is_described(body) or asked == "organisation":
            return {}
        if before and (is_called(before) or not is_called(body)):
            return {}
        return {"organisation": body, **self.with_place(heard, sheet), asked: None}

    def named_body(self, heard: Heard, sheet: Sheet) -> dict[str, str]:
        """Return the body of "mein Verein heißt …", with its place."""
        body = body_named(heard.text)
        return {} if body is None else {"organisation": body, **self.with_place(heard, sheet)}

    def named_with_place(self, heard: Heard) -> dict[str, str]:
        """Return the fields that stand clearly in a message, with its place."""
        named = self.named(heard.message)
        place = None if "place" in named else self.place(heard)
        return {**named, **({"place": place} if place else {})}

    def with_place(self, heard: Heard, sheet: Sheet) -> dict[str, str]:
        """Return the place that is told with a body, if there is one."""
        place = self.place_of_body(heard, known(sheet, "place"))
        return {"place": place} if place else {}

    def _read_plan(
        self,
        asked: str,
        sheet: Sheet,
        heard: Heard,
        named: str | None,
        others: Mapping[str, str],
    ) -> Reply:
        """Read an answer about the journey: as understood, else as it was written."""
        if heard.intent in ("affirm", "deny") and not named and not is_open(heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
        if asked == "group" and _NOBODY.fullmatch(heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
        if is_open(heard.text) and _has_number(heard.text) and not (named or others):
            return _open_with_number(asked, heard.text)
        if named and not is_open(heard.text) and self._tells_more(asked, heard, named, others):
            named = None
        if not named and is_open(heard.text):
            named = OPEN
        if not named and not self.understands(asked, heard):
            if others and asked != "period":
                # "Zirkus Pepperoni, Köln" tells more than a place.
                is_more = says_more(heard.text, others.values(), _LEAST_WORDS_MORE)
                more = added("description", heard.text, sheet) if is_more else None
                return Reply(ReplyKind.VALUES, {**others, **(more or {}), asked: None})
            said = spaced(heard.text)
            is_own = asked == "format" and begins_with_any(said, phrases("own_format_begin"))
            # "Ein Praktikum" is what is planned, whatever there is an answer to.
            if heard.decision in SURE and not is_own:
                return Reply(ReplyKind.SIDE_QUESTION)
        value = named or read_text(asked, heard.text)
        if isinstance(value, FieldProblem) and value.code == TOO_LONG:
            # A story is kept whole, and the field holds how it begins.
            more = added("description", heard.text, sheet) or {}
            return as_reply(asked, shortened(asked, heard.text), {**others, **more})
        return as_reply(asked, value, others)

    def _tells_more(self, asked: str, heard: Heard, named: str, others: Mapping[str, str]) -> bool:
        """Say whether an answer tells more than what was understood: then it is kept as written."""
        is_read = self.understands(asked, heard)
        if heard.message.has("duration") and "period" not in others:
            # "Jugendbegegnung, 10 Tage": nothing else keeps how long it is.
            return is_read or asked == "period"
        is_several = len(heard.text.split()) > 1 or bool(_BOTH_SIDES.search(heard.text))
        is_plain = not others and is_several and not is_open(heard.text)
        # "In den Osterferien oder im Herbst" tells more than the first day that we can count.
        is_whole = asked == "group" and _is_story(heard.text, named)
        return asked in ("period", "group") and is_plain and is_read and not is_whole

    def _read_contact(self, sheet: Sheet, heard: Heard, others: Mapping[str, str]) -> Reply:
        contact = self.contact(heard)
        if isinstance(contact, FieldProblem):
            # "Vielleicht Herbst 2027" tells no way, and is no less worth keeping.
            if others and not contact_like(heard.text):
                return Reply(ReplyKind.VALUES, {**others, "contact": None})
            return Reply(ReplyKind.PROBLEM, problem=contact)
        said = written(heard.text)
        rest = without_contact(said, day_in_germany(self.now))
        more = {f: v for f, v in beside_contact(rest).items() if not known(sheet, f)}
        alone = replace(heard, message=Message(rest, heard.message.entities))
        body = self.body_elsewhere("contact", sheet, alone)
        told = {**others, **more, **body, "contact": contact.as_dict()}
        return Reply(ReplyKind.VALUES, told)


def _tells_only(said: str, others: Mapping[str, str]) -> bool:
    """Say whether a subject is only when, where or how many: "Juli oder August 27"."""
    is_less = bool(others) and others.keys() <= _NO_SUBJECT
    is_plain = not is_open(said) and not said.rstrip().endswith("?")
    return is_less and is_plain and not says_more(said, others.values(), 1)


def _open_with_number(asked: str, said: str) -> Reply:
    """Read "Gruppe weiß ich noch nicht, so 15 oder 20", that says more than nothing."""
    called = field_in(spaced(said))
    about = called if called in ("period", "group") else asked
    told = as_reply(about, read_text(about, said))
    is_kept = told.kind is ReplyKind.VALUES
    return as_reply(about, told.values[about], {asked: None}) if is_kept else told


def _is_story(said: str, named: str) -> bool:
    """Say whether a long sentence counts a group and tells no other number of it.

    "3 davon haben eine Behinderung" is one of some; the sentence itself is kept elsewhere.
    """
    numbers = set(_NUMBER.findall(_SOME.sub(" ", said)))
    return len(said.split()) > _MOST_WORDS_OF_GROUP and numbers <= set(_NUMBER.findall(named))


def _words(said: str) -> set[str]:
    return set(spaced(said).split())


def _has_number(said: str) -> bool:
    return any(map(str.isdigit, said))
