"""A reply that says nothing, for the tests of those who judge replies."""

from __future__ import annotations

from benchmarks.conversation_replies import Reply

REPLY = Reply(
    text="",
    folded="",
    entries=(),
    meant="",
    options=(),
    decisions=("answer",),
    is_proposal=False,
    is_unsure=False,
    has_hint=False,
)
