"""Signing up for reminders, and where the links in their mails lead.

Opening a link changes nothing, because mail scanners open every link. The button does, and so
does the button of a mail program (RFC 8058).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mail_address import is_mail_address
from bot.deadlines.office.parsing import DeadlineBookError
from bot.field_values import typed_day
from bot.fit.countries import FREQUENT, all_countries, country_name
from bot.gateway.door.limits import slow_down
from bot.gateway.door.security import require_same_site
from bot.gateway.rendering import render
from bot.gateway.requests.form_fields import read_fields
from bot.gateway.services import services_of
from bot.reminders.links import LinkState, Purpose
from bot.reminders.mails import CONFIRM_PATH, END_PATH
from bot.reminders.models import Target, TargetKind
from bot.reminders.service import AddressRejectedError, Link, TargetUnknownError, normalised
from bot.texts import text
from bot.web.clients import address_key
from bot.web.forms import FORM_TYPE

logger = logging.getLogger(__name__)

PAGE_PATH = "/erinnerung"
_KINDS = {
    "frist": TargetKind.DEADLINE,
    "programm": TargetKind.PROGRAMME,
    "land": TargetKind.COUNTRY,
    "termine": TargetKind.EVENTS,
}
_STATUS = {
    LinkState.OPEN: 200,
    LinkState.DONE: 200,
    LinkState.EXPIRED: 410,
    LinkState.UNKNOWN: 404,
}


async def show_form(request: Request) -> Response:
    """Show what the reminders would be about, and ask for an address."""
    return await _form(request, request.query_params)


async def subscribe(request: Request) -> Response:
    """Send the mail that asks to confirm; the answer is the same whoever is subscribed."""
    services = services_of(request)
    require_same_site(request, services.settings.public_url)
    fields = await read_fields(request)
    wait = await services.limits.form_per_address.ask(address_key(request.scope))
    if wait:
        notice = text("gateway.too_many", seconds=wait)
        page = await _form(request, fields, notice=notice, status_code=429)
        page.headers["Retry-After"] = str(wait)
        return page
    target = _target(fields)
    if target is None:
        return _choice_page(request, text("erinnerung.target_unknown"), 404)
    mistakes = _mistakes(fields)
    if mistakes:
        return await _form(request, fields, errors=mistakes, status_code=422)
    try:
        await run_in_threadpool(services.reminders.subscribe, fields.get("email", ""), target)
    except AddressRejectedError:
        error = {"email": text("erinnerung.bad_address")}
        return await _form(request, fields, errors=error, status_code=422)
    except TargetUnknownError:
        return _choice_page(request, text("erinnerung.target_unknown"), 404)
    except (StoreUnavailableError, DeadlineBookError) as failure:
        logger.error("a subscription could not be stored: %s", type(failure).__name__)
        notice = text("erinnerung.unavailable")
        return await _form(request, fields, notice=notice, status_code=503)
    return render(request, "reminder_done.html", message=text("erinnerung.asked"))


async def ask_to_confirm(request: Request) -> Response:
    """Show the button, or why there is none."""
    return await _link_page(request, Purpose.CONFIRM, is_click=False)


async def confirm(request: Request) -> Response:
    """Let the reminders begin."""
    require_same_site(request, services_of(request).settings.public_url)
    return await _link_page(request, Purpose.CONFIRM, is_click=True)


async def ask_to_end(request: Request) -> Response:
    """Show the buttons that end the reminders."""
    return await _link_page(request, Purpose.END, is_click=False)


async def end(request: Request) -> Response:
    """End and erase; mail programs do this on their own, without a page of ours."""
    services = services_of(request)
    await slow_down(services.limits.status_per_address, request.scope)
    is_everything = False
    if request.headers.get("content-type", "").startswith(FORM_TYPE):
        is_everything = (await read_fields(request)).get("alle") == "ja"
    token = request.path_params["token"]
    try:
        await run_in_threadpool(lambda: services.reminders.end(token, all_of_address=is_everything))
    except StoreUnavailableError:
        return _unavailable(request)
    return render(request, "reminder_done.html", message=text("erinnerung.ended"))


ROUTES = [
    Route(PAGE_PATH, show_form, methods=["GET"]),
    Route(PAGE_PATH, subscribe, methods=["POST"]),
    Route(CONFIRM_PATH + "/{token}", ask_to_confirm, methods=["GET"]),
    Route(CONFIRM_PATH + "/{token}", confirm, methods=["POST"]),
    Route(END_PATH + "/{token}", ask_to_end, methods=["GET"]),
    Route(END_PATH + "/{token}", end, methods=["POST"]),
]


async def _link_page(request: Request, purpose: Purpose, *, is_click: bool) -> Response:
    services = services_of(request)
    await slow_down(services.limits.status_per_address, request.scope)
    token = request.path_params["token"]
    try:
        if is_click:
            link = await run_in_threadpool(services.reminders.confirm, token)
        else:
            link = await run_in_threadpool(services.reminders.look_up, token, purpose)
    except (StoreUnavailableError, DeadlineBookError):
        return _unavailable(request)
    return render(
        request,
        "reminder_link.html",
        _STATUS[link.state],
        message=_message(link, purpose, is_click=is_click),
        purpose=purpose.value,
        can_click=link.state is LinkState.OPEN and not is_click,
    )


def _message(link: Link, purpose: Purpose, *, is_click: bool) -> str:
    if is_click and link.state is LinkState.OPEN:
        return text("erinnerung.confirmed", about=link.about)
    return text(f"erinnerung.{purpose.value}_{link.state.value}", about=link.about)


async def _form(
    request: Request,
    fields: Mapping[str, str],
    *,
    errors: Mapping[str, str] | None = None,
    notice: str | None = None,
    status_code: int = 200,
) -> Response:
    services = services_of(request)
    target = _target(fields)
    if target is None:
        return _choice_page(request)
    try:
        await run_in_threadpool(services.reminders.check, target)
        about = await run_in_threadpool(services.reminders.about, target)
    except TargetUnknownError:
        return _choice_page(request, text("erinnerung.target_unknown"), 404)
    except DeadlineBookError:
        return _unavailable(request)
    return render(
        request,
        "reminder.html",
        status_code,
        about=about,
        hidden=_as_fields(target),
        is_event=target.kind is TargetKind.EVENTS,
        start="" if target.start is None else target.start.isoformat(),
        email=fields.get("email", ""),
        errors=errors or {},
        notice=notice,
    )


def _choice_page(request: Request, notice: str = "", status_code: int = 200) -> Response:
    """Ask what the reminders should be about; ``notice`` says why what was asked for is not it."""
    services = services_of(request)
    try:
        known = services.content.deadlines.current().programmes
    except DeadlineBookError:
        return _unavailable(request)
    return render(
        request,
        "reminder_choice.html",
        status_code,
        notice=notice,
        programmes=sorted(
            ((found.id, found.name) for found in known), key=lambda option: option[1].casefold()
        ),
        countries=all_countries(),
        frequent=[(code, country_name(code)) for code in FREQUENT],
    )


def _mistakes(fields: Mapping[str, str]) -> dict[str, str]:
    """Return all that is wrong at once; the page shows the last one first."""
    found = {}
    if fields.get("einverstanden") != "ja":
        found["einverstanden"] = text("erinnerung.consent_missing")
    if not is_mail_address(normalised(fields.get("email", ""))):
        found["email"] = text("erinnerung.bad_address")
    return found


def _target(fields: Mapping[str, str]) -> Target | None:
    for name, kind in _KINDS.items():
        if fields.get(name, "").strip():
            value = "" if kind is TargetKind.EVENTS else fields[name].strip()
            return Target(kind, value[:100], _start(fields))
    return None


def _start(fields: Mapping[str, str]) -> date | None:
    return typed_day(fields.get("beginn", "").strip())


def _as_fields(target: Target) -> dict[str, str]:
    name = next(name for name, kind in _KINDS.items() if kind is target.kind)
    return {name: target.id or "ja"}


def _unavailable(request: Request) -> Response:
    return render(request, "reminder_done.html", 503, message=text("erinnerung.unavailable"))
