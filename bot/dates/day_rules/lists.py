"""Several days that share their month: "am 5. und 6. Mai", "3., 10. und 17.6."."""

from __future__ import annotations

from bot.dates.calendar.values import Stretch, resolve
from bot.dates.day_rules.calendar_days import DayMonth, day_month
from bot.dates.tokens.cursor import Cursor, Found, remembered

_JOINTS = ("und", "oder", "sowie", ",", "&", "+")


@remembered
def day_list(c: Cursor, i: int) -> Found[list[tuple[Stretch, int, int]]]:
    """Read at least two days; each with the positions of its tokens."""
    numbers: list[tuple[int, int, int]] = []
    j = i
    while True:
        last = day_month(c, j)
        if last is not None:
            break
        ordinal = c.ordinal(j)
        if ordinal is None or len(numbers) > 30:
            return None
        numbers.append((ordinal[0], j, ordinal[1]))
        k = c.skip(ordinal[1], (*_JOINTS, "am", "den", "der", "dem"))
        if k == ordinal[1] or c.key(ordinal[1]) not in _JOINTS:
            return None
        j = k
    if not numbers:
        return None
    said, end = last
    found = []
    for number, start, stop in [*numbers, (said.day, j, end)]:
        stretch = resolve(
            DayMonth(number, said.month, said.year).value(c.moment.today), c.moment.today
        )
        if stretch is None:
            return None
        found.append((stretch, start, stop))
    return found, end
