from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.words import lists as lists_module
from bot.words.folding import fold
from bot.words.lists import WordsError, lists, load_all, numbers, sets, tree

BOT = Path(lists_module.__file__).parent.parent
WORDS_OF_MESSAGES = [
    file for name in ("dialogue", "nlu") for file in sorted((BOT / name).rglob("*.yml"))
]


def told(file: Path) -> str:
    return "/".join(file.parts[-2:])


# German as it is written, and other languages, whose marks tell words apart.
AS_WRITTEN = {
    "alarm/aftermath_foreign.yml", "languages/romanised.yml", "languages/words.yml",
    "message/foreign_asking.yml", "message/parts.yml", "message/unnamed.yml",
    "names/foreign_countries.yml",
}  # fmt: skip


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


def test_words_that_stand_for_numbers_are_told_with_them(file: Path) -> None:
    file.write_text('part:\n  "0.5": halbe halben\n  "12": dutzend\n', encoding="utf-8")
    assert numbers(file)["part"] == {"halbe": 0.5, "halben": 0.5, "dutzend": 12}


@pytest.mark.parametrize("content", ["part: [halb]\n", "part: {halb: viel}\n"])
def test_what_is_no_table_of_numbers_is_an_error(file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WordsError, match=r"some\.yml: no tables"):
        numbers(file)


def test_a_list_that_is_not_there_is_told_with_its_file(file: Path) -> None:
    file.write_text("words: [ja]\n", encoding="utf-8")

    for read in (tree, lists, sets):
        with pytest.raises(WordsError, match=r"some\.yml: 'wrods' is missing"):
            read(file)["wrods"]


def test_a_missing_file_is_told_by_its_name(file: Path) -> None:
    with pytest.raises(WordsError, match=r"some\.yml: not readable"):
        tree(file)


def test_all_files_of_a_folder_are_usable_and_read_at_once() -> None:
    tree.cache_clear()
    load_all(BOT / "dialogue")

    assert tree.cache_info().currsize == len(list((BOT / "dialogue").rglob("*.yml")))


def strings(read: object) -> Iterator[str]:
    if isinstance(read, dict):
        read = list(read.values())
    if isinstance(read, list):
        for below in read:
            yield from strings(below)
    else:
        yield str(read)


@pytest.mark.parametrize("file", WORDS_OF_MESSAGES, ids=lambda file: told(file))
def test_words_stand_in_the_spelling_in_which_messages_are_read(file: Path) -> None:
    listed = list(strings(tree(file)))
    assert listed
    if told(file) not in AS_WRITTEN:
        assert [word for word in listed if fold(word) != word.lower()] == []
