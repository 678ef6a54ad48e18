"""The image and its containers, as far as files can tell: there is no engine here to run them."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import Any

import pytest
import yaml

from bot.ops.models import CURRENT
from bot.ops.processes import all_processes
from bot.settings import PROJECT_ROOT, Settings

DEPLOYED = PROJECT_ROOT / "deploy"
RECIPE = (DEPLOYED / "Containerfile").read_text("utf-8")
IGNORED = [
    line
    for line in (DEPLOYED / "containerignore").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOYED / "compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
HANDBOOK = (PROJECT_ROOT / "docs" / "handbuch" / "betrieb.md").read_text("utf-8")
TEXTS = "/opt/ija-lotse/faq"
# The texts and the model belong into it, though the model is in no release of the source.
NEEDED = ("faq", "models")


def test_the_texts_of_the_office_outlive_an_image() -> None:
    (declared,) = re.findall(r"^VOLUME (\[.*\])$", RECIPE, re.MULTILINE)
    assert TEXTS in yaml.safe_load(declared)
    # What a release brings along can still be compared with them.
    assert "cp -r faq faq.release" in RECIPE
    assert "faq.release" in HANDBOOK


def test_what_git_leaves_out_is_left_out_of_the_image() -> None:
    lines = (PROJECT_ROOT / ".gitignore").read_text("utf-8").split()
    names = {line.strip("/") for line in lines} - {*NEEDED, "*.egg-info", "node_modules"}
    names |= {".git", "tests"}
    patterns = [pattern.removeprefix("**/") for pattern in IGNORED]
    missing = [name for name in names if not any(fnmatch(name, pattern) for pattern in patterns)]
    assert missing == []
    assert not any(fnmatch(name, pattern) for name in NEEDED for pattern in patterns)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_can_do_little_and_shares_data_and_texts(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["mem_limit"]
    mounted = dict(volume.split(":") for volume in service["volumes"])
    assert mounted["faq"] == TEXTS
    assert mounted["data"] == "/var/lib/ija-lotse"
    assert mounted.keys() <= COMPOSE["volumes"].keys()
    assert set(service["secrets"]) <= COMPOSE["secrets"].keys()
    # They speak over loopback.
    assert name == "gateway" or service["network_mode"] == "service:gateway"


def test_there_is_a_container_for_every_process() -> None:
    environ = {"IJA_IMAP_HOST": "imap.example.org", "IJA_TELEGRAM_TOKEN": "1234567890:" + "a" * 35}
    settings = Settings.from_env(environ)
    names = {process.name for process in all_processes(settings, settings.models_dir / CURRENT)}
    started = {name: service["command"] for name, service in SERVICES.items() if name != "task"}
    assert started == {name: ["process", name] for name in names}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_its_settings_are_valid_and_every_secret_is_a_file(name: str, tmp_path: Any) -> None:
    environ = dict(SERVICES[name]["environment"])
    for variable, value in environ.items():
        if variable.endswith("_FILE"):
            assert value.removeprefix("/run/secrets/") in SERVICES[name]["secrets"]
            (tmp_path / variable).touch()
            environ[variable] = str(tmp_path / variable)
    assert Settings.from_env(environ).gateway_host == "0.0.0.0"  # noqa: S104


def test_only_this_machine_reaches_the_doors() -> None:
    ports = SERVICES["gateway"]["ports"]
    assert ports == ["127.0.0.1:8000:8000", "127.0.0.1:8001:8001"]
    assert not any("ports" in service for name, service in SERVICES.items() if name != "gateway")
