from __future__ import annotations

import pytest

from bot.knowledge.files.yaml_lines import YamlError, compose, load_lined

TEXT = """a: 1
list:
  - x: eins
    y: |
      lang
  - zwei
"""


def test_every_value_has_its_line() -> None:
    document = load_lined(TEXT, first_line=10)
    assert document.data["list"][0]["x"] == "eins"
    assert document.line("a") == 10
    assert document.line("list", 0, "y") == 13
    assert document.line("list", 1) == 15
    assert document.line("list", 0, "fehlt") == 12
    assert document.line("fehlt") == 10


def test_a_key_that_stands_twice_is_told_with_the_line_of_the_second() -> None:
    document = load_lined("a: 1\nb: 2\na: 3\n")
    assert document.twice == (("a",),)
    assert document.line("a") == 3


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\nb: [\n\n", 2),
        ("a: 1\nb: 2026-02-31\n", 2),
        ("[" * 60_000, 1),
        ("- " * 30_000, 1),
        ("{a: " * 20_000, 1),
        ("a: \ud800", None),
        ("a: \0", None),
        ("a: 1\n\tb: 2\n", 2),
        ("? [1]\n: 2\n", 1),
        ("a: *unbekannt\n", 1),
        ("a: !!python/object:os.system x\n", 1),
    ],
)
def test_what_is_no_yaml_of_ours_is_refused(content: str, line: int | None) -> None:
    with pytest.raises(YamlError) as caught:
        load_lined(content)
    assert caught.value.line == line


def test_a_value_that_holds_itself_does_not_hang() -> None:
    document = load_lined("a: &x [*x]\n")
    assert document.line("a", 0) == 1


@pytest.mark.parametrize("content", ["", "# nur ein Kommentar\n"])
def test_an_empty_text_is_nothing(content: str) -> None:
    assert load_lined(content).data is None
    assert compose(content) is None
