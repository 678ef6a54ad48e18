from __future__ import annotations

import numpy as np

from bot.nlu.ranker.calibration import Calibration, share_of_names, softmax
from bot.nlu.ranker.topic_ranker import TopicRanker

GOLD = np.arange(300) % 3
RIGHT = np.eye(3, dtype=np.float32)[GOLD]


def test_names_that_help_get_a_share_and_names_that_mislead_get_none() -> None:
    noise = np.random.default_rng(3).normal(0, 0.6, RIGHT.shape).astype(np.float32)
    assert share_of_names(RIGHT + noise, RIGHT, GOLD) >= 1
    assert share_of_names(RIGHT + noise, 1 - RIGHT, GOLD) == 0


def test_the_temperature_fits_how_often_the_scores_are_right() -> None:
    is_wrong = np.random.default_rng(4).random(300) < 0.3
    often_wrong = np.eye(3, dtype=np.float32)[np.where(is_wrong, 0, GOLD)]
    sure, unsure = Calibration.of(RIGHT, GOLD), Calibration.of(often_wrong, GOLD)
    assert sure.temperature < unsure.temperature
    assert sure.loss < unsure.loss
    np.testing.assert_allclose(softmax(RIGHT / unsure.temperature).sum(axis=1), 1, atol=1e-5)


def test_the_name_of_an_intent_counts_like_a_text_of_it() -> None:
    texts = {
        "weather_forecast": ["brauche ich einen Schirm", "wird es morgen warm", "schneit es bald"],
        "play_music": ["spiel den neuen Hit", "ein Lied bitte", "dreh die Platte um"],
        "alarm_set": ["weck mich früh", "um sieben will ich aufstehen", "Wecker auf acht"],
    }
    pairs = [(text, name) for name, own in texts.items() for text in own]
    named, nameless = TopicRanker(), TopicRanker()
    named.fit(*zip(*pairs, strict=True))
    nameless.fit(
        *zip(*((text, str(sorted(texts).index(name))) for text, name in pairs), strict=True)
    )
    question = "music"
    gains = named.score([question]).raw - nameless.score([question]).raw
    assert named.intents[int(gains.argmax())] == "play_music"
