"""Turns the HTML of a mail into plain text; nothing of it is ever shown as HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset({"address", "article", "blockquote", "dd", "div", "dl", "dt", "fieldset",
                     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
                     "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr",
                     "ul"})  # fmt: skip
_HIDDEN = frozenset({"head", "script", "style", "template", "title"})
_QUOTES = frozenset({"blockquote"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def html_to_text(html: str) -> str:
    """Return the text as somebody would read it; quoted parts get ``>`` before each line."""
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    return parser.text()


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._hidden_depth = 0
        self._quote_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _HIDDEN:
            self._hidden_depth += 1
        elif tag == "br":
            self._new_line()
        elif tag in _BLOCKS:
            self._end_line()
            self._quote_depth += tag in _QUOTES
            if tag == "li":
                self._add("- ")
        elif tag in ("td", "th"):
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden_depth = max(self._hidden_depth - 1, 0)
        elif tag in _BLOCKS:
            self._end_line()
            if tag in _QUOTES:
                self._quote_depth = max(self._quote_depth - 1, 0)
            if tag == "p":
                self._new_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden_depth:
            self._add(_SPACES.sub(" ", data))

    def text(self) -> str:
        lines = (line.rstrip() for line in self._lines)
        return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()

    def _add(self, text: str) -> None:
        line = self._lines[-1]
        if not line and self._quote_depth:
            line = "> " * self._quote_depth
        if not line or line.endswith((" ", "> ")):
            text = text.lstrip(" ")
        self._lines[-1] = line + text

    def _end_line(self) -> None:
        if self._lines[-1].strip(" >"):
            self._lines.append("")
        else:
            self._lines[-1] = ""

    def _new_line(self) -> None:
        self._lines.append("")
