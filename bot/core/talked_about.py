"""What a conversation is about, in words: the language understanding sees but one message.

"Und für 14-Jährige?" means little alone. Behind the question that was answered, behind what the
person wrote at first, and behind what was written just before it tells its topic much better
(docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.talks import said_before

_CONTEXT_SLOT = "context"
_QUESTION = "question"


def talked_about(tracker: DialogueStateTracker) -> dict[str, str]:
    """Return the ``question`` that was answered and what the person said ``first`` and ``last``.

    Empty where nothing was answered, and in a form: what it asks needs no such help.
    """
    slot = tracker.slots.get(_CONTEXT_SLOT)
    context = slot.value if slot is not None else None
    if not isinstance(context, dict) or tracker.active_loop_name:
        return {}
    question = str(context.get(_QUESTION) or "")
    return {"question": question, **said_before(list(_said(tracker)))} if question else {}


def _said(tracker: DialogueStateTracker) -> Iterator[str]:
    """Yield what the person wrote so far; no buttons."""
    for event in tracker.events:
        text = event.text if isinstance(event, UserUttered) else None
        if text and not text.startswith("/"):
            yield text
