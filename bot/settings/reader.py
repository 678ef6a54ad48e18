"""Reads environment variables and collects what is wrong with them, in German."""

from __future__ import annotations

from collections.abc import Mapping
from errno import errorcode
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from bot.texts import keys, text

LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")
DATABASE_KINDS = ("sqlite:///", "postgresql://", "postgresql+psycopg2://")
REDIS_KINDS = ("redis://", "rediss://", "unix://")
MIN_SECRET_CHARACTERS = 32


class Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Read from ``environ``; what is public grows with what is read."""
        self._environ = environ
        self.names: set[str] = set()
        self.problems: list[str] = []
        self.secret_files: list[Path] = []

    def string(self, name: str, default: str) -> str:
        """Return a value without spaces around it."""
        return self._value(name).strip() or default

    def port(self, name: str, default: int) -> int:
        """Return the number of a port."""
        value = self.string(name, str(default))
        if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
            return int(value)
        self.problems.append(text("settings.port", name=name, value=value))
        return default

    def positive(self, name: str, default: float) -> float:
        """Return a finite number above zero."""
        value = self.string(name, str(default))
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        if 0 < number < float("inf"):
            return number
        self.problems.append(text("settings.positive", name=name, value=value))
        return default

    def whole(self, name: str, default: int) -> int:
        """Return a whole number above zero."""
        value = self.string(name, str(default))
        if value.isascii() and value.isdigit() and 0 < int(value[:10]) < 100_000:
            return int(value)
        self.problems.append(text("settings.whole", name=name, value=value))
        return default

    def words(self, name: str, default: str) -> tuple[str, ...]:
        """Return what stands between commas."""
        words = (word.strip() for word in self.string(name, default).split(","))
        return tuple(word for word in words if word)

    def networks(self, name: str, default: str) -> tuple[str, ...]:
        """Return addresses and networks as written, each of them a valid one."""
        networks = self.words(name, default)
        for network in networks:
            try:
                ip_network(network)
            except ValueError:
                self.problems.append(text("settings.network", name=name, value=network))
        return networks

    def origins(self, name: str) -> tuple[str, ...]:
        """Return the origins of websites, as browsers write them: scheme, host, port, no path."""
        origins = tuple(word.rstrip("/").lower() for word in self.words(name, ""))
        for origin in origins:
            if not _is_origin(origin):
                self.problems.append(text("settings.origin", name=name, value=origin))
        return origins

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """Return one of the allowed values."""
        value = self.string(name, default)
        if value in allowed:
            return value
        self.problems.append(
            text("settings.choice", name=name, value=value, allowed=", ".join(allowed))
        )
        return default

    def mailbox(self, name: str, default: str) -> str:
        """Return an address of a mailbox."""
        value = self.string(name, default)
        if value.count("@") == 1 and not any(c.isspace() or not c.isprintable() for c in value):
            return value
        self.problems.append(text("settings.mailbox", name=name))
        return default

    def database(self, name: str, file: Path) -> str:
        """Return an address that may hold a password; the default is an SQLite file."""
        value = self.secret(name).strip()
        if not value:
            return f"sqlite:///{file}"
        if value.startswith(DATABASE_KINDS) and _has_sound_port(value):
            return value
        self.problems.append(text("settings.database", name=name))
        return value

    def redis(self, name: str) -> str:
        """Return an address of Redis that may hold a password, empty if there is none."""
        value = self.secret(name).strip()
        if value and not (value.startswith(REDIS_KINDS) and _has_sound_port(value)):
            self.problems.append(text("settings.redis", name=name))
        return value

    def address(self, name: str, default: str = "") -> str:
        """Return a web address without a slash at its end, empty if there is none."""
        return next(iter(self.addresses(name, default)), "")

    def addresses(self, name: str, default: str) -> tuple[str, ...]:
        """Return web addresses without a slash at their end."""
        addresses = tuple(address.rstrip("/") for address in self.words(name, default))
        for address in addresses:
            if not _is_web_address(address):
                self.problems.append(text("settings.address", name=name, value=address))
        return addresses

    def long_secret(self, name: str) -> str:
        """Return a secret that is long enough to be one, or nothing."""
        value = self.secret(name)
        if value and len(value) < MIN_SECRET_CHARACTERS:
            self.problems.append(
                text("settings.secret_short", name=name, limit=MIN_SECRET_CHARACTERS)
            )
        return value

    def secret(self, name: str) -> str:
        """Return the variable, or the content of the file that ``<name>_FILE`` names."""
        value = self._value(name)
        file = self.secret_file(f"{name}_FILE")
        return value if file is None else self._content(f"{name}_FILE", file)

    def key_file(self, name: str) -> Path | None:
        """Return the file of a secret that is read when it is needed; an empty one is none."""
        file = self.secret_file(name)
        return file if file is not None and self._content(name, file) else None

    def secret_file(self, name: str) -> Path | None:
        """Return the file that a variable names and remember that it holds a secret."""
        value = self.string(name, "")
        if not value:
            return None
        self.secret_files.append(Path(value))
        return Path(value)

    def _content(self, name: str, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8").rstrip("\n")
        except (OSError, ValueError) as error:
            self.problems.append(text("settings.secret_file", name=name, reason=_reason(error)))
            return ""

    def _value(self, name: str) -> str:
        self.names.add(name)
        return self._environ.get(name, "")


def _reason(error: OSError | ValueError) -> str:
    # ValueError: a path with NUL, or a file that is no text.
    code = errorcode.get(getattr(error, "errno", None) or 0, "ValueError")
    return text(f"settings.reason_{code}") if f"settings.reason_{code}" in keys() else code


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and _has_sound_port(value)


def _has_sound_port(address: str) -> bool:
    # A password may hold signs that end the host of a web address: only what stands behind it.
    place = address.partition("://")[2].rpartition("@")[2]
    try:
        return urlsplit(f"//{place}").port != 0
    except ValueError:
        return False


def _is_origin(value: str) -> bool:
    parts = urlsplit(value)
    try:
        host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or parts.hostname in LOOPBACK_HOSTS
    # Rebuilt from its parts it is the same: no path, no query, no password.
    return is_safe and bool(parts.hostname) and f"{parts.scheme}://{host}" == value
