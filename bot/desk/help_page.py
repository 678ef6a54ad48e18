"""The keyboard shortcuts, for everybody who works without the window that shows them."""

from __future__ import annotations

from starlette.responses import Response

from bot.desk.access.protection import Visit, staff_route


def show_help(visit: Visit) -> Response:
    """Show the shortcuts."""
    return visit.page("keyboard.html")


ROUTES = [staff_route("/tastatur", show_help)]
