"""The weekly report as a mail and as text: no word of a person in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage

from bot.improvement.radar import Radar
from bot.mail.addresses import MailAddresses, header_address
from bot.mail.letter import Heading, Part, Sentence, html_body, plain_body
from bot.mail.message import MAIL_POLICY, REFERENCE_HEADER
from bot.texts import text

MAX_LINES = 12
"""More of one kind are told as a number: a mail is to be read."""


def radar_parts(radar: Radar, title: Callable[[str], str]) -> list[Part]:
    """Return the parts of the mail; what there is nothing of is left out."""
    reasons = dict(radar.reasons)
    bad = [
        text(
            "radar.badly_rated_line",
            title=title(item.topic),
            number=item.not_helpful,
            asked=item.asked,
        )
        + (text(f"radar.why_{reasons[item.topic].value}") if item.topic in reasons else "")
        for item in radar.badly_rated
    ]
    overdue = [
        text("radar.overdue_line", what=title(item.what), day=_day(item.day))
        for item in radar.overdue
    ]
    overdue += [
        text("radar.overdue_line", what=item.deadline.programme.name, day=_day(item.day))
        for item in radar.deadlines_overdue
    ]
    successors = [
        text(
            "radar.no_successor_line",
            what=f"{gap.deadline.programme.name}: {gap.deadline.action}",
            day=text("radar.no_day") if gap.last_day is None else _day(gap.last_day),
        )
        for gap in radar.without_successor
    ]
    asked = [
        text("radar.asked_line", name=item.programme.name, number=item.number)
        for item in radar.asked_in_vain
    ]
    words = [
        text("radar.cluster_line", words=", ".join(group.words), number=group.conversations)
        for group in radar.clusters
    ]
    waiting = [
        text(f"radar.{key}_line", number=number)
        for key, number in (("proposals", radar.proposals), ("drafts", radar.drafts))
        if number
    ]
    lists = (
        ("clusters", words),
        ("badly_rated", bad),
        ("overdue", overdue),
        ("no_successor", successors),
        ("asked", asked),
        ("waiting", waiting),
    )
    return [
        Sentence(text("radar.intro", day=_day(radar.day))),
        Sentence(text("radar.in_vain", number=radar.in_vain, before=radar.in_vain_before)),
        *(part for key, lines in lists for part in _section(key, lines)),
        *([] if any(lines for _, lines in lists) else [Sentence(text("radar.nothing"))]),
        Sentence(text("radar.where")),
        Sentence(text("mail.automatic")),
    ]


def compose_radar(
    radar: Radar,
    week: str,
    title: Callable[[str], str],
    addresses: MailAddresses,
    created_at: datetime,
) -> EmailMessage:
    """Return the mail of a week; its Message-ID is the same however often it is tried."""
    subject = text("radar.subject", week=week.partition("-W")[2], number=radar.in_vain)
    parts = radar_parts(radar, title)
    message = EmailMessage(policy=MAIL_POLICY)
    message["Subject"] = subject
    message["From"] = header_address(addresses.mail_from)
    message["To"] = header_address(addresses.office_mailbox)
    message["Date"] = created_at
    message["Message-ID"] = f"<radar-{week}@{addresses.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message[REFERENCE_HEADER] = f"RADAR-{week}"
    message.set_content(plain_body(parts), cte="quoted-printable")
    message.add_alternative(html_body(subject, parts), subtype="html", cte="quoted-printable")
    return message


def _section(key: str, lines: Sequence[str]) -> Iterator[Part]:
    if not lines:
        return
    yield Heading(text(f"radar.{key}", number=len(lines)))
    yield from (Sentence(f"- {line}") for line in lines[:MAX_LINES])
    if len(lines) > MAX_LINES:
        yield Sentence(text("radar.more", number=len(lines) - MAX_LINES))


def _day(day: object) -> str:
    return f"{day:%d.%m.%Y}"
