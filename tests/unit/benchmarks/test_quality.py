from __future__ import annotations

import pytest

from benchmarks import ours, stock
from benchmarks.data import Question
from benchmarks.quality import Prediction, quality


def test_shares_of_all_questions() -> None:
    questions = [Question(topic, "?") for topic in ("a", "a", "a", "a")]
    predictions = [
        Prediction(("a", "b"), "a"),
        Prediction(("b", "c", "a"), "b"),
        Prediction(("b", "c", "d", "a"), None),
        Prediction((), None),
    ]
    found = quality(predictions, questions)
    assert (found.top1, found.top3, found.wrong, found.asked_back) == (0.25, 0.5, 0.25, 0.5)
    assert found.questions == 4


def test_as_many_predictions_as_questions() -> None:
    with pytest.raises(ValueError, match="argument"):
        quality([], [Question("a", "?")])


@pytest.mark.parametrize(
    ("names", "ranking", "chosen"),
    [
        (("visum", "fristen"), ("visum", "fristen"), "visum"),
        (("nlu_fallback", "visum", "fristen"), ("visum", "fristen"), None),
        (("affirm", "visum"), ("meta_unklar", "visum"), "meta_unklar"),
    ],
)
def test_what_stock_rasa_does_with_a_message(
    names: tuple[str, ...], ranking: tuple[str, ...], chosen: str | None
) -> None:
    parsed = {"intent": {"name": names[0]}, "intent_ranking": [{"name": name} for name in names]}
    assert stock.understood(parsed) == Prediction(ranking, chosen)


@pytest.mark.parametrize(
    ("intent", "decision", "chosen"),
    [
        ("faq", "answer", "visum"),
        ("handover", "handover", "visum"),
        ("out_of_scope", "fallback", "visum"),
        ("clarify", "clarify", None),
        ("affirm", "clarify", None),
        ("nlu_fallback", "fallback", None),
    ],
)
def test_what_ours_does_with_a_message(intent: str, decision: str, chosen: str | None) -> None:
    ranking = [{"topic": "visum", "confidence": 0.4}, {"topic": "fristen", "confidence": 0.2}]
    understanding = {"decision": decision, "topic": "visum", "ranking": ranking}
    parsed = {"intent": {"name": intent}, "understanding": understanding}
    assert ours.understood(parsed) == Prediction(("visum", "fristen"), chosen)
