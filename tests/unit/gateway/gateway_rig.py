"""Builds gateways for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from bot.channels.messages import BotMessage, Button
from bot.consultations.engine import open_engine
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.conversations.migrations import migrate
from bot.conversations.store import ConversationStore
from bot.emergency.terms import EmergencyTerms
from bot.gateway.build import chat_texts, new_token
from bot.gateway.chat_service import Assistant, ChatService
from bot.gateway.emergency import EmergencyHelp
from bot.gateway.response_texts import ResponseTexts
from bot.gateway.services import GatewayServices, RateLimits
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import Office
from bot.settings import Settings

PUBLIC_URL = "http://ija.test"
JSON = {"Origin": PUBLIC_URL, "Content-Type": "application/json"}
OFFICE = Office("Servicestelle", "https://ija.example", "post@ija.example", None, None)
RESPONSES = """
responses:
  utter_greeting_disclosure:
    - text: "Ich bin ein Computerprogramm (KI), kein Mensch."
      buttons:
        - {title: Fristen, payload: /show_deadlines}
  utter_emergency/notfall_akut_reise:
    - text: "Notruf 112"
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
class GatewayRig:
    """A gateway's services together with the strings a test pulls."""

    services: GatewayServices
    assistant: FakeAssistant
    engine: Engine
    erased: list[str]
    moment: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
    seconds: float = 0.0
    pending_mail_seconds: float | None = None

    @classmethod
    def build(
        cls,
        folder: Path,
        public_url: str = PUBLIC_URL,
        assistant: Assistant | None = None,
    ) -> GatewayRig:
        engine = open_engine(f"sqlite:///{folder / 'ija.sqlite'}")
        migrate_consultations(engine)
        migrate(engine)
        (folder / "faq" / "rahmenbedingungen").mkdir(parents=True)
        (folder / "faq" / "rahmenbedingungen" / "gruppe.md").write_text(ENTRY, encoding="utf-8")
        (folder / "responses").mkdir()
        (folder / "responses" / "all.yml").write_text(RESPONSES, encoding="utf-8")
        fake = FakeAssistant()
        erased: list[str] = []
        rig: list[GatewayRig] = []

        def now() -> datetime:
            return rig[0].moment

        settings = Settings.from_env({"IJA_VAR_DIR": str(folder), "IJA_PUBLIC_URL": public_url})
        responses = ResponseTexts(folder / "responses")
        emergency = EmergencyHelp(EmergencyTerms.load(), responses)
        store = ConversationStore(engine, new_token)
        rig.append(
            cls(
                services=GatewayServices(
                    settings=settings,
                    store=store,
                    assistant=assistant or fake,
                    chat=ChatService(
                        store,
                        assistant or fake,
                        chat_texts(responses, emergency, OFFICE),
                        now,
                        timedelta(minutes=settings.session_idle_minutes),
                        erased.append,
                    ),
                    consultations=ConsultationService(SqlConsultationStore(engine), now),
                    catalogue=Catalogue(folder / "faq"),
                    office=OFFICE,
                    emergency=emergency,
                    key=b"k" * 32,
                    limits=RateLimits.default(lambda: rig[0].seconds),
                    now=now,
                    new_token=new_token,
                    oldest_pending_mail_seconds=lambda: rig[0].pending_mail_seconds,
                    close=_close,
                ),
                assistant=fake,
                engine=engine,
                erased=erased,
            )
        )
        return rig[0]


async def _close() -> None:
    return None
