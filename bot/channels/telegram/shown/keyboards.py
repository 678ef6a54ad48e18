"""Inline keyboards as the Bot API wants them, one button a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.channels.messages import Button
from bot.channels.telegram.incoming import Key
from bot.channels.telegram.shown.rich import sendable, utf16_length

CHOSEN = "✓ "
_MOST_TITLE = 60
_MOST_KEYS = 24

Markup = dict[str, Any]


def keyboard(buttons: Iterable[Button], sign: Callable[[str], str]) -> list[Key]:
    """Return the keys of buttons; the same payload stands there once."""
    found: dict[str, Key] = {}
    for button in buttons:
        found.setdefault(button.payload, Key(short(button.title), data=sign(button.payload)))
    return list(found.values())[:_MOST_KEYS]


def markup(rows: Sequence[Sequence[Key]]) -> Markup:
    """Return the JSON of a keyboard; without any key it takes an old one away."""
    return {"inline_keyboard": [[_as_json(key) for key in row] for row in rows]}


def one_in_a_row(keys: Iterable[Key]) -> list[list[Key]]:
    """Return rows of one key each: titles are sentences, and phones are narrow."""
    return [[key] for key in keys]


def with_mark(rows: Sequence[Sequence[Key]], data: str) -> list[list[Key]] | None:
    """Return the rows with the chosen key marked, None if that changes nothing."""
    marked = [[_marked(key, is_chosen=key.data == data) for key in row] for row in rows]
    is_same = marked == [list(row) for row in rows]
    return None if is_same or not any(key.data == data for row in rows for key in row) else marked


def can_open(url: str) -> bool:
    """Say whether Telegram takes the address for a button; it refuses a local one."""
    return url.startswith("https://") and "." in url.removeprefix("https://").split("/")[0]


def short(title: str) -> str:
    """Return a title that phones show without cutting too much of it."""
    title = " ".join(sendable(title).split())
    if utf16_length(title) <= _MOST_TITLE:
        return title
    return title[: _MOST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _marked(key: Key, *, is_chosen: bool) -> Key:
    title = key.title.removeprefix(CHOSEN)
    return Key(f"{CHOSEN}{title}" if is_chosen else title, key.data, key.url)


def _as_json(key: Key) -> dict[str, str]:
    if key.url:
        return {"text": key.title, "url": key.url}
    return {"text": key.title, "callback_data": key.data}
