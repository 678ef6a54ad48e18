"""Adds sentences to a file of training sentences and takes them out, as text: nothing else moves.

Learned sentences stand in a block of their own at the end of the file, so that everybody sees what
came from real questions and the files as written stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from bot.knowledge.files.yaml_lines import SAFE_LOADER

REGISTER = "asked"
"""The register of sentences that people really asked (docs/topics.md)."""
_INDENT = "    - "
# What a new file begins with.
_HEAD = 'version: "3.1"\nnlu:\n'


class SentenceFileError(ValueError):
    """The file is not built so that a sentence can be added or taken out."""


def with_sentence(content: str, intent: str, sentence: str) -> str:
    """Return the file with the sentence at the end of the block of learned ones.

    ``content`` is empty for a topic that has no file yet; a learned sentence is not added twice.

    Raises:
        SentenceFileError: the file cannot be read, or it would not say the same afterwards.
    """
    text = content or _HEAD
    before = _blocks(text) if content else []
    text = text if text.endswith("\n") else f"{text}\n"
    has_block = bool(before) and _is_learned(before[-1], intent)
    if has_block and (intent, sentence) in _sentences(before[-1:]):
        return content
    if not has_block:
        text += f"- intent: {intent}\n  metadata: {{register: {REGISTER}}}\n  examples: |\n"
    new = f"{text}{_INDENT}{sentence}\n"
    if list(_sentences(_blocks(new))) != [*_sentences(before), (intent, sentence)]:
        raise SentenceFileError(intent)
    return new


def without_sentence(content: str, intent: str, sentence: str) -> str:
    """Return the file without a learned sentence; empty if nothing else is left in it.

    A sentence that is not there (any more) is no error.

    Raises:
        SentenceFileError: the file cannot be read.
    """
    blocks = _blocks(content)
    if not (blocks and _is_learned(blocks[-1], intent)):
        return content
    start = content.rindex(f"- intent: {intent}\n")
    head, block = content[:start], content[start:]
    lines = block.splitlines(keepends=True)
    kept = [line for line in lines if line.rstrip("\n") != f"{_INDENT}{sentence}"]
    if not any(line.startswith(_INDENT) for line in kept):
        return "" if head == _HEAD else head
    return head + "".join(kept)


def _blocks(content: str) -> list[dict[str, Any]]:
    try:
        blocks = yaml.load(content, Loader=SAFE_LOADER)["nlu"]  # noqa: S506 - a safe loader
    except (yaml.YAMLError, TypeError, KeyError):
        raise SentenceFileError from None
    if blocks is not None and not isinstance(blocks, list):
        raise SentenceFileError
    return blocks or []


def _is_learned(block: dict[str, Any], intent: str) -> bool:
    metadata = block.get("metadata")
    register = metadata.get("register") if isinstance(metadata, dict) else None
    return block.get("intent") == intent and register == REGISTER


def _sentences(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if not isinstance(block.get("examples"), str):
            raise SentenceFileError
        for line in block["examples"].strip().splitlines():
            yield str(block.get("intent")), line.removeprefix("- ").strip()
