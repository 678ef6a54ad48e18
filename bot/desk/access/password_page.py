"""Changing one's password."""

from __future__ import annotations

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from bot.desk.access.login import set_session_cookie
from bot.desk.access.protection import PASSWORD_PATH, Visit, staff_route
from bot.desk.staff.accounts import START_PASSWORD_FILE
from bot.desk.staff.passwords import MAX_CHARACTERS, MIN_CHARACTERS, NewPassword, problem_of
from bot.texts import text


def password_page(visit: Visit, problem: str | None = None, status_code: int = 200) -> Response:
    """Show the empty form."""
    return visit.page("password.html", status_code, problem=problem, min_characters=MIN_CHARACTERS)


async def change_password(visit: Visit) -> Response:
    """Store the new password, end all other sessions and renew this one."""
    services, account = visit.services, visit.account
    refusal = await password_refusal(visit, "current")
    if refusal is not None:
        return password_page(visit, *refusal)
    new = visit.form.get("new", "")
    passwords = NewPassword(new, visit.form.get("repeated", ""), visit.form.get("current", ""))
    problem = problem_of(passwords, account.username)
    if problem is not None:
        message = text(f"desk.password_{problem.value}", limit=MIN_CHARACTERS, most=MAX_CHARACTERS)
        return password_page(visit, message, 422)
    async with services.password_checks:
        change = partial(services.staff.set_password, account.username, new, is_start=False)
        await run_in_threadpool(change)
    (services.var_dir / START_PASSWORD_FILE).unlink(missing_ok=True)
    await run_in_threadpool(services.log.note, visit.actor, "own_password_set", visit.actor)
    token = await run_in_threadpool(services.sessions.start, account, services.now())
    response = RedirectResponse("/anfragen", status_code=303)
    set_session_cookie(visit.request, response, token)
    return response


ROUTES = [
    staff_route(PASSWORD_PATH, password_page, is_setup=True),
    staff_route(PASSWORD_PATH, change_password, "POST", is_setup=True),
]


async def password_refusal(visit: Visit, field: str) -> tuple[str, int] | None:
    """Check the visitor's own password in a field of the form.

    Return what to say and the status of the answer if it is wrong, None if it is right.
    """
    services, username = visit.services, visit.account.username
    # A stolen session must not be a way to guess the password without delay.
    client = (username, "session", visit.session.csrf_token)
    wait = services.throttle.attempt(*client)
    if wait:
        return text("desk.login_wait", seconds=wait), 429
    password = visit.form.get(field, "")[: MAX_CHARACTERS + 1]
    async with services.password_checks:
        checked = await run_in_threadpool(services.accounts.check, username, password)
    if checked is None:
        return text("desk.password_current_wrong"), 422
    services.throttle.succeeded(*client)
    return None
