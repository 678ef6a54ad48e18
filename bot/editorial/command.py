"""``python -m bot faq``: check, start, show and report on entries; tables for a round of review."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.engine import Engine, make_url

from bot.calendar.incoming import CalendarFileError, read_calendar
from bot.command_output import complain, say
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.conversations.migrations import migrate
from bot.editorial.check import check_all
from bot.editorial.event_import import EventImportError, plan_import, write_events
from bot.editorial.outside.telling import tell_findings
from bot.editorial.publishing import problems_when_published, publish
from bot.editorial.quiet import without_log_of_files
from bot.editorial.reports.report import build_report
from bot.editorial.reports.report_text import report_json, report_lines
from bot.editorial.showing import shown_entry
from bot.editorial.tables.applying import NotApplicableError, try_changes, write_files
from bot.editorial.tables.changes import compare
from bot.editorial.tables.files import read_table, write_table
from bot.editorial.tables.incoming import TableFileError
from bot.editorial.tables.rows import read_rows
from bot.editorial.tables.showing import shown_changes
from bot.editorial.templates import TemplateRefusedError, create_entry
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import OFFICE_FILE, LiveOffice, OfficeError
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser

DEFAULT_PERIOD_DAYS, MOST_PERIOD_DAYS = 90, 3660


def main(
    argv: list[str], settings: Settings, today: date, pages: Callable[[], Collection[str]]
) -> int:
    """Run one command; 0 means all is well, 1 that something is to be mended, 2 wrong usage.

    ``pages`` returns the paths of the public pages, for the check of links.
    """
    arguments = _parser().parse_args(argv)
    try:
        with without_log_of_files():
            return int(_COMMANDS[arguments.command](arguments, settings, today, pages))
    except (
        TableFileError,
        TemplateRefusedError,
        CalendarFileError,
        EventImportError,
        OfficeError,
    ) as error:
        return complain(str(error))
    except NotApplicableError as error:
        refused = text("tables.refused", problems=len(error.problems))
        return complain("\n".join([*error.problems, refused]))
    except BrokenPipeError:
        raise  # no file: whoever reads our output has read enough
    except OSError as error:
        return complain(text("tables.no_file", path=error.filename))
    except StoreUnavailableError:
        return complain(text("faq.store_unavailable"))


def _check(
    arguments: argparse.Namespace,
    settings: Settings,
    today: date,
    pages: Callable[[], Collection[str]],
) -> int:
    found = check_all(settings.root, pages(), today)
    return tell_findings(found, settings.faq_dir, arguments)


def _new(arguments: argparse.Namespace, settings: Settings, today: date, _pages: object) -> int:
    for path in create_entry(
        settings.root, arguments.id, arguments.group, arguments.question, today
    ):
        say(text("faq_new.created", path=path.relative_to(settings.root).as_posix()))
    say(text("faq_new.next", id=arguments.id))
    return 0


def _publish(
    arguments: argparse.Namespace,
    settings: Settings,
    today: date,
    pages: Callable[[], Collection[str]],
) -> int:
    work = problems_when_published if arguments.dry_run else publish
    problems = work(settings.root, arguments.id, pages(), today)
    if arguments.json:
        say(json.dumps([{"line": p.line, "message": p.message} for p in problems]))
        return 1 if problems else 0
    for problem in problems:
        say(str(problem))
    if not problems:
        key = "faq.publishable" if arguments.dry_run else "faq.published"
        say(text(key, id=arguments.id))
    return 1 if problems else 0


def _show(arguments: argparse.Namespace, settings: Settings, today: date, _pages: object) -> int:
    catalogue = Catalogue(settings.faq_dir)
    entry = catalogue.get(arguments.id)
    if entry is None:
        return complain(text("faq.no_entry", id=ascii(arguments.id)[1:-1]))
    say("\n\n".join(shown_entry(entry, catalogue, today, only_simple=arguments.simple)))
    return 0


def _report(arguments: argparse.Namespace, settings: Settings, today: date, _pages: object) -> int:
    engine = _engine(settings)
    try:
        report = build_report(
            settings.faq_dir,
            settings.responses_dir,
            engine,
            today,
            timedelta(days=arguments.days),
        )
    finally:
        if engine is not None:
            engine.dispose()
    say(report_json(report) if arguments.json else "\n".join(report_lines(report)))
    return 0


def _engine(settings: Settings) -> Engine | None:
    """Open the database of the chats, unless there is none yet."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return None
    engine = open_engine(settings.database_url)
    migrate(engine)
    return engine


def _export(arguments: argparse.Namespace, settings: Settings, _today: date, _pages: object) -> int:
    rows = read_rows(settings.faq_dir)
    write_table(arguments.file, rows)
    say(text("tables.exported", rows=len(rows), path=arguments.file))
    return 0


def _import(arguments: argparse.Namespace, settings: Settings, today: date, _pages: object) -> int:
    found = compare(read_rows(settings.faq_dir), read_table(arguments.file))
    for note in found.notes:
        say(note)
    if found.problems:
        raise NotApplicableError(found.problems)
    if not found.changes:
        say(text("tables.no_changes"))
        return 0
    for line in shown_changes(found.changes):
        say(line)
    contents = try_changes(settings.faq_dir, found.changes, today)
    if arguments.yes:
        write_files(contents)
    key = "tables.written" if arguments.yes else "tables.preview"
    say(text(key, changes=len(found.changes), files=len(contents)))
    return 0


def _import_ics(
    arguments: argparse.Namespace, settings: Settings, today: date, _pages: object
) -> int:
    incoming = read_calendar(arguments.file.read_bytes())
    website = LiveOffice(settings.faq_dir / OFFICE_FILE).current().website
    found = plan_import(settings.faq_dir, incoming, website, today)
    for line in found.lines:
        say(line)
    if not found.new and not found.changed:
        say(text("calendar.nothing_new"))
        return 0
    if arguments.yes:
        write_events(settings.faq_dir, found.content)
    key = "calendar.imported" if arguments.yes else "calendar.preview"
    say(text(key, new=found.new, changed=found.changed))
    return 0


_COMMANDS = {
    "check": _check,
    "new": _new,
    "publish": _publish,
    "show": _show,
    "report": _report,
    "export": _export,
    "import": _import,
    "import-ics": _import_ics,
}


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot faq", "faq.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check")
    check.add_argument("only", nargs="*")
    check.add_argument("--json", action="store_true")
    check.add_argument("--ohne-hinweise", dest="no_hints", action="store_true")
    check.add_argument("--links", action="store_true")
    new = commands.add_parser("new")
    new.add_argument("id")
    new.add_argument("--gruppe", dest="group", required=True)
    new.add_argument("--frage", dest="question")
    publishing = commands.add_parser("publish")
    publishing.add_argument("id")
    publishing.add_argument("--dry-run", action="store_true")
    publishing.add_argument("--json", action="store_true")
    show = commands.add_parser("show")
    show.add_argument("id")
    show.add_argument("--simple", action="store_true")
    report = commands.add_parser("report")
    report.add_argument("--tage", dest="days", type=_days, default=DEFAULT_PERIOD_DAYS)
    report.add_argument("--json", action="store_true")
    commands.add_parser("export").add_argument("file", type=Path)
    bring_in = commands.add_parser("import")
    bring_in.add_argument("file", type=Path)
    bring_in.add_argument("--ja", dest="yes", action="store_true")
    calendar = commands.add_parser("import-ics")
    calendar.add_argument("file", type=Path)
    calendar.add_argument("--ja", dest="yes", action="store_true")
    return parser


def _days(raw: str) -> int:
    days = int(raw)
    if not 1 <= days <= MOST_PERIOD_DAYS:
        raise ValueError
    return days
