"""The result as a ``facts`` card for the chat: short, the rest is on the page."""

from __future__ import annotations

from collections.abc import Sequence

from bot.fit.countries import country_names
from bot.fit.query import to_query
from bot.fit.result import FitResult, Verdict
from bot.fit.shown.view import FitView, ProgrammeView, fit_view, sources_of
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import FactItem, FactSection, FactStatus, fact_item, facts_card
from bot.programmes.models import State
from bot.texts import text

PAGE_PATH = "/passt-das"
_MOST_UNCLEAR = 4
_MOST_NEAR = 3
_MOST_FOR_MANY = 5


def fit_url(result: FitResult, site: str) -> str:
    """Return the address under which the result can be seen again; ``site`` goes before it."""
    query = to_query(result.case)
    path = f"{site.rstrip('/')}{PAGE_PATH}"
    return f"{path}?{query}" if query else path


def fit_card(result: FitResult, *, site: str) -> Card:
    """Return the card; ``site`` is the public address before our pages."""
    view = fit_view(result)
    sections = [
        _section("way_title", _way_items(view)),
        _section("group_yes", [_fitting(item) for item in view.fits]),
        _section("group_maybe", [_open(item) for item in view.unclear[:_MOST_UNCLEAR]]),
        _section("group_no", _not_fitting(view)),
    ]
    intro = text("fit.card_intro", summary=view.summary, disclaimer=text("fit.disclaimer"))
    return facts_card(
        text("fit.title"),
        [section for section in sections if section["items"]],
        intro=intro,
        links=[(text("fit.card_link"), fit_url(result, site))],
    )


def country_card(result: FitResult, *, site: str = "") -> Card:
    """Return who may pay for a journey to the countries of the plan, those made for them first.

    The plan has a format, and countries where the format needs some. Nothing is said of programmes
    that do not fit; where none is left, the card says so.
    """
    form = text(f"fit.format_{result.case.format}")
    countries = result.case.countries
    names = country_names(countries) if countries else form
    sections = country_sections(result)
    intro = text("fit.country_intro" if sections else "fit.country_none", plan=names, format=form)
    return facts_card(
        text("fit.country_title", plan=names),
        sections,
        intro=intro,
        links=[(text("fit.card_link"), fit_url(result, site))],
    )


def country_sections(result: FitResult) -> list[FactSection]:
    """Return the sections that name who may pay and the way there; none where nobody may."""
    view = fit_view(result)
    fitting = [*view.fits, *view.unclear]
    lasting = [item for item in fitting if item.fit.sheet.state is State.OPEN]
    own = [item for item in lasting if item.fit.breadth is not None]
    others = [item for item in lasting if item.fit.breadth is None][:_MOST_FOR_MANY]
    doubtful = [item for item in fitting if item not in lasting and item.fit.breadth is not None]
    sections = [
        _section("country_own", list(map(_chance, own))),
        _section(
            "country_others" if result.case.countries else "country_any",
            list(map(_chance, others)),
        ),
        _section("country_doubtful", list(map(_chance, doubtful))),
        _section("way_title", _way_items(view) if fitting else []),
    ]
    return [section for section in sections if section["items"]]


def _chance(item: ProgrammeView) -> FactItem:
    # What only the body can say is worth more here than what any applicant must keep to.
    sentence = item.reasons[0]["text"] if item.reasons else item.fit.sheet.summary
    note = " ".join(item.lead_times) or None
    return _item(item, sentence, note, "yes" if item.fit.verdict is Verdict.FITS else "maybe")


def _section(title: str, items: Sequence[FactItem]) -> FactSection:
    return {"title": text(f"fit.{title}"), "items": list(items)}


def _way_items(view: FitView) -> list[FactItem]:
    first, *more = view.ways
    items = [fact_item(f"{first.title}. {first.why}", note=first.programmes or None)]
    sources = {source["url"]: source for item in first.items for source in item["sources"]}
    items[0]["sources"] = list(sources.values())
    items += [fact_item(f"{way.title}.", note=way.programmes) for way in more]
    return [*items, *view.hints]


def _fitting(item: ProgrammeView) -> FactItem:
    late = " ".join(item.lead_times) or None
    return _item(item, item.fit.sheet.summary, late, "yes")


def _open(item: ProgrammeView) -> FactItem:
    note = " ".join(filter(None, (item.missing, *item.lead_times))) or item.unknown
    decided = [reason for reason in (*item.reasons, *item.kept) if reason["status"] == "maybe"]
    sentence = decided[0]["text"] if decided else item.fit.sheet.summary
    return _item(item, sentence, note, "maybe")


def _not_fitting(view: FitView) -> list[FactItem]:
    items: list[FactItem] = []
    for item in view.near[:_MOST_NEAR]:
        reason = item.reasons[0]
        labelled = reason.copy()
        labelled["label"] = item.fit.sheet.short
        items.append(labelled)
    rest = len(view.near) + len(view.other_countries) - len(items)
    if rest:
        items.append(fact_item(text("fit.card_more_no", number=rest)))
    return items


def _item(item: ProgrammeView, sentence: str, note: str | None, status: FactStatus) -> FactItem:
    return fact_item(
        sentence,
        label=item.fit.sheet.short,
        note=note,
        status=status,
        sources=sources_of(item.fit.judgements),
        checked_on=item.fit.sheet.checked_on,
    )
