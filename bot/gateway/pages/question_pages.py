"""All answers as pages: the list, the search, and each answer with its sources."""

from __future__ import annotations

from itertools import groupby

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.field_values import is_storable
from bot.gateway.pages.glossary_page import terms_of
from bot.gateway.pages.structured_data import (
    as_script,
    list_page,
    organisation,
    question_page,
    way_to,
)
from bot.gateway.pages.ways_in import ways_into
from bot.gateway.rendering import group_title, render
from bot.gateway.services import services_of
from bot.knowledge.search import MAX_CHARACTERS
from bot.knowledge.shown.cards import answer_card
from bot.texts import text

PAGE_PATH = "/fragen"
SEARCH_FIELD = "suche"


async def list_questions(request: Request) -> Response:
    """List all questions by group, or the pages that fit what was searched for."""
    wanted = request.query_params.get(SEARCH_FIELD, "").strip()
    if wanted:
        return await _found(request, wanted)
    return await run_in_threadpool(_all, request)


def show_question(request: Request) -> Response:
    """Show one answer with its sources."""
    services = services_of(request)
    entry = services.content.catalogue.get(request.path_params["id"])
    if entry is None:
        raise HTTPException(404)
    terms = terms_of(services, entry)
    card = answer_card(entry, services.content.catalogue, services.today(), terms)
    sheets = services.content.programmes.current().of_topic(entry.id)
    site = services.site
    publisher = organisation(services.office)
    path = f"{PAGE_PATH}/{entry.id}"
    data = as_script(
        question_page(card, site + path, publisher),
        way_to(
            site,
            (text("gateway.questions"), PAGE_PATH),
            (group_title(entry.group), f"{PAGE_PATH}#{entry.group}"),
            (entry.question, path),
        ),
    )
    return render(
        request,
        "question.html",
        card=card,
        sheets=sheets,
        group=entry.group,
        data=data,
        limit=MAX_CHARACTERS,
    )


def _all(request: Request) -> Response:
    services = services_of(request)
    entries = services.content.catalogue.all()
    groups = [(group, list(members)) for group, members in groupby(entries, lambda e: e.group)]
    ways_in = ways_into(services.content.target_groups.current(), services.content.catalogue)
    site, title = services.site, text("gateway.questions")
    data = as_script(
        list_page(
            title,
            site + PAGE_PATH,
            organisation(services.office),
            [(entry.question, f"{site}{PAGE_PATH}/{entry.id}") for entry in entries],
        ),
        way_to(site, (title, PAGE_PATH)),
    )
    return render(
        request, "questions.html", groups=groups, ways_in=ways_in, data=data, limit=MAX_CHARACTERS
    )


async def _found(request: Request, wanted: str) -> Response:
    services = services_of(request)
    problem = _problem_with(wanted)
    found = [] if problem else await run_in_threadpool(services.search.find, wanted)
    shown = wanted[:MAX_CHARACTERS].replace("\x00", "\ufffd")
    return render(
        request,
        "search.html",
        422 if problem else 200,
        wanted=shown.encode("utf-8", "replace").decode("utf-8"),
        found=found,
        notice=problem or (None if found else text("search.nothing")),
        urgent=services.emergency.message_for(wanted[:MAX_CHARACTERS]),
        limit=MAX_CHARACTERS,
    )


def _problem_with(wanted: str) -> str | None:
    if len(wanted) > MAX_CHARACTERS:
        return text("search.too_long", limit=MAX_CHARACTERS)
    return None if is_storable(wanted) else text("gateway.text_forbidden")


ROUTES = [
    Route(PAGE_PATH, list_questions),
    Route(PAGE_PATH + "/{id}", show_question),
]
