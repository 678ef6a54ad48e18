"""The deployed configuration in a real nginx, in front of servers that tell what reached them."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks.machine import free_ports
from benchmarks.scale import proxy
from bot.ops.child import die_with_parent
from tests.unit.channels.fake_rasa import served
from tests.unit.doctor.rig import make_certificate

PATIENCE_SECONDS = 20


def mirror(name: str) -> Starlette:
    async def show(request: Request) -> Response:
        return JSONResponse({"door": name, "headers": dict(request.headers)})

    return Starlette(routes=[Route("/{path:path}", show, methods=["GET", "POST"])])


class Front:
    """A running nginx."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder

    def get(self, path: str, host: str = "lotse.example.org", **headers: str) -> httpx.Response:
        return httpx.get(
            f"{self.url}{path}", headers={"Host": host, **headers}, trust_env=False, timeout=20
        )


@contextmanager
def running_nginx(folder: Path, ports: proxy.Ports) -> Iterator[Front]:
    """Run nginx for the length of the block, once it answers."""
    proxy.write(folder, ports)
    with subprocess.Popen(
        proxy.command(folder), stderr=subprocess.DEVNULL, preexec_fn=die_with_parent()
    ) as running:
        try:
            front = Front(f"http://127.0.0.1:{ports.public}", folder)
            limit = time.monotonic() + PATIENCE_SECONDS
            while True:
                try:
                    front.get("/")
                    break
                except httpx.HTTPError:
                    assert time.monotonic() < limit, (folder / "error.log").read_text()
                    time.sleep(0.05)
            yield front
        finally:
            running.terminate()


@pytest.fixture
def installed() -> None:
    if not proxy.is_installed():
        pytest.skip("no nginx found: install nginx")


@pytest.fixture
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Front]:
    request.getfixturevalue("installed")
    with ExitStack() as stack:
        doors = [stack.enter_context(served(mirror(name))) for name in ("a", "b", "desk")]
        first, second, desk = (urlsplit(door).port for door in doors)
        plain, public = free_ports(2)
        ports = proxy.Ports(plain, public, (first, second), desk)
        yield stack.enter_context(running_nginx(tmp_path, ports))


@pytest.mark.usefixtures("installed")
def test_the_deployed_files_are_valid_with_tls(tmp_path: Path) -> None:
    from datetime import datetime, timedelta, timezone

    certificate = make_certificate(tmp_path, datetime.now(timezone.utc) + timedelta(days=9))
    proxy.write(tmp_path, proxy.Ports(1080, 1443, (1, 2), 3), certificate)
    finished = subprocess.run(
        proxy.command(tmp_path, "-t"), capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
    assert "warn" not in finished.stderr


def test_a_visitor_cannot_pretend_to_be_somebody_else(front: Front) -> None:
    forged = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}
    headers = front.get("/", **forged).json()["headers"]
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert headers["host"] == "lotse.example.org"


def test_a_conversation_stays_with_its_door_and_both_doors_have_some(front: Front) -> None:
    doors = Counter()
    for number in range(8):
        session = {"X-Session": f"s{number}"}
        found = {front.get("/", **session).json()["door"] for _ in range(2)}
        assert len(found) == 1
        doors[found.pop()] += 1
    assert set(doors) == {"a", "b"}


def test_the_state_of_the_machine_stays_inside(front: Front) -> None:
    assert front.get("/readyz").status_code == 404
    assert front.get("/healthz").status_code == 200


def test_the_desk_has_its_own_name(front: Front) -> None:
    assert front.get("/", host="beratung.example.org").json()["door"] == "desk"


def test_the_log_names_nobody(front: Front) -> None:
    front.get("/fragen?suche=KANARIE", **{"User-Agent": "KANARIE", "X-Session": "KANARIE"})
    log = front.folder / "ija-lotse.log"
    limit = time.monotonic() + PATIENCE_SECONDS
    while "/fragen" not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < limit
        time.sleep(0.05)
    content = log.read_text(encoding="utf-8")
    assert "127.0.0.1" not in content
    assert "KANARIE" not in content


@pytest.mark.usefixtures("installed")
def test_while_nobody_answers_people_read_german(tmp_path: Path) -> None:
    plain, public, *gone = free_ports(5)
    ports = proxy.Ports(plain, public, (gone[0], gone[1]), gone[2])
    with running_nginx(tmp_path, ports) as front:
        page = front.get("/")
    assert page.status_code == 502
    assert "gleich wieder da" in page.text
    assert "112" in page.text
