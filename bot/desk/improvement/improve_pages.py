"""Questions in vain, what the assistant shall learn from them, and how that goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access.protection import Visit, staff_route
from bot.desk.form_values import one_line, page_number
from bot.desk.improvement.improve_services import improvement_of
from bot.desk.rendering import render
from bot.improvement.gaps import Trouble
from bot.improvement.models import RunNotPossibleError
from bot.improvement.new_topics import MIN_SENTENCES_OF_A_NEW_TOPIC, learnable
from bot.improvement.sentence_check import SentenceRefusedError
from bot.improvement.service import UnknownTopicError
from bot.texts import text

PATH = "/verbessern"
PAGE_SIZE = 15
DAYS = (1, 7, 30)
MAX_QUESTION_CHARACTERS = 500
OTHER_TOPIC = "anderes"
# What a person chose after a question back is no failure, but the best there is to learn from.
KINDS: dict[str, frozenset[Trouble]] = {
    "offen": frozenset(Trouble) - {Trouble.CLARIFIED},
    "nicht_verstanden": frozenset({Trouble.NOT_UNDERSTOOD, Trouble.NO_ANSWER}),
    "zurueckgefragt": frozenset({Trouble.ASKED_BACK}),
    "nicht_hilfreich": frozenset({Trouble.NOT_HELPFUL}),
    "geklaert": frozenset({Trouble.CLARIFIED}),
}


async def show_gaps(visit: Visit) -> Response:
    """Show the groups of questions that went wrong, the most frequent first."""
    query = visit.request.query_params
    kind = query.get("art", "offen")
    days = query.get("tage", "7")
    if kind not in KINDS or days not in map(str, DAYS):
        raise HTTPException(404)
    page = page_number(query.get("seite", "1"))
    improvement = improvement_of(visit.request).improvement
    groups = await run_in_threadpool(improvement.groups, timedelta(days=int(days)), KINDS[kind])
    first = (page - 1) * PAGE_SIZE
    return await improve_page(
        visit,
        "improve.html",
        groups=groups[first : first + PAGE_SIZE],
        found=len(groups),
        kind=kind,
        kinds=list(KINDS),
        days=int(days),
        day_choices=DAYS,
        page=page,
        has_next=len(groups) > first + PAGE_SIZE,
        kept_days=visit.services.settings.chat_retention_days,
        is_noted=query.get("gemerkt") == "ja",
    )


async def show_question(visit: Visit) -> Response:
    """Ask the assistant one question now and offer to make a sentence or a draft of it."""
    question = _question(visit)
    return await _question_page(visit, question, None, 200, is_trial=True)


async def note_sentence(visit: Visit) -> Response:
    """Put a sentence on the list; a refused one comes back with the reason."""
    sentence = _question(visit)
    intent = visit.form.get("topic", "")
    improvement = improvement_of(visit.request).improvement
    if intent in ("", OTHER_TOPIC):
        intent = await run_in_threadpool(_intent_of_title, visit, visit.form.get("other", ""))
    try:
        is_new = await run_in_threadpool(improvement.propose, sentence, intent, visit.actor)
    except UnknownTopicError:
        problem = text("improvement.unknown_topic")
        return await _question_page(visit, sentence, problem, 422)
    except SentenceRefusedError as error:
        title = improvement.choices().get(error.other, error.other)
        problem = text(f"improvement.refused_{error.problem.value}", topic=title)
        return await _question_page(visit, sentence, problem, 422)
    if not is_new:
        return await _question_page(visit, sentence, text("improvement.noted_before"), 409)
    return RedirectResponse(f"{PATH}/merkliste?gemerkt=ja", status_code=303)


async def show_list(visit: Visit) -> Response:
    """Show the sentences that wait to be learned."""
    return await _list_page(visit)


async def drop_sentence(visit: Visit) -> Response:
    """Take a sentence off the list."""
    sentence_id = visit.request.path_params["sentence_id"]
    services = visit.services
    store = improvement_of(visit.request).improvement.store
    await run_in_threadpool(store.drop, sentence_id, visit.actor, services.now())
    return RedirectResponse(f"{PATH}/merkliste", status_code=303)


async def learn(visit: Visit) -> Response:
    """Start to learn what waits."""
    improvement = improvement_of(visit.request).improvement
    try:
        number = await run_in_threadpool(improvement.learn, visit.actor)
    except RunNotPossibleError as error:
        return await _list_page(visit, text(f"improvement.not_possible_{error.reason}"), 409)
    return RedirectResponse(f"{PATH}/lauf/{number}", status_code=303)


ROUTES = [
    staff_route(PATH, show_gaps),
    staff_route(f"{PATH}/frage", show_question, "POST"),
    staff_route(f"{PATH}/satz", note_sentence, "POST"),
    staff_route(f"{PATH}/merkliste", show_list),
    staff_route(f"{PATH}/merkliste/{{sentence_id:int}}/weg", drop_sentence, "POST"),
    staff_route(f"{PATH}/lernen", learn, "POST", for_admins=True),
]


async def _list_page(visit: Visit, problem: str | None = None, status_code: int = 200) -> Response:
    improvement = improvement_of(visit.request).improvement
    proposed = await run_in_threadpool(improvement.store.proposed)
    known = (await run_in_threadpool(improvement.topics.current)).sentences.keys()
    ready = {sentence.id for sentence in learnable(proposed, known)}
    return await improve_page(
        visit,
        "improve_list.html",
        status_code,
        sentences=proposed,
        ready=ready,
        needed=MIN_SENTENCES_OF_A_NEW_TOPIC,
        minutes=_minutes(await run_in_threadpool(improvement.usual_seconds)),
        is_noted=visit.request.query_params.get("gemerkt") == "ja",
        problem=problem,
    )


async def _question_page(
    visit: Visit, question: str, problem: str | None, status_code: int, *, is_trial: bool = False
) -> Response:
    services = improvement_of(visit.request)
    book = await run_in_threadpool(services.improvement.topics.current)
    found = (await run_in_threadpool(book.index.suggest, question, 3)) if book.sentences else []
    trial = await services.ask(question) if is_trial else None
    return await improve_page(
        visit,
        "improve_question.html",
        status_code,
        question=question,
        problem=problem,
        is_trial=is_trial,
        trial=trial,
        suggestions=found,
        wanted=visit.form.get("topic", ""),
        other=visit.form.get("other", ""),
    )


async def improve_page(
    visit: Visit, template: str, status_code: int = 200, **values: Any
) -> Response:
    """Return a page of this area; all of them show what is going on."""
    improvement = improvement_of(visit.request).improvement
    return render(
        visit.request,
        template,
        status_code,
        session=visit.session,
        running=await run_in_threadpool(improvement.running),
        is_writable=await run_in_threadpool(lambda: improvement.is_writable),
        other_topic=OTHER_TOPIC,
        words=_words,
        all_titles=await run_in_threadpool(improvement.choices),
        **values,
    )


def _words(key: str, **values: object) -> str:
    return text(f"improvement.{key}", **values)


def _question(visit: Visit) -> str:
    question = one_line(visit.form.get("question", ""))[:MAX_QUESTION_CHARACTERS]
    if not question:
        raise HTTPException(400)
    return question


def _intent_of_title(visit: Visit, title: str) -> str:
    wanted = title.strip().casefold()
    choices = improvement_of(visit.request).improvement.choices()
    found = (intent for intent, own in choices.items() if own.casefold() == wanted)
    return next(found, "")


def _minutes(seconds: int | None) -> int | None:
    return None if seconds is None else max(1, round(seconds / 60))
