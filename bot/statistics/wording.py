"""Says a statistic in German lines, as JSON, and as rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.clock import german_day
from bot.statistics.models import MIN_GROUP, Figure, Line, Statistics
from bot.texts import text


def shown_number(number: int | None) -> str:
    """Return the number with German thousands, or the words for a hidden one."""
    if number is None:
        return text("statistics.hidden", limit=MIN_GROUP)
    return f"{number:,}".replace(",", ".")


def shown_share(share: float | None) -> str:
    """Return whole per cent, or a dash."""
    return "–" if share is None else text("statistics.percent", number=round(100 * share))


def shown_figure(figure: Figure) -> str:
    """Return the value of a figure in words."""
    if figure.kind == "share":
        return shown_share(figure.value)
    if figure.value is None:
        is_number = figure.kind == "number"
        return text("statistics.hidden", limit=MIN_GROUP) if is_number else "–"
    if figure.kind == "days":
        return text("statistics.working_days", number=f"{figure.value:g}".replace(".", ","))
    return shown_number(int(figure.value))


def statistics_lines(statistics: Statistics) -> Iterator[str]:
    """Yield the lines that people read in a terminal."""
    yield text(
        "statistics.period", first=german_day(statistics.first), last=german_day(statistics.last)
    )
    for figure in statistics.figures:
        yield f"  {text(f'statistics.figure_{figure.key}')}: {shown_figure(figure)}"
    for section in statistics.sections:
        yield ""
        yield text(f"statistics.section_{section.key}")
        yield from (f"  {_said(line)}" for line in section.lines)


def statistics_json(statistics: Statistics) -> str:
    """Return one JSON object; a hidden number is null."""
    content = {
        "from": statistics.first.isoformat(),
        "to": statistics.last.isoformat(),
        "counted_since": statistics.counted_since and statistics.counted_since.isoformat(),
        "smallest_number_told": MIN_GROUP,
        "figures": {figure.key: figure.value for figure in statistics.figures},
        "sections": {
            section.key: [
                {"key": x.key, "label": x.label, "number": x.number, "share": x.share}
                for x in section.lines
            ]
            for section in statistics.sections
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def table_rows(statistics: Statistics) -> list[tuple[str, str, int | str, str]]:
    """Return area, label, number and share of every line, for spreadsheets."""
    figures = [
        (text("statistics.section_figures"), text(f"statistics.figure_{f.key}"), _cell(f), "")
        for f in statistics.figures
    ]
    lines = [
        (
            text(f"statistics.section_{section.key}"),
            line.label,
            text("statistics.hidden", limit=MIN_GROUP) if line.number is None else line.number,
            "" if line.share is None else shown_share(line.share),
        )
        for section in statistics.sections
        for line in section.lines
    ]
    return [*figures, *lines]


def _cell(figure: Figure) -> int | str:
    """Return a number that a spreadsheet can add up; all else in words."""
    if figure.kind == "number" and figure.value is not None:
        return int(figure.value)
    return shown_figure(figure)


def _said(line: Line) -> str:
    share = "" if line.share is None else f" ({shown_share(line.share)})"
    return f"{line.label}: {shown_number(line.number)}{share}"
