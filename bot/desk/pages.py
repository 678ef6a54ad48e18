"""All pages of the desk; a module with ``ROUTES`` becomes reachable with one line here."""

from __future__ import annotations

from starlette.routing import Route

from bot.desk import health, help_page, statistics_page
from bot.desk.access import account_pages, login, password_page, staff_pages
from bot.desk.improvement import improve_draft_pages, improve_pages, improve_run_pages
from bot.desk.request_pages import (
    file_pages,
    list_page,
    mailbox_pages,
    merge_pages,
    module_pages,
    person_pages,
    reply_pages,
    request_page,
)

# The exports come before the requests, whose addresses look alike.
MODULES = (
    health,
    login,
    list_page,
    file_pages,
    request_page,
    reply_pages,
    merge_pages,
    person_pages,
    mailbox_pages,
    module_pages,
    account_pages,
    password_page,
    staff_pages,
    improve_pages,
    improve_run_pages,
    improve_draft_pages,
    statistics_page,
    help_page,
)


def all_routes() -> list[Route]:
    """Return the routes of all modules, in their order."""
    return [route for module in MODULES for route in module.ROUTES]
