"""Takes requests in, shows them to their persons and erases them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Engine

from bot.clock import utc_now
from bot.consultations.access import PersonAccess, Promises
from bot.consultations.erasure import Erasures
from bot.consultations.keys.request_key import open_request_key
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.erasures.memory import ErasedMemory, erased_memory
from bot.metrics.figures import Figures
from bot.settings import Settings


@dataclass(frozen=True)
class RequestServices:
    """The services that share one key and one way to erase."""

    consultations: ConsultationService
    access: PersonAccess
    erasures: Erasures
    memory: ErasedMemory

    @classmethod
    def open(cls, settings: Settings, engine: Engine, figures: Figures) -> RequestServices:
        """Return them; what is missing in the journal of erasures is counted."""
        key = open_request_key(settings.secret_key, settings.secret_key_file)
        attachments = AttachmentFolder(settings.attachments_dir)
        memory = erased_memory(settings, engine, utc_now, lambda _: figures.count_unjournaled())
        erasures = Erasures(engine, key, attachments, utc_now, memory.reference)
        days = settings.answer_working_days
        promises = Promises(days, settings.retention.request_days)
        return cls(
            ConsultationService(
                SqlConsultationStore(engine), utc_now, answer_within_days=days, key=key
            ),
            PersonAccess(engine, utc_now, key, erasures, attachments, promises),
            erasures,
            memory,
        )
