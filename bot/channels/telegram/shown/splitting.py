"""Cuts an answer into messages that Telegram takes, between paragraphs wherever possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.channels.telegram.shown.rich import Paragraph, Run, utf16_length

MOST_UNITS = 4096
MOST_ENTITIES = 100
"""Beyond these limits Telegram refuses a message, or shows what is left without its format."""


def split(paragraphs: Sequence[Paragraph], limit: int = MOST_UNITS) -> list[list[Paragraph]]:
    """Return the messages; none is empty or over the limits, and nothing is lost."""
    messages: list[list[Paragraph]] = [[]]
    for paragraph in _small_enough(paragraphs, limit):
        current = messages[-1]
        if current and not _fits([*current, paragraph], limit):
            headings = _headings_taken_off(current)
            if headings and not _fits([*headings, paragraph], limit):
                current += headings
                headings = []
            messages.append(headings)
        messages[-1].append(paragraph)
    return [message for message in messages if message]


def _fits(message: Sequence[Paragraph], limit: int) -> bool:
    units = sum(paragraph.length + paragraph.gap for paragraph in message) - message[0].gap
    return units <= limit and sum(p.entities for p in message) <= MOST_ENTITIES


def _headings_taken_off(message: list[Paragraph]) -> list[Paragraph]:
    """Take the headings off the end of a message, unless nothing else would be left of it."""
    count = 0
    while count < len(message) - 1 and message[-1 - count].is_heading:
        count += 1
    taken = message[len(message) - count :]
    del message[len(message) - count :]
    return taken


def _small_enough(paragraphs: Sequence[Paragraph], limit: int) -> Iterator[Paragraph]:
    for paragraph in paragraphs:
        rest = paragraph
        if not _is_visible(rest):
            continue
        while not _fits([rest], limit):
            first, rest = _cut(rest, limit)
            if _is_visible(first):
                # A piece of empty runs would be a message that Telegram refuses.
                yield first
        if _is_visible(rest):
            yield rest


def _is_visible(paragraph: Paragraph) -> bool:
    return any(run.text.strip() for run in paragraph.runs)


def _cut(paragraph: Paragraph, limit: int) -> tuple[Paragraph, Paragraph]:
    """Cut a paragraph that is too large, at a space if there is one."""
    kept: list[Run] = []
    room, entities = limit, MOST_ENTITIES - paragraph.is_folded
    for number, run in enumerate(paragraph.runs):
        entities -= run.is_formatted
        units = utf16_length(run.text)
        if units <= room and entities >= 0:
            kept.append(run)
            room -= units
            continue
        place = _place_to_cut(run.text, room) if entities >= 0 else 0
        if place == 0 and not kept:
            place = _index_after(run.text, room)
        head, tail = run.text[:place].rstrip(), run.text[place:].lstrip()
        if head:
            kept.append(replace(run, text=head))
        rest = [replace(run, text=tail)] if tail else []
        after = replace(paragraph, runs=(*rest, *paragraph.runs[number + 1 :]), is_heading=False)
        return replace(paragraph, runs=tuple(kept), is_heading=False), after
    raise AssertionError("only a paragraph that is too large is cut")


def _place_to_cut(text: str, room: int) -> int:
    """Return where to cut within so many units, 0 for nowhere."""
    most = _index_after(text, room)
    for mark in ("\n", ". ", " "):
        # A cut so early would leave a scrap behind.
        place = text.rfind(mark, most // 2, most)
        if place > 0:
            return place + len(mark)
    return text.rfind(" ", 0, most) + 1


def _index_after(text: str, room: int) -> int:
    """Return how many characters fit into so many units; a pair of surrogates stays whole."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > room:
            return index
    return len(text)
