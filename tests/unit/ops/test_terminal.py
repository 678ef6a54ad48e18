from __future__ import annotations

import io

from bot.ops.terminal import PLAIN_LINE_SECONDS, Terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_stays_on_one_line_of_a_screen() -> None:
    screen = Screen()
    terminal = Terminal(screen, clock=lambda: 0.0)
    terminal.progress("eins")
    terminal.progress("zwei")
    terminal.line("fertig")
    assert screen.getvalue().count("\n") == 1
    assert screen.getvalue().endswith("\r\x1b[2Kfertig\n")


def test_progress_is_cut_to_the_width_of_the_screen(monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    screen = Screen()
    Terminal(screen, clock=lambda: 0.0).progress("x" * 50)
    assert screen.getvalue().count("x") == 9


def test_a_pipe_gets_few_progress_lines() -> None:
    now = 0.0
    pipe = io.StringIO()
    terminal = Terminal(pipe, clock=lambda: now)
    for _ in range(100):
        terminal.progress(f"nach {now:.0f} s")
        now += PLAIN_LINE_SECONDS / 50
    assert pipe.getvalue() == "nach 0 s\nnach 30 s\n"
