"""Turns templates into pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.desk.services import OFFICE_TIME_ZONE
from bot.texts import keys, text


def environment(stylesheet: str, icon: str) -> Environment:
    """Return the templates of the desk."""
    env = Environment(
        loader=PackageLoader("bot.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        stylesheet=stylesheet, icon=icon, label=label, session=None, event_label=event_label
    )
    env.filters.update(day=german_day, moment=german_moment)
    return env


def render(request: Request, template: str, status_code: int = 200, **values: Any) -> HTMLResponse:
    """Return the page."""
    templates: Environment = request.app.state.templates
    html = templates.get_template(template).render(**values)
    return HTMLResponse(html, status_code=status_code)


def label(kind: str, value: str) -> str:
    """Return the German word for a state, a channel or another fixed value."""
    return text(f"desk.{kind}_{value}")


def event_label(what: str) -> str:
    """Return the German words for an entry of the audit trail; a new kind shows its own name."""
    key = f"desk.event_{what.replace(':', '_')}"
    return text(key) if key in keys() else what


def german_day(day: date) -> str:
    """Return ``1.2.2026``."""
    return f"{day.day}.{day.month}.{day.year}"


def german_moment(moment: datetime) -> str:
    """Return ``1.2.2026, 09:30`` in the office's time."""
    local = moment.astimezone(OFFICE_TIME_ZONE)
    return f"{german_day(local.date())}, {local:%H:%M}"
