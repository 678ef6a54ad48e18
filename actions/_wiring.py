"""The one place where actions get their services: built at first use, then shared."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import lru_cache

from bot.consultations.engine import open_engine
from bot.consultations.migrations import migrate
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.deadlines.book import LiveBook
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import OFFICE_FILE, Office, load_office
from bot.settings import Settings


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_env()


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the knowledge base."""
    return Catalogue(settings().faq_dir)


@lru_cache(maxsize=1)
def deadlines() -> LiveBook:
    """Return the deadline book."""
    return LiveBook(settings().faq_dir)


@lru_cache(maxsize=1)
def consultations() -> ConsultationService:
    """Return the service for consultation requests."""
    engine = open_engine(settings().database_url)
    migrate(engine)
    return ConsultationService(SqlConsultationStore(engine), now)


def office() -> Office:
    """Return the office's contact as it stands in the file now."""
    return load_office(settings().faq_dir / OFFICE_FILE)


def form_url() -> str:
    """Return the address of the consultation form that works without the assistant."""
    return f"{settings().public_url.rstrip('/')}/beratung"


def now() -> datetime:
    """Return the current moment (aware, UTC)."""
    return datetime.now(timezone.utc)
