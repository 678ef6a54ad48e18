"""What of the requests somebody wants to see, and how it stands in an address or a saved view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum

from bot.consultations.models import RequestState
from bot.desk.form_values import member

MAX_VALUE_CHARACTERS = 200


class View(Enum):
    """The views that everybody has."""

    OPEN = "offen"
    MINE = "meine"
    NEW = "neu"
    OVERDUE = "ueberfaellig"
    FOLLOW_UP = "wiedervorlage"
    UNASSIGNED = "frei"
    ALL = "alle"


class Order(Enum):
    """In which order requests are listed."""

    URGENCY = "dringlichkeit"
    NEWEST = "neueste"
    OLDEST = "aelteste"
    DUE = "frist"


@dataclass(frozen=True)
class Filters:
    """All that narrows a list; an empty text means "any".

    ``search`` is the token of a search, never what is searched for; days are German days.
    """

    view: View = View.OPEN
    state: RequestState | None = None
    is_urgent: bool = False
    assignee: str = ""
    topic: str = ""
    country: str = ""
    tag: str = ""
    received_from: date | None = None
    received_until: date | None = None
    order: Order = Order.URGENCY
    search: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Tell whether more than the view itself is chosen."""
        return replace(self, view=View.OPEN, order=Order.URGENCY) != Filters()


# The names in addresses, in the order of the form.
NAMES = {
    "view": "ansicht",
    "state": "status",
    "is_urgent": "dringend",
    "assignee": "zustaendig",
    "topic": "thema",
    "country": "land",
    "tag": "stichwort",
    "received_from": "von",
    "received_until": "bis",
    "order": "sortierung",
    "search": "suche",
}


def read_filters(values: Mapping[str, str]) -> Filters:
    """Return the filters of an address or a form; what makes no sense counts as not given."""
    raw = {
        name: values.get(german, "").strip()[:MAX_VALUE_CHARACTERS]
        for name, german in NAMES.items()
    }
    state = member(RequestState, raw["state"])
    # A state that no open request has would otherwise show an empty list.
    fallback = View.OPEN if state is None else View.ALL
    return Filters(
        view=member(View, raw["view"]) or fallback,
        state=state,
        is_urgent=raw["is_urgent"] == "ja",
        assignee=raw["assignee"],
        topic=raw["topic"],
        country=raw["country"],
        tag=raw["tag"],
        received_from=read_day(raw["received_from"]),
        received_until=read_day(raw["received_until"]),
        order=member(Order, raw["order"]) or Order.URGENCY,
        search=raw["search"],
    )


def write_filters(filters: Filters) -> dict[str, str]:
    """Return the filters as values of an address; what is as usual is left out."""
    usual = Filters()
    written = {}
    for item in fields(Filters):
        value = getattr(filters, item.name)
        if value != getattr(usual, item.name):
            written[NAMES[item.name]] = _written(value)
    return written


def read_day(raw: str) -> date | None:
    """Return the day of ``JJJJ-MM-TT`` or ``TT.MM.JJJJ``, None for anything else."""
    parts = raw.split(".")
    iso = "-".join(part.zfill(2) for part in reversed(parts)) if len(parts) == 3 else raw  # noqa: PLR2004
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _written(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "ja"
    return value.isoformat() if isinstance(value, date) else str(value)
