from __future__ import annotations

import re

import pytest

from bot.nlu.languages import ukrainian
from bot.nlu.languages.ukrainian import towards_russian

PAIR = re.compile(r"[а-яіїєґ'-]+\*? [а-яё-]+")


@pytest.mark.parametrize(
    ("said", "near_russian"),
    [
        # Whole words, beginnings of words, and endings by rule alone.
        ("Скільки років дітям?", "Сколько лет детям?"),
        ("Як записатися на консультацію?", "Как записаться на консультацию?"),
        ("нашим підліткам потрібна страховка", "нашим подросткам нужна страховка"),
        ("Чи фінансують зараз обмін?", "Ли финансируют сейчас обмен?"),
        ("мобільність", "мобильность"),
        # One word with each of the apostrophes that people type.
        ("б'є", "бьёт"),
        ("б\u2019є", "бьёт"),
        ("б\u02bcє", "бьёт"),
        ("Привіт 😀", "Привет 😀"),
        ("Juleica 2027, LWL", "Juleica 2027, LWL"),
        ("", ""),
    ],
)
def test_ukrainian_comes_near_to_russian(said: str, near_russian: str) -> None:
    assert towards_russian(said) == near_russian


@pytest.mark.parametrize("said", ["\x00", "\ud800", "''''", "*", "і" * 9000, "<b>ї</b>", "你好"])
def test_any_text_can_be_read(said: str) -> None:
    assert not set(towards_russian(said)) & set("іїєґ")


def test_the_list_is_written_as_its_head_says() -> None:
    lines = ukrainian._WORDS_FILE.read_text(encoding="utf-8").splitlines()
    pairs = [line for line in lines if not line.startswith("#")]
    assert [line for line in pairs if not PAIR.fullmatch(line)] == []
    first = [line.split()[0] for line in pairs]
    assert len(first) == len(set(first)) > 500
