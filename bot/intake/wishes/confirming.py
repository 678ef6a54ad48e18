"""How a message to the summary is read: consent, what is to be left out, what is told anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.clock import day_in_germany
from bot.consultations.checks import FieldProblem
from bot.fit.dialogue import is_side_question
from bot.intake.answering.misfit import added
from bot.intake.answering.subject import is_remark
from bot.intake.plan.corrections import field_in
from bot.intake.plan.fitting import names_somebody, tells_when
from bot.intake.plan.heads import counts_somebody
from bot.intake.plan.partners import only_past_countries
from bot.intake.plan.years import with_other_length
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.request.contact import found_contact
from bot.intake.request.sheet import ASKED, CONFIRMATION, Sheet, contact_of, known
from bot.intake.who.people import is_short_name, name_told
from bot.intake.who.ways import joined_ways
from bot.intake.wishes.asides import STRUCK_UNCLEAR
from bot.intake.wishes.consent import consents, only_agrees, speaks_of_sending
from bot.intake.wishes.correcting import MOST_WORDS_OF_CHANGE, CorrectingReader
from bot.intake.wishes.directions import wants_change
from bot.intake.wishes.extract import read_wish
from bot.intake.words import phrases
from bot.words.phrases import has_any, spaced


class ConfirmingReader(CorrectingReader):
    """Reads what is said while everything is shown."""

    def read_confirmation(self, sheet: Sheet, heard: Heard) -> Reply:
        """Read what is said to the summary: the first reading decides, in this order."""
        readings: tuple[Callable[[Sheet, Heard], Reply | None], ...] = (
            self._wished_of_extract,
            self._named_shortly,
            self._agreed_or_not,
            self._told_anew,
            self._called_a_field,
            self._remarked,
        )
        found = (reading(sheet, heard) for reading in readings)
        reply = next((one for one in found if one is not None), None)
        return reply or Reply(ReplyKind.PROBLEM, problem=FieldProblem(CONFIRMATION, "unclear"))

    def _wished_of_extract(self, sheet: Sheet, heard: Heard) -> Reply | None:
        del sheet
        # "Ja bitte sofort absenden" wants nothing else.
        wish = {} if consents(heard.text) else read_wish(heard.text)
        return Reply(ReplyKind.VALUES, wish) if wish else None

    def _named_shortly(self, sheet: Sheet, heard: Heard) -> Reply | None:
        # "Jo" is no consent where it may be a name.
        is_name = not known(sheet, "name") and is_short_name(heard.text)
        return Reply(ReplyKind.VALUES, {"name": heard.text.strip()}) if is_name else None

    def _agreed_or_not(self, sheet: Sheet, heard: Heard) -> Reply | None:
        del sheet
        if consents(heard.text) and heard.intent != "deny":
            return Reply(ReplyKind.SEND)
        if has_any(spaced(heard.text), phrases("no_change")):
            # What was shown stands, and nothing is sent yet.
            return Reply(ReplyKind.VALUES, {CONFIRMATION: None})
        # Nor does "stimmt, bis auf den Namen".
        is_held_back = has_any(spaced(heard.text), (*phrases("not"), *phrases("with_exception")))
        is_agreed = heard.intent == "affirm" and not is_held_back
        # "Ja, der Ort stimmt" agrees to one line, and a name that sounds like a yes to none.
        is_agreed &= only_agrees(heard.text) and not is_short_name(heard.text)
        if is_agreed or heard.intent == "deny":
            # "Doch nicht abschicken" sends nothing, whatever it sounds like.
            return Reply(ReplyKind.SEND if is_agreed else ReplyKind.NO)
        if wants_change(heard.text):
            return Reply(ReplyKind.NO)
        is_asked = is_side_question(heard.text, heard.decision)
        return Reply(ReplyKind.SIDE_QUESTION) if is_asked else None

    def _told_anew(self, sheet: Sheet, heard: Heard) -> Reply | None:
        """Return the fields whose values a message tells."""
        values: dict[str, Any] = dict(self.named(heard.message))
        if known(sheet, "partner_country") and only_past_countries(heard.message):
            # "Wir waren letztes Jahr in Italien" does not move the journey.
            values.pop("partner_country", None)
        if heard.message.has("duration") and "period" not in values:
            # "Und es sind doch zwei Wochen"
            period = with_other_length(known(sheet, "period"), heard.message)
            values |= {"period": period} if period else {}
        contact = found_contact(heard.text, day_in_germany(self.now))
        if contact.is_known:
            values["contact"] = joined_ways(contact_of(sheet), contact, heard.text).as_dict()
        name = heard.text.strip() if names_somebody(heard.text) else name_told(heard.text)
        if not known(sheet, "name") and name:
            values["name"] = name
        values = {name: value for name, value in values.items() if value != sheet.get(name)}
        when = added("wanted_times", heard.text, sheet) if tells_when(heard.text) else None
        told = {**values, **(when or {})}
        return Reply(ReplyKind.VALUES, told) if told else None

    def _called_a_field(self, sheet: Sheet, heard: Heard) -> Reply | None:
        del sheet
        called = field_in(spaced(heard.text))
        if has_any(spaced(heard.text), phrases("struck_unclear")):
            # "Den Namen des Jungen rausnehmen" asks for no other name.
            return None
        if called not in ASKED or len(heard.text.split()) > MOST_WORDS_OF_CHANGE:
            return None
        # "Die Gruppe sind 25": a bare number means something as the field is called.
        told = self.told_of_plan(str(called), heard)
        return Reply(ReplyKind.VALUES, told) if told else Reply(ReplyKind.CHANGE, field=called)

    def _remarked(self, sheet: Sheet, heard: Heard) -> Reply | None:
        if has_any(spaced(heard.text), phrases("struck_unclear")):
            # Whatever shall not be sent must not be added to what is.
            return Reply(ReplyKind.ASIDE, field=STRUCK_UNCLEAR)
        # "Und zwei Lehrkräfte kommen noch dazu"
        is_kept = is_remark(heard) or counts_somebody(heard.text)
        is_kept = is_kept and not speaks_of_sending(heard.text)
        more = added("description", heard.text, sheet) if is_kept else None
        return None if more is None else Reply(ReplyKind.VALUES, more)
