"""The script that others embed, and which of them may use the chat."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.web_chat.script_bundle import BundleError, bundle
from bot.gateway.web_chat.widget_file import SOURCES, WidgetFile
from tests.unit.gateway.gateway_rig import JSON, PUBLIC_URL, GatewayRig

HOST_PAGE = "https://www.traeger.example"
MAX_PACKED_BYTES = 25_000


class TestScript:
    def test_the_script_is_small(self) -> None:
        assert len(gzip.compress(WidgetFile.build().plain)) < MAX_PACKED_BYTES

    def test_the_script_holds_nothing_that_a_strict_page_forbids(self) -> None:
        script = WidgetFile.build().plain.decode()
        for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"):
            assert forbidden not in script
        for forbidden in ("eval(", "new Function", "document.cookie", "localStorage", "@import"):
            assert forbidden not in script
        assert "url(" not in script

    def test_it_is_sent_packed_and_kept_as_long_as_it_is_exact(self, client: TestClient) -> None:
        widget = WidgetFile.build()
        plain = client.get("/widget.js", headers={"Accept-Encoding": "identity"})
        assert plain.content == widget.plain
        assert plain.headers["cross-origin-resource-policy"] == "cross-origin"
        assert plain.headers["cache-control"] == "public, max-age=3600"
        assert plain.headers["content-type"].startswith("text/javascript")
        packed = client.get("/widget.js")
        assert packed.headers["content-encoding"] == "gzip"
        assert widget.plain == packed.content
        exact = client.get(widget.url)
        assert "immutable" in exact.headers["cache-control"]
        assert "immutable" not in client.get("/widget.js?v=old").headers["cache-control"]
        known = client.get("/widget.js", headers={"If-None-Match": plain.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")

    def test_other_files_stay_with_our_own_pages(self, client: TestClient) -> None:
        for path in ("/", "/kontakt", "/api/chat/start"):
            headers = client.get(path).headers
            assert headers["cross-origin-resource-policy"] == "same-origin"


class TestBundle:
    def write(self, folder: Path, **modules: str) -> Path:
        for name, source in modules.items():
            (folder / f"{name}.js").write_text(source, encoding="utf-8")
        return folder

    def test_modules_come_after_what_they_import_and_styles_as_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.css").write_text('p { content: "</style>"; } /* weg */', encoding="utf-8")
        self.write(
            tmp_path,
            entry='// weg\nimport {\n  one,\n  two,\n} from "./b.js";\none(two, STYLES);\n',
            b="export const two = 2;\nexport function one() {\n  return two;\n}\n",
        )
        script = bundle(tmp_path, "entry.js")
        assert "import" not in script
        assert "export" not in script
        assert "weg" not in script
        assert script.index("const two") < script.index("one(two, STYLES)")

    @pytest.mark.parametrize(
        ("modules", "complaint"),
        [
            ({"entry": 'import { x } from "./b.js";\n', "b": "const y = 1;\n"}, "imports x"),
            (
                {"entry": 'import { x } from "./b.js";\nconst y = 1;\n', "b": "let y, x = 1;\n"},
                "y stands",
            ),
            ({"entry": 'import x from "./b.js";\n', "b": ""}, "import x"),
            ({"entry": "export default 1;\n"}, "export default"),
            (
                {
                    "entry": 'import { x } from "./b.js";\n',
                    "b": 'import { y } from "./entry.js";\nexport const x = 1;\n',
                },
                "each other",
            ),
            ({"entry": "const STYLES = 1;\n"}, "STYLES stands"),
        ],
    )
    def test_what_it_cannot_join_is_refused(
        self, tmp_path: Path, modules: dict[str, str], complaint: str
    ) -> None:
        with pytest.raises(BundleError, match=complaint):
            bundle(self.write(tmp_path, **modules), "entry.js")

    def test_every_module_is_used(self) -> None:
        script = bundle(SOURCES, "element.js")
        for path in SOURCES.glob("*.js"):
            names = re.findall(r"^export (?:function|class|const) (\w+)", path.read_text(), re.M)
            assert all(name in script for name in names), path.name
            assert names or path.name == "element.js"


class TestOrigins:
    @pytest.fixture
    def open_client(self, rig: GatewayRig) -> Iterator[TestClient]:
        # The one origin that the rig's settings know; set before the application is made.
        object.__setattr__(rig.services.settings, "widget_origins", (HOST_PAGE,))
        with TestClient(create_app(rig.services), PUBLIC_URL) as client:
            yield client

    def preflight(self, client: TestClient, origin: str, path: str = "/api/chat/messages"):  # type: ignore[no-untyped-def]
        headers = {
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,x-session",
        }
        return client.options(path, headers=headers)

    def test_an_allowed_page_can_hold_a_conversation(self, open_client: TestClient) -> None:
        asked = self.preflight(open_client, HOST_PAGE)
        assert asked.status_code == 204
        assert asked.headers["access-control-allow-origin"] == HOST_PAGE
        assert "X-Session" in asked.headers["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in asked.headers
        headers = {**JSON, "Origin": HOST_PAGE, "Sec-Fetch-Site": "cross-site"}
        opened = open_client.post("/api/chat/sessions", headers=headers, content="{}")
        assert opened.status_code == 201
        assert opened.headers["access-control-allow-origin"] == HOST_PAGE
        assert "Origin" in opened.headers["vary"]
        assert "set-cookie" not in opened.headers
        headers["X-Session"] = opened.json()["session"]
        sent = open_client.post("/api/chat/messages", headers=headers, content='{"text": "Hallo"}')
        assert sent.status_code == 200

    @pytest.mark.parametrize(
        "origin",
        ["https://boese.example", "https://www.traeger.example.boese.example", "null", "",
         "http://www.traeger.example", "https://www.traeger.example:444"],
    )  # fmt: skip
    def test_no_other_page_can(self, open_client: TestClient, origin: str) -> None:
        asked = self.preflight(open_client, origin)
        assert asked.status_code == 405
        assert "access-control-allow-origin" not in asked.headers
        headers = {**JSON, "Origin": origin, "Sec-Fetch-Site": "cross-site"}
        refused = open_client.post("/api/chat/sessions", headers=headers, content="{}")
        assert refused.status_code == 403
        read = open_client.get("/api/chat/start", headers={"Origin": origin})
        assert "access-control-allow-origin" not in read.headers

    @pytest.mark.parametrize("path", ["/", "/kontakt", "/beratung", "/anfrage", "/healthz"])
    def test_only_the_chat_is_open_to_others(self, open_client: TestClient, path: str) -> None:
        read = open_client.get(path, headers={"Origin": HOST_PAGE})
        assert "access-control-allow-origin" not in read.headers
        assert self.preflight(open_client, HOST_PAGE, path).status_code == 405

    def test_without_the_setting_nobody_is_let_in(self, client: TestClient) -> None:
        assert self.preflight(client, HOST_PAGE).status_code == 405
        headers = {**JSON, "Origin": HOST_PAGE, "Sec-Fetch-Site": "cross-site"}
        refused = client.post("/api/chat/sessions", headers=headers, content="{}")
        assert refused.status_code == 403
