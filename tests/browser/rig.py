"""Real gateway and desk with a fake Rasa, for tests in a browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from bot.desk import app as desk_app
from bot.desk import services as desk_services
from bot.gateway.app import create_app
from bot.gateway.build import build_services
from bot.gateway.door.limits import Rate, RateLimiter
from bot.gateway.door.rate_limits import RateLimits
from bot.gateway.services import GatewayServices
from bot.settings import Settings
from tests.unit.channels.fake_rasa import FakeRasa, running_fake_rasa, served

ANSWER = {
    "card": "answer",
    "faq_id": "gruppengroesse",
    "question": "Wie groß darf unsere Gruppe sein?",
    "answer": [
        {
            "kind": "p",
            "spans": [
                {"text": "Bei Erasmus+ Jugend sind es in der Regel "},
                {"text": "16 bis 60 Teilnehmende", "bold": True},
                {"text": ". Fragen Sie Ihre Zentralstelle, wenn Ihre Gruppe kleiner ist."},
            ],
        }
    ],
    "details": [
        {
            "kind": "ul",
            "items": [
                [{"text": "Die Leitung zählt extra."}],
                [{"text": "Mehr im "}, {"text": "Leitfaden", "href": "https://ija.example/l"}],
                [{"text": "kein Skript", "href": "javascript:document.title='gehackt'"}],
            ],
        }
    ],
    "simple": [{"kind": "p", "spans": [{"text": "Eine Gruppe hat 16 bis 60 Personen."}]}],
    "sources": [
        {
            "title": "JUGEND für Europa: Jugendbegegnungen",
            "url": "https://ija.example/jfe",
            "year": "2024",
        }
    ],
    "is_practice": False,
    "checked_on": "2026-11-23",
    "is_review_due": False,
    "related": [],
    "alternatives": [{"id": "versicherungen", "question": "Welche Versicherungen brauchen wir?"}],
    "handover": False,
    "buttons": [
        {"title": "Das hilft mir", "payload": "/affirm"},
        {"title": "Das war’s nicht", "payload": "/none_of_these"},
    ],
}
ANSWER_WITH_TERMS = {
    **ANSWER,
    "terms": [
        {"id": "zentralstelle", "term": "Zentralstelle", "explanation": "Sie sammelt Anträge."}
    ],
}
# More points than anybody reads: two of them named, one of these with the age of its figure.
ANSWER_OF_MANY_POINTS = {
    **ANSWER,
    "details": [
        {
            "kind": "ul",
            "items": [
                [{"text": "Alter (Stand 2025):", "bold": True}, {"text": " 13 bis 30 Jahre."}],
                [{"text": "Dauer:", "bold": True}, {"text": " Fünf bis 21 Tage."}],
                *([{"text": f"Ein Punkt ohne Namen, Nummer {number}."}] for number in range(5)),
            ],
        }
    ],
}
DEADLINES = {
    "card": "deadlines",
    "intro": "Diese Fristen kommen als Nächstes.",
    "items": [
        {
            "programme": "Erasmus+ Jugend",
            "action": "Jugendbegegnungen",
            "status": "soon",
            "status_text": "läuft bald ab",
            "when": "12. Februar 2027, 12 Uhr",
            "route": "portal",
            "route_text": "Antrag online bei JUGEND für Europa",
            "note": "",
            "ask": {"name": "JUGEND für Europa", "url": "https://ija.example/jfe"},
            "sources": [
                {"title": "Programmhandbuch", "url": "https://ija.example/h", "year": "2026"}
            ],
            "checked_on": "2026-11-20",
            "id": "erasmus_runde_1",
            "programme_id": "erasmus_jugend",
            "days_left": 78,
        },
        {
            "programme": "Deutsch-Polnisches Jugendwerk",
            "action": "",
            "status": "rolling",
            "status_text": "laufend möglich",
            "when": "In der Regel bis 1. März. Bitte prüfen Sie.",
            "route": "direkt",
            "route_text": "",
            "note": "Zentralstellen haben eigene Fristen.",
            "ask": {"name": "DPJW", "url": None},
            "sources": [],
            "checked_on": "2026-11-20",
        },
        {
            "programme": "KJP international",
            "action": "",
            "status": "closed",
            "status_text": "vorbei",
            "when": "zuletzt am 1. Oktober 2025",
            "route": "direkt",
            "route_text": "",
            "note": "",
            "ask": {"name": None, "url": None},
            "sources": [],
            "checked_on": "2026-11-20",
        },
    ],
    "more": 2,
}
# As many as the assistant shows at once.
FIVE_DEADLINES = {**DEADLINES, "items": [*DEADLINES["items"], *DEADLINES["items"][:2]]}
SUMMARY = {
    "card": "summary",
    "fields": [
        {"field": "topic", "label": "Thema", "value": "Visum für eine Gruppe"},
        {"field": "email", "label": "E-Mail", "value": "anfrage@example.org"},
    ],
    "buttons": [
        {"title": "Absenden", "payload": "/affirm"},
        {"title": "Abbrechen", "payload": "/stop"},
    ],
}
RECEIPT = {
    "card": "receipt",
    "reference": "IJ-2026-0042",
    "promise": "Wir antworten bis zum 26. November 2026.",
}
FACTS = {
    "card": "facts",
    "title": "DPJW: Alter",
    "intro": None,
    "sections": [
        {
            "title": None,
            "items": [
                {
                    "label": "Jugendbegegnung",
                    "text": "12 bis 26 Jahre.",
                    "note": "Bitte bei dieser Stelle prüfen: DPJW.",
                    "status": "about",
                    "sources": [{"title": "aej", "url": "https://ija.example/aej", "year": "2024"}],
                    "checked_on": "2026-11-23",
                },
                {
                    "label": None,
                    "text": "<b>kein Markup</b>",
                    "note": None,
                    "status": "confirmed",
                    "sources": [],
                    "checked_on": None,
                },
            ],
        }
    ],
    "links": [
        {"title": "DPJW", "url": "https://ija.example/dpjw"},
        {"title": "Programmblatt: DPJW", "url": "/foerderprogramme/dpjw"},
        {"title": "kein Skript", "url": "javascript:document.title='gehackt'"},
    ],
}
SHEET = {
    **FACTS,
    "title": "Deutsch-Polnisches Jugendwerk",
    "sections": [
        {"title": title, "items": FACTS["sections"][0]["items"]}
        for title in (None, "Alter", "Dauer", "Fristen", "Eigenanteil")
    ],
}
TABLE = {
    "card": "table",
    "title": "Vergleich: DFJW, DPJW",
    "intro": None,
    "columns": ["DFJW", "DPJW"],
    "rows": [
        {
            "label": label,
            "cells": [
                {
                    "text": "Begegnungen: 3 bis 30 Jahre.\nFachkräfte: ohne Grenze.",
                    "note": "Bitte bei dieser Stelle prüfen: DFJW.",
                    "sources": [{"title": "aej", "url": "https://ija.example/a", "year": "2024"}],
                },
                {"text": "Nicht bekannt. Auskunft: DPJW.", "note": None, "sources": []},
            ],
        }
        for label in ("Alter", "Dauer")
    ],
    "checked_on": "2026-11-23",
}
EVIL = "<img src=x onerror=\"document.title='gehackt'\"><script>document.title='gehackt'</script>"


def reply(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer like the assistant, by keyword."""
    said = body["message"].casefold()
    for word, card in (
        ("begriff", ANSWER_WITH_TERMS),
        ("viele punkte", ANSWER_OF_MANY_POINTS),
        ("gruppe", ANSWER),
        ("alle fristen", FIVE_DEADLINES),
        ("frist", DEADLINES),
        ("zusammen", SUMMARY),
        ("beleg", RECEIPT),
        ("alter", FACTS),
        ("blatt", SHEET),
        ("vergleich", TABLE),
    ):
        if word in said:
            return [{"custom": card}]
    if "markup" in said:
        return [{"text": EVIL}]
    return [
        {"text": "Gern. Worum geht es?", "buttons": [{"title": "Fristen", "payload": "/fristen"}]}
    ]


@dataclass
class Site:
    """Addresses of the running site and the fake behind it."""

    url: str
    desk_url: str
    rasa: FakeRasa
    var_dir: Path


def without_limits(services: GatewayServices) -> GatewayServices:
    """Let one address do what a whole run of tests does; the limits have tests of their own."""
    ample = RateLimiter(Rate(burst=100_000, per_second=1_000), time.monotonic)
    names = [field.name for field in fields(RateLimits)]
    return replace(services, limits=RateLimits(**dict.fromkeys(names, ample)))


@contextmanager
def running_site(var_dir: Path, **environ: str) -> Iterator[Site]:
    """Run gateway, desk and fake Rasa for the length of the block."""
    with running_fake_rasa() as rasa:
        rasa.reply = reply
        port = rasa.url.rpartition(":")[2]
        settings = Settings.from_env(
            {"IJA_VAR_DIR": str(var_dir), "IJA_RASA_PORT": port, **environ}
        )
        desk = desk_app.create_app(desk_services.build_services(settings))
        gateway = create_app(without_limits(build_services(settings)))
        with served(gateway) as url, served(desk) as desk_url:
            yield Site(url, desk_url, rasa, var_dir)
