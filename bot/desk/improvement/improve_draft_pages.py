"""Drafts of entries: written here, shown to nobody before they are checked and published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.consultations.errors import UnknownReferenceError
from bot.desk.access.protection import Visit, staff_route
from bot.desk.form_values import one_line
from bot.desk.improvement.improve_pages import PATH, improve_page
from bot.desk.improvement.improve_services import CheckFailedError, DraftFinding, improvement_of
from bot.editorial.drafts import (
    MAX_SOURCES,
    Draft,
    DraftSource,
    draft_path,
    drafts,
    read_draft,
    write_draft,
)
from bot.editorial.templates import TemplateRefusedError, groups
from bot.texts import text
from bot.words.folding import fold

DRAFTS = f"{PATH}/entwuerfe"
MAX_TEXT_CHARACTERS = 20_000
_SLUG_CHARACTERS = 40
_NO_ID = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def show_drafts(visit: Visit) -> Response:
    """Show all drafts."""
    root = improvement_of(visit.request).improvement.root
    found = [read_draft(path) for path in drafts(root)]
    return improve_page(visit, "improve_drafts.html", drafts=found)


def start_draft(visit: Visit) -> Response:
    """Show the form for a new draft, with a question from a chat or a request in it."""
    draft = Draft("", "", question=one_line(visit.form.get("question", "")))
    reference = visit.form.get("reference", "")
    if reference:
        draft = _from_request(visit, reference)
    if draft.question:
        draft = replace(draft, id=suggested_id(draft.question))
    return _form(visit, draft, is_new=True)


def show_draft(visit: Visit) -> Response:
    """Show the form for a draft that is there already."""
    is_saved = visit.request.query_params.get("gespeichert") == "ja"
    return _form(visit, _load(visit), is_saved=is_saved)


def save_draft(visit: Visit) -> Response:
    """Write the draft."""
    improvement = improvement_of(visit.request).improvement
    draft, services = _typed(visit.form), visit.services
    is_new = visit.form.get("new") == "yes"
    if is_new and draft_path(improvement.root, draft.id) is not None:
        return _form(visit, draft, text("improvement.draft_taken"), 409, is_new=True)
    try:
        write_draft(improvement.root, draft, services.today())
    except TemplateRefusedError as error:
        return _form(visit, draft, str(error), 422, is_new=is_new)
    except OSError:
        problem = text("improvement.not_possible_read_only")
        return _form(visit, draft, problem, 409, is_new=is_new)
    store = improvement.store
    store.note(visit.actor, "draft_saved", draft.id, services.now())
    return RedirectResponse(f"{DRAFTS}/{draft.id}?gespeichert=ja", status_code=303)


def check_draft(visit: Visit) -> Response:
    """Say what is to be mended before the draft can be published."""
    return _check(visit, is_trial=True)


def publish_draft(visit: Visit) -> Response:
    """Publish the draft if everything in it is right."""
    return _check(visit, is_trial=False)


ROUTES = [
    staff_route(DRAFTS, show_drafts),
    staff_route(f"{DRAFTS}/neu", start_draft, "POST"),
    staff_route(f"{DRAFTS}/speichern", save_draft, "POST"),
    staff_route(f"{DRAFTS}/{{entry_id}}", show_draft),
    staff_route(f"{DRAFTS}/{{entry_id}}/pruefen", check_draft, "POST"),
    staff_route(f"{DRAFTS}/{{entry_id}}/freigeben", publish_draft, "POST", for_admins=True),
]


def suggested_id(question: str) -> str:
    """Return an id made of the words of a question; empty if there are none."""
    words = _NO_ID.sub("_", fold(question)).strip("_")
    short = words if len(words) <= _SLUG_CHARACTERS else words[:_SLUG_CHARACTERS].rpartition("_")[0]
    return short.lstrip("_0123456789")


def _check(visit: Visit, *, is_trial: bool) -> Response:
    services, draft = improvement_of(visit.request), _load(visit)
    try:
        findings = services.publish(draft.id, is_trial)
    except CheckFailedError:
        return _form(visit, draft, text("improvement.check_failed"), 503)
    if is_trial or findings:
        return _form(visit, draft, findings=findings, status_code=422 if findings else 200)
    store = services.improvement.store
    store.note(visit.actor, "draft_published", draft.id, visit.services.now())
    return improve_page(visit, "improve_published.html", draft=draft)


def _form(
    visit: Visit,
    draft: Draft,
    problem: str | None = None,
    status_code: int = 200,
    *,
    findings: list[DraftFinding] | None = None,
    is_new: bool = False,
    is_saved: bool = False,
) -> Response:
    improvement = improvement_of(visit.request).improvement
    blank = [DraftSource("", "", "")] * (MAX_SOURCES - len(draft.sources))
    return improve_page(
        visit,
        "improve_draft.html",
        status_code,
        draft=draft,
        sources=[*draft.sources[:MAX_SOURCES], *blank],
        groups=groups(improvement.root),
        problem=problem,
        findings=findings,
        is_new=is_new,
        is_saved=is_saved,
    )


def _load(visit: Visit) -> Draft:
    root = improvement_of(visit.request).improvement.root
    path = draft_path(root, visit.request.path_params["entry_id"])
    if path is None:
        raise HTTPException(404)
    return read_draft(path)


def _from_request(visit: Visit, reference: str) -> Draft:
    """Return a draft from what a person asked the office, without their data as far as known."""
    try:
        request = visit.services.consultations.get(reference)
    except UnknownReferenceError:
        raise HTTPException(404) from None
    improvement = improvement_of(visit.request).improvement
    improvement.store.note(visit.actor, "draft_from_request", reference, visit.services.now())
    details = improvement.masked(request.description)
    return Draft("", "", question=improvement.masked(one_line(request.topic)), details=details)


def _typed(form: Mapping[str, str]) -> Draft:
    def typed(name: str) -> str:
        raw = form.get(name, "").encode("utf-8", "replace").decode("utf-8")
        return _CONTROL.sub("", raw)[:MAX_TEXT_CHARACTERS]

    sources = [
        DraftSource(*(one_line(typed(f"{part}_{number}")) for part in ("title", "url", "year")))
        for number in range(1, MAX_SOURCES + 1)
    ]
    return Draft(
        id=one_line(typed("id")),
        group=one_line(typed("group")),
        question=one_line(typed("draft_question")),
        answer=typed("answer"),
        details=typed("details"),
        simple=typed("simple"),
        sources=tuple(s for s in sources if s.title or s.url or s.year),
        is_practice=form.get("practice") == "yes",
    )
