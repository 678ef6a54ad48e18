"""One YAML file of the editors, and everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.files.fields import Fields
from bot.knowledge.files.plain_text import shown
from bot.knowledge.files.problems import Problem, undecodable_line
from bot.knowledge.files.yaml_lines import LinedYaml, YamlError, YamlPath, load_lined
from bot.texts import first_text

MAX_FILE_BYTES = 1_000_000
"""Nothing that the office writes by hand comes near it."""

_COMMON_TEXTS = "document_check"


class Document:
    """A file whose top is a mapping, read at once; ``problems`` collects all findings.

    A missing or broken file has one finding that says so. Whatever is reported about its content
    afterwards is dropped: that everything is missing in it is no news.
    """

    def __init__(
        self, faq_dir: Path, name: str, area: str, *, max_bytes: int = MAX_FILE_BYTES
    ) -> None:
        """Read the file ``name`` in ``faq_dir``.

        A finding ``key`` is worded by the text ``<area>.<key>``, or, where there is none, by
        ``document_check.<key>``.
        """
        self.where = f"{faq_dir.name}/{name}"
        self.problems: list[Problem] = []
        self._area = area
        self._lined = LinedYaml({}, {})
        self._is_closed = False
        content = self._read(faq_dir / name, max_bytes)
        if content is not None:
            self._parse(content)
        self.root = Fields(self.report, (), self._lined.data)

    def problem(self, key: str, path: YamlPath, /, **values: object) -> Problem:
        """Return a finding about the value at ``path``, without collecting it."""
        return self._worded(key, self._lined.line(*path), values)

    def report(self, key: str, path: YamlPath, /, **values: object) -> None:
        """Collect a finding about the value at ``path``."""
        if not self._is_closed:
            self.problems.append(self.problem(key, path, **values))

    def _read(self, path: Path, max_bytes: int) -> str | None:
        try:
            raw = path.read_bytes()
            if len(raw) > max_bytes:
                self._close("too_large", limit=max_bytes // 1000)
                return None
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._close("not_utf8", undecodable_line(error))
        except OSError:
            self._close("unreadable")
        return None

    def _parse(self, content: str) -> None:
        try:
            lined = load_lined(content)
        except YamlError as error:
            reason = f"bad_yaml_{error.reason}" if error.reason else "bad_yaml"
            self._close(reason, error.line)
            return
        if not isinstance(lined.data, dict):
            self._close("no_content", lined.line())
            return
        self._lined = lined
        for twice in lined.twice:
            self.report("key_twice", twice, key=shown(twice[-1]))

    def _close(self, key: str, line: int | None = None, **values: object) -> None:
        self.problems.append(self._worded(key, line, values))
        self._is_closed = True

    def _worded(self, key: str, line: int | None, values: dict[str, object]) -> Problem:
        message = first_text(f"{self._area}.{key}", f"{_COMMON_TEXTS}.{key}", **values)
        return Problem(self.where, message, line)
