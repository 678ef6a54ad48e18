"""What pages tell search engines about themselves, after schema.org.

It stands in a script element that browsers never run, so the content security policy may forbid
scripts in pages altogether.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.knowledge.files.blocks import to_plain_text
from bot.knowledge.office import Office

Thing = Mapping[str, Any]


def as_script(*things: Thing) -> Markup:
    """Return the things as JSON that is safe to stand in a script element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    content = json.dumps(graph, ensure_ascii=False)
    safe = content.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704 - no character is left that could end the element


def way_to(site: str, *steps: tuple[str, str]) -> Thing:
    """Return the way from the start page as ``(name, path)`` of each step."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": site + path}
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


def question_page(card: Mapping[str, Any], url: str, publisher: Thing) -> Thing:
    """Return an answer card as the one question of a page."""
    parts = [card["answer"], card["details"]]
    answer = {
        "@type": "Answer",
        "text": "\n".join(to_plain_text(blocks) for blocks in parts if blocks),
        "url": url,
        "dateModified": card["checked_on"],
    }
    return {
        "@type": "FAQPage",
        "@id": url,
        "url": url,
        "inLanguage": "de",
        "dateModified": card["checked_on"],
        "publisher": publisher,
        "mainEntity": [
            {
                "@type": "Question",
                "name": card["question"],
                "acceptedAnswer": answer,
                "citation": [source["url"] for source in card["sources"]],
            }
        ],
    }


def information_page(name: str, url: str, checked_on: date | None, publisher: Thing) -> Thing:
    """Return a page that informs about a subject."""
    page: dict[str, Any] = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": name,
        "inLanguage": "de",
        "publisher": publisher,
    }
    if checked_on is not None:
        page["dateModified"] = checked_on.isoformat()
    return page


def list_page(name: str, url: str, publisher: Thing, items: Sequence[tuple[str, str]]) -> Thing:
    """Return a page that lists others, each as ``(name, url)``."""
    return {
        **information_page(name, url, None, publisher),
        "@type": "CollectionPage",
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(items),
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": item, "url": address}
                for position, (item, address) in enumerate(items, start=1)
            ],
        },
    }


def organisation(office: Office) -> Thing:
    """Return who is behind the pages; never a person."""
    return {"@type": "Organization", "name": office.name, "url": office.website}
