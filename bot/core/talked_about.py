"""What a conversation is about, in words: the language understanding sees but one message.

"Und für 14-Jährige?" means little alone. Behind the question that was answered, behind what the
person wrote at first, and behind what was written just before it tells its topic much better
(docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_CONTEXT_SLOT = "context"
_QUESTION = "question"
# The end of a long message is where the question is.
_MOST_WORDS = 40
_FEW_WORDS = 3
_LAST = 2


def talked_about(tracker: DialogueStateTracker) -> dict[str, str]:
    """Return the ``question`` that was answered and what the person said ``first`` and ``last``.

    Empty where nothing was answered, and in a form: what it asks needs no such help.
    """
    slot = tracker.slots.get(_CONTEXT_SLOT)
    context = slot.value if slot is not None else None
    if not isinstance(context, dict) or tracker.active_loop_name:
        return {}
    said = list(_said(tracker))
    # A greeting opens nothing.
    opening = next((text for text in said if len(text.split()) >= _FEW_WORDS), "")
    words = {
        "question": str(context.get(_QUESTION) or ""),
        "first": _shortened(opening),
        "last": _shortened(" ".join(said[-_LAST:])),
    }
    return {name: text for name, text in words.items() if text} if words["question"] else {}


def _said(tracker: DialogueStateTracker) -> Iterator[str]:
    """Yield what the person wrote so far; no buttons."""
    for event in tracker.events:
        text = event.text if isinstance(event, UserUttered) else None
        if text and not text.startswith("/"):
            yield text


def _shortened(text: str) -> str:
    return " ".join(text.split()[-_MOST_WORDS:])
