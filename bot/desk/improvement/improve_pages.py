"""Questions in vain, what the assistant shall learn from them, and how that goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access.protection import Visit, staff_route
from bot.desk.form_values import one_line, page_number
from bot.desk.improvement.improve_services import Trial, improvement_of
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


def show_gaps(visit: Visit) -> Response:
    """Show the groups of questions that went wrong, the most frequent first."""
    query = visit.request.query_params
    kind = query.get("art", "offen")
    days = query.get("tage", "7")
    if kind not in KINDS or days not in map(str, DAYS):
        raise HTTPException(404)
    page = page_number(query.get("seite", "1"))
    improvement = improvement_of(visit.request).improvement
    groups = improvement.groups(timedelta(days=int(days)), KINDS[kind])
    first = (page - 1) * PAGE_SIZE
    return improve_page(
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
    services = await run_in_threadpool(improvement_of, visit.request)
    trial = await services.ask(question)
    return await run_in_threadpool(_question_page, visit, question, is_trial=True, trial=trial)


def note_sentence(visit: Visit) -> Response:
    """Put a sentence on the list; a refused one comes back with the reason."""
    sentence = _question(visit)
    intent = visit.form.get("topic", "")
    improvement = improvement_of(visit.request).improvement
    if intent in ("", OTHER_TOPIC):
        intent = _intent_of_title(visit, visit.form.get("other", ""))
    try:
        is_new = improvement.propose(sentence, intent, visit.actor)
    except UnknownTopicError:
        problem = text("improvement.unknown_topic")
        return _question_page(visit, sentence, problem, 422)
    except SentenceRefusedError as error:
        title = improvement.choices().get(error.other, error.other)
        problem = text(f"improvement.refused_{error.problem.value}", topic=title)
        return _question_page(visit, sentence, problem, 422)
    if not is_new:
        return _question_page(visit, sentence, text("improvement.noted_before"), 409)
    return RedirectResponse(f"{PATH}/merkliste?gemerkt=ja", status_code=303)


def list_page(visit: Visit, problem: str | None = None, status_code: int = 200) -> Response:
    """Show the sentences that wait to be learned."""
    improvement = improvement_of(visit.request).improvement
    proposed = improvement.store.proposed()
    known = improvement.topics.current().sentences.keys()
    return improve_page(
        visit,
        "improve_list.html",
        status_code,
        sentences=proposed,
        ready={sentence.id for sentence in learnable(proposed, known)},
        needed=MIN_SENTENCES_OF_A_NEW_TOPIC,
        minutes=_minutes(improvement.usual_seconds()),
        is_noted=visit.request.query_params.get("gemerkt") == "ja",
        problem=problem,
    )


def drop_sentence(visit: Visit) -> Response:
    """Take a sentence off the list."""
    sentence_id = visit.request.path_params["sentence_id"]
    services = visit.services
    store = improvement_of(visit.request).improvement.store
    store.drop(sentence_id, visit.actor, services.now())
    return RedirectResponse(f"{PATH}/merkliste", status_code=303)


def learn(visit: Visit) -> Response:
    """Start to learn what waits."""
    improvement = improvement_of(visit.request).improvement
    try:
        number = improvement.learn(visit.actor)
    except RunNotPossibleError as error:
        return list_page(visit, text(f"improvement.not_possible_{error.reason}"), 409)
    return RedirectResponse(f"{PATH}/lauf/{number}", status_code=303)


ROUTES = [
    staff_route(PATH, show_gaps),
    staff_route(f"{PATH}/frage", show_question, "POST"),
    staff_route(f"{PATH}/satz", note_sentence, "POST"),
    staff_route(f"{PATH}/merkliste", list_page),
    staff_route(f"{PATH}/merkliste/{{sentence_id:int}}/weg", drop_sentence, "POST"),
    staff_route(f"{PATH}/lernen", learn, "POST", for_admins=True),
]


def _question_page(
    visit: Visit,
    question: str,
    problem: str | None = None,
    status_code: int = 200,
    *,
    is_trial: bool = False,
    trial: Trial | None = None,
) -> Response:
    book = improvement_of(visit.request).improvement.topics.current()
    return improve_page(
        visit,
        "improve_question.html",
        status_code,
        question=question,
        problem=problem,
        is_trial=is_trial,
        trial=trial,
        suggestions=book.index.suggest(question, 3) if book.sentences else [],
        wanted=visit.form.get("topic", ""),
        other=visit.form.get("other", ""),
    )


def improve_page(visit: Visit, template: str, status_code: int = 200, **values: Any) -> Response:
    """Return a page of this area; all of them show what is going on."""
    improvement = improvement_of(visit.request).improvement
    return visit.page(
        template,
        status_code,
        running=improvement.running(),
        is_writable=improvement.is_writable,
        other_topic=OTHER_TOPIC,
        words=_words,
        all_titles=improvement.choices(),
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
