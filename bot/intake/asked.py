"""How the answer to the question that the form has asked is read."""

from __future__ import annotations

from collections.abc import Mapping

from bot.consultations.checks import FieldProblem
from bot.deadlines.due import today_in_germany
from bot.fit.reading import is_open
from bot.fit.words import begins_with_any, folded
from bot.intake.answers import read_answer, read_text
from bot.intake.grasp import Grasp
from bot.intake.introduction import without_contact
from bot.intake.replies import Heard, Reply, ReplyKind, as_reply
from bot.intake.sheet import OPEN, PLAN, Sheet, contact_of
from bot.intake.subject import FREE
from bot.intake.words import phrases

SURE = frozenset({"answer", "act", "handover"})
"""These have an answer of their own even when nobody put a question mark."""


class AskedReader(Grasp):
    """Reads an answer that belongs to the open question."""

    def read_asked(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read a message as the answer to the question for ``asked``, and what else it names."""
        named = self.named(heard.message)
        others = {f: v for f, v in named.items() if f != asked and sheet.get(f) is None}
        if asked == "contact":
            return self._read_contact(heard, others)
        if asked == "wanted_times" and contact_of(sheet).is_visit_only and is_open(heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem("wanted_times", "missing"))
        if asked in PLAN:
            return self._read_plan(asked, heard, named.get(asked), others)
        said = heard.text
        if asked in FREE:
            others = {**self.introduced(said, sheet), **others}
            said = without_contact(said, today_in_germany(self.now)) or said
        answer = read_answer(asked, said, heard.intent, is_bare_wish=heard.is_bare_wish)
        if isinstance(answer, FieldProblem):
            return Reply(ReplyKind.PROBLEM, problem=answer)
        if asked == "organisation" and "place" not in others:
            place = self.place(heard)
            others = {**others, **({"place": place} if place else {})}
        return Reply(ReplyKind.VALUES, {**others, **answer})

    def _read_plan(
        self, asked: str, heard: Heard, named: str | None, others: Mapping[str, str]
    ) -> Reply:
        """Read an answer about the journey: as understood, else as it was written."""
        if heard.intent in ("affirm", "deny") and not named and not is_open(heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
        is_plain = not others and len(heard.text.split()) > 1
        if heard.message.has("duration") and "period" not in others:
            # "Jugendbegegnung, 10 Tage": nothing else keeps how long it is.
            named = None if self.understands(asked, heard) or asked == "period" else named
        if asked in ("period", "group") and is_plain and not is_open(heard.text):
            # "In den Osterferien oder im Herbst" tells more than the first day that we can count.
            named = None if self.understands(asked, heard) else named
        if not named and is_open(heard.text):
            named = OPEN
        if not named and not self.understands(asked, heard):
            if others and asked != "period":
                return Reply(ReplyKind.VALUES, {**others, asked: None})
            said = folded(heard.text)
            is_own = asked == "format" and begins_with_any(said, phrases("own_format_begin"))
            # "Ein Praktikum" is what is planned, whatever there is an answer to.
            if heard.decision in SURE and not is_own:
                return Reply(ReplyKind.SIDE_QUESTION)
        return as_reply(asked, named or read_text(asked, heard.text), others)

    def _read_contact(self, heard: Heard, others: Mapping[str, str]) -> Reply:
        contact = self.contact(heard)
        if isinstance(contact, FieldProblem):
            return Reply(ReplyKind.PROBLEM, problem=contact)
        return Reply(ReplyKind.VALUES, {**others, "contact": contact.as_dict()})
