"""The weekly report as a mail and as text: no word of a person in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage

from bot.clock import german_day
from bot.improvement.radar import Radar
from bot.mail.addresses import MailAddresses, header_address
from bot.mail.letter import Heading, Part, Sentence, html_body, plain_body
from bot.mail.message import MAIL_POLICY, REFERENCE_HEADER
from bot.texts import text

MAX_LINES = 12
"""More of one kind are told as a number: a mail is to be read."""


def radar_parts(radar: Radar, title: Callable[[str], str]) -> list[Part]:
    """Return the parts of the mail; what there is nothing of is left out."""
    lists = (
        ("clusters", _clusters(radar)),
        ("badly_rated", _badly_rated(radar, title)),
        ("overdue", _overdue(radar, title)),
        ("no_successor", _without_successor(radar)),
        ("asked", _asked_in_vain(radar)),
        ("waiting", _waiting(radar)),
    )
    return [
        Sentence(text("radar.intro", day=german_day(radar.day))),
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


def _clusters(radar: Radar) -> list[str]:
    return [
        text("radar.cluster_line", words=", ".join(group.words), number=group.conversations)
        for group in radar.clusters
    ]


def _badly_rated(radar: Radar, title: Callable[[str], str]) -> list[str]:
    reasons = dict(radar.reasons)
    lines = []
    for item in radar.badly_rated:
        counts = {"number": item.not_helpful, "asked": item.asked}
        line = text("radar.badly_rated_line", title=title(item.topic), **counts)
        reason = reasons.get(item.topic)
        lines.append(line if reason is None else line + text(f"radar.why_{reason.value}"))
    return lines


def _overdue(radar: Radar, title: Callable[[str], str]) -> list[str]:
    texts = [(title(item.what), item.day) for item in radar.overdue]
    deadlines = [(item.deadline.programme.name, item.day) for item in radar.deadlines_overdue]
    return [
        text("radar.overdue_line", what=what, day=german_day(day))
        for what, day in (*texts, *deadlines)
    ]


def _without_successor(radar: Radar) -> list[str]:
    return [
        text(
            "radar.no_successor_line",
            what=f"{gap.deadline.programme.name}: {gap.deadline.action}",
            day=text("radar.no_day") if gap.last_day is None else german_day(gap.last_day),
        )
        for gap in radar.without_successor
    ]


def _asked_in_vain(radar: Radar) -> list[str]:
    return [
        text("radar.asked_line", name=item.programme.name, number=item.number)
        for item in radar.asked_in_vain
    ]


def _waiting(radar: Radar) -> list[str]:
    waiting = (("proposals", radar.proposals), ("drafts", radar.drafts))
    return [text(f"radar.{key}_line", number=number) for key, number in waiting if number]


def _section(key: str, lines: Sequence[str]) -> Iterator[Part]:
    if not lines:
        return
    yield Heading(text(f"radar.{key}", number=len(lines)))
    yield from (Sentence(f"- {line}") for line in lines[:MAX_LINES])
    if len(lines) > MAX_LINES:
        yield Sentence(text("radar.more", number=len(lines) - MAX_LINES))
