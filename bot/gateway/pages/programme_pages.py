"""The funding programmes as pages that work without JavaScript: list, sheet, comparison."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.gateway.pages.structured_data import (
    as_script,
    information_page,
    list_page,
    organisation,
    way_to,
)
from bot.gateway.rendering import render
from bot.gateway.services import services_of
from bot.programmes.cards import (
    PAGES_PATH,
    comparison_card,
    programme_card,
)
from bot.programmes.overview import grouped
from bot.texts import text

COMPARISON_PATH = f"{PAGES_PATH}/vergleich"
# The choices of the comparison form; the third may stay empty.
CHOICES = ("a", "b", "c")


def list_programmes(request: Request) -> Response:
    """List all sheets by whom they are for; past programmes stand at the end."""
    services = services_of(request)
    book = services.content.programmes.current()
    groups = [
        (text(f"programmes.group_{group.value}"), sheets)
        for group, sheets in grouped(book, services.content.deadlines.current())
    ]
    site, title = services.site, text("gateway.programmes")
    items = [
        (sheet.name, f"{site}{PAGES_PATH}/{sheet.id}") for _, sheets in groups for sheet in sheets
    ]
    publisher = organisation(services.office)
    data = as_script(
        list_page(title, site + PAGES_PATH, publisher, items), way_to(site, (title, PAGES_PATH))
    )
    return render(request, "programmes.html", groups=groups, data=data)


def show_programme(request: Request) -> Response:
    """Show one sheet with its deadlines, sources and the day of the last check."""
    services = services_of(request)
    book = services.content.programmes.current()
    sheet = book.get(request.path_params["id"])
    if sheet is None:
        raise HTTPException(404)
    entry = services.content.catalogue.get(sheet.topic) if sheet.topic is not None else None
    site, path = services.site, f"{PAGES_PATH}/{sheet.id}"
    publisher = organisation(services.office)
    data = as_script(
        information_page(sheet.name, site + path, sheet.checked_on, publisher),
        way_to(site, (text("gateway.programmes"), PAGES_PATH), (sheet.short, path)),
    )
    return render(
        request,
        "programme.html",
        data=data,
        sheet=sheet,
        card=programme_card(book, services.content.deadlines.current(), sheet.id, services.now()),
        entry=entry,
        is_review_due=sheet.is_review_due(services.today()),
    )


def compare_programmes(request: Request) -> Response:
    """Show the form, and the table as soon as two different programmes are chosen."""
    services = services_of(request)
    book = services.content.programmes.current()
    chosen = {name: request.query_params.get(name, "") for name in CHOICES}
    ids = list(dict.fromkeys(filter(None, chosen.values())))
    if any(book.get(programme_id) is None for programme_id in ids):
        raise HTTPException(404)
    card = notice = None
    if len(ids) >= 2:
        card = comparison_card(book, services.content.deadlines.current(), ids, services.now())
    elif any(chosen.values()):
        notice = text("gateway.comparison_needs_two")
    return render(
        request,
        "comparison.html",
        sheets=book.all(),
        chosen=chosen,
        compared=[book.get(programme_id) for programme_id in ids],
        card=card,
        notice=notice,
    )


ROUTES = [
    Route(PAGES_PATH, list_programmes),
    Route(COMPARISON_PATH, compare_programmes),
    Route(PAGES_PATH + "/{id}", show_programme),
]
