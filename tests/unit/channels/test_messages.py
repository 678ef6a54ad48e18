from __future__ import annotations

from bot.channels.messages import BotMessage, Button, offering_once

ADVICE = Button("Beratung anfragen", "/request_consultation")
PERSON = Button("Mit einem Menschen sprechen", "/request_human")


def test_a_button_of_several_answers_stands_below_the_last_one() -> None:
    passage = BotMessage("Am nächsten kommt …", (ADVICE, PERSON))
    offer = BotMessage("Soll ich eine Anfrage aufnehmen?", (ADVICE,))
    assert offering_once([passage, offer]) == [BotMessage("Am nächsten kommt …", (PERSON,)), offer]


def test_two_buttons_of_the_same_title_are_one_whatever_they_send() -> None:
    about_check = Button(ADVICE.title, '/request_consultation{"about": "fit"}')
    told = offering_once([BotMessage("a", (about_check,)), BotMessage("b", (ADVICE,))])
    assert [message.buttons for message in told] == [(), (ADVICE,)]


def test_a_related_question_that_has_a_button_is_named_once() -> None:
    related = [{"id": "a", "question": "Wer zahlt?"}, {"id": "b", "question": "Wann?"}]
    button = Button("Wer zahlt?", '/choose_faq{"faq_id": "a"}')
    [told] = offering_once(
        [BotMessage(card={"card": "facts", "related": related}, buttons=(button,))]
    )
    assert told.buttons == (button,)
    assert told.card == {"card": "facts", "related": related[1:]}


def test_nothing_else_changes() -> None:
    messages = [BotMessage(card={"card": "contact"}, buttons=(PERSON,)), BotMessage("b", (ADVICE,))]
    assert offering_once(messages) == messages
    assert offering_once([]) == []
