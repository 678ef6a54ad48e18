"""What the office writes in ``faq``, each read anew when its file has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.dates.calendar.school import current_school_holidays
from bot.deadlines.office.book import LiveBook
from bot.fit.rulebook.rule_book import LiveRules
from bot.fit.service import FitService
from bot.glossary.book import LiveGlossary
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import OFFICE_FILE, LiveOffice
from bot.knowledge.target_groups import LiveTargetGroups
from bot.places.book import LivePlaces
from bot.planning.rule_book import LivePlanRules
from bot.planning.service import PlanService
from bot.programmes.book import LiveProgrammes
from bot.settings import Settings


@dataclass(frozen=True)
class OfficeFiles:
    """The files, and what answers from nothing else."""

    office: LiveOffice
    catalogue: Catalogue
    deadlines: LiveBook
    programmes: LiveProgrammes
    places: LivePlaces
    glossary: LiveGlossary
    target_groups: LiveTargetGroups
    fit: FitService
    plans: PlanService

    @classmethod
    def open(cls, settings: Settings, now: Callable[[], datetime]) -> OfficeFiles:
        """Return them as they lie in the folder of the settings.

        Raises:
            OfficeError: ``faq/office.yml`` is not usable.
        """
        folder = settings.faq_dir
        office = LiveOffice(folder / OFFICE_FILE)
        office.current()  # a file that is broken at the start must be noticed at the start
        deadlines, programmes, places = LiveBook(folder), LiveProgrammes(folder), LivePlaces(folder)
        fit = FitService(programmes, deadlines, places, LiveRules(folder), now)
        return cls(
            office,
            Catalogue(folder),
            deadlines,
            programmes,
            places,
            LiveGlossary(folder),
            LiveTargetGroups(folder),
            fit,
            PlanService(fit, LivePlanRules(folder), lambda: current_school_holidays().periods),
        )
