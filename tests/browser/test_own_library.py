"""A library somebody began for themselves, made with the wheel and opened by double click."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from test_starter import installed, run

__all__ = ["installed"]

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_its_site_opens_by_double_click(installed: tuple[Path, Path], chromium: Browser) -> None:
    env, root = installed
    run(env, root, "build")
    page = chromium.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto((root / "site/index.html").as_uri())
    page.wait_for_url("**/en/index.html")
    assert "My library" in page.title()
    page.goto((root / "site/en/cases/index.html").as_uri() + "?q=umbrellas")
    page.wait_for_selector('#results[aria-busy="false"]')
    assert "invented" in page.inner_text("#results")
    assert not failures
    page.close()
