"""What the assistant may say, from Rasa's files as they are now."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

logger = logging.getLogger(__name__)


def response_variants(folder: Path) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield the key and the variants of each response; an unreadable file has none."""
    for path in sorted(folder.glob("*.yml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError) as error:
            logger.warning("%s is not readable: %s", path.name, type(error).__name__)
            continue
        responses = content.get("responses") if isinstance(content, dict) else None
        for key, variants in responses.items() if isinstance(responses, dict) else ():
            found = variants if isinstance(variants, list) else []
            yield str(key), [one for one in found if isinstance(one, dict)]
