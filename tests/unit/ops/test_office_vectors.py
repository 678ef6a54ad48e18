"""Keeping the vectors of the office's texts is a process of its own, and its failure is told."""

from __future__ import annotations

from bot.ops.office_vectors import keep_office_vectors, log_file
from bot.settings import Settings


def test_a_project_without_the_command_fails_with_a_reason_in_the_log(settings: Settings) -> None:
    assert not keep_office_vectors(settings)
    assert "actions" in log_file(settings).read_text(encoding="utf-8")
