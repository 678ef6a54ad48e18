"""The one place where actions get their services: built at first use, then shared."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import lru_cache

from bot.consultations.database.engine import open_engine
from bot.consultations.keys.request_key import open_request_key
from bot.consultations.migrations import migrate
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.dates.calendar.school import current_school_holidays
from bot.deadlines.models import Programme
from bot.deadlines.office.book import LiveBook
from bot.fit.rulebook.rule_book import LiveRules
from bot.fit.service import FitService
from bot.glossary.book import LiveGlossary
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.further_questions import LiveFurtherQuestions
from bot.knowledge.naming.former_names import LiveFormerNames
from bot.knowledge.office import OFFICE_FILE, LiveOffice, Office
from bot.places.book import LivePlaces
from bot.places.models import Place
from bot.planning.rule_book import LivePlanRules
from bot.planning.service import PlanService
from bot.programmes.book import LiveProgrammes
from bot.settings import Settings

# One answer asks for several entries; looking at more than a hundred files for each of them took
# longer than all the rest of the action.
LOOK_EVERY_SECONDS = 0.5
PLACES_UNUSABLE = "the places are not usable"
DEADLINES_UNUSABLE = "the deadlines are not usable"
GLOSSARY_UNUSABLE = "the glossary is not usable"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_env()


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the knowledge base."""
    return Catalogue(settings().faq_dir, LOOK_EVERY_SECONDS)


@lru_cache(maxsize=1)
def further_questions() -> LiveFurtherQuestions:
    """Return how people ask on about the answers."""
    return LiveFurtherQuestions(settings().faq_dir)


@lru_cache(maxsize=1)
def deadlines() -> LiveBook:
    """Return the deadline book."""
    return LiveBook(settings().faq_dir)


def programmes_with_deadlines() -> tuple[Programme, ...]:
    """Return the programmes of the deadline book, none while it is not usable."""
    book = deadlines().usable(DEADLINES_UNUSABLE)
    return () if book is None else book.programmes


@lru_cache(maxsize=1)
def consultations() -> ConsultationService:
    """Return the service for consultation requests."""
    engine = open_engine(settings().database_url)
    migrate(engine)
    return ConsultationService(
        SqlConsultationStore(engine),
        now,
        answer_within_days=settings().answer_working_days,
        key=open_request_key(settings().secret_key, settings().secret_key_file),
    )


@lru_cache(maxsize=1)
def _live_office() -> LiveOffice:
    return LiveOffice(settings().faq_dir / OFFICE_FILE)


@lru_cache(maxsize=1)
def programmes() -> LiveProgrammes:
    """Return the programme sheets."""
    return LiveProgrammes(settings().faq_dir, LOOK_EVERY_SECONDS)


@lru_cache(maxsize=1)
def places() -> LivePlaces:
    """Return who is responsible where."""
    return LivePlaces(settings().faq_dir)


def place(place_id: str) -> Place | None:
    """Return a place that was named before, None while the places are not usable."""
    book = places().usable(PLACES_UNUSABLE)
    return None if book is None else book.get(place_id)


@lru_cache(maxsize=1)
def glossary() -> LiveGlossary:
    """Return the glossary."""
    return LiveGlossary(settings().faq_dir)


@lru_cache(maxsize=1)
def former_names() -> LiveFormerNames:
    """Return the former names of programmes and ministries."""
    return LiveFormerNames(settings().faq_dir)


@lru_cache(maxsize=1)
def fit() -> FitService:
    """Return the Passt-das-Check."""
    rules = LiveRules(settings().faq_dir)
    return FitService(programmes(), deadlines(), places(), rules, now)


@lru_cache(maxsize=1)
def plans() -> PlanService:
    """Return the Rückwärtsplaner."""
    rules = LivePlanRules(settings().faq_dir)
    return PlanService(fit(), rules, lambda: current_school_holidays().periods)


def office() -> Office:
    """Return the office's contact as it stands in the file now."""
    return _live_office().current()


def site() -> str:
    """Return the public address before our pages."""
    return settings().public_url


def form_url() -> str:
    """Return the address of the consultation form that works without the assistant."""
    return f"{settings().public_url.rstrip('/')}/beratung"


def now() -> datetime:
    """Return the current moment (aware, UTC)."""
    return datetime.now(timezone.utc)
