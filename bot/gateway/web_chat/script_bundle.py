"""Joins the chat's modules and styles into the one file that other websites embed.

The sources stay small modules; nothing has to be built before the gateway starts, and no second
toolchain is needed. The price is a small dialect: named imports at the beginning of a line, named
exports, and no name at the top of two modules. Whatever breaks these rules is refused.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

_IMPORT = re.compile(r"^import \{([^}]*)\} from \"\./([a-z_]+\.js)\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_TOP_NAME = re.compile(
    r"^(?:export )?(?:async )?(?:function|class|const|let) ([A-Za-z_$][\w$]*)", re.MULTILINE
)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCRIPT_COMMENT = re.compile(r"^[ ]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ ]+", re.MULTILINE)


class BundleError(ValueError):
    """A module does not keep to the dialect."""


def bundle(folder: Path, entry: str) -> str:
    """Return one classic script that runs ``entry`` and leaves no global name behind.

    All styles of the folder stand in it as the constant ``STYLES``, in the order of their names.

    Raises:
        BundleError: a module does not keep to the dialect.
        OSError: a file cannot be read.
    """
    modules: dict[str, str] = {}
    _collect(folder, entry, modules, ())
    names: dict[str, str] = {"STYLES": "the styles"}
    for module, source in modules.items():
        for name in _TOP_NAME.findall(source):
            if name in names:
                raise BundleError(f"{name} stands at the top of {module} and of {names[name]}")
            names[name] = module
    styles = "".join(_small_css(path) for path in sorted(folder.glob("*.css")))
    parts = [f"const STYLES = {json.dumps(styles, ensure_ascii=False)};"]
    parts += [_body(module, source, names) for module, source in modules.items()]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def _collect(folder: Path, name: str, modules: dict[str, str], above: tuple[str, ...]) -> None:
    """Put a module behind everything that it imports."""
    if name in above:
        raise BundleError(f"modules import each other: {' > '.join((*above, name))}")
    if name in modules:
        return
    source = (folder / name).read_text(encoding="utf-8")
    for _, imported in _IMPORT.findall(source):
        _collect(folder, imported, modules, (*above, name))
    modules[name] = source


def _body(module: str, source: str, names: dict[str, str]) -> str:
    for wanted, other in _IMPORT.findall(source):
        for name in (part.strip() for part in wanted.split(",")):
            if name and names.get(name) != other:
                raise BundleError(f"{module} imports {name}, which {other} does not have")
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    left_over = _LEFT_OVER.search(body)
    if left_over:
        raise BundleError(f"{module}: {left_over.group()}")
    # Texts of several lines would lose their indentation; there are none in the sources.
    return _INDENT.sub("", _SCRIPT_COMMENT.sub("", body)).strip()


def _small_css(path: Path) -> str:
    source = _CSS_COMMENT.sub("", path.read_text(encoding="utf-8"))
    return source.strip() + "\n"
