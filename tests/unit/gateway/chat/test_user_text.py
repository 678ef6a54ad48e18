from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.chat.user_text import check_text, for_rasa


@given(st.text(alphabet=st.sampled_from("/ \t\n\u2003\x1c\x85ab{}"), max_size=20))
def test_rasa_never_reads_typed_text_as_a_command(typed: str) -> None:
    # Rasa strips the text and then looks for the slash (UserMessage, YAMLStoryReader).
    assert not for_rasa(typed).strip().startswith("/")
    assert for_rasa(typed)


@given(st.text(max_size=50).filter(lambda text: text.strip() and text.strip()[0] != "/"))
def test_other_texts_only_lose_outer_space(typed: str) -> None:
    assert for_rasa(typed) == typed.strip()


def test_a_letter_and_its_mark_are_kept_as_one() -> None:
    assert check_text(" Mu\u0308ller@example.org ") == "Müller@example.org"


def test_tags_are_kept_as_they_were_written() -> None:
    # A request tells them to the office as they are.
    assert for_rasa("Sommer 2027 <b>und</b> <i>") == "Sommer 2027 <b>und</b> <i>"
