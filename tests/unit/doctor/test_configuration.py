"""Settings that are valid and do not go together."""

from __future__ import annotations

from dataclasses import replace

import pytest

import bot.__main__ as entry
from bot.doctor.configuration import check_configuration
from bot.doctor.finding import State
from bot.settings import Settings
from tests.unit.doctor.rig import worst


def test_an_installation_for_trying_out_has_hints_only(settings: Settings) -> None:
    assert worst(check_configuration(replace(settings, root=entry.PROJECT_ROOT))).state is (
        State.HINT
    )


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"public_url": "http://lotse.example.org"}, "unverschlüsselt"),
        ({"mail_transport": "smtp"}, "Platzhalter"),
    ],
)
def test_settings_that_do_not_go_together(
    settings: Settings, changes: dict[str, str], word: str
) -> None:
    found = check_configuration(replace(settings, root=entry.PROJECT_ROOT, **changes))
    assert word in worst(found).message
