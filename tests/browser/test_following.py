"""A page of the preview in a browser: it shows what was saved by itself, and breaks no rule of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import repository

pytestmark = pytest.mark.browser
FILE = "cases/practices/beta/beta-night-watch.yml"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return repository(tmp_path)


@pytest.fixture
def address(library: Path) -> Iterator[str]:
    # Aborted, it says where each thread is.
    python = (sys.executable, "-X", "faulthandler")
    process = subprocess.Popen(
        [*python, "-m", "replicase", "serve", "--root", str(library), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    found = re.search(r"http://\S+?/", process.stderr.readline())
    assert found
    yield found[0]
    process.terminate()
    try:
        _, said = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        pytest.fail(f"it does not end: {process.communicate(timeout=20)[1]}")
    assert process.returncode == 0, said


def test_a_page_shows_what_was_saved_by_itself(
    chromium: Browser, library: Path, address: str
) -> None:
    page: Page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}cases/beta-night-watch/")
    right = (library / FILE).read_text()
    (library / FILE).write_text(right.replace("乙一县渔村夜间巡更", "夜里有人巡"))
    expect(page.locator("h1")).to_have_text("夜里有人巡")
    (library / FILE).write_text(right + "kimd: <b>x</b>\n")
    banner = page.locator(".preview-banner")
    expect(banner).to_contain_text("没有 `kimd` 这个字段")
    expect(page.locator("h1")).to_have_text("夜里有人巡")
    assert banner.locator("b").count() == 1, "what a stranger wrote is text"
    page.goto(f"{address}en/cases/")
    expect(banner).to_contain_text("there is no field `kimd`")
    page.locator("#search-browse").fill("umbrella")
    expect(page.locator("#results")).to_contain_text("mbrella")
    (library / FILE).write_text(right)
    expect(banner).to_have_count(0)
    assert said == []
    page.close()
