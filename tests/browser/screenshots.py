"""Take pictures of every kind of page of the site in `site/`: `make screenshots`.

All go to `build/screens/`, to be looked at; the few the README shows are kept in `docs/screens/`.
"""

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

from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
SCREENS = ROOT / "build/screens"
KEPT = ROOT / "docs/screens"

CASE = "cases/jinhua-houchen-village-supervision/"
CHOSEN = (
    "?cases=jinhua-houchen-village-supervision,ningbo-xiangshan-villagers-talk,"
    "zhoushan-grid-management"
)
TEMPLATES = {
    "home": "",
    "cases": "cases/",
    "case": CASE,
    "compare": f"compare/{CHOSEN}",
    "shortlist": f"shortlist/{CHOSEN}",
    "cities": "cities/",
    "city": "cities/jinhua/",
    "audit": "audit/",
    "framework": "framework/",
    "rules": "contribute/rules/",
    "rule": "contribute/rules/CASE113/",
    "fields": "contribute/fields/",
    "contribute": "contribute/",
    "about": "about/",
    "missing": "404.html",
}
"""What a picture is called -> an address; each kind of page once."""
WIDTHS = {1280: 1600, 768: 1800, 390: 2000}
"""Width of a picture -> the height at which a longer page is cut."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
IN_README = tuple(
    f"{name}-{width}{suffix}.png"
    for name in ("home", "cases", "case", "city")
    for width in (1280, 390)
    for suffix in ("", "-dark")
)


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


def shoot(browser: Browser, base: str, name: str, address: str) -> None:
    """Take a page at every width, light and dark, in large text, in English, and on paper."""
    looks = [*product(WIDTHS, SCHEMES, ("",)), *product(WIDTHS, SCHEMES[:1], ("large", "en"))]
    for width, scheme, way in looks:
        if way == "en" and name == "missing":
            continue
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(f"{base}{'en/' if way == 'en' else ''}{address}", wait_until="networkidle")
        if way == "large":
            page.locator('[data-action="large"]').first.evaluate("button => button.click()")
        whole: int = page.evaluate("document.documentElement.scrollHeight")
        # A window as high as the picture: a page of a hundred cards is not drawn to its end.
        page.set_viewport_size({"width": width, "height": min(whole, WIDTHS[width])})
        suffix = "-dark" if scheme == "dark" else f"-{way}" if way else ""
        page.screenshot(
            path=SCREENS / f"{name}-{width}{suffix}.png",
            animations="disabled",
        )
        if (width, scheme, way) == (1280, "light", ""):
            on_paper(page, SCREENS / f"{name}.pdf")
            if name == "case":
                page.evaluate("window.print = () => {}")
                page.locator('[data-action="print"]').click()
                on_paper(page, SCREENS / "brief.pdf")
        context.close()


def on_paper(page: Page, file: Path) -> None:
    page.pdf(path=file, format="A4", prefer_css_page_size=True)


def main() -> None:
    if not (SITE / "index.html").is_file():
        sys.exit("先运行 make site / run make site first")
    for folder in (SCREENS, KEPT):
        folder.mkdir(parents=True, exist_ok=True)
    with served(SITE) as base, sync_playwright() as playwright:
        # Chromium's sandbox cannot be set up by root.
        browser = playwright.chromium.launch(
            executable_path=chromium(), chromium_sandbox=os.getuid() != 0
        )
        for name, address in TEMPLATES.items():
            shoot(browser, base, name, address)
            print(f"{SCREENS.relative_to(ROOT)}/{name}-*", flush=True)
        browser.close()
    for picture in IN_README:
        shutil.copyfile(SCREENS / picture, KEPT / picture)
    print(f"{KEPT.relative_to(ROOT)}/: {len(IN_README)}")


if __name__ == "__main__":
    main()
