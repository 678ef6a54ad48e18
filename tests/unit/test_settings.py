from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT, Settings, SettingsError


class AskedFor(Mapping[str, str]):
    """An empty environment that notes which variables are read."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def example_lines() -> list[str]:
    return (PROJECT_ROOT / ".env.example").read_text(encoding="utf-8").splitlines()


def test_env_example_describes_exactly_the_variables_that_are_read() -> None:
    environ = AskedFor()
    Settings.from_env(environ)
    documented = re.findall(r"^#(IJA_\w+)=", "\n".join(example_lines()), re.MULTILINE)
    assert sorted(documented) == sorted(environ.names)


def test_env_example_changes_nothing_when_copied() -> None:
    assert [line for line in example_lines() if line and not line.startswith("#")] == []


def test_env_example_shows_the_defaults() -> None:
    shown = dict(line[1:].split("=", 1) for line in example_lines() if line.startswith("#IJA_"))
    # These defaults are made from the project's folder, or nobody can guess a useful value.
    made = ("IJA_VAR_DIR", "IJA_DATABASE_URL", "IJA_MAIL_FOLDER", "IJA_BACKUP_DIR")
    for name in (*made, "IJA_ERASURE_JOURNAL"):
        del shown[name]
    assert Settings.from_env(shown) == Settings.from_env({})


def test_no_variable_is_needed() -> None:
    settings = Settings.from_env({})
    assert settings.mail_transport == "folder"
    assert settings.database_url == f"sqlite:///{PROJECT_ROOT / 'var' / 'ija.sqlite'}"
    assert settings.gateway_host == settings.desk_host == "127.0.0.1"


def test_empty_and_blank_variables_count_as_unset() -> None:
    blank = {"IJA_GATEWAY_PORT": "", "IJA_MAIL_FROM": "  "}
    assert Settings.from_env(blank) == Settings.from_env({})


def test_everything_moves_with_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path)})
    assert settings.mail_folder == tmp_path / "mail"
    assert settings.rasa_database == tmp_path / "rasa.sqlite"
    assert str(tmp_path) in settings.database_url


def test_the_public_address_follows_the_port() -> None:
    assert Settings.from_env({"IJA_GATEWAY_PORT": "9000"}).public_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IJA_DESK_PORT", "0"),
        ("IJA_DESK_PORT", "65536"),
        ("IJA_DESK_PORT", "-1"),
        ("IJA_DESK_PORT", "\u0663"),
        ("IJA_DESK_SECOND_FACTOR", "ja"),
        ("IJA_RASA_TIMEOUT_SECONDS", "0"),
        ("IJA_RASA_TIMEOUT_SECONDS", "nan"),
        ("IJA_RASA_TIMEOUT_SECONDS", "inf"),
        ("IJA_RASA_TIMEOUT_SECONDS", "zehn"),
        ("IJA_MAIL_TRANSPORT", "pigeon"),
        ("IJA_SMTP_SECURITY", "TLS"),
        ("IJA_OFFICE_MAILBOX", "buero"),
        ("IJA_OFFICE_MAILBOX", "a@b\nBcc: x@y"),
        ("IJA_REQUEST_RETENTION_DAYS", "0"),
        ("IJA_REQUEST_RETENTION_DAYS", "0.5"),
        ("IJA_CHAT_RETENTION_DAYS", "-1"),
        ("IJA_LOG_RETENTION_DAYS", "\u0663"),
        ("IJA_ANSWER_WORKING_DAYS", "9" * 5000),
        ("IJA_IMAP_SECURITY", "ssl"),
        ("IJA_SECRET_KEY", "kurz"),
        ("IJA_DATABASE_URL", "mysql://a:b@c/d"),
        ("IJA_TRACKER_URL", "ija.sqlite"),
        ("IJA_RASA_URLS", "127.0.0.1:5005"),
        ("IJA_RASA_WORKERS", "0"),
        ("IJA_TRACING_URL", "ftp://x"),
        ("IJA_BACKUP_KEEP_DAYS", "-1"),
        ("IJA_METRICS_PORT", "metrik"),
        ("IJA_METRICS_TOKEN", "kurz"),
        ("IJA_TRUSTED_PROXIES", "nginx"),
        ("IJA_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.300"),
        ("IJA_WIDGET_ORIGINS", "http://www.beispiel.example"),
        ("IJA_WIDGET_ORIGINS", "https://www.beispiel.example/seite"),
        ("IJA_WIDGET_ORIGINS", "www.beispiel.example, https://a.example"),
        ("IJA_WIDGET_ORIGINS", "*"),
        ("IJA_WIDGET_ORIGINS", "https://"),
        ("IJA_WIDGET_ORIGINS", "https://a:b@c.example:x"),
        ("IJA_TURNS_AT_ONCE", "0"),
        ("IJA_TURNS_WAITING", "-1"),
        ("IJA_TURN_WAIT_SECONDS", "nan"),
        ("IJA_LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({name: value})
    [problem] = caught.value.problems
    assert name in problem


def test_all_wrong_values_are_named_at_once() -> None:
    wrong = {"IJA_DESK_PORT": "x", "IJA_MAIL_TRANSPORT": "x", "IJA_MAIL_FROM": "x"}
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(wrong)
    assert len(caught.value.problems) == 3


def test_a_secret_can_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("geheim mit leerzeichen \n", encoding="utf-8")
    settings = Settings.from_env({"IJA_SMTP_PASSWORD_FILE": str(file), "IJA_SMTP_PASSWORD": "x"})
    assert settings.smtp.password == "geheim mit leerzeichen "


def test_whoever_checks_rights_knows_the_files_of_secrets(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("postgresql://a:b@c/d\n", encoding="utf-8")
    settings = Settings.from_env({"IJA_DATABASE_URL_FILE": str(file)})
    assert settings.database_url == "postgresql://a:b@c/d"
    assert settings.secret_files == (file,)


def test_an_empty_file_counts_as_not_set(tmp_path: Path) -> None:
    file = tmp_path / "empty"
    file.touch()
    names = ("IJA_DATABASE_URL", "IJA_TRACKER_URL", "IJA_REDIS_URL", "IJA_SECRET_KEY")
    settings = Settings.from_env({f"{name}_FILE": str(file) for name in names})
    assert settings.database_url == Settings.from_env({}).database_url
    assert settings.scale == Settings.from_env({}).scale


def test_the_store_of_conversations_can_move(tmp_path: Path) -> None:
    file = tmp_path / "rasa.sqlite"
    assert Settings.from_env({"IJA_TRACKER_URL": f"sqlite:///{file}"}).rasa_database == file
    assert Settings.from_env({}).core_urls == ("http://127.0.0.1:5005",)
    assert Settings.from_env({"IJA_RASA_URLS": "http://a/, http://b"}).core_urls == (
        "http://a",
        "http://b",
    )


def test_lists_have_commas() -> None:
    environ = {"IJA_STAFF_SENDERS": " a@b.example, @amt.example ,,", "IJA_IMAP_FOLDERS": "A,B"}
    imap = Settings.from_env(environ).imap
    assert imap.staff_senders == ("a@b.example", "@amt.example")
    assert imap.folders == ("A", "B")
    assert Settings.from_env({}).imap.folders == ("INBOX",)


def test_the_secret_and_the_files_of_mails_move_with_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path)})
    assert settings.secret_key == ""
    assert settings.secret_key_file.parent == settings.attachments_dir.parent == tmp_path


def test_figures_that_others_can_reach_need_a_token() -> None:
    with pytest.raises(SettingsError, match="IJA_METRICS_TOKEN"):
        Settings.from_env({"IJA_METRICS_HOST": "0.0.0.0"})  # noqa: S104
    token = "t" * 32
    metrics = Settings.from_env(
        {"IJA_METRICS_HOST": "0.0.0.0", "IJA_METRICS_TOKEN": token}  # noqa: S104
    ).metrics
    assert (metrics.port, metrics.token) == (8002, token)
    assert token not in repr(metrics)


def test_port_nought_switches_the_figures_off() -> None:
    environ = {"IJA_METRICS_HOST": "0.0.0.0", "IJA_METRICS_PORT": "0"}  # noqa: S104
    assert Settings.from_env(environ).metrics.port == 0


def test_proxies_are_addresses_and_networks() -> None:
    environ = {"IJA_TRUSTED_PROXIES": "10.0.0.0/8, ::1"}
    assert Settings.from_env(environ).trusted_proxies == ("10.0.0.0/8", "::1")


def test_websites_that_embed_the_chat_are_origins() -> None:
    environ = {"IJA_WIDGET_ORIGINS": "https://www.Beispiel.example/, http://127.0.0.1:8080"}
    origins = ("https://www.beispiel.example", "http://127.0.0.1:8080")
    assert Settings.from_env(environ).widget_origins == origins
    assert Settings.from_env({}).widget_origins == ()


def test_a_missing_secret_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="IJA_SMTP_PASSWORD_FILE"):
        Settings.from_env({"IJA_SMTP_PASSWORD_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IJA_PUBLIC_URL", "lotse.example.org"),
        ("IJA_PUBLIC_URL", "https://lotse.example.org:80x"),
        ("IJA_PUBLIC_URL", "https://[lotse"),
        ("IJA_DATABASE_URL", "postgresql://ija:x@127.0.0.1:1x/ija"),
        ("IJA_REDIS_URL", "localhost:6379"),
        ("IJA_SESSION_IDLE_MINUTES", "0.5"),
    ],
)
def test_what_would_only_fail_later_is_told_at_the_start(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_env({name: value})
    (problem,) = error.value.problems
    assert problem.startswith(name)


def test_a_password_may_hold_what_ends_the_host_of_a_web_address() -> None:
    url = "postgresql://ija:a/b#c?d[e@127.0.0.1:5432/ija"
    assert Settings.from_env({"IJA_DATABASE_URL": url}).database_url == url


def problems_of(**variables: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(variables)
    return caught.value.problems


def test_a_name_that_nobody_reads_is_told_with_the_nearest_one_and_without_its_value() -> None:
    found = problems_of(IJA_SMPT_HOST="geheim", IJA_QXZ="geheim", IJA_DESK_PORT="x", PATH="/bin")
    assert [problem.partition(":")[0] for problem in found] == [
        "IJA_DESK_PORT",
        "IJA_QXZ",
        "IJA_SMPT_HOST",
    ]
    assert found[2].endswith("IJA_SMTP_HOST")
    # The prefix alone is no likeness.
    assert "IJA_" not in found[1].partition(":")[2]
    assert "geheim" not in "".join(found)


def test_a_file_for_what_is_no_secret_is_no_setting() -> None:
    assert problems_of(IJA_SMTP_HOST_FILE="/run/x")[0].startswith("IJA_SMTP_HOST_FILE")


@pytest.mark.parametrize(
    "name", ["IJA_RASA_DATABASE", "IJA_RELEASE", "IJA_TEST_POSTGRES_URL", "IJA_LOAD_QUESTIONS"]
)
def test_what_others_read_is_no_mistake(name: str) -> None:
    assert Settings.from_env({name: "x"}) == Settings.from_env({})


def test_what_the_scripts_of_a_server_read_is_no_mistake() -> None:
    scripts = (PROJECT_ROOT / "deploy" / "bin").iterdir()
    read = {
        name for path in scripts for name in re.findall(r"IJA_[A-Z_]+", path.read_text("utf-8"))
    }
    assert "IJA_SYSTEMCTL" in read
    Settings.from_env(dict.fromkeys(read - {"IJA_BACKUP_KEY_FILE", "IJA_BACKUP_DIR"}, "x"))


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"IJA_DESK_PORT": "8000"}, ("IJA_DESK_PORT", "IJA_GATEWAY_PORT")),
        ({"IJA_GATEWAY_PORT": "8001"}, ("IJA_DESK_PORT", "IJA_GATEWAY_PORT")),
        ({"IJA_METRICS_PORT": "5005"}, ("IJA_METRICS_PORT", "IJA_RASA_PORT")),
        (
            {"IJA_DESK_PORT": "8000", "IJA_DESK_HOST": "0.0.0.0"},  # noqa: S104
            ("IJA_DESK_PORT", "IJA_GATEWAY_PORT"),
        ),
    ],
)
def test_two_of_our_servers_cannot_have_one_port(
    variables: dict[str, str], named: tuple[str, str]
) -> None:
    (problem,) = problems_of(**variables)
    assert all(name in problem for name in named)


def test_one_port_at_two_addresses_is_fine() -> None:
    environ = {"IJA_DESK_PORT": "8000", "IJA_DESK_HOST": "192.0.2.7", "IJA_METRICS_PORT": "0"}
    assert Settings.from_env(environ).desk_port == 8000


def test_the_key_of_backups_is_a_file_of_a_secret_like_the_others(tmp_path: Path) -> None:
    file = tmp_path / "key"
    (problem,) = problems_of(IJA_BACKUP_KEY_FILE=str(file))
    assert problem.startswith("IJA_BACKUP_KEY_FILE: Die Datei lässt sich nicht lesen (es gibt sie")
    file.touch()
    assert Settings.from_env({"IJA_BACKUP_KEY_FILE": str(file)}).backup.key_file is None
    file.write_text("x" * 30, "ascii")
    settings = Settings.from_env({"IJA_BACKUP_KEY_FILE": str(file)})
    assert settings.backup.key_file == file
    assert settings.secret_files == (file,)


def test_no_secret_stands_in_a_repr(tmp_path: Path) -> None:
    secrets = {
        "IJA_SECRET_KEY": "geheim-" + "k" * 40,
        "IJA_SMTP_PASSWORD": "geheim-smtp",
        "IJA_IMAP_PASSWORD": "geheim-imap",
        "IJA_DATABASE_URL": "postgresql://lotse:geheim@localhost/lotse",
        "IJA_TRACKER_URL": "postgresql://lotse:geheim@localhost/rasa",
        "IJA_REDIS_URL": "redis://:geheim@localhost",
        "IJA_METRICS_TOKEN": "geheim-" + "m" * 40,
    }
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path), **secrets})
    assert "geheim" not in repr(settings)
