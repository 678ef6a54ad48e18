"""The receipt names the way of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import pytest

from bot.consultations.models import ConsultationRequest, ReplyChannel
from bot.intake.promise import promise_of


@dataclass(frozen=True)
class Sent:
    """What the promise needs of a request."""

    reply_channel: ReplyChannel | None
    answer_by: date = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (ReplyChannel.EMAIL, "eine Antwort von der Servicestelle, per E-Mail."),
        (ReplyChannel.PHONE, "eine Antwort von der Servicestelle, am Telefon."),
        (ReplyChannel.VISIT, "Die Antwort lesen Sie mit Aktenzeichen und PIN"),
        (ReplyChannel.CHAT, "eine Antwort von der Servicestelle."),
        (None, "eine Antwort von der Servicestelle."),
    ],
)
def test_whoever_has_sent_a_request_knows_where_the_answer_comes(
    way: ReplyChannel | None, said: str
) -> None:
    promise = promise_of(cast(ConsultationRequest, Sent(way)))
    assert said in promise
    assert "2. Dezember 2026" in promise
