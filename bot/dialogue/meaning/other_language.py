"""What a further message in another language leaves unsaid: no German word tells it."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.context import NO_QUESTIONS, Context, Heard, Meant
from bot.dialogue.meaning.again import again, is_about_money
from bot.dialogue.situations.funding import for_countries, funding_topic
from bot.dialogue.topics import FUNDING_OVERVIEW, OTHER_LANGUAGE_TOPIC, OVERVIEW_TOPIC


def named_in_other_language(heard: Heard) -> Meant | None:
    """Return who pays for the country that a message names, where money for another one is nearer.

    Of the encoder's meanings, Georgia's in Russian is nearest to Turkey's. "do you speak english?
    we are a youth club and want to host a group from Ghana" asks for more than the language.
    """
    is_of_country = heard.is_foreign and heard.countries and not heard.programmes
    if not is_of_country or heard.topic is None:
        return None
    if heard.topic == OTHER_LANGUAGE_TOPIC:
        topic = funding_topic(heard.countries)
        return Meant("answer", topic, (), heard.countries, is_proposed=True)
    if heard.decision != "answer":
        return None
    topic = for_countries(heard.topic, heard.countries)
    return None if topic == heard.topic else Meant("answer", topic, (), heard.countries)


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
