"""``python -m bot radar``: show the weekly report, or send it now."""

from __future__ import annotations

import asyncio
import random
from datetime import date, datetime
from email.message import EmailMessage
from functools import partial

from sqlalchemy.engine import Engine

from bot.clock import day_in_germany, utc_now
from bot.command_output import complain, say
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.conversations.migrations import migrate as migrate_conversations
from bot.editorial.drafts import drafts
from bot.improvement.migrations import migrate
from bot.improvement.radar import Radar, build_radar
from bot.improvement.radar_mail import compose_radar, radar_parts
from bot.improvement.radar_store import RadarStore
from bot.improvement.radar_worker import RadarWorker, Schedule, week_of
from bot.improvement.store import ImprovementStore
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.naming.topic_titles import topic_titles
from bot.mail.addresses import MailAddresses, UnsafeAddressError
from bot.mail.command import mail_transport
from bot.mail.letter import plain_body
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser


def main(argv: list[str], settings: Settings) -> int:
    """Run one command; 0 means done, 1 that nothing went out, 2 wrong usage or settings."""
    parser = usage_parser("python -m bot radar", "radar.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("show")
    commands.add_parser("send")
    arguments = parser.parse_args(argv)
    try:
        engine = _engine(settings)
        if arguments.command == "show":
            return _show(settings, engine)
        return _send(settings, engine)
    except StoreUnavailableError:
        return complain(text("mail.store_unavailable"), 1)
    except UnsafeAddressError:
        return complain(text("mail.unsafe_address"), 2)


def build_radar_worker(settings: Settings) -> RadarWorker | None:
    """Return what sends the report every week, or None if the settings turn it off.

    Raises:
        StoreUnavailableError: the database did not answer.
        UnsafeAddressError: an address of ours cannot stand in a header.
    """
    if settings.radar.weekday is None:
        return None
    return _worker(settings, _engine(settings), settings.radar.weekday)


def _worker(settings: Settings, engine: Engine, weekday: int) -> RadarWorker:
    addresses = MailAddresses(settings.mail_from, settings.office_mailbox)
    return RadarWorker(
        RadarStore(engine),
        Schedule(weekday, settings.radar.at),
        mail_transport(settings),
        partial(_mail, settings, engine, addresses),
        utc_now,
        random.SystemRandom(),
    )


def _show(settings: Settings, engine: Engine) -> int:
    today = day_in_germany(utc_now())
    title = topic_titles(Catalogue(settings.faq_dir))
    say(plain_body(radar_parts(_radar(settings, engine, today), title)))
    newest = RadarStore(engine).newest()
    if newest is not None:
        say(text("radar.state", week=newest.week, state=text(f"radar.state_{newest.state}")))
    return 0


def _send(settings: Settings, engine: Engine) -> int:
    """Send the report of this week, unless it has gone out already."""
    now = utc_now()
    week = week_of(day_in_germany(now))
    if not RadarStore(engine).plan(week, now):
        return complain(text("radar.sent_before", week=week), 1)
    if asyncio.run(_worker(settings, engine, 0).send_due()):
        say(text("radar.sent", address=settings.office_mailbox))
        return 0
    return complain(text("radar.not_sent"), 1)


def _mail(
    settings: Settings, engine: Engine, addresses: MailAddresses, week: str, created_at: datetime
) -> EmailMessage:
    day = day_in_germany(created_at)
    title = topic_titles(Catalogue(settings.faq_dir))
    return compose_radar(_radar(settings, engine, day), week, title, addresses, created_at)


def _radar(settings: Settings, engine: Engine, day: date) -> Radar:
    return build_radar(
        engine,
        settings.root,
        day,
        proposals=len(ImprovementStore(engine).proposed()),
        drafts=sum(1 for _ in drafts(settings.root)),
    )


def _engine(settings: Settings) -> Engine:
    engine = open_engine(settings.database_url)
    migrate_conversations(engine)
    migrate(engine)
    return engine
