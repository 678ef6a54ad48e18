"""A small server of its own: Ubuntu with a real systemd, in namespaces (systemd-nspawn).

The tree of Ubuntu is made once (``debootstrap``) and kept; what a test changes lies in a layer
above it and is thrown away. Needs root.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

SUITE = "jammy"
# What every Ubuntu server has and a bare tree does not. The rest is installed by the handbook.
BARE_PACKAGES = "systemd,systemd-sysv,dbus,ca-certificates,openssl,procps,curl"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
CACHE = Path.home() / ".cache" / "uv"
GUEST_CACHE = "/var/cache/uv"
PATIENCE_SECONDS = 60.0
CLONE_NEWNET = 0x40000000
# Older kernels keep each controller in a hierarchy of its own, which nspawn shows read-only.
BOOT = (
    "for name in memory pids; do"
    " ! mountpoint -q /sys/fs/cgroup/$name || mount -o remount,bind,rw /sys/fs/cgroup/$name; done;"
    " exec /lib/systemd/systemd"
)
PROGRAMS = ("systemd-nspawn", "debootstrap", "nsenter")


class MachineError(Exception):
    """A command in the machine failed, or it does not come up; the message says what it said."""


@dataclass
class Machine:
    """One machine; ``base`` is kept between runs, ``folder`` is not."""

    base: Path
    folder: Path
    _nspawn: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _leader: int = field(default=0, init=False)

    @property
    def root(self) -> Path:
        """Its tree, as seen from outside."""
        return self.folder / "root"

    def mount(self) -> None:
        """Lay an empty layer over the kept tree."""
        for name in ("upper", "work", "root"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        layers = f"lowerdir={self.base},upperdir={self.folder}/upper,workdir={self.folder}/work"
        _call(["mount", "-t", "overlay", "overlay", "-o", layers, str(self.root)])

    def remove(self) -> None:
        """Stop it and throw the layer away."""
        self.stop()
        if self.root.is_mount():
            _call(["umount", "--lazy", str(self.root)])
        shutil.rmtree(self.folder, ignore_errors=True)

    def install(self, script: str) -> str:
        """Run a script before the start, with the network of this machine; return its output."""
        return install(self.root, script)

    def boot(self) -> None:
        """Start systemd as its first process, without any network but its own loopback."""
        log = (self.folder / "console.log").open("ab")
        command = [*_nspawn(self.root), "--private-network", "--kill-signal=SIGRTMIN+3"]
        self._nspawn = subprocess.Popen(
            [*command, "/bin/sh", "-c", BOOT],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        limit = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < limit:
            self._leader = _only_child(self._nspawn.pid)
            if self._leader and self.says("systemctl is-system-running --wait") in (
                "running",
                "degraded",
            ):
                return
            time.sleep(0.2)
        raise MachineError((self.folder / "console.log").read_text("utf-8", "replace")[-4000:])

    def stop(self) -> None:
        """Shut it down as a power button would."""
        if self._nspawn is None:
            return
        self._nspawn.terminate()
        try:
            self._nspawn.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._nspawn.kill()
            self._nspawn.wait()
        self._nspawn, self._leader = None, 0

    def run(self, script: str, *, timeout: float = 300.0) -> str:
        """Run a script as root in it and return what it wrote.

        Raises:
            MachineError: it failed.
        """
        done = self._enter(script, timeout)
        if done.returncode:
            raise MachineError(f"{script}\n{done.stdout}\n{done.stderr}")
        return done.stdout.strip()

    def says(self, script: str) -> str:
        """Return what a script writes, whether or not it fails."""
        return self._enter(script, 300.0).stdout.strip()

    def succeeds(self, script: str) -> bool:
        """Tell whether a script ends with 0."""
        return self._enter(script, 300.0).returncode == 0

    def show(self, unit: str, name: str) -> str:
        """Return a property of a unit."""
        return self.run(f"systemctl show --value -p {name} {unit}")

    @contextmanager
    def network(self) -> Iterator[None]:
        """Let this thread, and those that it starts, speak over the machine's loopback."""
        with open("/proc/thread-self/ns/net") as ours, open(f"/proc/{self._leader}/ns/net") as its:
            _move(its.fileno())
            try:
                yield
            finally:
                _move(ours.fileno())

    def _enter(self, script: str, timeout: float) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [_found("nsenter"), f"--target={self._leader}", "--all", "/bin/bash", "-ec", script],
            env={"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )


def make_base(base: Path, mirror: str, packages: str) -> None:
    """Make the tree of Ubuntu, once: ``packages`` is the script that installs ours."""
    ready = base.with_suffix(".ready")
    if ready.is_file() and ready.read_text("utf-8") == packages:
        return
    shutil.rmtree(base, ignore_errors=True)
    base.parent.mkdir(parents=True, exist_ok=True)
    command = ["debootstrap", "--variant=minbase", "--components=main,universe"]
    _call([*command, f"--include={BARE_PACKAGES}", SUITE, str(base), *([mirror] if mirror else [])])
    sources = base / "etc" / "apt" / "sources.list"
    bare = sources.read_text("utf-8").strip()
    pockets = [bare.replace(f" {SUITE} ", f" {SUITE}{pocket} ") for pocket in ("", "-updates")]
    sources.write_text("\n".join([*pockets, ""]), "utf-8")
    install(base, f"export DEBIAN_FRONTEND=noninteractive; apt-get update -qq\n{packages}")
    ready.write_text(packages, "utf-8")


def install(root: Path, script: str) -> str:
    """Run a script in a tree that is not started, with this machine's network and packages."""
    # Where packages come from, and whom this machine trusts, holds there as well.
    settings = [f"--setenv={name}={os.environ[name]}" for name in os.environ if _is_about(name)]
    CACHE.mkdir(parents=True, exist_ok=True)
    binds = [f"--bind-ro={CERTIFICATES}", f"--bind={CACHE}:{GUEST_CACHE}"]
    settings.append(f"--setenv=UV_CACHE_DIR={GUEST_CACHE}")
    command = [*_nspawn(root), "--resolv-conf=replace-host", "--pipe", *settings, *binds]
    done = subprocess.run(
        [*command, "/bin/bash", "-ec", script], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise MachineError(f"{script}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def missing() -> list[str]:
    """Return what keeps this machine from having another one in it."""
    lacks = [name for name in PROGRAMS if shutil.which(name) is None]
    return lacks if os.geteuid() == 0 else [*lacks, "root"]


def _nspawn(root: Path) -> list[str]:
    name = f"lotse-{os.getpid()}"
    fixed = ["--quiet", f"--machine={name}", "--register=no", "--keep-unit"]
    return ["systemd-nspawn", *fixed, f"--directory={root}"]


def _is_about(name: str) -> bool:
    return name.lower().endswith("_proxy") or name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX")


def _only_child(pid: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        if Path(f"/proc/{children[0]}/comm").read_text("ascii").strip() == "systemd":
            return int(children[0])
    return 0


def _move(namespace: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


def _found(program: str) -> str:
    return shutil.which(program) or program


def _call(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MachineError(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
