"""Whether a message asks if there is still time: "geht das noch?", "schaffen wir das noch?"."""

from __future__ import annotations

import re

from bot.deadlines.asked.shifting import shift_in
from bot.deadlines.asked.words import is_deadline, words
from bot.words.phrases import begins_with_any, has_any, spaced

_STILL = " noch "
_FEW_WORDS = 7
# "Wie lange haben wir noch für den KJFP?"
_FEW_WORDS_OF_TIME = 9
# The dot of "10. April" ends no clause, that of "im März 2027." does.
_CLAUSE_END = re.compile(r"(?<=[,;:!?–])|(?<=[^0-9]\.)|(?<=[0-9]{4}\.)")


def asks_for_time_left(message: str) -> bool:
    """Say whether a message asks whether there is still time, whatever it is for."""
    said, known = spaced(message), words()
    if has_any(said, (*known.in_time, *known.still_to_do)) or _applies_still(said):
        return True
    if any(_is_still_open(said, frame) for frame in known.opening_frames):
        return True
    # The country or the month stands between: "schaffen wir im Januar noch eine Begegnung?".
    behind = (said.partition(f" {frame} ")[2] for frame in known.still_frames)
    return any(_STILL in f" {rest}" for rest in behind)


def _is_still_open(said: str, frame: str) -> bool:
    """Say whether a folded message is "geht KJFP heute noch?"; "geht … noch mehr" is not."""
    if not said.startswith(f" {frame} "):
        return False
    _, still, behind = said.partition(_STILL)
    return bool(still) and behind.split(maxsplit=1)[:1] not in ([w] for w in words().not_in_time)


def _applies_still(said: str) -> bool:
    """Say whether a folded message is "können wir uns für April noch bei Tandem melden?"."""
    known = words()
    behind = (said.partition(f" {modal} ")[2] for modal in known.still_modals)
    return any(
        word in known.still_verbs or word.startswith(known.applications)
        for rest in behind
        for word in f" {rest}".partition(_STILL)[2].split()
    )


def asks_until_when(message: str) -> bool:
    """Say whether a message asks when to apply: "bis wann?", "wann muss der Antrag raus?"."""
    said, known = spaced(message), words()
    if has_any(said, known.until_when):
        return True
    spoken = said.split()
    is_application = any(word.startswith(known.applications) for word in spoken)
    # "Wann wird über den Antrag entschieden?"
    is_decision = any(word.startswith(known.of_decision) for word in spoken)
    # "DFJW-Antrag spätestens?"
    is_asked = has_any(said, known.when) or _ends_in(said, known.at_the_latest)
    return is_asked and is_application and not is_decision


def asks_in_one_word(message: str) -> bool:
    """Say whether a short message asks for one deadline in a word alone: "Polen Herbst, Frist?"."""
    spoken, known = spaced(message).split(), words()
    asked = (*known.single_deadlines, *known.asked_nouns)
    return 0 < len(spoken) <= _FEW_WORDS and not {spoken[0], spoken[-1]}.isdisjoint(asked)


def ends_in_when(message: str) -> bool:
    """Say whether a short message asks no more of what it names: "CERV Town Twinning wann"."""
    spoken = spaced(message).split()
    return 1 < len(spoken) <= _FEW_WORDS and spoken[-1] in words().asked_last


def asks_at_its_end_until_when(message: str) -> bool:
    """Say whether a message ends in "bis wann?", whatever it told before."""
    return _ends_in(spaced(message), words().until_when)


def asks_briefly_for_time_left(message: str) -> bool:
    """Say whether "noch Zeit?" is about all that a message says, beside what for."""
    return len(spaced(message).split()) <= _FEW_WORDS_OF_TIME and asks_for_time_left(message)


def asks_whether_over(message: str) -> bool:
    """Say whether a message asks if a deadline is over already, and not what is left then."""
    said, known = spaced(message), words()
    # "Ist die Frist für das DPJW vorbei?": the name stands between.
    is_apart = has_any(said, known.over_frames) and has_any(said, known.over_words)
    opens = (
        is_apart or _opens_with_over(said) or any(map(_opens_with_over, _asked_clauses(message)))
    )
    is_asked = opens or has_any(said, known.over_already)
    return is_asked and not has_any(said, (*known.regrets, *known.alternatives))


def _opens_with_over(said: str) -> bool:
    """Say whether a folded clause is "haben wir die Frist verpasst" or "zu spät" and no more."""
    known = words()
    is_open = begins_with_any(said, known.over_openings) and has_any(said, known.over_words)
    return is_open or said.strip() in known.over_alone


def _asked_clauses(message: str) -> list[str]:
    """Return the clauses with a question mark, folded: "Beginn 10. April. Haben wir …?"."""
    clauses = (clause.strip() for clause in _CLAUSE_END.split(message))
    return [spaced(clause) for clause in clauses if clause.endswith("?")]


def asks_for_clock(message: str) -> bool:
    """Say whether a short message asks for the time of day: "bis wie viel Uhr?"."""
    said = spaced(message)
    return len(said.split()) <= _FEW_WORDS_OF_TIME and has_any(said, words().clock)


def asks_of_day_off(message: str) -> bool:
    """Say whether a message asks if a deadline moves: "gilt die Frist auch am Sonntag?"."""
    said, known = spaced(message), words()
    is_moved = has_any(said, known.moved) and any(map(is_deadline, said.split()))
    return has_any(said, known.days_off) and (is_moved or has_any(said, known.next_workday))


def asks_which_are_sure(message: str) -> bool:
    """Say whether all that a message asks is which of the days told are certain."""
    said, known = set(spaced(message).split()), words()
    sure = said & {*known.sure}
    return bool(sure) and said - sure <= {*known.beside_sure}


def names_closing(message: str) -> bool:
    """Say whether a message speaks of deadlines that end: "was läuft dieses Jahr noch ab?"."""
    said, known = spaced(message), words()
    # The verb is parted: its second half closes the sentence.
    runs_off = _ends_in(said, known.parted_ends) and has_any(said, known.parted_verbs)
    return runs_off or has_any(said, known.ending)


def leaves_month_open(message: str, *, names_time: bool) -> bool:
    """Say whether only the month of the journey is missing to tell if there is still time.

    So it is where "einen Monat später" has nothing that it could be later than.
    """
    is_asked = asks_for_time_left(message) or asks_whether_over(message)
    return not names_time and (is_asked or shift_in(message) is not None)


def _ends_in(said: str, phrases: tuple[str, ...]) -> bool:
    """Say whether a folded message ends in one of the phrases."""
    return said.endswith(tuple(f" {phrase} " for phrase in phrases))
