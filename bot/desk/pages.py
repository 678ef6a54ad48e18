"""All pages of the desk; a module with ``ROUTES`` becomes reachable with one line here."""

from __future__ import annotations

from starlette.routing import Route

from bot.desk import (
    account_pages,
    file_pages,
    health,
    help_page,
    improve_draft_pages,
    improve_pages,
    improve_run_pages,
    list_page,
    login,
    mailbox_pages,
    merge_pages,
    module_pages,
    password_page,
    person_pages,
    reply_pages,
    request_pages,
    staff_pages,
    statistics_page,
)

# The exports come before the requests, whose addresses look alike.
MODULES = (
    health,
    login,
    list_page,
    file_pages,
    request_pages,
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
