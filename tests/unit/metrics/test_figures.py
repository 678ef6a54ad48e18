from __future__ import annotations

from prometheus_client import generate_latest

from bot.metrics.figures import Figures


def test_turns_are_counted_by_what_became_of_them() -> None:
    figures = Figures()
    figures.count_turn("answer", "web", 0.3)
    figures.count_turn("fallback", "web", 0.2)
    figures.count_turn("fallback", "page", 20)
    value = figures.registry.get_sample_value
    assert value("ija_chat_turns_total", {"outcome": "fallback", "channel": "web"}) == 1
    assert value("ija_fallback_total", {"channel": "page"}) == 1
    assert value("ija_chat_turn_seconds_bucket", {"channel": "web", "le": "0.35"}) == 2
    assert value("ija_chat_turn_seconds_bucket", {"channel": "page", "le": "10.0"}) == 0


def test_two_gateways_in_one_process_do_not_share_figures() -> None:
    first, second = Figures(), Figures()
    first.count_session("web")
    assert second.registry.get_sample_value("ija_chat_sessions_total", {"channel": "web"}) is None


def test_the_process_has_its_usual_figures() -> None:
    written = generate_latest(Figures().registry).decode()
    assert "process_resident_memory_bytes" in written
    assert "python_info" in written


def test_what_an_alarm_counts_is_there_before_it_first_happens() -> None:
    """Prometheus calls it a rise only if it saw the figure before."""
    figures = Figures()
    figures.expect_errors_in(["/fragen/{id}"])
    value = figures.registry.get_sample_value
    assert value("ija_http_errors_total", {"route": "/fragen/{id}"}) == 0
    assert value("ija_erasures_unjournaled_total") == 0
    for reason in ("full", "late"):
        assert value("ija_chat_refused_total", {"reason": reason}) == 0
