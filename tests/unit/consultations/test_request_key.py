"""The secret: made once, shared, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.consultations.keys.request_key import (
    RequestKey,
    open_request_key,
)

KEY = RequestKey(b"s" * 32)


def test_pins_have_eight_digits_and_are_spread() -> None:
    pins = {KEY.pin(f"key-{n}") for n in range(2000)}
    assert len(pins) > 1990
    assert all(len(pin) == 8 and pin.isdigit() for pin in pins)
    assert {pin[0] for pin in pins} == set("0123456789")


def test_a_hash_fits_one_request_only() -> None:
    pin = KEY.pin("k")
    stored = KEY.pin_hash("uuid-1", pin)
    assert KEY.is_pin("uuid-1", pin, stored)
    assert not KEY.is_pin("uuid-2", pin, stored)
    assert not RequestKey(b"t" * 32).is_pin("uuid-1", pin, stored)


def test_the_secret_is_in_no_repr() -> None:
    assert "sss" not in repr(KEY)


def test_a_setting_goes_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    assert open_request_key("x" * 32, path).secret == b"x" * 32
    assert not path.exists()
    assert open_request_key("", path) == open_request_key("", path)


@pytest.mark.parametrize("secret", ["kurz", "x" * 31])
def test_a_secret_that_can_be_guessed_is_refused(secret: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too short"):
        open_request_key(secret, tmp_path / "secret.key")
