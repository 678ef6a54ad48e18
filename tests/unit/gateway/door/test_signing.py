from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.door.signing import Signer

SIGNER = Signer(b"k" * 32, "form")


def test_a_signed_value_comes_back_until_it_is_too_old() -> None:
    signed = SIGNER.sign(["IJ-2026-0001", "2026-11-26"], 1000.0)
    assert SIGNER.verify(signed, 1060.0, 60) == ["IJ-2026-0001", "2026-11-26"]
    assert SIGNER.verify(signed, 1062.0, 60) is None
    assert SIGNER.verify(signed, 900.0, 60) is None


def test_another_purpose_or_key_does_not_verify() -> None:
    signed = SIGNER.sign("x", 0.0)
    assert Signer(SIGNER.key, "receipt").verify(signed, 0.0, 60) is None
    assert Signer(b"l" * 32, "form").verify(signed, 0.0, 60) is None


@given(st.text(min_size=1))
def test_damaged_values_do_not_verify(damage: str) -> None:
    signed = SIGNER.sign("x", 0.0)
    for forged in (damage, damage + signed, signed + "0" + damage, f"{damage}.{damage}"):
        assert SIGNER.verify(forged, 0.0, 60) is None
