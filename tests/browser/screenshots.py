"""Take pictures of every kind of page of the site in `site/`: `make screenshots`.

`build/screens/index.html` shows them side by side, to be looked at; `make screenshots ONLY="home
audit"` takes a few again. The best are kept in `docs/screens/`, smaller.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from browser.conftest import CHROMIUM, Listener, Server, Site, build
from browser.places import FROM_MINIATURE, ONE_LANGUAGE, PICTURES, READY, RICH
from sites import ROOT, later

SITE = ROOT / "site"
SCREENS = ROOT / "build/screens"
KEPT = ROOT / "docs/screens"

WIDTHS = (390, 768, 1280)
TALLEST = 6000
"""Pixels of a picture; the rest of a longer page is more of the same."""
SHEETS = 6
"""Printed pages that are shown of a longer one."""
FORGET = "['compare', 'shortlist'].forEach(name => localStorage.removeItem('replicase.' + name))"
COLOURS = 128
"""Of a kept picture: flat pages lose nothing to the eye, and the file three quarters."""
KEEP = {
    **{
        f"{name}-{width}{dark}.png": 1800
        for name in ("home", "cases", RICH, "cities-zhoushan")
        for width in (390, 1280)
        for dark in ("", "-dark")
    },
    "compare-chosen-1280.png": 1600,
    "fit-chosen-1280.png": 1600,
    "framework-1280.png": 1600,
    f"{RICH}-brief-1.png": TALLEST,
}
"""A picture that is kept -> the height at which it is cut."""


@dataclass(frozen=True)
class Look:
    """A way in which a reader meets the pages."""

    width: int
    suffix: str = ""
    dark: bool = False
    large: bool = False
    start: str = ""

    def shown(self, browser: Browser, base: str) -> Page:
        """A window that looks so, and keeps to it from page to page."""
        page = browser.new_context(
            viewport={"width": self.width, "height": 844},
            color_scheme="dark" if self.dark else "light",
            locale="zh-CN",
            reduced_motion="reduce",
        ).new_page()
        if self.large:
            page.goto(base)
            page.locator('[data-action="large"]').first.evaluate("button => button.click()")
        return page


LOOKS = (
    *(Look(width) for width in WIDTHS),
    *(Look(width, "-dark", dark=True) for width in WIDTHS),
    *(Look(width, "-large", large=True) for width in WIDTHS),
    *(Look(width, "-en", start="en/") for width in WIDTHS),
)


def chromium() -> str:
    """The browser of the system; Playwright's own is not downloaded."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("没有 Chromium / there is no Chromium")
    return found


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve a folder on a free port of this machine."""
    with Listener(("127.0.0.1", 0), partial(Server, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def shoot(page: Page, file: Path) -> None:
    """Take all of a page, as far as a picture reaches."""
    whole: int = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else max(WIDTHS)
    # A window as high as the page: cards are drawn, and measured, as they come into view.
    page.set_viewport_size({"width": width, "height": min(whole, TALLEST)})
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=file, animations="disabled", full_page=True, clip=clip)
    page.set_viewport_size({"width": width, "height": 844})


def on_paper(page: Page, file: Path) -> None:
    """Print a page as its reader would, and take pictures of the sheets."""
    page.pdf(path=file, format="A4", prefer_css_page_size=True)
    if shutil.which("pdftoppm"):
        command = ["pdftoppm", "-png", "-r", "84", "-l", str(SHEETS), file, file.with_suffix("")]
        subprocess.run(command, check=True)


def print_brief(page: Page, file: Path) -> None:
    """Print the one page of a case that its button asks for."""
    page.evaluate("window.print = () => {}")
    page.locator('[data-action="print"]').click()
    on_paper(page, file)


def picture(name: str, windows: dict[Look, Page], at: Callable[[str], str]) -> None:
    """Take one kind of page in every way it is met."""
    for stale in SCREENS.glob(f"{name}-*"):
        stale.unlink()
    address, ready = PICTURES[name], READY.get(name)
    for look, page in windows.items():
        if look.start and name in ONE_LANGUAGE:
            continue
        page.goto(at(look.start + address))
        if ready:
            page.locator(ready).first.wait_for(state="attached")
        shoot(page, SCREENS / f"{name}-{look.width}{look.suffix}.png")
        if look == Look(max(WIDTHS)):
            on_paper(page, SCREENS / f"{name}-print.pdf")
            if name == RICH:
                print_brief(page, SCREENS / f"{name}-brief.pdf")
        # No picture shows what an earlier one chose.
        page.evaluate(FORGET)


def leaf_through(names: list[str]) -> str:
    """A page that shows all pictures there are, to leaf through."""
    rows = []
    for name in names:
        taken = [f"{name}-{look.width}{look.suffix}.png" for look in LOOKS]
        taken += [file.name for way in ("print", "brief") for file in sheets(name, way)]
        shown = "".join(
            f'<a href="{file}"><img src="{file}" alt="{file}" loading="lazy">{file}</a>'
            for file in taken
            if (SCREENS / file).is_file()
        )
        rows.append(f'<h2 id="{name}">{name} <small>{escape(PICTURES[name])}</small></h2>{shown}')
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>'
        "body{font:14px sans-serif}a{display:inline-block;margin:8px;vertical-align:top}"
        "img{border:1px solid;display:block;height:420px;object-fit:cover;object-position:top}"
        f"</style><h1>Screens</h1>{''.join(rows)}</html>"
    )


def sheets(name: str, way: str) -> list[Path]:
    return sorted(SCREENS.glob(f"{name}-{way}-*.png"))


def keep() -> None:
    """Put the best where the documents show them, and nothing else."""
    KEPT.mkdir(exist_ok=True)
    for old in KEPT.glob("*.png"):
        old.unlink()
    for file, height in KEEP.items():
        with Image.open(SCREENS / file) as taken:
            cut = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, height)))
            flat = cut.quantize(COLOURS, dither=Image.Dither.NONE)
            flat.save(KEPT / file, optimize=True)


def main(only: list[str]) -> None:
    if not (SITE / "index.html").is_file():
        sys.exit("先运行 make site / run make site first")
    if unknown := set(only) - set(PICTURES):
        sys.exit(f"没有 / there is no: {' '.join(sorted(unknown))}; {' '.join(PICTURES)}")
    SCREENS.mkdir(parents=True, exist_ok=True)
    names = only or list(PICTURES)
    with (
        TemporaryDirectory() as folder,
        served(SITE) as real,
        served(build(root := later(Path(folder)), root / "site")) as miniature,
        sync_playwright() as playwright,
    ):
        # Chromium's sandbox cannot be set up by root.
        browser = playwright.chromium.launch(
            executable_path=chromium(), chromium_sandbox=os.getuid() != 0
        )
        windows = {
            site: {look: look.shown(browser, site.base) for look in LOOKS}
            for site in (real, miniature)
        }
        for n, name in enumerate(names, 1):
            site = miniature if name in FROM_MINIATURE else real
            picture(name, windows[site], site.at)
            print(f"{n}/{len(names)} {SCREENS.relative_to(ROOT)}/{name}-*", flush=True)
        browser.close()
    (SCREENS / "index.html").write_text(leaf_through(list(PICTURES)))
    print(f"{SCREENS.relative_to(ROOT)}/index.html")
    if not only:
        keep()
        print(f"{KEPT.relative_to(ROOT)}/: {len(KEEP)}")


if __name__ == "__main__":
    main(sys.argv[1:])
