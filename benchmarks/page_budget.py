"""``python -m benchmarks.page_budget``: how quickly pages are there, and how much travels."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.rig import running_site

PAGES = ("/", "/chat", "/fragen", "/fragen/gruppengroesse", "/foerderprogramme/dpjw", "/fristen",
         "/beratung")  # fmt: skip
TIMES = 5
WANTED_MS = 1000.0
MEASURE = """() => {
  const page = performance.getEntriesByType("navigation")[0];
  const parts = performance.getEntriesByType("resource");
  return {
    interactive: page.domContentLoadedEventEnd,
    loaded: page.loadEventEnd,
    bytes: parts.reduce((sum, part) => sum + part.transferSize, page.transferSize),
    requests: parts.length + 1,
  };
}"""


def main() -> int:
    """Print the table; 1 if a page needs more than a second until it can be used."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        tempfile.TemporaryDirectory(prefix="ija-pages-") as folder,
        running_site(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        rows = {path: _measured(browser, site.url + path) for path in PAGES}
        browser.close()
    sys.stdout.write(_table(rows))
    return int(any(row["interactive"] > WANTED_MS for row in rows.values()))


def _measured(browser: Browser, url: str) -> Mapping[str, float]:
    found = []
    for _ in range(TIMES + 1):
        context = browser.new_context()
        page = context.new_page()
        page.goto(url, wait_until="load")
        found.append(page.evaluate(MEASURE))
        context.close()
    # The first one also waits for templates to be read.
    return {name: statistics.median(one[name] for one in found[1:]) for name in found[0]}


def _table(rows: Mapping[str, Mapping[str, float]]) -> str:
    lines = ["| page | interactive | loaded | requests | transferred |"]
    lines.append("|---|---|---|---|---|")
    for path, row in rows.items():
        times = [f"{row[name]:.0f} ms" for name in ("interactive", "loaded")]
        cells = [f"`{path}`", *times, f"{row['requests']:.0f}", f"{row['bytes'] / 1000:.0f} kB"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    raise SystemExit(main())
