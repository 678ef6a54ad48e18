"""Tells search engines which pages there are, and which are none of their business."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.gateway.pages.question_pages import PAGE_PATH as QUESTIONS_PATH
from bot.gateway.services import FORM_PATH, GatewayServices, services_of
from bot.programmes.cards import PAGES_PATH as PROGRAMMES_PATH

SITE_MAP_PATH = "/sitemap.xml"
ROBOTS_PATH = "/robots.txt"
FIXED_PAGES = (
    "/",
    QUESTIONS_PATH,
    PROGRAMMES_PATH,
    "/fristen",
    "/termine",
    "/passt-das",
    "/planer",
    "/zustaendig",
    "/glossar",
    FORM_PATH,
    "/kontakt",
    "/impressum",
    "/barrierefreiheit",
    "/datenschutz",
)
"""Pages that there always are."""
NOT_FOR_ROBOTS = ("/api/", "/chat", "/anfrage", "/erinnerung", "/beratung/danke")
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SECONDS = 3600


def site_map(request: Request) -> Response:
    """Return all pages worth finding, answers and sheets with the day of their last check."""
    services = services_of(request)
    root = Element("urlset", xmlns=_NAMESPACE)
    for path, checked_on in _pages(services):
        url = SubElement(root, "url")
        SubElement(url, "loc").text = services.site + path
        if checked_on is not None:
            SubElement(url, "lastmod").text = checked_on.isoformat()
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    headers = {"Cache-Control": f"public, max-age={_SECONDS}"}
    return Response(content, media_type="application/xml", headers=headers)


def robots(request: Request) -> Response:
    """Return the rules for robots."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    lines += ["", f"Sitemap: {services_of(request).site}{SITE_MAP_PATH}", ""]
    headers = {"Cache-Control": f"public, max-age={_SECONDS}"}
    return PlainTextResponse("\n".join(lines), headers=headers)


ROUTES = [Route(SITE_MAP_PATH, site_map), Route(ROBOTS_PATH, robots)]


def _pages(services: GatewayServices) -> Iterator[tuple[str, date | None]]:
    yield from ((path, None) for path in FIXED_PAGES)
    for entry in services.content.catalogue.all():
        yield f"{QUESTIONS_PATH}/{entry.id}", entry.checked_on
    for sheet in services.content.programmes.current().all():
        yield f"{PROGRAMMES_PATH}/{sheet.id}", sheet.checked_on
