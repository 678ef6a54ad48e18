"""The page of one request and what the staff decides there."""

from __future__ import annotations

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from bot.consultations.errors import TransitionNotAllowedError
from bot.consultations.models import RequestState
from bot.consultations.threads.message_store import UnknownMessageError
from bot.desk.access.protection import Visit, staff_route
from bot.desk.answering.chat_ways import ChatGoneError
from bot.desk.form_values import member
from bot.desk.rendering import actor_name, event_label
from bot.desk.request_pages.request_rendering import (
    Entered,
    EnteredWork,
    alone,
    back,
    changes_by_others,
    conflict,
    reference_of,
    request_page,
)
from bot.desk.requests.filters import read_day
from bot.desk.requests.taking import before_taking
from bot.desk.requests.work import Work
from bot.texts import text

# Somebody who works on a request opens its page again and again.
VIEW_COUNTS_AGAIN_AFTER = timedelta(minutes=10)


def show_request(visit: Visit) -> Response:
    """Show everything about one request, and note who looked."""
    note_view(visit)
    return request_page(visit)


def change_state(visit: Visit) -> Response:
    """Note how far the office is, with one button."""
    wanted = member(RequestState, visit.form.get("state"))
    if wanted is None:
        raise HTTPException(400)
    # Else what the person has just written would be closed unread.
    stopped = conflict(visit, Entered())
    if stopped is not None:
        return stopped
    try:
        visit.services.consultations.change_state(reference_of(visit), wanted, visit.actor)
    except TransitionNotAllowedError:
        return request_page(visit, text("desk.state_not_allowed"), 409)
    return back(visit, "status-neu")


def take_over(visit: Visit) -> Response:
    """Assign the request to oneself and begin, with one button."""
    services, reference = visit.services, reference_of(visit)
    # Else it would be taken from a colleague who was faster.
    stopped = conflict(visit, Entered())
    if stopped is not None:
        return stopped
    services.work.assign(reference, visit.actor, visit.actor)
    if services.consultations.get(reference).state is RequestState.RECEIVED:
        services.consultations.change_state(reference, RequestState.IN_PROGRESS, visit.actor)
    return back(visit, "uebernommen")


def give_back(visit: Visit) -> Response:
    """Take back that one has taken the request over, as long as nothing else happened since."""
    services, reference = visit.services, reference_of(visit)
    stopped = conflict(visit, Entered())
    if stopped is not None:
        return stopped
    before = before_taking(services.consultations.events(reference), visit.actor)
    if before is None:
        return request_page(visit, text("desk.not_given_back"), 409)
    try:
        services.work.assign(reference, before.assignee, visit.actor)
    except LookupError:
        return request_page(visit, text("desk.assignee_odd"), 409)
    if before.was_new:
        services.consultations.change_state(reference, RequestState.RECEIVED, visit.actor)
    return back(visit, "zurueckgegeben")


def change_work(visit: Visit) -> Response:
    """Store who does it, until when and with which tags."""
    form = visit.form
    work = EnteredWork(
        form.get("assignee", "").strip(),
        form.get("follow_up", "").strip(),
        form.get("tags", ""),
    )
    entered = Entered(work=work)
    if work.follow_up and read_day(work.follow_up) is None:
        return request_page(visit, text("desk.day_odd"), 422, entered)
    stopped = conflict(visit, entered)
    if stopped is not None:
        return stopped
    try:
        _store_work(visit, work, form.get("urgent") == "ja")
    except LookupError:
        return request_page(visit, text("desk.assignee_odd"), 422, entered)
    return back(visit, "gespeichert")


def release(visit: Visit) -> Response:
    """Let the person read a message that was kept back."""
    number = visit.request.path_params["number"]
    try:
        visit.services.threads.release(reference_of(visit), number, visit.actor)
    except UnknownMessageError:
        raise HTTPException(404) from None
    return back(visit, f"nachricht-{number}")


def set_human(visit: Visit) -> Response:
    """Silence the assistant in the chat of the request, or let it speak again."""
    services, reference = visit.services, reference_of(visit)
    is_active = visit.form.get("active") == "ja"
    try:
        request = services.consultations.get(reference)
        way = services.chats.way_of(request)
        if way is None or request.conversation is None:
            raise ChatGoneError
        way.set_human(request.conversation, is_active)
        what = "human:on" if is_active else "human:off"
        services.consultations.note_event(reference, visit.actor, what)
    except ChatGoneError:
        return request_page(visit, text("desk.chat_gone"), 409)
    return back(visit, "antwort")


def show_standing(visit: Visit) -> Response:
    """Tell the page's script who else is here and what others have changed."""
    version = visit.request.query_params.get("version", "")
    services, reference = visit.services, reference_of(visit)
    services.presence.come(reference, visit.account, services.now())
    names = {someone.username: someone.shown_name for someone in services.staff.all()}
    standing = {
        "others": services.presence.others(reference, visit.account, services.now()),
        "changes": [
            text(
                "desk.change_line",
                who=actor_name(names, event.actor),
                what=event_label(event.what, names),
            )
            for event in changes_by_others(visit, version)
        ],
        # Who has signed in again in another window goes on writing in this one.
        "account": visit.actor,
        "csrf": visit.session.csrf_token,
    }
    return JSONResponse(standing)


ROUTES = [
    staff_route("/anfragen/{reference}", show_request),
    staff_route("/anfragen/{reference}/stand", show_standing, keeps_alive=False),
    staff_route("/anfragen/{reference}/status", alone(change_state), "POST"),
    staff_route("/anfragen/{reference}/uebernehmen", alone(take_over), "POST"),
    staff_route("/anfragen/{reference}/zurueckgeben", alone(give_back), "POST"),
    staff_route("/anfragen/{reference}/bearbeitung", alone(change_work), "POST"),
    staff_route("/anfragen/{reference}/freigeben/{number:int}", alone(release), "POST"),
    staff_route("/anfragen/{reference}/mensch", alone(set_human), "POST"),
]


def note_view(visit: Visit) -> None:
    """Note in the audit trail that somebody looked, once in a while, and that they are here."""
    services, reference = visit.services, reference_of(visit)
    now = services.now()
    is_noted = any(
        event.what == "viewed"
        and event.actor == visit.actor
        and now - event.at < VIEW_COUNTS_AGAIN_AFTER
        for event in services.consultations.events(reference)
    )
    if not is_noted:
        services.consultations.note_view(reference, visit.actor)
    services.presence.come(reference, visit.account, now)


def _store_work(visit: Visit, work: EnteredWork, is_urgent: bool) -> None:
    services, reference, actor = visit.services, reference_of(visit), visit.actor
    day, names = read_day(work.follow_up), tuple(work.tags.split(","))
    decided = Work(work.assignee or None, day, tags=names)
    services.work.decide(reference, decided, is_urgent=is_urgent, actor=actor)
