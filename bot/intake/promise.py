"""What the receipt of a request promises: by when and on which way the answer comes."""

from __future__ import annotations

from bot.consultations.models import ConsultationRequest, ReplyChannel
from bot.deadlines.shown.wording import german_date
from bot.texts import text

_WITH_WAY = frozenset({ReplyChannel.EMAIL, ReplyChannel.PHONE, ReplyChannel.VISIT})


def promise_of(request: ConsultationRequest) -> str:
    """Return the sentence; who can only be met reads the answer on the page of the request."""
    way = request.reply_channel
    key = f"promise_{way.value}" if way is not None and way in _WITH_WAY else "promise"
    return text(f"chat.{key}", answer_by=german_date(request.answer_by))
