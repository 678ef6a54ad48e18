"""Text blocks: the safe form in which answers leave the knowledge base.

Editors write a small part of Markdown. Clients receive lists of blocks and render them with text
nodes only, so no client ever parses markup or HTML. The shapes stand in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypedDict

from markdown_it import MarkdownIt
from markdown_it.token import Token
from typing_extensions import NotRequired

_ALLOWED_TOKENS = frozenset(
    {
        "paragraph_open",
        "paragraph_close",
        "bullet_list_open",
        "bullet_list_close",
        "list_item_open",
        "list_item_close",
        "inline",
    }
)
_ALLOWED_INLINE = frozenset(
    {"text", "softbreak", "strong_open", "strong_close", "link_open", "link_close"}
)


class Span(TypedDict):
    """A run of text, optionally bold or a link."""

    text: str
    bold: NotRequired[bool]
    href: NotRequired[str]


class Block(TypedDict):
    """A paragraph (``kind`` p, ``spans``) or a list (``kind`` ul, ``items``)."""

    kind: str
    spans: NotRequired[list[Span]]
    items: NotRequired[list[list[Span]]]


class UnsupportedMarkupError(ValueError):
    """The text holds markup that is not allowed; ``markup`` names it."""

    def __init__(self, markup: str) -> None:
        super().__init__(markup)
        self.markup = markup


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True})


# The same few hundred texts are shown again and again, and parsing is most of the work.
@lru_cache(maxsize=1024)
def _tokens(markdown: str) -> tuple[Token, ...]:
    return tuple(_parser().parse(markdown))


def to_blocks(markdown: str) -> list[Block]:
    """Convert an editor's Markdown to blocks.

    Raises:
        UnsupportedMarkupError: anything but paragraphs, flat lists, bold text and https links.
    """
    blocks: list[Block] = []
    depth = 0
    for token in _tokens(markdown):
        if token.type not in _ALLOWED_TOKENS:
            raise UnsupportedMarkupError(token.markup or token.type)
        if token.type == "bullet_list_open":
            depth += 1
            if depth > 1:
                raise UnsupportedMarkupError("nested list")
            blocks.append({"kind": "ul", "items": []})
        elif token.type == "bullet_list_close":
            depth -= 1
        elif token.type == "inline":
            spans = list(_spans(token.children or []))
            if depth:
                blocks[-1]["items"].append(spans)
            else:
                blocks.append({"kind": "p", "spans": spans})
    return blocks


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    bold = False
    href: str | None = None
    for token in tokens:
        if token.type not in _ALLOWED_INLINE:
            raise UnsupportedMarkupError(token.markup or token.type)
        if token.type in ("strong_open", "strong_close"):
            bold = token.type == "strong_open"
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if not href.startswith("https://"):
                raise UnsupportedMarkupError(href)
        elif token.type == "link_close":
            href = None
        else:
            content = " " if token.type == "softbreak" else token.content
            if content:
                span: Span = {"text": content}
                if bold:
                    span["bold"] = True
                if href:
                    span["href"] = href
                yield span


def to_plain_text(blocks: Sequence[Block]) -> str:
    """Join blocks to plain text: one line a paragraph, ``- `` before list items."""
    lines: list[str] = []
    for block in blocks:
        if block["kind"] == "ul":
            lines += ["- " + _joined(item) for item in block["items"]]
        else:
            lines.append(_joined(block["spans"]))
    return "\n".join(lines)


def beginning(blocks: Sequence[Block], characters: int) -> str:
    """Return how a text begins, in one line and cut at a word."""
    line = " ".join(to_plain_text(blocks).split())
    if len(line) <= characters:
        return line
    return line[:characters].rpartition(" ")[0] + " …"


def _joined(spans: Sequence[Span]) -> str:
    return "".join(span["text"] for span in spans)
