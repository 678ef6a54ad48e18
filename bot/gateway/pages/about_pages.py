"""The pages about the assistant itself: chat, contact, imprint, privacy."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.gateway.rendering import render
from bot.gateway.services import services_of
from bot.gateway.web_chat.chat_json import start_as_json


def show_chat(request: Request) -> Response:
    """Show the chat; without JavaScript the page leads to the form and the questions."""
    services = services_of(request)
    return render(request, "chat.html", start=start_as_json(services))


def show_contact(request: Request) -> Response:
    """Show how to reach the office."""
    services = services_of(request)
    return render(
        request,
        "contact.html",
        office=services.office,
        emergency=services.emergency.overview(),
    )


def show_imprint(request: Request) -> Response:
    """Show who is responsible for the pages, as far as the office has confirmed it."""
    services = services_of(request)
    return render(request, "imprint.html", office=services.office)


def show_privacy(request: Request) -> Response:
    """Show the draft of the privacy notice."""
    services = services_of(request)
    return render(
        request,
        "privacy.html",
        office=services.office,
        retention_days=services.settings.chat_retention_days,
        idle_minutes=services.settings.session_idle_minutes,
        request_days=services.settings.retention.request_days,
    )


def show_accessibility(request: Request) -> Response:
    """Show the draft of the accessibility statement."""
    return render(request, "accessibility.html", office=services_of(request).office)


ROUTES = [
    Route("/", show_chat),
    Route("/barrierefreiheit", show_accessibility),
    Route("/kontakt", show_contact),
    Route("/impressum", show_imprint),
    Route("/datenschutz", show_privacy),
]
