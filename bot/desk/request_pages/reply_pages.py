"""Answers, internal notes and their drafts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.consultations.errors import (
    ConsultationError,
    MessageRejectedError,
    NoAddressError,
    TransitionNotAllowedError,
)
from bot.consultations.models import ReplyChannel, RequestState
from bot.desk.access.protection import Visit, staff_route
from bot.desk.answering.drafts import DraftKind
from bot.desk.answering.placeholders import fill, left_over, programme_values, request_values
from bot.desk.form_values import member
from bot.desk.request_pages.request_rendering import (
    Entered,
    alone,
    back,
    conflict,
    reference_of,
    request_page,
)
from bot.texts import first_text, text

MAX_KEY_CHARACTERS = 64
_SHORTCUT = re.compile(r"::([\w-]{1,30})")


def answer(visit: Visit) -> Response:
    """Send an answer, or put a text module into it, keep it for later or throw it away."""
    action = visit.form.get("action", "send")
    if action == "insert":
        return _insert(visit, _with_modules(visit))
    if action == "save":
        _keep(visit, DraftKind.ANSWER)
        return back(visit, "antwort")
    if action == "discard":
        visit.services.drafts.discard(reference_of(visit), DraftKind.ANSWER, visit.account)
        return back(visit, "antwort")
    return _send(visit)


def add_note(visit: Visit) -> Response:
    """Note something that only the staff reads."""
    written = visit.form.get("text", "")
    services, reference = visit.services, reference_of(visit)
    try:
        message = services.threads.add_note(reference, written, visit.actor, _key(visit))
    except MessageRejectedError as error:
        return request_page(visit, _rejection(error), 422, Entered(note=written))
    services.drafts.discard(reference, DraftKind.NOTE, visit.account)
    return back(visit, f"nachricht-{message.number}")


def keep_draft(visit: Visit) -> Response:
    """Keep what is being written, for the page's script."""
    kind = member(DraftKind, visit.form.get("kind"))
    if kind is None:
        raise HTTPException(400)
    _keep(visit, kind)
    return Response(status_code=204)


ROUTES = [
    staff_route("/anfragen/{reference}/antwort", alone(answer), "POST"),
    staff_route("/anfragen/{reference}/notiz", alone(add_note), "POST"),
    staff_route("/anfragen/{reference}/entwurf", keep_draft, "POST"),
]


def _send(visit: Visit) -> Response:
    services, reference, form = visit.services, reference_of(visit), visit.form
    entered = _entered(visit, form.get("text", ""))
    channel = member(ReplyChannel, form.get("channel"))
    # Whatever happens now, what was written is kept.
    _keep(visit, DraftKind.ANSWER)
    if channel is None:
        return request_page(visit, text("desk.channel_missing"), 422, entered)
    # Who typed "::gruss" and sends at once means the module; nobody should read the shortcut.
    filled = _with_modules(visit, is_chosen_wanted=False)
    if filled != (entered.answer or "").rstrip():
        return _insert(visit, filled, text("desk.modules_put_in"))
    missing = left_over(entered.answer or "")
    if missing:
        problem = text("desk.placeholders_left", names=", ".join(missing))
        return request_page(visit, problem, 422, entered)
    stopped = conflict(visit, entered)
    if stopped is not None:
        return stopped
    try:
        message = services.threads.answer(
            reference, entered.answer or "", visit.actor, _key(visit), channel
        )
    except MessageRejectedError as error:
        return request_page(visit, _rejection(error), 422, entered)
    except NoAddressError:
        return request_page(visit, text("desk.no_address"), 422, entered)
    _after_answer(visit, form.get("afterwards", ""))
    return back(visit, f"nachricht-{message.number}")


def _after_answer(visit: Visit, afterwards: str) -> None:
    services, reference = visit.services, reference_of(visit)
    services.drafts.discard(reference, DraftKind.ANSWER, visit.account)
    if services.work.of(reference).assignee is None:
        services.work.assign(reference, visit.actor, visit.actor)
    state = member(RequestState, afterwards)
    if state is not None:
        # The answer is out; if need be, the state can be set by hand.
        with suppress(TransitionNotAllowedError):
            services.consultations.change_state(reference, state, visit.actor)
    services.chats.deliver_waiting()


def _insert(visit: Visit, written: str, said: str = "") -> Response:
    visit = Visit(visit.request, visit.session, {**visit.form, "text": written})
    _keep(visit, DraftKind.ANSWER)
    missing = left_over(written)
    hints = [text("desk.placeholders_open", names=", ".join(missing))] if missing else []
    hint = " ".join([said, *hints]).strip()
    return request_page(visit, entered=_entered(visit, written), hint=hint)


def _with_modules(visit: Visit, *, is_chosen_wanted: bool = True) -> str:
    """Return the text with ``::name`` replaced and filled in.

    The chosen module comes at its end, if that is wanted.
    """
    modules = {module.shortcut: module.body for module in visit.services.modules.all()}
    written = visit.form.get("text", "").replace("\r\n", "\n")
    written = _SHORTCUT.sub(lambda match: modules.get(match[1].casefold(), match[0]), written)
    chosen = modules.get(visit.form.get("module", ""), "") if is_chosen_wanted else ""
    joined = "\n\n".join(part for part in (written.rstrip(), chosen) if part)
    return fill(joined, _values(visit))


def _values(visit: Visit) -> Mapping[str, str]:
    services = visit.services
    request = services.consultations.get(reference_of(visit))
    values = request_values(
        request, visit.account.shown_name, services.office_name(), services.today()
    )
    book = services.deadlines.usable("the deadlines are not usable")
    if book is None:
        return values
    return values | programme_values(book, visit.form.get("programme", ""), services.now())


def _keep(visit: Visit, kind: DraftKind) -> None:
    visit.services.drafts.save(
        reference_of(visit),
        kind,
        visit.account,
        visit.form.get("text", "").replace("\r\n", "\n"),
        visit.services.now(),
    )


def _entered(visit: Visit, written: str) -> Entered:
    form = visit.form
    return Entered(
        answer=written.replace("\r\n", "\n"),
        channel=form.get("channel", ""),
        module="" if form.get("action") == "insert" else form.get("module", ""),
        programme=form.get("programme", ""),
    )


def _key(visit: Visit) -> str:
    return visit.form.get("key", "")[:MAX_KEY_CHARACTERS] or visit.services.new_token()


def _rejection(error: ConsultationError) -> str:
    code = getattr(error, "code", "")
    known = (f"consultations.problem_message_{code}", f"consultations.problem_{code}")
    return first_text(*known, limit=20_000)
