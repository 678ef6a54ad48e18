"""What somebody of an age may do, which the ages of no funder tell."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.exact.asked_aspects import Question, asked_aspects
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.meaning.likely_topics import likely_topics
from bot.dialogue.situations.allowed_at_age import asks_what_is_allowed
from bot.dialogue.topics import AGE_TOPIC

_ABOVE = Context("foerderung_dpjw", "answer", ("dpjw",), ("PL",))
_AGE = "alter"


@pytest.mark.parametrize(
    "text",
    [
        "dürfen 18jährige Jungs aus der Ukraine ausreisen",
        "darf die 19jährige den bus fahren",
        "dürfen 16jährige da alleine schlafen",
        "können 16-Jährige den antrag unterschreiben",
        "kann eine 17jährige die gruppe leiten",
        "dürfen die mit 17 allein einreisen",
    ],
)
def test_what_is_allowed_asks_for_no_ages_of_a_funder(text: str) -> None:
    assert asks_what_is_allowed(text)
    heard = Heard(
        text, "answer", AGE_TOPIC, topics=(AGE_TOPIC, "aufsichtspflicht"), aspects=(_AGE,)
    )
    meant = meaning(heard, _ABOVE)
    assert (meant.decision, meant.topic) == ("clarify", "aufsichtspflicht")
    of_programme = Meant("answer", "foerderung_dpjw", ("dpjw",), ("PL",), is_follow_up=True)
    assert asked_aspects(Question(heard, of_programme, _ABOVE, (), has_fitting=True)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "dürfen 16jährige mit",
        "können 12jährige mitfahren",
        "sind 11jährige ok",
        "kann man da mit 17 mitmachen",
        "unsere jüngste ist 12, geht das",
        "ab welchem alter",
        "dürfen die da allein schlafen",
        "können 30 leute in einem haus schlafen",
    ],
)
def test_who_may_come_along_is_asked_of_the_funder(text: str) -> None:
    assert not asks_what_is_allowed(text)


def test_the_ages_are_not_likely_either() -> None:
    ranking = ((AGE_TOPIC, 0.9), ("aufsichtspflicht", 0.1))
    heard = Heard("kann eine 17jährige die gruppe leiten", "clarify", AGE_TOPIC, in_context=ranking)
    meant = Meant("clarify", "aufsichtspflicht", (), ())
    assert AGE_TOPIC not in {one.topic for one in likely_topics(heard, _ABOVE, meant)}
