"""The office's events as a page with data for search engines, and as a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calendar.deadline_entries import event_entries
from bot.calendar.ics import calendar_file
from bot.clock import OFFICE_ZONE
from bot.deadlines.events import split_events
from bot.deadlines.models import Event
from bot.deadlines.office.parsing import DeadlineBookError
from bot.deadlines.shown.event_words import event_days
from bot.gateway.deadlines.feeds import calendar_response, revisions_of
from bot.gateway.pages.structured_data import as_script, way_to
from bot.gateway.rendering import render
from bot.gateway.services import services_of
from bot.knowledge.shown.cards import source_items
from bot.texts import text

PAGE_PATH = "/termine"
CALENDAR_PATH = "/termine.ics"
_MOST_PAST = 6


def show_events(request: Request) -> Response:
    """Show what is coming, and what there was."""
    services = services_of(request)
    try:
        events = services.content.deadlines.current().events
    except DeadlineBookError:
        return render(request, "events.html", 503, notice=text("fristen.unavailable"))
    upcoming, past = split_events(events, services.today())
    return render(
        request,
        "events.html",
        notice=None,
        upcoming=[_shown(event) for event in upcoming],
        past=[_shown(event) for event in past[:_MOST_PAST]],
        data=as_script(
            *map(_datum, upcoming), way_to(services.site, (text("gateway.events"), PAGE_PATH))
        ),
        office=services.office,
        site=services.site,
    )


def event_calendar(request: Request) -> Response:
    """Return the events that are not over as a calendar, or one of them."""
    services = services_of(request)
    events = services.content.deadlines.current().events
    wanted = request.query_params.get("termin")
    if wanted is not None:
        events = tuple(event for event in events if event.id == wanted)
        if not events:
            raise HTTPException(404)
    site = services.settings.public_url
    entries = event_entries(events, services.today(), site, revisions_of(services))
    content = calendar_file(entries, text("calendar.events_name"))
    return calendar_response(content, "termine", is_public=True)


ROUTES = [Route(PAGE_PATH, show_events), Route(CALENDAR_PATH, event_calendar)]


def _shown(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "title": event.title,
        "days": event_days(event),
        "place": event.place,
        "note": event.note,
        "url": event.url,
        "registration": event.registration,
        "sources": source_items(event.sources),
        "checked_on": event.checked_on.isoformat(),
    }


def _datum(event: Event) -> dict[str, Any]:
    datum: dict[str, Any] = {
        "@type": "Event",
        "name": event.title,
        "startDate": _moment(event, is_start=True),
        "endDate": _moment(event, is_start=False),
        "url": event.registration or event.url,
    }
    if event.place:
        datum["location"] = {"@type": "Place", "name": event.place}
    return datum


def _moment(event: Event, *, is_start: bool) -> str:
    day, clock = (event.starts_on, event.starts_at) if is_start else (event.ends_on, event.ends_at)
    return (
        day.isoformat() if clock is None else datetime.combine(day, clock, OFFICE_ZONE).isoformat()
    )
