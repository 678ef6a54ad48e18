"""What a further message in another language leaves unsaid: no German word tells it."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.context import NO_QUESTIONS, Context, Heard, Meant
from bot.dialogue.meaning.again import again, is_about_money
from bot.dialogue.situations.funding import funding_topic
from bot.dialogue.topics import FUNDING_OVERVIEW, OVERVIEW_TOPIC


def unsaid_in_other_language(heard: Heard, before: Context) -> Meant | None:
    """Return the deadline or the money that is asked for of what was talked about.

    "Et quelle est la date limite" below Lille is about France, "and who pays for it" below guests
    from Egypt about Egypt.
    """
    if not heard.is_foreign or heard.names or not (before.programmes or before.countries):
        return None
    asked = next((one for one in heard.topics if not one.startswith(NO_QUESTIONS)), None)
    if asked == OVERVIEW_TOPIC and heard.decision == "act":
        return replace(again(heard, before), decision="act")
    if asked == FUNDING_OVERVIEW and before.countries and not is_about_money(before):
        return Meant("answer", funding_topic(before.countries), (), before.countries)
    return None
