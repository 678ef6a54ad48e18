"""Turns templates into pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.clock import german_day, german_moment
from bot.consultations.event_words import event_words
from bot.desk.navigation import NavigationItem, is_here, visible_items
from bot.desk.staff.sessions import StaffSession
from bot.texts import first_text, keys, text


def environment(stylesheet: str, script: str, icon: str) -> Environment:
    """Return the templates of the desk."""
    env = Environment(
        loader=PackageLoader("bot.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        stylesheet=stylesheet,
        script=script,
        actor_name=actor_name,
        refusal=refusal,
        mail_error=mail_error,
        icon=icon,
        label=label,
        session=None,
        event_label=event_label,
        navigation=_navigation,
    )
    env.filters.update(day=german_day, moment=german_moment, size=german_size)
    return env


def render(request: Request, template: str, status_code: int = 200, **values: Any) -> HTMLResponse:
    """Return the page."""
    templates: Environment = request.app.state.templates
    here = partial(is_here, path=request.url.path)
    html = templates.get_template(template).render(here=here, **values)
    return HTMLResponse(html, status_code=status_code)


def _navigation(session: StaffSession) -> tuple[NavigationItem, ...]:
    return visible_items(is_admin=session.account.is_admin)


def label(kind: str, value: str) -> str:
    """Return the German word for a state, a channel or another fixed value."""
    return text(f"desk.{kind}_{value}")


def event_label(what: str, names: Mapping[str, str] | None = None) -> str:
    """Return the German words for an entry of the audit trail, a username as in ``names``."""
    return event_words(what, lambda value: (names or {}).get(value, value))


def actor_name(names: Mapping[str, str], actor: str) -> str:
    """Return who did something: a colleague, the person or one of our own machines."""
    key = f"desk.actor_{actor}"
    return names.get(actor) or (text(key) if key in keys() else actor)


def refusal(code: str) -> str:
    """Return why a file was not kept."""
    return first_text(f"desk.refusal_{code}", "desk.refusal_other")


def mail_error(code: str) -> str:
    """Return why a mail did not get through, with the code for whoever looks after the server."""
    # "smtp_550" and "bounced_5.1.1" are of a class each, which is all that a person can act on.
    for key in (code, code[: code.find("_") + 2]):
        if f"desk.mail_error_{key}" in keys():
            return text(f"desk.mail_error_{key}", code=code)
    return text("desk.mail_error_other", code=code)


def german_size(count: int) -> str:
    """Return a number of bytes as people read it."""
    kilobytes = max(1, round(count / 1024))
    if kilobytes < 1024:  # noqa: PLR2004
        return f"{kilobytes} KB"
    return f"{kilobytes / 1024:.1f} MB".replace(".", ",")
