"""The glossary as one readable page with an anchor for each term."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.gateway.rendering import render
from bot.gateway.services import GatewayServices, services_of
from bot.glossary.book import Glossary
from bot.glossary.cards import PAGE_PATH, answer_terms
from bot.glossary.models import Term
from bot.knowledge.entry import FaqEntry
from bot.knowledge.shown.cards import TermNote
from bot.words.folding import fold

NO_LETTER = "0–9"


def show_glossary(request: Request) -> Response:
    """Show all terms by their first letter."""
    services = services_of(request)
    glossary = glossary_of(services)
    terms = () if glossary is None else glossary.terms
    letters = [(letter, list(group)) for letter, group in groupby(terms, _letter)]
    questions = {entry.id: entry.question for entry in services.content.catalogue.all()}
    return render(request, "glossary.html", letters=letters, questions=questions)


def terms_of(services: GatewayServices, entry: FaqEntry) -> list[TermNote]:
    """Return the terms to explain beside an answer; a broken glossary costs no answer."""
    glossary = glossary_of(services)
    return [] if glossary is None else list(answer_terms(entry, glossary))


def glossary_of(services: GatewayServices) -> Glossary | None:
    """Return the glossary, None while its file has never been usable."""
    return services.content.glossary.usable("the glossary is not usable")


def _letter(term: Term) -> str:
    first = fold(term.name)[:1].upper()
    return first if first.isalpha() else NO_LETTER


ROUTES = [Route(PAGE_PATH, show_glossary)]
