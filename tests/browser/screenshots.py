"""Take the pictures in `docs/screens/` of the site in `site/`: `make screenshots`."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
SCREENS = ROOT / "docs/screens"

WIDTHS = {1280: 1600, 390: 2000}
"""Width of a picture -> the height at which a longer page is cut."""
PAGES = {
    "home": "",
    "cases": "cases/",
    "case": "cases/jinhua-houchen-village-supervision/",
    "city": "cities/jinhua/",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def chromium() -> str:
    """The browser of the system; Playwright's own is not downloaded."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("没有 Chromium / there is no Chromium")
    return found


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def main() -> None:
    if not (SITE / "index.html").is_file():
        sys.exit("先运行 make site / run make site first")
    SCREENS.mkdir(parents=True, exist_ok=True)
    with served(SITE) as base, sync_playwright() as playwright:
        # Chromium's sandbox cannot be set up by root.
        browser = playwright.chromium.launch(
            executable_path=chromium(), chromium_sandbox=os.getuid() != 0
        )
        for (width, height), scheme in product(WIDTHS.items(), SCHEMES):
            context = browser.new_context(
                viewport={"width": width, "height": 844},
                color_scheme=scheme,
                locale="zh-CN",
                reduced_motion="reduce",
            )
            page = context.new_page()
            for name, address in PAGES.items():
                page.goto(f"{base}{address}", wait_until="networkidle")
                suffix = "-dark" if scheme == "dark" else ""
                picture = SCREENS / f"{name}-{width}{suffix}.png"
                whole: int = page.evaluate("document.documentElement.scrollHeight")
                page.screenshot(
                    path=picture,
                    full_page=True,
                    clip={"x": 0, "y": 0, "width": width, "height": min(whole, height)},
                    animations="disabled",
                )
                print(picture.relative_to(ROOT))
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
