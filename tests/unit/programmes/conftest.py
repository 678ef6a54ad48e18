from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.programmes.sheet_rig import write_faq


@pytest.fixture
def faq_dir(tmp_path: Path) -> Path:
    return write_faq(tmp_path)
