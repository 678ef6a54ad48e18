"""``faq check --links`` asks a real server for the pages; here it is one on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.editorial.outside.external_links import external_links, link_findings
from bot.editorial.outside.reachability import USER_AGENT, Reply, State, ask
from tests.unit.editorial.conftest import Run

STATUS = {"/da": 200, "/gone": 410, "/fehlt": 404, "/verboten": 403, "/kaputt": 503, "/": 200}
SECONDS = 0.5


class Pages(BaseHTTPRequestHandler):
    """Pages of all kinds; HEAD to /nur-get is refused, as many servers do."""

    asked: list[tuple[str, str, str]] = []
    open_now = 0
    most_at_once = 0

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/nur-get" else 0)

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/nur-get" else 0)

    def _answer(self, status: int) -> None:
        Pages.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/langsam":
            time.sleep(SECONDS * 3)
        else:
            Pages.open_now += 1
            Pages.most_at_once = max(Pages.most_at_once, Pages.open_now)
            time.sleep(0.01)
            Pages.open_now -= 1
        if self.path == "/umgezogen":
            self.send_response(301)
            self.send_header("Location", "/")
        else:
            self.send_response(status or STATUS.get(self.path, 200))
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    Pages.asked, Pages.most_at_once = [], 0
    running = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("page", "reply"),
    [
        ("/da", Reply(State.THERE, 200)),
        ("/nur-get", Reply(State.THERE, 200)),
        ("/", Reply(State.THERE, 200)),
        ("/gone", Reply(State.GONE, 410)),
        ("/fehlt", Reply(State.GONE, 404)),
        ("/verboten", Reply(State.REFUSED, 403)),
        ("/kaputt", Reply(State.REFUSED, 503)),
        ("/umgezogen", Reply(State.START_PAGE, 200)),
        ("/langsam", Reply(State.SILENT)),
    ],
)
def test_each_kind_of_reply_is_told_apart(server: str, page: str, reply: Reply) -> None:
    assert ask([server + page], SECONDS) == {server + page: reply}


def test_a_server_is_asked_one_thing_at_a_time_under_our_own_name(server: str) -> None:
    ask([f"{server}/da?{number}" for number in range(8)], SECONDS)
    assert len(Pages.asked) == 8
    assert {agent for _, _, agent in Pages.asked} == {USER_AGENT}
    assert Pages.most_at_once == 1


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/zu", "http://da.example:kein-port/", "http://"]
)
def test_what_cannot_be_asked_is_silent(server: str, address: str) -> None:
    assert ask([address, f"{server}/da"], SECONDS)[address] == Reply(State.SILENT)


def test_addresses_come_from_entries_and_data_with_all_their_places(tmp_path: Path) -> None:
    faq = tmp_path / "faq"
    (faq / "recht").mkdir(parents=True)
    (faq / "recht" / "a.md").write_text(
        "url: https://a.example/x\n\n[Seite](https://b.example/y), „https://…“ und https://a.example/x."
    )
    (faq / "glossar.yml").write_text(
        '# https://c.example\n  x: {url: "https://a.example/x", year: 1}'
    )
    (faq / "README.md").write_text("https://d.example")
    assert external_links(faq) == {
        "https://a.example/x": [
            ("faq/glossar.yml", 2),
            ("faq/recht/a.md", 1),
            ("faq/recht/a.md", 3),
        ],
        "https://b.example/y": [("faq/recht/a.md", 3)],
    }
    assert list(external_links(faq, ["glossar"])) == ["https://a.example/x"]


def test_what_is_gone_is_told_at_all_places_and_hints_once() -> None:
    places = [("faq/a.md", 1), ("faq/b.md", 2)]
    replies = {"https://a": Reply(State.GONE, 404), "https://b": Reply(State.REFUSED, 403)}
    problems, hints = link_findings(dict.fromkeys(replies, places), lambda _: replies)
    assert [(p.path, p.line) for p in problems] == places
    assert [(h.path, h.line) for h in hints] == places[:1]
    assert "403" in str(hints[0])


def test_without_internet_there_is_one_hint() -> None:
    links = {f"https://{name}.example": [("faq/a.md", 1)] for name in "abc"}
    problems, hints = link_findings(links, lambda asked: dict.fromkeys(asked, Reply(State.SILENT)))
    assert problems == []
    assert len(hints) == 1
    assert "Internet" in hints[0].message


def test_the_check_fails_for_pages_that_are_gone_and_only_for_them(
    server: str, project: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "faq" / "ehrenamt" / "juleica.md"
    original = path.read_text(encoding="utf-8")
    for page, code in (("/verboten", 0), ("/gone", 1)):
        content = "\n".join(
            f"    url: {server}{page}" if line.startswith("    url:") else line
            for line in original.split("\n")
        )
        path.write_text(content.replace("http://", "https://"), encoding="utf-8")
        assert run("check", "juleica") == 0
        path.write_text(content, encoding="utf-8")
        capsys.readouterr()
        assert run("check", "--links", "juleica") == code
        assert server + page in capsys.readouterr().out
