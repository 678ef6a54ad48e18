"""Which kernels of OpenBLAS this processor can run.

Rasa 3.6.21 holds NumPy at 1.23.5, whose OpenBLAS 0.3.20 of 2022 knows processors by their model
numbers only. One that is newer counts as a Prescott of 2004: on an Emerald Rapids (model 207) a
product of two matrices took five times as long, and training 287 instead of 60 seconds.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

VARIABLE = "OPENBLAS_CORETYPE"
_CPUINFO = Path("/proc/cpuinfo")
# From the best to the least; what a processor must be able to do is named as in /proc/cpuinfo.
_KERNELS = (
    ("SkylakeX", frozenset({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "fma"})),
    ("Haswell", frozenset({"avx2", "fma"})),
)


def choose_kernels(environment: MutableMapping[str, str], cpuinfo: Path = _CPUINFO) -> None:
    """Name the best kernels in the environment, before NumPy is loaded, unless they are named.

    Child processes inherit them. Where the processor cannot be read, OpenBLAS decides by itself.
    """
    if VARIABLE in environment:
        return
    kernels = _best(_abilities(cpuinfo))
    if kernels:
        environment[VARIABLE] = kernels


def _best(abilities: frozenset[str]) -> str | None:
    return next((name for name, needed in _KERNELS if needed <= abilities), None)


def _abilities(cpuinfo: Path) -> frozenset[str]:
    """Return what the first processor can do, nothing where none of our kind is described."""
    try:
        lines = cpuinfo.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return frozenset()
    flags = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(flags.partition(":")[2].split())
