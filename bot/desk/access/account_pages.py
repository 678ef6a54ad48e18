"""One's own account: name, shortcuts, sessions, second factor."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from bot.desk.access.login import begin_session, delete_session_cookie
from bot.desk.access.password_page import password_refusal
from bot.desk.access.protection import SETUP_PATH, Visit, needs_second_factor, staff_route
from bot.desk.access.returning import LOGIN_PATH
from bot.desk.rendering import render
from bot.desk.staff.second_factor import qr_svg
from bot.texts import text

PATH = "/konto"


def show_account(visit: Visit) -> Response:
    """Show what somebody can set for themselves."""
    services, account = visit.services, visit.account
    return visit.page(
        "account.html",
        sessions=services.sessions.count(account.id, services.now()),
        codes_left=services.second_factors.recovery_codes_left(account),
        may_turn_off=not needs_second_factor(visit.request),
    )


def change_account(visit: Visit) -> Response:
    """Store the name that others see and whether there are shortcuts."""
    staff, form = visit.services.staff, visit.form
    staff.rename(visit.actor, form.get("display_name", ""))
    staff.set_shortcuts(visit.actor, form.get("shortcuts") == "ja")
    return RedirectResponse(PATH, status_code=303)


def log_out_everywhere(visit: Visit) -> Response:
    """End all sessions of the account, also this one."""
    visit.services.sessions.end_all(visit.account.id)
    response = RedirectResponse(LOGIN_PATH, status_code=303)
    delete_session_cookie(visit.request, response)
    return response


def factor_page(visit: Visit, problem: str | None = None, status_code: int = 200) -> Response:
    """Show the secret for the app, or that there is a second factor."""
    account = visit.account
    secret, picture = "", ""
    if not account.has_second_factor:
        secret = visit.services.second_factors.begin(account)
        picture = qr_svg(account, secret)
    return visit.page(
        "second_factor.html",
        status_code,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        picture=picture,
        problem=problem,
        is_required=needs_second_factor(visit.request),
    )


async def turn_on(visit: Visit) -> Response:
    """Turn the second factor on if the app shows the right code."""
    services, account = visit.services, visit.account
    # Whoever stole a session must not lock out its owner: the password is asked for, too.
    problem = await _password_problem(visit)
    if problem is not None:
        return problem
    codes = await run_in_threadpool(
        services.second_factors.confirm, account, visit.form.get("code", ""), services.now()
    )
    if codes is None:
        return await run_in_threadpool(factor_page, visit, text("desk.code_wrong"), 422)
    services.log.note(visit.actor, "second_factor_on", visit.actor)
    return await _with_codes(visit, codes)


async def renew_codes(visit: Visit) -> Response:
    """Show new codes for paper."""
    problem = await _password_problem(visit)
    if problem is not None:
        return problem
    services = visit.services
    codes = await run_in_threadpool(services.second_factors.renew_recovery_codes, visit.account)
    services.log.note(visit.actor, "recovery_codes_renewed", visit.actor)
    return visit.page("codes.html", codes=codes)


async def turn_off(visit: Visit) -> Response:
    """Let the account sign in by password alone, if that is allowed."""
    if needs_second_factor(visit.request):
        return await run_in_threadpool(factor_page, visit, text("desk.factor_required"), 403)
    problem = await _password_problem(visit)
    if problem is not None:
        return problem
    await run_in_threadpool(visit.services.second_factors.turn_off, visit.account)
    visit.services.log.note(visit.actor, "second_factor_off", visit.actor)
    return RedirectResponse(PATH, status_code=303)


ROUTES = [
    staff_route(PATH, show_account),
    staff_route(PATH, change_account, "POST"),
    staff_route("/konto/ueberall-abmelden", log_out_everywhere, "POST", is_setup=True),
    staff_route(SETUP_PATH, factor_page, is_setup=True),
    staff_route(SETUP_PATH, turn_on, "POST", is_setup=True),
    staff_route("/konto/zweiter-faktor/codes", renew_codes, "POST"),
    staff_route("/konto/zweiter-faktor/aus", turn_off, "POST"),
]


async def _password_problem(visit: Visit) -> Response | None:
    """Return the page with what is wrong about the password, None if it is right."""
    refusal = await password_refusal(visit, "password")
    return None if refusal is None else await run_in_threadpool(factor_page, visit, *refusal)


async def _with_codes(visit: Visit, codes: list[str]) -> Response:
    account = await run_in_threadpool(visit.services.accounts.find, visit.actor)
    session = await begin_session(visit.request, account or visit.account)
    page = render(visit.request, "codes.html", session=session.session, codes=codes)
    session.set_cookie(visit.request, page)
    return page
