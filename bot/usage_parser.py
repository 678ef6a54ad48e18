"""A parser of arguments that answers every wrong call in German with all the commands.

Every command of ``python -m bot`` takes its parser from here: argparse itself speaks English.
"""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from bot.texts import text

WRONG_USAGE = 2


def usage_parser(prog: str, usage_key: str) -> argparse.ArgumentParser:
    """Return a parser for ``prog``; the text at ``usage_key`` says what the commands are.

    What is wrong with a value is told above it when its type raises ``ArgumentTypeError`` with a
    German sentence.
    """

    class Parser(argparse.ArgumentParser):
        """Also the class of the parsers of its commands."""

        def error(self, message: str) -> NoReturn:
            del message
            sys.stderr.write(_own_words() + self.format_help())
            sys.exit(WRONG_USAGE)

        def format_help(self) -> str:
            return text(usage_key) + "\n"

    return Parser(prog=prog, allow_abbrev=False)


def _own_words() -> str:
    """Return what our own check of a value has said, as a line; empty after argparse's checks."""
    # argparse reports while it handles its own error, which came from ours.
    error = sys.exc_info()[1]
    cause = None if error is None else error.__context__
    return f"{cause}\n" if isinstance(cause, argparse.ArgumentTypeError) else ""
