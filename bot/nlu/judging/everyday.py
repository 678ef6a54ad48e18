"""What sounds like danger and is everyday life: the past, a plan, a visa, too much work.

The words stand in ``everyday.yml``.
"""

from __future__ import annotations

import re
from pathlib import Path

from bot.nlu.alarm.words import asks_or_plans
from bot.words.lists import lists
from bot.words.phrases import folded, has_any, spaced

_FILE = Path(__file__).with_name("everyday.yml")
_SUICIDE = "notfall_suizid"
_ACCIDENT = "notfall_akut_reise"
_WORDS_OF_NEWS = 8
# Written for machines, and never by somebody who is in danger.
_CODE = re.compile(
    r";\s*--|\bdrop\s+table\b|\binsert\s+into\s+\w+\s*(?:\(|values)"
    r"|\bdelete\s+from\s+\w+\s*(?:;|where\b)|<script|\{\{|\$\{",
    re.IGNORECASE,
)

# What stands between two sentences, or parts of one.
_BETWEEN = re.compile(r"[.!?,;:–\n](?=\s*\w)|\s-\s")


def is_everyday(
    text: str, topic: str | None, *, names_country: bool, is_named: bool, is_doubtful: bool
) -> bool:
    """Say whether it is everyday life whatever it sounds like; the numbers belong beside it.

    ``topic`` is what it sounds like, ``is_named`` that it does so by a word of the list,
    ``is_doubtful`` that it hardly does.
    """
    if topic == _SUICIDE and (is_planned_for(text) or ends_day(text)):
        return True
    if not is_named and topic in (_SUICIDE, _ACCIDENT) and is_about_medicine(text):
        return True
    if topic == _ACCIDENT and _is_no_accident(text, names_country=names_country, is_named=is_named):
        return True
    # What has more of an emergency is one, even if a game or a year abroad is spoken of.
    is_hardly = is_doubtful and not is_named
    if is_hardly and (leaves_home_for_a_year(text) or (topic != _SUICIDE and is_played(text))):
        return True
    may_be_suicidal = topic == _SUICIDE and not is_doubtful
    return not is_named and is_too_much_work(text, may_be_suicidal=may_be_suicidal)


def _is_no_accident(text: str, *, names_country: bool, is_named: bool) -> bool:
    """Say whether what sounds like an accident is an illness at home, far away, or a worry."""
    is_ill = not is_named and asks_or_plans(text) and stays_home(text)
    is_asked = _has(text, "going") or _has(text, "heard_of")
    is_far = is_asked and is_elsewhere(text, names_country=names_country)
    is_worry = not is_named and worries_about_checks(text)
    return is_ill or is_far or is_worry or lacks_signature(text)


def is_no_cry(text: str) -> bool:
    """Say whether nobody cries for help in a message, whatever it may sound like.

    "'; DROP TABLE requests; --" is code, "hab ich noch Zeit bis Weihnachten für den Antrag?" asks
    for a deadline. No numbers belong beside these.
    """
    return _CODE.search(text) is not None or asks_for_time_to_apply(text)


def asks_for_time_to_apply(text: str) -> bool:
    """Say whether how long one may apply is all that a message asks, and it is about no life.

    "Hab ich noch Zeit für den Antrag? Ich mach heute Schluss" says more than that.
    """
    is_asked = _has(text, "applied_for") and _has(text, "time_to_apply")
    says_more = _BETWEEN.search(text.strip()) is not None
    return (
        is_asked
        and not says_more
        and not any(_has(text, name) for name in ("life", "farewell", "limit"))
    )


def is_told_of_the_past(text: str) -> bool:
    """Say whether a message tells of an earlier journey and of nothing that goes on.

    This holds for accidents: whoever tells of violence or of a wish to die may still need help. The
    numbers belong beside the answer all the same: "das letzte Mal am Strand gesehen" is today.
    """
    return _has(text, "past") and not _has(text, "still")


def is_planned_for(text: str) -> bool:
    """Say whether somebody plans with a young person who hurt themselves and is looked after.

    "Ritzt sich manchmal, ist in Therapie, kann er mit?" and "hatte vor zwei Jahren einen
    Suizidversuch, brauchen wir mehr Leute?". Who tells of themselves, of today or of something on
    the journey is not planning. A wish to die that is named must be years ago.
    """
    is_known = _has(text, "years_ago") or (_has(text, "treated") and not _has(text, "wish_to_die"))
    return is_known and _has(text, "comes_along") and not _has(text, "acute")


def stays_home(text: str) -> bool:
    """Say whether somebody is ill before a journey and cannot come along."""
    return _has(text, "home") and not _has(text, "away")


def is_about_visas(text: str) -> bool:
    """Say whether a message is about a visa or an embassy, and nobody is stuck on the way."""
    return _has(text, "visa") and not _has(text, "stuck")


def is_about_medicine(text: str) -> bool:
    """Say whether a message is about medicine on the way: "mit den Tabletten über die Grenze".

    Nothing in it says that somebody takes it to die, lacks it, or is unwell.
    """
    return _has(text, "medicine") and _has(text, "carried") and not _has(text, "taken")


def worries_about_checks(text: str) -> bool:
    """Say whether somebody worries about a border or a check, and nobody is at it."""
    return _has(text, "worry") and _has(text, "of_checks") and not _has(text, "at_border")


def is_elsewhere(text: str, *, names_country: bool) -> bool:
    """Say whether a message tells the news of a country where nobody of the group is.

    "In Tel Aviv fliegen Raketen", "gab es da nicht ein Erdbeben". ``names_country``: it names a
    country or a town of one. In more words than news take, only who asks about the journey is
    elsewhere beyond doubt.
    """
    is_there = names_country or _has(text, "there") or _has(text, "heard_of")
    is_brief = len(folded(text)) <= _WORDS_OF_NEWS or _has(text, "going")
    return is_there and is_brief and _has(text, "news") and not _has(text, "here")


def is_too_much_work(text: str, *, may_be_suicidal: bool) -> bool:
    """Say whether somebody is at the end of their strength because of the work for a journey.

    Where it may be a wish to die, their strength must only be about to end. The answer is about the
    work; the numbers belong beside it all the same.
    """
    is_at_limit = _has(text, "near_limit") or (_has(text, "limit") and not may_be_suicidal)
    return _has(text, "work") and is_at_limit and not _has(text, "life")


def lacks_signature(text: str) -> bool:
    """Say whether a parent who should sign is gone for long: "Vater unauffindbar, Unterschrift?".

    Not where it is of today, or where a child or violence is spoken of beside it.
    """
    is_gone = _has(text, "parent") and _has(text, "parent_gone")
    return is_gone and _has(text, "signature") and not _has(text, "gone_today")


def leaves_home_for_a_year(text: str) -> bool:
    """Say whether somebody wants away from home for a time abroad, and nothing drives them out."""
    return _has(text, "leaving") and _has(text, "time_abroad") and not _has(text, "driven_out")


def is_played(text: str) -> bool:
    """Say whether danger is but in a game, an exercise or a play, and nothing has happened."""
    return _has(text, "play") and not _has(text, "in_earnest")


def ends_day(text: str) -> bool:
    """Say whether somebody stops for today: "mach jetzt Schluss für heute, tschüss".

    "Ich mach heute Schluss" needs thanks for what was told; "danke für alles, …" may be a farewell.
    """
    is_over = _has(text, "ends_day") and _has(text, "informed")
    return (is_over or _has(text, "day_over")) and not _has(text, "farewell")


def _has(text: str, name: str) -> bool:
    return has_any(spaced(text), lists(_FILE)[name])
