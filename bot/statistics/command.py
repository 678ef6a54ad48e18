"""``python -m bot statistics``: the statistic of a period in the terminal."""

from __future__ import annotations

import sys
from datetime import date, timedelta

from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.migrations import migrate as migrate_consultations
from bot.conversations.migrations import migrate as migrate_conversations
from bot.settings import Settings
from bot.statistics.build import build_statistics
from bot.statistics.wording import statistics_json, statistics_lines
from bot.texts import text
from bot.usage_parser import usage_parser

DEFAULT_PERIOD = timedelta(days=30)


def main(argv: list[str], settings: Settings, today: date) -> int:
    """Print the statistic; 0 means done, 1 that something went wrong, 2 wrong usage."""
    parser = usage_parser("python -m bot statistics", "statistics.usage")
    parser.add_argument("--from", dest="first", type=date.fromisoformat)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, default=today)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    first = arguments.first or arguments.last - DEFAULT_PERIOD + timedelta(days=1)
    try:
        engine = open_engine(settings.database_url)
        migrate_consultations(engine)
        migrate_conversations(engine)
        statistics = build_statistics(
            engine, settings.faq_dir, first, arguments.last, settings.answer_working_days
        )
    except StoreUnavailableError:
        sys.stderr.write(text("faq.store_unavailable") + "\n")
        return 1
    except (ValueError, OverflowError):
        sys.stderr.write(text("statistics.bad_period") + "\n")
        return 2
    lines = [statistics_json(statistics)] if arguments.json else statistics_lines(statistics)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
