"""What a conversation is about, in words: the language understanding sees but one message.

"Und für 14-Jährige?" means little alone. Behind the question that was answered and behind what the
person wrote before it tells its topic much better (docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_CONTEXT_SLOT = "context"
_QUESTION = "question"


def talked_about(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return the ``question`` that was answered and what the person ``said``, the oldest first.

    Empty where nothing was answered, and in a form: what it asks needs no such help.
    """
    slot = tracker.slots.get(_CONTEXT_SLOT)
    context = slot.value if slot is not None else None
    if not isinstance(context, dict) or tracker.active_loop_name:
        return {}
    question = str(context.get(_QUESTION) or "")
    return {"question": question, "said": list(_said(tracker))} if question else {}


def _said(tracker: DialogueStateTracker) -> Iterator[str]:
    """Yield what the person wrote so far; no buttons."""
    for event in tracker.events:
        text = event.text if isinstance(event, UserUttered) else None
        if text and not text.startswith("/"):
            yield text
