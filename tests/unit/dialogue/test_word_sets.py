from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue import word_sets
from bot.dialogue.word_sets import WordsError, lists, load_all, sets, tree

FOLDER = Path(word_sets.__file__).parent


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.yml"


def test_a_list_is_told_as_it_stands_and_text_word_by_word(file: Path) -> None:
    file.write_text("whole: [na toll, was]\nwords: >-\n  und u\n  auch\n", encoding="utf-8")

    assert lists(file) == {"whole": ("na toll", "was"), "words": ("und", "u", "auch")}
    assert sets(file)["words"] == {"und", "u", "auch"}


def test_a_file_is_read_once(file: Path) -> None:
    file.write_text("words: [ja]\n", encoding="utf-8")
    first = sets(file)
    file.unlink()

    assert sets(file) is first
    assert lists(file)["words"] == ("ja",)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("words: [ja, no]\n", "words: False is no word"),
        ("words: [ja, 12]\n", "words: 12 is no word"),
        ("no: [ja]\n", "the name False is no word"),
        ("words:\n", "words: None is no word"),
        ("words: [ja\n", "not readable"),
        ("", "neither names nor a list"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_name(
    file: Path, content: str, problem: str
) -> None:
    file.write_text(content, encoding="utf-8")

    with pytest.raises(WordsError, match=r"some\.yml: ") as raised:
        tree(file)
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    "content", ["words: {of: [ja]}\n", "words: [[ja], [nein]]\n", "- said: [ja]\n"]
)
def test_what_is_no_list_of_words_is_an_error(file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")

    assert tree(file)
    with pytest.raises(WordsError, match=r"some\.yml: .*list"):
        lists(file)


def test_a_list_that_is_not_there_is_told_with_its_file(file: Path) -> None:
    file.write_text("words: [ja]\n", encoding="utf-8")

    for read in (tree, lists, sets):
        with pytest.raises(WordsError, match=r"some\.yml: 'wrods' is missing"):
            read(file)["wrods"]


def test_a_missing_file_is_told_by_its_name(file: Path) -> None:
    with pytest.raises(WordsError, match=r"some\.yml: not readable"):
        tree(file)


def test_all_files_of_the_package_are_usable_and_read_at_once() -> None:
    tree.cache_clear()
    load_all()

    assert tree.cache_info().currsize == len(list(FOLDER.glob("*.yml")))
