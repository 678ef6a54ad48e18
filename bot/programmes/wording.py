"""Puts the facts of one sheet into words: remark and certainty beside every statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bot.deadlines.office.parsing import DeadlineBook
from bot.knowledge.shown.fact_cards import FactItem, FactStatus, fact_item
from bot.programmes.book import ProgrammeBook
from bot.programmes.certainty import certainty_of
from bot.programmes.deadline_items import deadline_items
from bot.programmes.models import Aspect, Certainty, Fact, Sheet, State
from bot.texts import text

_STATUS: Mapping[Certainty, FactStatus] = {
    Certainty.CONFIRMED: "confirmed",
    Certainty.ABOUT: "about",
    Certainty.MEMBERS: "members",
}


class SheetWording:
    """The words for one sheet at one moment.

    ``formats`` are the format ids that were asked for: facts on other formats are left out as
    long as one remains. Without ``remarks`` no fact repeats where it should be checked.
    """

    def __init__(
        self,
        sheet: Sheet,
        deadline_book: DeadlineBook,
        now: datetime,
        formats: Sequence[str] = (),
        *,
        remarks: bool = True,
        is_for_everyone: bool = False,
    ) -> None:
        """Word ``sheet``; ``is_for_everyone`` leaves out the rules for members of one umbrella."""
        self.sheet = sheet
        self._deadline_book = deadline_book
        self._now = now
        self._formats = tuple(formats)
        self._remarks = remarks
        self._is_for_everyone = is_for_everyone

    def state(self, book: ProgrammeBook) -> str | None:
        """Return the sentence that goes first when the programme is not simply open."""
        sheet = self.sheet
        subject = " ".join(filter(None, (sheet.article, sheet.short)))
        if sheet.state is State.OPEN:
            return None
        if sheet.state is State.UNKNOWN:
            return text("programmes.state_unknown", programme=subject, ask=sheet.contact.name)
        subject = subject[0].upper() + subject[1:]
        sentence = text(f"programmes.state_{sheet.state.value}", programme=subject)
        if sheet.replaced_by is None:
            return sentence
        successor = book.get(sheet.replaced_by)
        name = self._name(sheet.replaced_by) if successor is None else successor.name
        return f"{sentence} {text('programmes.successor', successor=name)}"

    def items(self, aspect: Aspect) -> list[FactItem]:
        """Return the statements on an aspect; what is not known is said with the body to ask."""
        known = self.known_items(aspect)
        if all(item["status"] == "members" for item in known):
            key = "unknown_for_others" if known else "unknown"
            sentence = text(f"programmes.{key}", ask=self.sheet.contact.name)
            return [*known, fact_item(sentence, status="unknown")]
        return known

    def known_items(self, aspect: Aspect) -> list[FactItem]:
        """Return the statements on an aspect, those for everyone first; empty when unknown."""
        items = self._all_items(aspect)
        if self._is_for_everyone:
            return [item for item in items if item["status"] != "members"]
        return items

    def _all_items(self, aspect: Aspect) -> list[FactItem]:
        if aspect is Aspect.CONTACT:
            return [fact_item(self._contact())]
        if aspect is Aspect.DEADLINE:
            return deadline_items(self._deadline_book, self.sheet.id, self._now, self._formats)
        facts = self._fitting(self.sheet.about(aspect))
        return [self._item(fact) for fact in sorted(facts, key=_is_for_members)]

    def _fitting(self, facts: Sequence[Fact]) -> Sequence[Fact]:
        if not self._formats:
            return facts
        asked = set(self._formats)
        return [f for f in facts if not f.formats or asked & set(f.formats)] or facts

    def _item(self, fact: Fact) -> FactItem:
        certainty = certainty_of(fact, self.sheet.id, self._deadline_book.primary_hosts)
        note = None
        if certainty is Certainty.MEMBERS:
            note = text("programmes.members_only", body=fact.members_of)
        elif certainty is Certainty.ABOUT and self._remarks:
            note = text("programmes.please_check", ask=self.sheet.contact.name)
        formats = [text(f"programmes.format_{name}") for name in fact.formats]
        return fact_item(
            fact.text,
            label=", ".join(formats) or None,
            note=note,
            status=_STATUS[certainty],
            sources=[fact.source],
            checked_on=self.sheet.checked_on,
        )

    def _contact(self) -> str:
        contact = self.sheet.contact
        host = (urlsplit(contact.url).hostname or "").removeprefix("www.")
        return text("programmes.contact", name=contact.name, host=host)

    def _name(self, programme_id: str) -> str:
        names = {p.id: p.name for p in self._deadline_book.programmes}
        return names.get(programme_id, programme_id)


def _is_for_members(fact: Fact) -> bool:
    return fact.certainty is Certainty.MEMBERS
