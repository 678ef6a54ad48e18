"""The consultation form: plain HTML that works without JavaScript and without Rasa."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.consultations.checks import MAX_LENGTH, FieldProblem, check_draft
from bot.consultations.errors import StoreUnavailableError, UnknownReferenceError
from bot.consultations.keys.request_key import readable_pin
from bot.consultations.models import Channel, ConsultationDraft, ConsultationRequest
from bot.consultations.problem_texts import problem_text
from bot.consultations.service import DraftRejectedError
from bot.fit.case import FORMATS
from bot.fit.countries import all_countries
from bot.gateway.cookies import give_cookie, read_cookie
from bot.gateway.door.security import require_same_site
from bot.gateway.rendering import render
from bot.gateway.requests.form_fields import (
    CONSENT_FIELD,
    COPY_FIELD,
    CSRF_FIELD,
    FORM_KEY_FIELD,
    TEXT_FIELDS,
    URGENT_FIELD,
    VISIT_FIELD,
    idempotency_key,
    is_form_key,
    read_fields,
    read_prefill,
)
from bot.gateway.requests.telegram_api import bind_to_chat, from_chat
from bot.gateway.services import FORM_PATH, GatewayServices, services_of
from bot.intake.own_request import own_request_url
from bot.intake.plan.urgency import starts_soon
from bot.privacy.token_hash import token_hash
from bot.texts import text
from bot.web.clients import address_key

logger = logging.getLogger(__name__)

THANKS_PATH = "/beratung/danke"
FORM_COOKIE = "ija_form"
RECEIPT_COOKIE = "ija_receipt"
FORM_SECONDS = 24 * 3600
RECEIPT_SECONDS = 15 * 60


@dataclass(frozen=True)
class FormView:
    """What the fields of the page show; ``why`` tells why each is asked."""

    values: Mapping[str, str] = field(repr=False)
    errors: Mapping[str, str]
    why: Mapping[str, str]
    limits: Mapping[str, int] = field(default_factory=lambda: MAX_LENGTH)


async def show_form(request: Request) -> Response:
    """Show the form; the address may fill in topic, description and organisation."""
    return _form_page(request, read_prefill(request.query_params))


async def submit_form(request: Request) -> Response:
    """Store the request; only a stored request leads to the thank-you page."""
    services = services_of(request)
    require_same_site(request, services.settings.public_url)
    fields = await read_fields(request)
    wait = await services.limits.form_per_address.ask(address_key(request.scope))
    if wait:
        notice = text("gateway.too_many", seconds=wait)
        page = _form_page(request, fields, notice=notice, status_code=429)
        page.headers["Retry-After"] = str(wait)
        return page
    if not _is_our_form(request, fields):
        return _form_page(request, fields, notice=text("gateway.form_stale"), status_code=400)
    draft = await from_chat(request, _draft(fields, services.now()))
    problems = check_draft(draft)
    if problems:
        return _form_page(request, fields, problems, status_code=422)
    key = idempotency_key(fields[FORM_KEY_FIELD], fields)
    try:
        stored = await run_in_threadpool(services.consultations.submit, draft, key)
    except DraftRejectedError as error:
        return _form_page(request, fields, error.problems, status_code=422)
    except StoreUnavailableError as error:
        logger.error("a request could not be stored: %s", type(error).__name__)
        notice = text("gateway.form_not_saved")
        return _form_page(request, fields, notice=notice, status_code=503)
    await bind_to_chat(request, stored.reference)
    return _thanks_redirect(request, stored)


async def show_thanks(request: Request) -> Response:
    """Show the reference of the request that was just stored."""
    services = services_of(request)
    receipt = services.signer("receipt").verify(
        read_cookie(request, RECEIPT_COOKIE), services.now().timestamp(), RECEIPT_SECONDS
    )
    if receipt is None:
        return RedirectResponse(FORM_PATH, status_code=303)
    reference, answer_by, is_urgent = receipt
    return render(
        request,
        "thanks.html",
        reference=reference,
        own_request=own_request_url(reference, ""),
        pin=await _pin_of(services, reference),
        keep_days=services.settings.retention.request_days,
        answer_by=date.fromisoformat(answer_by),
        is_urgent=is_urgent,
        office=services.office,
    )


async def _pin_of(services: GatewayServices, reference: str) -> str | None:
    try:
        pin = await run_in_threadpool(services.consultations.pin_of, reference)
    except (StoreUnavailableError, UnknownReferenceError):
        # The request is stored all the same; the page asks to be loaded again.
        return None
    return readable_pin(pin)


ROUTES = [
    Route(FORM_PATH, show_form, methods=["GET"]),
    Route(FORM_PATH, submit_form, methods=["POST"]),
    Route(THANKS_PATH, show_thanks),
]


def _form_page(
    request: Request,
    fields: Mapping[str, str],
    problems: Sequence[FieldProblem] = (),
    notice: str | None = None,
    status_code: int = 200,
) -> Response:
    services = services_of(request)
    owner = read_cookie(request, FORM_COOKIE) or services.new_token()
    form_key = fields.get(FORM_KEY_FIELD, "")
    errors = {problem.field: problem_text(problem) for problem in problems}
    page = render(
        request,
        "form.html",
        status_code,
        form=FormView(fields, errors, _whys()),
        notice=notice,
        formats=[text(f"fit.format_{name}") for name in FORMATS],
        countries=[name for _, name in all_countries()],
        csrf=services.signer("form").sign(token_hash(owner), services.now().timestamp()),
        form_key=form_key if is_form_key(form_key) else services.new_token(),
        office=services.office,
    )
    give_cookie(request, page, FORM_COOKIE, owner, same_site="strict")
    return page


def _whys() -> dict[str, str]:
    """Return why each field is asked, in the words of the chat."""
    return {name: text(f"intake.why_{name}") for name in (*TEXT_FIELDS, VISIT_FIELD, "urgent")}


def _is_our_form(request: Request, fields: Mapping[str, str]) -> bool:
    services = services_of(request)
    owner = read_cookie(request, FORM_COOKIE)
    signed_for = services.signer("form").verify(
        fields.get(CSRF_FIELD, ""), services.now().timestamp(), FORM_SECONDS
    )
    if not owner or signed_for != token_hash(owner):
        return False
    return is_form_key(fields.get(FORM_KEY_FIELD, ""))


def _draft(fields: Mapping[str, str], now: datetime) -> ConsultationDraft:
    values = {name: fields.get(name, "") for name in TEXT_FIELDS}
    is_urgent = fields.get(URGENT_FIELD) == "yes" or starts_soon(values["period"], now)
    return ConsultationDraft(
        topic=values["topic"],
        description=values["description"],
        format=values["format"],
        partner_country=values["partner_country"],
        period=values["period"],
        group=values["group"],
        organisation=values["organisation"],
        place=values["place"],
        wanted_times=values["wanted_times"],
        name=values["name"],
        email=values["email"] or None,
        phone=values["phone"] or None,
        consent=fields.get(CONSENT_FIELD) == "yes",
        channel=Channel.WEB_FORM,
        wants_visit=fields.get(VISIT_FIELD) == "yes",
        wants_copy=fields.get(COPY_FIELD) == "yes",
        is_urgent=is_urgent,
    )


def _thanks_redirect(request: Request, stored: ConsultationRequest) -> Response:
    services = services_of(request)
    receipt = services.signer("receipt").sign(
        [stored.reference, stored.answer_by.isoformat(), stored.is_urgent],
        services.now().timestamp(),
    )
    response = RedirectResponse(THANKS_PATH, status_code=303)
    give_cookie(
        request, response, RECEIPT_COOKIE, receipt, same_site="strict", seconds=RECEIPT_SECONDS
    )
    return response
