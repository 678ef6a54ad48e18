"""The words of ``words.yml``, and how to find them in what a person writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.knowledge.naming.names import words_of
from bot.words.lists import tree

_WORDS_FILE = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Words:
    """All word lists; each entry is a phrase as ``bot.knowledge.naming.names`` spells it."""

    running: tuple[str, ...]
    always: tuple[str, ...]
    next: tuple[str, ...]
    afterwards: tuple[str, ...]
    beside_afterwards: tuple[str, ...]
    coming: tuple[str, ...]
    later: tuple[str, ...]
    earlier: tuple[str, ...]
    beside_shift: tuple[str, ...]
    one: tuple[str, ...]
    clock: tuple[str, ...]
    days_off: tuple[str, ...]
    moved: tuple[str, ...]
    next_workday: tuple[str, ...]
    sure: tuple[str, ...]
    beside_sure: tuple[str, ...]
    listing: tuple[str, ...]
    too_late: tuple[str, ...]
    extending: tuple[str, ...]
    missed: tuple[str, ...]
    leftover: tuple[str, ...]
    plan: tuple[str, ...]
    calendar: tuple[str, ...]
    reminder: tuple[str, ...]
    telling: tuple[str, ...]
    everything: tuple[str, ...]
    names_of_programmes: tuple[str, ...]
    deadline_endings: tuple[str, ...]
    other_deadlines: tuple[str, ...]
    single_deadlines: tuple[str, ...]
    applications: tuple[str, ...]
    past_events: tuple[str, ...]
    common_in_titles: tuple[str, ...]
    project_parts: tuple[str, ...]
    project_words: tuple[str, ...]
    project_leads: tuple[str, ...]
    moneys: tuple[str, ...]
    meetings_beside: tuple[str, ...]
    meeting_verbs: tuple[str, ...]
    planned_with: tuple[str, ...]
    put_off: tuple[str, ...]
    postponed: tuple[str, ...]
    other_parts: tuple[str, ...]
    own_stories: tuple[str, ...]
    setting_off: tuple[str, ...]
    joining: tuple[str, ...]
    wishing: tuple[str, ...]
    closing_parts: tuple[str, ...]
    closing_words: tuple[str, ...]
    sent: tuple[str, ...]
    was: tuple[str, ...]
    were_there: tuple[str, ...]
    have: tuple[str, ...]
    not_yet: tuple[str, ...]
    asking_now: tuple[str, ...]
    before_days: tuple[str, ...]
    asked_nouns: tuple[str, ...]
    beginnings: tuple[str, ...]
    ending: tuple[str, ...]
    parted_verbs: tuple[str, ...]
    parted_ends: tuple[str, ...]
    in_time: tuple[str, ...]
    enough_frames: tuple[str, ...]
    judged_by: tuple[str, ...]
    judged_with_verdict: tuple[str, ...]
    beside_judged: tuple[str, ...]
    vague_days: tuple[str, ...]
    verdicts: tuple[str, ...]
    sending: tuple[str, ...]
    deciding: tuple[str, ...]
    sending_verbs: tuple[str, ...]
    handing_in: tuple[str, ...]
    sending_ends: tuple[str, ...]
    meeting: tuple[str, ...]
    judging: tuple[str, ...]
    on_the_way: tuple[str, ...]
    over_already: tuple[str, ...]
    over_frames: tuple[str, ...]
    over_openings: tuple[str, ...]
    over_words: tuple[str, ...]
    over_alone: tuple[str, ...]
    regrets: tuple[str, ...]
    alternatives: tuple[str, ...]
    still_to_do: tuple[str, ...]
    still_frames: tuple[str, ...]
    opening_frames: tuple[str, ...]
    not_in_time: tuple[str, ...]
    still_modals: tuple[str, ...]
    still_verbs: tuple[str, ...]
    single_person: tuple[str, ...]
    single_wishes: tuple[str, ...]
    of_groups: tuple[str, ...]
    parts_of_groups: tuple[str, ...]
    when: tuple[str, ...]
    at_the_latest: tuple[str, ...]
    asking_when: tuple[str, ...]
    until_when: tuple[str, ...]
    of_decision: tuple[str, ...]
    rounds: tuple[str, ...]
    last_days: tuple[str, ...]
    asks_what: tuple[str, ...]
    near_days: tuple[str, ...]
    today: tuple[str, ...]
    beside_today: tuple[str, ...]
    doubting: tuple[str, ...]
    asking_if_so: tuple[str, ...]
    binding: tuple[str, ...]
    around_day: tuple[str, ...]
    seasons: tuple[str, ...]
    parts_of_year: tuple[str, ...]
    near_parts: tuple[str, ...]
    schools: tuple[str, ...]
    no_schools: tuple[str, ...]
    many_endings: tuple[str, ...]
    purposes: tuple[str, ...]
    coming_parts: tuple[str, ...]
    numbers: tuple[str, ...]
    applying: tuple[str, ...]
    of_the_land: tuple[str, ...]
    with_umbrella: tuple[str, ...]
    without_umbrella: tuple[str, ...]
    youth_office: tuple[str, ...]
    direct: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    offices: Mapping[str, tuple[str, ...]]
    states: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists of the file."""
    lists: dict[str, Any] = {
        name: tuple(forms)
        if isinstance(forms, list)
        else {key: tuple(group) for key, group in forms.items()}
        for name, forms in tree(_WORDS_FILE).items()
    }
    return Words(**lists)


def is_deadline(word: str) -> bool:
    """Say whether a word is one for a deadline to apply, and not the "Monatsfrist" to object."""
    return word.endswith(words().deadline_endings) and not word.endswith(words().other_deadlines)


def phrase_spans(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Return where phrases stand in ``text`` as typed, as pairs of character offsets."""
    said = words_of(text)
    known = {tuple(phrase.split()) for phrase in phrases}
    longest = max(map(len, known), default=0)
    return [
        (said[first].start, said[last].end)
        for first in range(len(said))
        for last in range(first, min(first + longest, len(said)))
        if tuple(word.text for word in said[first : last + 1]) in known
    ]
