from __future__ import annotations

from bot.desk.staff.throttle import LoginThrottle


def guesses_checked(throttle: LoginThrottle, clock: list[float], addresses: int) -> int:
    checked = 0
    for number in range(10_000):
        clock[0] += 1
        checked += throttle.attempt("beratung", f"a{number % addresses}", None) == 0
    return checked


def test_one_address_gets_less_than_one_guess_in_a_hundred() -> None:
    clock = [0.0]
    assert guesses_checked(LoginThrottle(lambda: clock[0]), clock, addresses=1) < 100


def test_many_addresses_get_less_than_one_guess_in_a_hundred() -> None:
    clock = [0.0]
    assert guesses_checked(LoginThrottle(lambda: clock[0]), clock, addresses=10_000) < 100


def test_a_known_device_is_let_in_while_others_guess() -> None:
    clock = [0.0]
    throttle = LoginThrottle(lambda: clock[0])
    guesses_checked(throttle, clock, addresses=10_000)
    assert throttle.attempt("beratung", "a1", "device") == 0


def test_guesses_at_the_same_moment_count_before_they_are_checked() -> None:
    throttle = LoginThrottle(lambda: 0.0)
    assert sum(throttle.attempt("beratung", "a", None) == 0 for _ in range(100)) == 5


def test_a_success_does_not_count_as_a_guess() -> None:
    throttle = LoginThrottle(lambda: 0.0)
    for _ in range(50):
        assert throttle.attempt("beratung", "a", None) == 0
        throttle.succeeded("beratung", "a", None)


def test_old_failures_are_forgotten() -> None:
    clock = [0.0]
    throttle = LoginThrottle(lambda: clock[0])
    while throttle.attempt("beratung", "a", None) == 0:
        pass
    clock[0] += 3601
    assert throttle.attempt("beratung", "a", None) == 0
    assert throttle.attempt("beratung", "a", None) == 0
