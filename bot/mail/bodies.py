"""The two bodies of the mail to the office: facts first, then description, then conversation."""

from __future__ import annotations

from html import escape

from bot.consultations.models import ConsultationRequest, Speaker
from bot.mail.facts import facts_of
from bot.texts import text


def plain_body(request: ConsultationRequest) -> str:
    """Return the body as plain text."""
    facts = "\n".join(f"{fact.label}: {fact.value}" for fact in facts_of(request))
    parts = [
        text("mail.intro"),
        facts,
        _heading(text("mail.heading_description")),
        request.description,
    ]
    if request.transcript:
        parts.append(_heading(text("mail.heading_transcript")))
        parts += [f"{_speaker(line.speaker)}: {line.text}" for line in request.transcript]
    parts.append(text("mail.closing"))
    return "\n\n".join(parts) + "\n"


def html_body(request: ConsultationRequest) -> str:
    """Return the body as HTML; all text of the person is escaped and kept in its own direction."""
    rows = "\n".join(
        f'<tr><th align="left" valign="top">{escape(fact.label)}</th>'
        f'<td dir="auto">{escape(fact.value)}</td></tr>'
        for fact in facts_of(request)
    )
    parts = [
        f"<p>{escape(text('mail.intro'))}</p>",
        f"<table>\n{rows}\n</table>",
        f"<h2>{escape(text('mail.heading_description'))}</h2>",
        _preformatted(request.description),
    ]
    if request.transcript:
        parts.append(f"<h2>{escape(text('mail.heading_transcript'))}</h2>")
        parts += [
            f"<p><strong>{escape(_speaker(line.speaker))}</strong></p>\n{_preformatted(line.text)}"
            for line in request.transcript
        ]
    parts.append(f"<p>{escape(text('mail.closing'))}</p>")
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="de">\n<head><meta charset="utf-8">'
        f"<title>{escape(text('mail.subject', reference=request.reference))}</title></head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _heading(title: str) -> str:
    return f"{title}\n{'-' * len(title)}"


def _preformatted(value: str) -> str:
    return f'<div dir="auto" style="white-space: pre-wrap">{escape(value)}</div>'


def _speaker(speaker: Speaker) -> str:
    return text(f"mail.speaker_{speaker.value}")
