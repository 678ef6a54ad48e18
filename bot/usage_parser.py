"""A parser of arguments that answers every wrong call in German with all the commands."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from bot.texts import text

WRONG_USAGE = 2


def usage_parser(prog: str, usage_key: str) -> argparse.ArgumentParser:
    """Return a parser for ``prog``; the text at ``usage_key`` says what the commands are."""

    class Parser(argparse.ArgumentParser):
        """Also the class of the parsers of its commands."""

        def error(self, message: str) -> NoReturn:
            del message
            sys.stderr.write(self.format_help())
            sys.exit(WRONG_USAGE)

        def format_help(self) -> str:
            return text(usage_key) + "\n"

    return Parser(prog=prog, allow_abbrev=False)
