"""The commands of the operator's handbook, as they stand there."""

from __future__ import annotations

import re
import textwrap

from bot.settings import PROJECT_ROOT

HANDBOOK = PROJECT_ROOT / "docs" / "handbuch" / "betrieb.md"
RELEASES = "/opt/ija-lotse/releases"
_BLOCK = re.compile(r"^( *)```\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
# Minutes of work; the test brings a model along.
_TRAINING = re.compile(r"^.*-m bot train\n", re.MULTILINE)


def blocks(heading: str) -> list[str]:
    """Return the blocks of commands below a heading of the second level."""
    content = HANDBOOK.read_text(encoding="utf-8")
    section = content.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [textwrap.dedent(found[2]) for found in _BLOCK.finditer(section)]


def for_release(block: str, name: str) -> str:
    """Return a block for the release of this name, to be run in its folder."""
    filled = block.replace("<neuer Stand>", name).replace("<Stand>", name)
    return f"cd {RELEASES}/{name}\n{_TRAINING.sub('', filled)}"
