"""How learning goes and went, who did what, and the way back."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access.protection import Visit, staff_route
from bot.desk.improvement.improve_pages import PATH, improve_page
from bot.desk.improvement.improve_services import improvement_of
from bot.improvement.models import RunNotPossibleError, undoable
from bot.texts import text

REFRESH_SECONDS = 5


def show_run(visit: Visit) -> Response:
    """Show one run; while it goes on, the browser asks again by itself."""
    improvement = improvement_of(visit.request).improvement
    run = improvement.store.run(visit.request.path_params["run_id"])
    if run is None:
        raise HTTPException(404)
    sentences = improvement.store.of_run(run.id)
    now = visit.services.now()
    page = improve_page(
        visit,
        "improve_run.html",
        run=run,
        sentences=sentences,
        seconds=round(((run.finished_at or now) - run.started_at).total_seconds()),
        usual=improvement.usual_seconds(),
        is_going=run.is_running(now),
        is_interrupted=run.is_interrupted(now),
    )
    if run.is_running(now):
        page.headers["Refresh"] = str(REFRESH_SECONDS)
    return page


def history_page(visit: Visit, problem: str | None = None, status_code: int = 200) -> Response:
    """Show the last runs and the log."""
    improvement = improvement_of(visit.request).improvement
    runs = improvement.store.newest_runs()
    now = visit.services.now()
    return improve_page(
        visit,
        "improve_history.html",
        status_code,
        runs=runs,
        interrupted={run.id for run in runs if run.is_interrupted(now)},
        undoable=undoable(runs),
        lines=improvement.store.log_lines(),
        problem=problem,
    )


def undo(visit: Visit) -> Response:
    """Start to take back the newest run that is live."""
    improvement = improvement_of(visit.request).improvement
    run_id = visit.request.path_params["run_id"]
    try:
        number = improvement.undo(run_id, visit.actor)
    except RunNotPossibleError as error:
        return history_page(visit, text(f"improvement.not_possible_{error.reason}"), 409)
    return RedirectResponse(f"{PATH}/lauf/{number}", status_code=303)


ROUTES = [
    staff_route(f"{PATH}/lauf/{{run_id:int}}", show_run),
    staff_route(f"{PATH}/verlauf", history_page),
    staff_route(f"{PATH}/lauf/{{run_id:int}}/zurueck", undo, "POST", for_admins=True),
]
