"""Looking after the text modules."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access.protection import Visit, staff_route
from bot.desk.answering.placeholders import NAMES
from bot.desk.answering.text_modules import (
    MAX_BODY_CHARACTERS,
    MAX_SHORTCUT_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    ModuleRejectedError,
)
from bot.texts import text

PATH = "/textbausteine"


def show_modules(visit: Visit) -> Response:
    """Show all modules and a form for a new one."""
    return _page(visit, None)


def show_module(visit: Visit) -> Response:
    """Show the form for the changes to a module."""
    return _page(visit, visit.request.path_params["number"])


def save_new(visit: Visit) -> Response:
    """Store a new module."""
    return _save(visit, None)


def save_changed(visit: Visit) -> Response:
    """Store the changes to a module, or remove it."""
    number = visit.request.path_params["number"]
    if visit.form.get("action") == "remove":
        visit.services.modules.remove(number)
        return RedirectResponse(PATH, status_code=303)
    return _save(visit, number)


ROUTES = [
    staff_route(PATH, show_modules),
    staff_route(PATH, save_new, "POST"),
    staff_route("/textbausteine/{number:int}", show_module),
    staff_route("/textbausteine/{number:int}", save_changed, "POST"),
]


def _save(visit: Visit, number: int | None) -> Response:
    form = visit.form
    title, shortcut, body = (form.get(name, "") for name in ("title", "shortcut", "body"))
    try:
        visit.services.modules.save(number, title, shortcut, body, visit.actor)
    except ModuleRejectedError as error:
        return _page(visit, number, text(f"desk.module_{error.problem.value}"))
    except LookupError:
        raise HTTPException(404) from None
    return RedirectResponse(PATH, status_code=303)


def _page(visit: Visit, number: int | None, problem: str | None = None) -> Response:
    modules = visit.services.modules.all()
    chosen = next((module for module in modules if module.id == number), None)
    if number is not None and chosen is None:
        raise HTTPException(404)
    form = visit.form
    return visit.page(
        "modules.html",
        422 if problem else 200,
        modules=modules,
        chosen=chosen,
        values={
            name: form.get(name, "") if problem else getattr(chosen, name, "")
            for name in ("title", "shortcut", "body")
        },
        limits=(MAX_TITLE_CHARACTERS, MAX_SHORTCUT_CHARACTERS, MAX_BODY_CHARACTERS),
        placeholders=NAMES,
        problem=problem,
    )
