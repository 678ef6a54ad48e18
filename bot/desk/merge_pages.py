"""Putting requests together that are about the same."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from bot.consultations.errors import UnknownReferenceError
from bot.consultations.models import (
    ALLOWED_TRANSITIONS,
    ConsultationRequest,
    ReplyChannel,
    RequestEvent,
    RequestState,
)
from bot.consultations.references import read_reference
from bot.desk.duplicates import find_duplicates
from bot.desk.protection import Visit, staff_route
from bot.desk.rendering import render
from bot.desk.request_rendering import alone, back, reference_of
from bot.texts import text

_NOTICE, _END_OF_NOTICE = "merged", "separated"
_OPEN = (RequestState.RECEIVED, RequestState.IN_PROGRESS)


async def show_merge(visit: Visit) -> Response:
    """Show what may be the same, and a field for the number of any other request."""
    return await _page(visit)


async def merge(visit: Visit) -> Response:
    """Close the chosen request and show it with this one from now on."""
    target, raw = reference_of(visit), visit.form.get("other", "")
    duplicate = read_reference(raw)
    if duplicate is None:
        return await _page(visit, text("desk.merge_no_reference"), raw)
    if visit.form.get("direction") == "away":
        target, duplicate = duplicate, target
    try:
        await run_in_threadpool(_merge, visit, duplicate, target)
    except UnknownReferenceError:
        return await _page(visit, text("desk.merge_unknown", reference=duplicate), raw)
    except ValueError:
        return await _page(visit, text("desk.merge_not_possible"), raw)
    return RedirectResponse(f"/anfragen/{target}", status_code=303)


async def separate(visit: Visit) -> Response:
    """Take a merge back and open the request again."""
    await run_in_threadpool(_separate, visit, reference_of(visit))
    return back(visit)


ROUTES = [
    staff_route("/anfragen/{reference}/zusammenfuehren", show_merge),
    staff_route("/anfragen/{reference}/zusammenfuehren", alone(merge), "POST"),
    staff_route("/anfragen/{reference}/trennen", alone(separate), "POST"),
]


def _merge(visit: Visit, duplicate: str, target: str) -> None:
    services, actor = visit.services, visit.actor
    closed = services.consultations.get(duplicate)
    services.work.merge(duplicate, target, actor)
    if visit.form.get("tell") == "ja" and not closed.is_erased:
        # On the page of the request only: whoever asked twice needs no second mail about it.
        services.threads.answer(
            duplicate,
            text("desk.merged_notice", reference=target),
            actor,
            f"{_NOTICE}|{target}|{services.new_token()}",
            ReplyChannel.VISIT,
        )
    state = services.consultations.get(duplicate).state
    if RequestState.CLOSED in ALLOWED_TRANSITIONS[state]:
        services.consultations.change_state(duplicate, RequestState.CLOSED, actor)


def _separate(visit: Visit, duplicate: str) -> None:
    services, actor = visit.services, visit.actor
    if services.work.of(duplicate).merged_into is None:
        return
    request = services.consultations.get(duplicate)
    if not request.is_erased:
        _open_again(visit, request)
    # Last: what fails before it is made up for by whoever tries once more.
    services.work.separate(duplicate, actor)


def _open_again(visit: Visit, request: ConsultationRequest) -> None:
    consultations, actor, number = visit.services.consultations, visit.actor, request.reference
    was_closed = _was_closed_when_merged(consultations.events(number))
    if request.state is RequestState.CLOSED and not was_closed:
        # The merge closed it. Somebody may be waiting: rather one too many is open than one
        # forgotten.
        request = consultations.change_state(number, RequestState.IN_PROGRESS, actor)
    if _end_notice(visit, number) and request.state in _OPEN:
        # The notice of the separation is no answer to what is open.
        consultations.change_state(number, RequestState.IN_PROGRESS, actor)


def _end_notice(visit: Visit, duplicate: str) -> bool:
    """Tell whoever read that both are handled together that they are no longer."""
    keys = [m.idempotency_key for m in visit.services.threads.messages(duplicate, public_only=True)]
    told = [key for key in keys if key.startswith(f"{duplicate}|{_NOTICE}|")]
    if told:
        # One notice is ended once.
        merged = told[-1].removeprefix(f"{duplicate}|")
        visit.services.threads.answer(
            duplicate,
            text("desk.separated_notice", reference=duplicate),
            visit.actor,
            f"{_END_OF_NOTICE}|{merged}",
            ReplyChannel.VISIT,
        )
    return bool(told)


def _was_closed_when_merged(events: Iterable[RequestEvent]) -> bool:
    """Say whether a merged request had been closed before; ``events`` are its own, oldest first."""
    is_closed = is_merged = was_closed = False
    for what in (event.what for event in events):
        if what.startswith("state:"):
            is_closed = what == f"state:{RequestState.CLOSED.value}"
        elif what == "separated":
            is_merged = False
        elif what.startswith("merged_into:") and not is_merged:
            # Merged once more, into another one, it has been closed by the first merge.
            is_merged, was_closed = True, is_closed
    return was_closed


async def _page(visit: Visit, problem: str | None = None, entered: str = "") -> Response:
    services = visit.services
    request = await run_in_threadpool(services.consultations.get, reference_of(visit))
    return render(
        visit.request,
        "merge.html",
        422 if problem else 200,
        session=visit.session,
        item=request,
        duplicates=await run_in_threadpool(find_duplicates, services.engine, request),
        problem=problem,
        entered=entered,
    )
