"""How somebody is called, where a message tells it by the way, or wants to stay without a name."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from bot.intake.plan.fitting import is_body, is_house, names_somebody
from bot.intake.words import phrases, says_only
from bot.words.phrases import begins_with_any, spaced

CAPITAL_WORD = r"[A-ZÄÖÜ][\w'’-]+"
"""A word that begins like a name."""

_MOST_WORDS = 3
_FIRST_WORDS = ("first_names", "short_names", "title_of_name")
_LEADS = ("before_sure_name", "before_name", "leads_of_name")


def name_told(said: str) -> str | None:
    """Return the name in a text: "ich heiße Aylin Demir", "hier ist Petra Lang"."""
    match = _lead_of_name().search(said) or _lead_of_small_name().search(said)
    if match is None:
        return _signature(said)
    is_sure = spaced(match["lead"]).strip() in (
        *phrases("before_sure_name"),
        *phrases("calls_oneself"),
    )
    first = spaced(match["name"]).split()[0]
    is_name = is_sure or first in {word for name in _FIRST_WORDS for word in phrases(name)}
    return str(match["name"]).strip() if is_name else _signature(said)


def _signature(said: str) -> str | None:
    """Return the name below a mail; a word for a body is none, what follows may be one."""
    match = _end_of_mail().search(said)
    if match is None:
        return None
    spoken = list(takewhile(lambda word: not is_body(word), match["name"].split()))
    return " ".join(spoken) or None


def tells_only_name(said: str) -> str | None:
    """Return the name of a message that tells nothing else: "ach ja, ich heiße Aylin Demir"."""
    name = None if "?" in said else name_told(said)
    if name is None:
        # "Frau Beier", whatever was asked.
        titled = _titled().fullmatch(said.strip())
        return None if titled is None or is_house(said) else titled["name"]
    match = _lead_of_name().search(said) or _lead_of_small_name().search(said)
    rest = said if match is None else f"{said[: match.start()]} {said[match.end() :]}"
    return name if all(word in phrases("beside_name") for word in spaced(rest).split()) else None


def name_alone(said: str) -> str | None:
    """Return the name in a text that holds nothing else: "Petra Lang", "ich bin Petra Lang".

    "Ich bin neu" begins like one and tells something.
    """
    if not begins_with_any(spaced(said), phrases("before_name")):
        return said if names_somebody(said) else None
    return tells_only_name(said)


def fuller_name(before: str, now: str) -> str:
    """Return the name that tells more of the same person: "Frau Klein" after "Petra Klein".

    What is told of another person, or adds a name, takes the place of the one before.
    """
    told = [set(spaced(name).split()) - {*phrases("title_of_name")} for name in (before, now)]
    return before if told[1] and told[1] < told[0] else now


def corrected_name(said: str) -> str | None:
    """Return the name that takes the place of another: "nein, Frau Beyer mit y"."""
    match = _titled().fullmatch(re.split(r"[:,]\s+", said.strip())[-1])
    is_corrected = begins_with_any(spaced(said), phrases("correction_begin"))
    return match["name"] if is_corrected and match is not None else None


def led_name(said: str) -> str | None:
    """Return the name with which a long answer begins: "ich bin die martina schulte, aber …"."""
    text = spaced(said)
    lead = max(
        (p for p in phrases("before_name") if text.startswith(f" {p} ")), key=len, default=""
    )
    words = said.split()[len(lead.split()) :]
    told = list(takewhile(lambda word: spaced(word).strip() not in phrases("after_name"), words))
    told = told[: next((at + 1 for at, word in enumerate(told) if word[-1] in ",.;"), len(told))]
    is_all = len(told) == len(words)
    first = spaced(told[0]).strip() if told else ""
    is_name = first in phrases("first_names") or first in phrases("title_of_name")
    if not lead or is_all or not is_name or len(told) > _MOST_WORDS:
        return None
    return " ".join(told).rstrip(",.;")


def is_short_name(said: str) -> bool:
    """Say whether a message is a short first name, written as one: "Jo", "Li"."""
    name = said.strip(" .!")
    return name[:1].isupper() and spaced(name).strip() in phrases("short_names")


def is_name_like_yes(said: str) -> bool:
    """Say whether an answer to the question for the name is one that else would be a yes: "Jo"."""
    first, *others = said.split() or [""]
    is_first = spaced(first).strip() in phrases("names_like_yes")
    return is_first and all(word[0].isupper() for word in others)


def stays_nameless(said: str) -> bool:
    """Say whether a message wants no name and says nothing else: "ich möchte anonym bleiben"."""
    return "?" not in said and says_only(said, "nameless", "beside_nameless")


@lru_cache(maxsize=1)
def _lead_of_name() -> re.Pattern[str]:
    leads = _leads(*_LEADS)
    joint = r"(?:\s+(?:von|van|de|al|el|zu))?"
    titles = "|".join(phrases("title_of_name"))
    return re.compile(
        rf"{leads}(?P<name>(?:(?i:{titles})\.?\s+)*"
        rf"{CAPITAL_WORD}(?:{joint}\s+{CAPITAL_WORD}){{0,2}})"
    )


def _leads(*lists: str) -> str:
    """Return what leads to a name; "nennt mich Foto" does at the beginning, "er nennt mich" not."""
    known = {phrase for name in lists for phrase in phrases(name)} - {*phrases("calls_oneself")}
    said, called = (
        "|".join(sorted(one, key=len, reverse=True)) for one in (known, phrases("calls_oneself"))
    )
    beside = "|".join(phrases("inside_lead"))
    return rf"(?<!\w)(?P<lead>(?i:(?<!\w\s)(?:{called})|{said}))(?:\s+(?i:{beside}))*\s+"


@lru_cache(maxsize=1)
def _titled() -> re.Pattern[str]:
    """Return a name with its title, and at most how it is spelled: "Frau Beyer mit y"."""
    titles = "|".join(phrases("title_of_name"))
    spelled = "|".join(phrases("before_spelling"))
    return re.compile(
        rf"(?P<name>(?:(?i:{titles})\.?\s+)+{CAPITAL_WORD}(?:\s+{CAPITAL_WORD})?)"
        rf"(?:\s+(?:{spelled})\s+\S{{1,3}})?[\s.!]*"
    )


@lru_cache(maxsize=1)
def _lead_of_small_name() -> re.Pattern[str]:
    """Return the name that ends a text and is written small: "ich heiße aylin demir"."""
    return re.compile(
        rf"{_leads('before_sure_name')}(?P<name>[^\W\d_][\w'’-]+(?:\s+[\w'’-]+)?)[\s.!]*\Z",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _end_of_mail() -> re.Pattern[str]:
    """Return the name on the line below "Mit freundlichen Grüßen", or right after it."""
    ends = "|".join(sorted(phrases("signs_off"), key=len, reverse=True))
    titles = "|".join(phrases("title_of_name"))
    joint = r"(?:[ ]+(?:von|van|de|al|el|zu))?"
    return re.compile(
        rf"(?<!\w)(?i:{ends})[\s,.!]+(?P<name>(?:(?i:{titles})\.?[ ]+)*"
        rf"{CAPITAL_WORD}(?:{joint}[ ]+{CAPITAL_WORD}){{0,2}})"
    )
