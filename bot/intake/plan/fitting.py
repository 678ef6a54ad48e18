"""Tells whether an answer fits the question: what does not is never kept as if it did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from bot.fit.told.reading import Message, is_open
from bot.fit.told.telling import forms_of_bodies
from bot.fit.words import words
from bot.intake.plan.countries import adds_country
from bot.intake.plan.heads import counts_heads
from bot.intake.words import fitting_parts, phrases
from bot.words.phrases import begins_with_any, has_any, spaced

# "Nach der Arbeit, so ab 17:30"; "12.30" may be a day.
_CLOCK = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])")
_DIGIT = re.compile(r"[0-9]")
# These tell a part of a word; shorter ones would stand in any.
_LEAST_LETTERS_OF_PART = 4
_IN_NUMBERS = frozenset({"period", "group"})
# "Ein Mädchen ist gehörlos" tells neither when nor how many.
_IN_NUMBER_WORDS = frozenset({"group", "wanted_times"})
_ANSWERED_BY = {
    "format": frozenset({"format"}),
    "partner_country": frozenset({"country", "region", "LOC"}),
    "group": frozenset({"group_size", "age"}),
}
_NEVER_WHEN = frozenset({"format", "partner_country", "group"})
_MOST_WORDS_OF_NAME = 5
_MOST_WORDS_OF_BODY = 8
_MOST_WORDS_OF_SHORT_BODY = 5
# More words without any number are a story: "das klären wir noch mit den Eltern der Kinder".
_MOST_WORDS_OF_GROUP = 8
# "Haus der offenen Tür …"
_WORDS_OF_BEGINNING = 4


def fits(asked: str, message: Message) -> bool:
    """Say whether a message may be an answer to the question for the field ``asked``.

    ``topic`` and ``description`` take anything, ``contact`` has its own reader.
    """
    told = (rule(asked, message) for rule in _RULES)
    verdict = next((fitting for fitting in told if fitting is not None), None)
    return has_part(spaced(message.text), fitting_parts(asked)) if verdict is None else verdict


Rule = Callable[[str, Message], bool | None]
"""Says whether a message may answer a question; None where the rule tells nothing of it."""


def _open_or_anything(asked: str, message: Message) -> bool | None:
    # "Dänemark ist noch nicht sicher" is no name that is not known yet.
    is_of_plan = asked in _OWN_TESTS and message.has("country", "format", "group_size")
    is_left = is_open(message.text) and not is_of_plan
    return True if is_left or asked not in (*_SIGNS, *_OWN_TESTS) else None


def _group_as_body(asked: str, message: Message) -> bool | None:
    """Say no to "6 Leute, 14-17": that is a group, whatever was asked."""
    is_group = asked == "organisation" and message.has("group_size", "age")
    return False if is_group and not is_body(message.text) else None


def _countries(asked: str, message: Message) -> bool | None:
    """Say no to "Ghana ginge auch" and "Polen fällt aus": that is how nobody is called."""
    is_sentence = asked == "name" and len(message.text.split()) > 1
    is_named = message.has("country") and not names_somebody(message.text)
    return False if is_named and (is_sentence or _adds(asked, message)) else None


def _adds(asked: str, message: Message) -> bool:
    return asked == "organisation" and adds_country(message.text)


def _time_of_talk(asked: str, message: Message) -> bool | None:
    """Say no to "nur dienstags": that is neither a service nor a group."""
    return False if asked in _NEVER_WHEN and tells_when(message.text) else None


def _heads_elsewhere(asked: str, message: Message) -> bool | None:
    return False if asked != "group" and counts_heads(message.text) else None


def _by_its_own_test(asked: str, message: Message) -> bool | None:
    test = _OWN_TESTS.get(asked)
    return None if test is None else test(message.text, spaced(message.text))


def _numbers_of_people(asked: str, message: Message) -> bool | None:
    """Tell of "10 Leute, alle erwachsen" that its number is none of a time."""
    if asked != "period" or not message.has("group_size", "age"):
        return None
    return has_part(spaced(message.text), fitting_parts(asked))


def _understood(asked: str, message: Message) -> bool | None:
    return True if message.has(*_ANSWERED_BY.get(asked, ())) else None


def _time_in_numbers(asked: str, message: Message) -> bool | None:
    """Say yes to "17:30" and "ab 15", and nothing to "Betreuer sind doch 3"."""
    said = spaced(message.text)
    if asked != "wanted_times" or not _DIGIT.search(said):
        return None
    beside = {*phrases("only_when"), *phrases("between_numbers")} - {*phrases("own")}
    return True if all(_DIGIT.search(word) or word in beside for word in said.split()) else None


def _in_numbers(asked: str, message: Message) -> bool | None:
    said = spaced(message.text)
    is_figure = asked in _IN_NUMBERS and _DIGIT.search(said)
    is_word = asked in _IN_NUMBER_WORDS and has_any(said, _number_words())
    is_one = asked == "group" and said.strip() in phrases("one_person")
    return True if is_figure or is_word or is_one else None


def _sounds_like_a_country(asked: str, message: Message) -> bool | None:
    is_country = asked == "partner_country" and _ends_like_a_country(spaced(message.text))
    return True if is_country else None


def _story(asked: str, message: Message) -> bool | None:
    is_long = len(spaced(message.text).split()) > _MOST_WORDS_OF_GROUP
    return False if asked in ("group", "format") and is_long else None


def tells_when(text: str) -> bool:
    """Say whether a text tells when or how somebody is to be reached."""
    said = without_greeting(text)
    if not (has_part(said, phrases("when")) or _CLOCK.search(text)):
        return False
    rest = (w for w in said.split() if w not in phrases("only_when") and not _DIGIT.search(w))
    is_time_only = all(has_part(f" {word} ", phrases("when")) for word in rest)
    return has_part(said, phrases("reached")) or is_time_only


def without_greeting(text: str) -> str:
    """Return a folded text without a greeting that names a time of the day: "Guten Abend"."""
    said = spaced(text)
    for greeting in phrases("greets_day"):
        said = said.replace(f" {greeting} ", " ")
    return said


def names_somebody(text: str) -> bool:
    """Say whether a text is how somebody is called: "Frau Kaya", "ich bin Petra Lang"."""
    said = spaced(text)
    spoken = said.split()
    has_title = bool(spoken) and spoken[0] in phrases("title_of_name")
    is_told = begins_with_any(said, phrases("before_name"))
    is_short = len(spoken) <= _MOST_WORDS_OF_NAME
    is_first_name = bool(spoken) and spoken[0] in phrases("first_names")
    return (
        is_short
        and "@" not in text
        and not is_body(text)
        and not is_house(text)
        # "Kevin bitte rausnehmen" is how nobody is called.
        and not has_any(said, phrases("struck_unclear"))
        and (has_title or is_told or is_first_name)
    )


def is_body(text: str) -> bool:
    """Say whether a word of a text names a body: "Kanuverein", "e.V.", "BDKJ"."""
    said = spaced(text)
    kinds = (forms for kind, forms in words().organisation.items() if kind in _BODIES)
    spoken = said.split()
    return (
        any(has_any(said, forms) for forms in kinds)
        or has_any(said, phrases("known_organisations"))
        or has_any(said, _facilities())
        or any(word.endswith(phrases("ends_of_organisations")) for word in spoken)
        or (len(spoken) > 1 and spoken[0] in phrases("short_begins_of_names"))
    )


def is_house(text: str) -> bool:
    """Say whether a text is the name of a house and nothing else: "Pastor Niemöller Haus".

    "Frau Haus" and "Petra Heim" are people, "Anne-Frank-Haus" is none.
    """
    *before, last = spaced(text).split() or [""]
    is_joined = any("-" in word for word in text.split()[-1:])
    is_long = 1 < len(before) < _MOST_WORDS_OF_SHORT_BODY or (is_joined and bool(before))
    if not is_long or last not in phrases("houses") or before[0] in phrases("forms_of_address"):
        return False
    of_somebody = {*phrases("title_of_name"), *phrases("first_names")}
    is_written_large = all(word[:1].isupper() for word in text.replace("-", " ").split())
    return before[0] in of_somebody or is_written_large


def is_authority(text: str) -> bool:
    """Say whether a text is the name of a town or its office: "Stadt Köln", "Jugendamt Hamm"."""
    spoken = spaced(text).split()
    is_short = 1 < len(spoken) <= _MOST_WORDS_OF_SHORT_BODY
    return is_short and spoken[0] in phrases("authorities")


def is_short_body(text: str) -> bool:
    """Say whether a text may be a body and nothing else; one that begins with it may be longer."""
    begins_so = is_body(" ".join(text.split()[:_WORDS_OF_BEGINNING]))
    limit = _MOST_WORDS_OF_BODY if begins_so else _MOST_WORDS_OF_SHORT_BODY
    return len(spaced(text).split()) <= limit and (is_body(text) or is_house(text))


def is_funder(text: str) -> bool:
    """Say whether a name alone is rather that of who pays than of who asks: "Stiftung Mercator"."""
    spoken = spaced(text).split()
    rest = [word for word in spoken if word not in phrases("funders")]
    return len(rest) < len(spoken) and not is_body(" ".join(rest))


def is_school(text: str) -> bool:
    """Say whether a text is the name of a school and nothing else: "Gymnasium am Wall"."""
    said = spaced(text)
    spoken = said.split()
    is_named = 1 < len(spoken) <= _MOST_WORDS_OF_SHORT_BODY and not counts_heads(text)
    is_other = has_any(said, phrases("no_organisation")) or has_part(said, phrases("heads"))
    return is_named and not is_other and any(w.endswith(phrases("schools")) for w in spoken)


def has_part(said: str, parts: Iterable[str]) -> bool:
    """Say whether a word of a folded text is one of ``parts``, or holds one of four letters."""
    spoken = said.split()
    return any(
        part in word if len(part) >= _LEAST_LETTERS_OF_PART else part == word
        for word in spoken
        for part in parts
    )


def _fits_name(text: str, said: str) -> bool:
    if has_any(said, phrases("anonymous")) or names_somebody(text):
        return True
    first, *others = said.split() or [""]
    # "Integrationsverein Hagen" is how nobody is called.
    is_group = bool(others) and first.endswith(phrases("ends_of_organisations"))
    is_short = len(others) < _MOST_WORDS_OF_NAME and not (is_group or is_house(text))
    return is_short and not tells_when(text) and not has_any(said, phrases("no_name_words"))


def _fits_body(text: str, said: str) -> bool:
    if is_body(text) or is_house(text):
        return True
    if names_somebody(text) or tells_when(text):
        return False
    is_short = len(said.split()) <= _MOST_WORDS_OF_BODY
    # "Ich bin nur die Mama" asks for nobody else.
    is_private = has_any(said, phrases("private_people"))
    return is_short and (is_private or not has_any(said, phrases("no_body_words")))


@lru_cache(maxsize=1)
def _facilities() -> tuple[str, ...]:
    """Return what facilities of the field are called, schools and authorities apart."""
    forms = forms_of_bodies(without_kinds=("informelle_gruppe", "schule", "kommune"))
    return tuple(form for form in forms if form not in phrases("no_names_of_bodies"))


def _number_words() -> tuple[str, ...]:
    return tuple(word for word in words().numbers if not word.startswith("ein"))


def _ends_like_a_country(said: str) -> bool:
    return any(word.endswith(phrases("ends_of_countries")) for word in said.split())


_SIGNS = frozenset({"format", "partner_country", "period", "group", "wanted_times"})
_OWN_TESTS = {"name": _fits_name, "organisation": _fits_body}
_BODIES = frozenset({"verein", "religionsgemeinschaft", "anerkannter_traeger"})

# The first that tells something decides; where none does, a word that fits is looked for.
_RULES: tuple[Rule, ...] = (
    _open_or_anything,
    _group_as_body,
    _countries,
    _time_of_talk,
    _heads_elsewhere,
    _by_its_own_test,
    _numbers_of_people,
    _understood,
    _time_in_numbers,
    _in_numbers,
    _sounds_like_a_country,
    _story,
)
