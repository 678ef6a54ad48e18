from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.processor import VARIABLE, choose_kernels

# As /proc/cpuinfo tells it, without what does not matter here.
EMERALD_RAPIDS = "fpu sse2 fma avx avx2 avx512f avx512dq avx512cd avx512bw avx512vl amx_tile"
CPUINFO = "processor\t: 0\nmodel\t\t: 207\nflags\t\t: {}\nbugs\t\t: spectre_v1\n"

MULTIPLICATION = """
import os
from bot.processor import choose_kernels
choose_kernels(os.environ)
import numpy
from threadpoolctl import threadpool_info
print(*{library["architecture"] for library in threadpool_info()})
"""


@pytest.mark.parametrize(
    ("flags", "kernels"),
    [
        (EMERALD_RAPIDS, "SkylakeX"),
        ("fpu sse2 avx avx2 fma bmi2", "Haswell"),
        ("fpu sse2 avx512f avx2 fma", "Haswell"),
        ("fpu sse2 avx avx2", None),
        ("", None),
    ],
)
def test_the_best_kernels_that_the_processor_can_run(
    flags: str, kernels: str | None, tmp_path: Path
) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(CPUINFO.format(flags), encoding="ascii")
    environment: dict[str, str] = {}
    choose_kernels(environment, cpuinfo)
    assert environment.get(VARIABLE) == kernels


def test_what_is_named_already_stays(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(CPUINFO.format(EMERALD_RAPIDS), encoding="ascii")
    environment = {VARIABLE: "Zen"}
    choose_kernels(environment, cpuinfo)
    assert environment == {VARIABLE: "Zen"}


@pytest.mark.parametrize("content", [None, b"Processor : ARMv8\nFeatures : fp asimd\n", b"\xff"])
def test_other_processors_are_left_to_openblas(content: bytes | None, tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    if content is not None:
        cpuinfo.write_bytes(content)
    environment: dict[str, str] = {}
    choose_kernels(environment, cpuinfo)
    assert environment == {}


def test_numpy_reckons_with_the_kernels_named() -> None:
    named: dict[str, str] = {}
    choose_kernels(named)
    result = subprocess.run(
        [sys.executable, "-c", MULTIPLICATION],
        env={name: value for name, value in os.environ.items() if name != VARIABLE},
        capture_output=True,
        text=True,
        check=True,
    )
    assert VARIABLE not in named or result.stdout.split() == [named[VARIABLE]]


def test_a_command_names_the_kernels_before_numpy_is_loaded() -> None:
    loaded = "import sys, bot.__main__; print('numpy' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False"]
