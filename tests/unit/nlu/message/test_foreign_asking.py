"""What a long message in another language asks beside its story."""

from __future__ import annotations

import pytest

from bot.nlu.message.foreign_asking import foreign_letter_of


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        (
            "en",
            "We run a chess club and last summer a team from Riga came to us. Now they want us to "
            "come over. Who could pay for the ferry?",
            ["Who could pay for the ferry?"],
        ),
        # Without a question mark, and the full stop behind a word of two letters.
        (
            "fr",
            "bonjour on fait du cirque avec des ados et nos amis de Gand viennent chez nous. "
            "combien de jours doivent ils rester au minimum",
            ["combien de jours doivent ils rester au minimum"],
        ),
        # In one breath.
        (
            "es",
            "tenemos un grupo de baile con doce chicas y nos han invitado a Oporto en mayo, "
            "quien paga el autobus hasta alli",
            ["quien paga el autobus hasta alli"],
        ),
        # So few words say little without the sentence before them.
        (
            "tr",
            "Biz küçük bir koro grubuyuz ve yazın Viyana'ya davet edildik. Çocukların çoğu on iki "
            "yaşında. Bu mümkün mü?",
            ["Çocukların çoğu on iki yaşında. Bu mümkün mü?"],
        ),
        (
            "ar",
            "نحن فرقة مسرح صغيرة في بوخوم وعندنا عشرون شاباً وشابة من بلدان مختلفة. "
            "من يدفع ثمن القطار إلى فيينا؟",
            ["من يدفع ثمن القطار إلى فيينا؟"],
        ),
    ],
)
def test_the_sentence_that_asks_is_found(language: str, text: str, asked: list[str]) -> None:
    letter = foreign_letter_of(text, language)
    assert letter is not None
    assert list(letter.sentences) == asked
    assert letter.gist == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Who could pay for the ferry?"),
        ("pl", "mamy klub szachowy i w lecie przyjechała do nas drużyna z Rygi, było bardzo miło"),
        # All of it is the question.
        (
            "en",
            "who pays for the ferry to Riga if our chess club goes there with twelve kids in May",
        ),
        ("xx", "a b c d e f g h i j k l m n o p q r s t u"),
    ],
)
def test_what_tells_no_story_is_no_letter(language: str, text: str) -> None:
    assert foreign_letter_of(text, language) is None
