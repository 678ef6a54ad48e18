"""The readable pages: chat, contact, privacy, questions and answers."""

from __future__ import annotations

from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.gateway.chat_service import REQUEST_HUMAN_PAYLOAD
from bot.gateway.glossary_page import terms_of
from bot.gateway.rendering import render
from bot.gateway.services import services_of
from bot.gateway.user_text import MAX_TEXT_CHARACTERS
from bot.gateway.ways_in import ways_into
from bot.knowledge.cards import answer_card


def show_chat(request: Request) -> Response:
    """Show the chat; without JavaScript the page leads to the form and the questions."""
    services = services_of(request)
    return render(
        request,
        "chat.html",
        greeting=services.chat.greeting,
        emergency=services.emergency.overview(),
        office=services.office,
        max_characters=MAX_TEXT_CHARACTERS,
        request_human=REQUEST_HUMAN_PAYLOAD,
        retention_days=services.settings.chat_retention_days,
    )


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


def list_questions(request: Request) -> Response:
    """List all questions by group."""
    services = services_of(request)
    entries = services.catalogue.all()
    groups = [(group, list(members)) for group, members in groupby(entries, lambda e: e.group)]
    ways_in = ways_into(services.target_groups.current(), services.catalogue)
    return render(request, "questions.html", groups=groups, ways_in=ways_in)


def show_question(request: Request) -> Response:
    """Show one answer with its sources."""
    services = services_of(request)
    entry = services.catalogue.get(request.path_params["id"])
    if entry is None:
        raise HTTPException(404)
    terms = terms_of(services, entry)
    card = answer_card(entry, services.catalogue, services.today(), terms)
    sheets = services.programmes.current().of_topic(entry.id)
    return render(request, "question.html", card=card, sheets=sheets)


ROUTES = [
    Route("/", show_chat),
    Route("/kontakt", show_contact),
    Route("/impressum", show_imprint),
    Route("/datenschutz", show_privacy),
    Route("/fragen", list_questions),
    Route("/fragen/{id}", show_question),
]
