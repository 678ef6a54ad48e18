"""Builds gateways for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channels.messages import BotMessage, Button
from bot.consultations.access import PersonAccess, Promises
from bot.consultations.database.engine import open_engine
from bot.consultations.erasure import Erasures
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.mails.confirmation_store import SqlConfirmationStore
from bot.consultations.mails.mailbox_checks import MailboxChecks
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.models import ConsultationRequest
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.consultations.threads.chat_thread import ChatThreads
from bot.conversations.counts import CountStore
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.outcome import Outcomes
from bot.conversations.packing import unpacked
from bot.conversations.private import PrivateMessages
from bot.conversations.store import ConversationStore
from bot.deadlines.office.book import LiveBook
from bot.emergency.terms import EmergencyTerms
from bot.fit.rulebook.rule_book import LiveRules
from bot.fit.service import FitService
from bot.gateway.build import new_token
from bot.gateway.chat.discretion import Discretion, forgotten
from bot.gateway.chat.human_answers import HumanAnswers
from bot.gateway.chat.live_feed import LiveFeed
from bot.gateway.chat.own_status import Access
from bot.gateway.chat.parts import Assistant, Company
from bot.gateway.chat.service import ChatService
from bot.gateway.chat.texts import chat_texts
from bot.gateway.chat.turn_counts import TurnCounts
from bot.gateway.chat.turns import Turns
from bot.gateway.content.emergency import EmergencyHelp
from bot.gateway.content.office_files import OfficeFiles
from bot.gateway.content.question_search import QuestionSearch
from bot.gateway.content.response_texts import ResponseTexts
from bot.gateway.door.rate_limits import RateLimits
from bot.gateway.services import FORM_PATH, GatewayServices
from bot.glossary.book import LiveGlossary
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import Office
from bot.knowledge.target_groups import LiveTargetGroups
from bot.mail.folder_transport import erase_files
from bot.metrics.figures import Figures
from bot.places.book import LivePlaces
from bot.planning.rule_book import LivePlanRules
from bot.planning.service import PlanService
from bot.programmes.book import LiveProgrammes
from bot.reminders.migrations import migrate as migrate_reminders
from bot.reminders.revisions import SqlRevisions
from bot.reminders.service import ReminderService
from bot.reminders.store import SqlReminderStore
from bot.retention.build import build_retention
from bot.settings import Settings
from tests.unit.complete_draft import complete_draft

PUBLIC_URL = "http://ija.test"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
"""When every test begins."""
# Places and terms are the real ones: they are data, not the answers that tests change.
FAQ = Path(__file__).resolve().parents[3] / "faq"
JSON = {"Origin": PUBLIC_URL, "Content-Type": "application/json"}
OFFICE = Office("Servicestelle", "https://ija.example", "post@ija.example", None, None)
RESPONSES = """
responses:
  utter_clarify:
  - text: Meinten Sie eine dieser Fragen?
  utter_greeting_disclosure:
    - text: "Ich bin ein Computerprogramm (KI), kein Mensch."
      buttons:
        - {title: Fristen, payload: /show_deadlines}
  utter_emergency/notfall_akut_reise:
    - text: "Notruf 112"
  utter_language/en:
    - text: "Advice is in German."
  utter_emergency/notfall_suizid:
    - text: "TelefonSeelsorge"
"""
ENTRY = """---
question: Wie groß darf die Gruppe sein?
group: rahmenbedingungen
related: []
sources:
  - {title: Richtlinie, url: "https://ija.example/richtlinie", year: 2024}
checked_on: 2026-11-01
review_by: 2027-05-01
---
Eine Gruppe hat **16 bis 60** Teilnehmende.
"""


@dataclass
class FakeAssistant:
    """Says what it was told to say, or fails."""

    answers: list[BotMessage] = field(
        default_factory=lambda: [
            BotMessage("Gern!", (Button("Fristen zeigen", '/choose_faq{"faq_id": "fristen"}'),))
        ]
    )
    failure: Exception | None = None
    up: bool = True
    received: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)

    async def send(
        self, session_id: str, message: str, metadata: Mapping[str, Any]
    ) -> list[BotMessage]:
        self.received.append((session_id, message, metadata))
        if self.failure:
            raise self.failure
        return self.answers

    async def is_up(self) -> bool:
        return self.up

    @property
    def last_text(self) -> str:
        return self.received[-1][1]


@dataclass
class ForgottenEvents:
    """Rasa's memory, as far as a gateway sees it."""

    erased: list[str] = field(default_factory=list)
    purged: list[datetime] = field(default_factory=list)

    def erase(self, conversation_id: str) -> None:
        self.erased.append(conversation_id)

    def purge(self, older_than: datetime) -> None:
        self.purged.append(older_than)


class GatewayRig:
    """A gateway's services together with the strings a test pulls."""

    def __init__(
        self, folder: Path, public_url: str = PUBLIC_URL, assistant: Assistant | None = None
    ) -> None:
        self.assistant = FakeAssistant()
        self.engine = _migrated(folder)
        self.erased: list[str] = []
        self.forgetful = ForgottenEvents()
        self.moment = MONDAY
        self.seconds = 0.0
        self.office = OFFICE
        self.submitted = 0
        _write_texts(folder)
        settings = Settings.from_env({"IJA_VAR_DIR": str(folder), "IJA_PUBLIC_URL": public_url})
        self.services = self._services(settings, folder, assistant or self.assistant)

    def submit(self, **fields: Any) -> ConsultationRequest:
        """Store a complete request, or one with the given fields, and return it."""
        self.submitted += 1
        key = f"key-{self.submitted}"
        return self.services.consultations.submit(complete_draft(**fields), key)

    def _services(self, settings: Settings, folder: Path, assistant: Assistant) -> GatewayServices:
        engine, figures, content = self.engine, Figures(), self._content(folder / "faq")
        key, attachments = RequestKey(b"s" * 32), AttachmentFolder(settings.attachments_dir)
        erase_mails = partial(erase_files, settings.mail_folder)
        erasures = Erasures(engine, key, attachments, self._now, erase_mails)
        consultations = ConsultationService(SqlConsultationStore(engine), self._now, key=key)
        access = PersonAccess(engine, self._now, key, erasures, attachments, Promises())
        store = ConversationStore(engine, new_token)
        feed = LiveFeed(store.states, max_streams=6, max_streams_per_chat=3)
        responses = ResponseTexts(folder / "responses")
        emergency = EmergencyHelp(EmergencyTerms.load(), responses)
        outcomes = Outcomes.from_folder(folder / "responses")
        chat = ChatService(
            store,
            assistant,
            chat_texts(responses, emergency, self._office, content.catalogue, FORM_PATH),
            self._now,
            timedelta(minutes=settings.session_idle_minutes),
            self.erased.append,
            TurnCounts(CountStore(engine), outcomes),
            Turns(settings.load, figures, outcomes),
            self._company(settings, store, feed),
            self._discretion(settings, consultations, access),
        )
        return GatewayServices(
            settings=settings,
            store=store,
            assistant=assistant,
            chat=chat,
            consultations=consultations,
            access=access,
            confirmations=SqlConfirmationStore(engine),
            retention=build_retention(settings, engine, erasures, store),
            content=content,
            reminders=ReminderService(
                SqlReminderStore(engine), content.deadlines, self._now, self.erased.append
            ),
            revisions=SqlRevisions(engine).all,
            search=QuestionSearch(
                content.catalogue, content.programmes, content.glossary, folder / "nlu"
            ),
            emergency=emergency,
            key=b"k" * 32,
            limits=RateLimits.default(lambda: self.seconds),
            feed=feed,
            figures=figures,
            now=self._now,
            new_token=new_token,
            outbox_overview=SqlOutboxStore(engine).overview,
            mailbox_error=MailboxChecks(engine).error,
            close=_close,
        )

    def _content(self, faq: Path) -> OfficeFiles:
        programmes, deadlines = LiveProgrammes(faq), LiveBook(faq)
        fit = FitService(programmes, deadlines, LivePlaces(faq), LiveRules(faq), self._now)
        return OfficeFiles(
            SimpleNamespace(current=self._office),  # type: ignore[arg-type]
            Catalogue(faq),
            deadlines,
            programmes,
            LivePlaces(FAQ),
            LiveGlossary(FAQ),
            LiveTargetGroups(faq),
            fit,
            PlanService(fit, LivePlanRules(faq), dict),
        )

    def _company(self, settings: Settings, store: ConversationStore, feed: LiveFeed) -> Company:
        threads = ChatThreads(self.engine, self._now, _answer_by)
        kept = timedelta(days=settings.chat_retention_days)
        return Company(feed, HumanAnswers(store, threads, self._now), kept)

    def _discretion(
        self, settings: Settings, consultations: ConsultationService, access: PersonAccess
    ) -> Discretion:
        return Discretion(
            PrivateMessages(self.engine, forgotten),
            self.forgetful,
            consultations,
            Access(access, settings.public_url, lambda: self.moment.date()),
            self._now,
        )

    def _now(self) -> datetime:
        return self.moment

    def _office(self) -> Office:
        return self.office


def stored_payloads(rig: GatewayRig) -> str:
    """Return all that the database keeps of what was said."""
    with rig.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT payload, packed FROM chat_messages")).all()
    return "\n".join(row.payload or unpacked(row.packed) for row in rows)


def _migrated(folder: Path) -> Engine:
    engine = open_engine(f"sqlite:///{folder / 'ija.sqlite'}")
    for migrate in (migrate_consultations, migrate_conversations, migrate_reminders):
        migrate(engine)
    return engine


def _write_texts(folder: Path) -> None:
    (folder / "faq" / "rahmenbedingungen").mkdir(parents=True)
    (folder / "faq" / "rahmenbedingungen" / "gruppe.md").write_text(ENTRY, encoding="utf-8")
    (folder / "responses").mkdir()
    (folder / "responses" / "all.yml").write_text(RESPONSES, encoding="utf-8")


def _answer_by(_now: datetime) -> date:
    return date(2026, 11, 26)


async def _close() -> None:
    return None
