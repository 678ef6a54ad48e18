"""Decides whether the nearest answer is shown as a proposal instead of questions to choose from.

Between certain and unsure lies a band in which the nearest topic is right nine times in ten
(docs/understanding.md). A bare question back costs a person there what a wrong answer would cost:
one more message. So the answer is shown, called a proposal, with the ways out beside it.
"""

from __future__ import annotations

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import Context, Heard
from bot.dialogue.topics import FUNDING_OVERVIEW

LEAST_LEAD = 0.06
"""From this lead on the nearest topic was right in 130 of 146 unsure messages for tuning."""
LEAST_LEAD_OF_GUESS = 0.045
"""Below this lead the nearest topic was right in 7 of 25 unsure messages with a follow-up."""
_UNSURE = "clarify"
# They hold sums and dates of one programme; these say themselves whom to ask.
_WITHOUT_SUMS = frozenset({FUNDING_OVERVIEW, "foerderung_kommune"})


def is_worth_showing(heard: Heard, topic: str, before: Context | None) -> bool:
    """Say whether the answer of ``topic``, the first to be asked back about, may be proposed.

    Sums and dates of a programme are no proposal to somebody who named neither the programme nor a
    country, now or before.
    """
    if heard.decision != _UNSURE or heard.lead < LEAST_LEAD or heard.topics[:1] != (topic,):
        return False
    if heard.is_correction:
        # The nearest topic may be the one that was just taken back.
        return False
    if not topic.startswith(PROGRAMME_TOPIC) or topic in _WITHOUT_SUMS:
        return True
    names_before = before is not None and bool(before.programmes or before.countries)
    return bool(heard.programmes or heard.countries) or names_before
