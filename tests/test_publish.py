"""The published folder is always a complete old or a complete new site."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from replicase import publish
from replicase.publish import MARKER, PublishError, exchange, previous, release, roll_back


def make(site: Path, **files: str) -> None:
    with release(site) as staging:
        for name, content in files.items():
            (staging / f"{name}.html").write_text(content)
        exchange(staging, site)


def pages(site: Path) -> dict[str, str]:
    return {p.stem: p.read_text() for p in site.glob("*.html")}


def beside(site: Path) -> list[str]:
    return sorted(
        p.name
        for p in site.parent.iterdir()
        if p != site and not p.name.endswith((".lock", ".previous", ".spare"))
    )


def test_a_second_release_replaces_the_first_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, a="1", b="1")
    make(site, a="2")
    assert pages(site) == {"a": "2"}
    assert beside(site) == []


def test_an_unchanged_file_keeps_its_time_and_a_changed_one_is_a_new_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, same="x", other="1")
    before = {name: (site / f"{name}.html").stat().st_ino for name in ("same", "other")}
    make(site, same="x", other="2")
    after = {name: (site / f"{name}.html").stat().st_ino for name in ("same", "other")}
    assert before["same"] == after["same"]
    assert before["other"] != after["other"]


def test_a_reader_of_the_old_site_keeps_what_it_opened(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, a="old")
    with (site / "a.html").open() as reader:
        make(site, a="new")
        assert reader.read() == "old"


def test_a_build_that_fails_leaves_the_site_and_nothing_beside_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, a="old")
    with pytest.raises(RuntimeError), release(site) as staging:
        (staging / "a.html").write_text("half")
        raise RuntimeError
    assert pages(site) == {"a": "old"}
    assert beside(site) == []


def test_two_builds_at_once_are_told_of_each_other(tmp_path: Path) -> None:
    with (
        release(tmp_path / "site"),
        pytest.raises(PublishError, match="another build"),
        release(tmp_path / "site"),
    ):
        pass


def test_a_folder_that_is_not_ours_is_never_replaced(tmp_path: Path) -> None:
    site = tmp_path / "home"
    site.mkdir()
    (site / "letter.txt").write_text("mine")
    with pytest.raises(PublishError, match="did not make"), release(site):
        pass
    assert (site / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("moment", ["before", "between"])
def test_the_next_run_completes_what_a_killed_one_left(tmp_path: Path, moment: str) -> None:
    site = tmp_path / "site"
    make(site, a="old")
    (tmp_path / ".site.next-dead").mkdir()
    if moment == "between":  # the two renames of a system that cannot exchange folders
        site.rename(tmp_path / ".site.old")
    with release(site):
        assert pages(site) == {"a": "old"}
    assert beside(site) == []


def test_where_folders_cannot_be_exchanged_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_swap", lambda _staging, _site: False)
    site = tmp_path / "site"
    make(site, a="1")
    make(site, a="2", b="2")
    assert pages(site) == {"a": "2", "b": "2"}
    assert beside(site) == []


def test_a_reader_never_finds_a_site_without_a_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, a="0")
    torn: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                if not (site / "a.html").read_text():
                    torn.append("empty")
            except FileNotFoundError:
                torn.append("missing")

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        make(site, a=str(number))
    stop.set()
    reader.join()
    assert torn == []


def test_a_folder_one_may_not_write_is_one_plain_sentence(ones_own: Path) -> None:
    ones_own.chmod(0o555)
    try:
        with pytest.raises(PublishError, match="cannot write"), release(ones_own / "site"):
            pass
    finally:
        ones_own.chmod(0o755)


def test_the_marker_is_in_every_site(tmp_path: Path) -> None:
    make(tmp_path / "site", a="1")
    assert (tmp_path / "site" / MARKER).is_file()


# The release before


@pytest.fixture(params=["one step", "two renames"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(publish, "_swap", lambda _staging, _site: False)


@pytest.mark.usefixtures("_way")
def test_the_release_before_is_kept_and_comes_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number in "123":
        make(site, a=number)
        assert not list(site.glob("*.previous"))
    assert pages(previous(site)) == {"a": "2"}
    roll_back(site)
    assert (pages(site), pages(previous(site))) == ({"a": "2"}, {"a": "3"})
    roll_back(site)
    assert (pages(site), pages(previous(site))) == ({"a": "3"}, {"a": "2"})
    assert beside(site) == []


@pytest.mark.usefixtures("_way")
def test_a_build_that_changes_nothing_leaves_the_release_before(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number in "122":
        make(site, a=number)
    assert pages(previous(site)) == {"a": "1"}
    make(site, a="2", b="2")
    make(site, a="2")
    assert (pages(site), pages(previous(site))) == ({"a": "2"}, {"a": "2", "b": "2"})


def test_nobody_but_its_owner_reads_what_is_no_longer_published(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, a="1")
    make(site, a="2")
    assert previous(site).stat().st_mode & 0o777 == 0o700
    roll_back(site)
    assert site.stat().st_mode & 0o777 == 0o755
    assert previous(site).stat().st_mode & 0o777 == 0o700


def test_without_a_release_before_nothing_comes_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, a="1")
    with pytest.raises(PublishError, match="no release before"):
        roll_back(site)
    assert pages(site) == {"a": "1"}
    with pytest.raises(PublishError, match="there is no"):
        roll_back(tmp_path / "nowhere/site")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_not_ours_is_never_rolled_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, a="1")
    make(site, a="2")
    (site / MARKER).unlink()
    with pytest.raises(PublishError, match="did not make"):
        roll_back(site)
    assert pages(site) == {"a": "2"}


def test_a_run_killed_between_two_renames_loses_no_release(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(site, a="1")
    make(site, a="2")
    previous(site).rename(tmp_path / ".site.old")  # the new site is in its place already
    roll_back(site)
    assert (pages(site), pages(previous(site))) == ({"a": "1"}, {"a": "2"})
