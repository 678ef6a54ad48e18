"""The website of somebody else that shows the chat: strict rules, styles that break everything."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

HOSTILE = """
* { all: revert; color: #f0f !important; font: 40px/3 cursive !important; display: block !important;
  letter-spacing: 1em !important; text-transform: uppercase !important; position: static !important;
  transform: rotate(3deg) !important; opacity: .3 !important; z-index: -1 !important;
  width: 30px !important; direction: rtl !important; pointer-events: none !important; }
button, textarea { background: #f00 !important; display: none !important; }
html { font-size: 40px !important; } body { overflow: hidden !important; filter: blur(1px); }
"""
CALM = "body { font-family: serif; margin: 40px; }"


@dataclass
class HostPage:
    """What the page needs to know of the chat, and how it treats it."""

    chat: str = ""
    body: str = ""
    attributes: str = "defer"

    def app(self) -> Starlette:
        """Return a website with one page per style."""

        def page(request: Request) -> Response:
            style = request.path_params["style"]
            html = (
                f'<!doctype html><html lang="en"><head><title>Host</title>'
                f'<link rel="stylesheet" href="/{style}.css">'
                f'<script src="{self.chat}/widget.js" {self.attributes}></script></head>'
                f"<body><main><h1>Welcome</h1><p>Text</p></main>{self.body}</body></html>"
            )
            policy = (
                f"default-src 'none'; style-src 'self'; script-src {self.chat};"
                f" connect-src {self.chat}; base-uri 'none'; form-action 'none';"
                " require-trusted-types-for 'script'; trusted-types 'none'"
            )
            return HTMLResponse(html, headers={"Content-Security-Policy": policy})

        def styles(request: Request) -> Response:
            content = HOSTILE if request.path_params["style"] == "hostile" else CALM
            return Response(content, media_type="text/css")

        return Starlette(routes=[Route("/{style}.css", styles), Route("/{style}", page)])
