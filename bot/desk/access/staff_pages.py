"""Accounts of the staff and what they did; for admins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.desk.access.protection import Visit, staff_route
from bot.desk.form_values import member, page_number
from bot.desk.staff.accounts import Role
from bot.desk.staff.managing import StaffError
from bot.texts import text

PATH = "/konten"
LOG_PATH = "/zugriffe"
LOG_PAGE_SIZE = 100


def staff_page(
    visit: Visit, problem: str | None = None, password: str | None = None, name: str = ""
) -> Response:
    """Show all accounts."""
    return visit.page(
        "staff.html",
        422 if problem else 200,
        staff=visit.services.staff.all(),
        roles=list(Role),
        problem=problem,
        password=password,
        name=name,
        form=visit.form if problem else {},
    )


async def add_account(visit: Visit) -> Response:
    """Add an account and show its start password, once."""
    form = visit.form
    role = _role(form.get("role", ""))
    name = form.get("username", "")

    def add() -> str:
        return visit.services.staff.add(name, form.get("display_name", ""), role)

    return await _change(visit, "account_added", name, add)


async def change_account(visit: Visit) -> Response:
    """Do one thing with an account."""
    staff, name = visit.services.staff, visit.request.path_params["username"]
    action = visit.form.get("action", "")
    steps: dict[str, Callable[[], Any]] = {
        "disable": lambda: staff.set_disabled(name, True),
        "enable": lambda: staff.set_disabled(name, False),
        "role": lambda: staff.set_role(name, _role(visit.form.get("role", ""))),
        "password": lambda: staff.reset_password(name),
        "factor": lambda: staff.reset_second_factor(name),
    }
    if action not in steps:
        raise HTTPException(400)
    return await _change(visit, f"account_{action}", name, steps[action])


def show_log(visit: Visit) -> Response:
    """Show who did and saw what, newest first."""
    actor = visit.request.query_params.get("konto", "")
    number = page_number(visit.request.query_params.get("seite", "1"))
    entries = visit.services.log.entries(
        actor, limit=LOG_PAGE_SIZE + 1, offset=(number - 1) * LOG_PAGE_SIZE
    )
    return visit.page(
        "log.html",
        entries=entries[:LOG_PAGE_SIZE],
        has_next=len(entries) > LOG_PAGE_SIZE,
        number=number,
        actor=actor,
        staff=visit.services.staff.all(),
    )


ROUTES = [
    staff_route(PATH, staff_page, for_admins=True),
    staff_route(PATH, add_account, "POST", for_admins=True),
    staff_route("/konten/{username}", change_account, "POST", for_admins=True),
    staff_route(LOG_PATH, show_log, for_admins=True),
]


async def _change(visit: Visit, what: str, name: str, step: Callable[[], Any]) -> Response:
    async with visit.services.password_checks:
        try:
            password = await run_in_threadpool(step)
        except StaffError as error:
            problem = text(f"desk.staff_{error.problem.value}")
            return await run_in_threadpool(staff_page, visit, problem)
    shown = name.strip().casefold()
    await run_in_threadpool(visit.services.log.note, visit.actor, what, shown)
    return await run_in_threadpool(staff_page, visit, None, password, shown)


def _role(raw: str) -> Role:
    return member(Role, raw) or Role.ADVISOR
