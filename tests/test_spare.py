"""The next release is made on what the last ones share; it is the same release all the same."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from rebuilding import CASE, DAY, made, rewrite
from replicase.as_of import AsOf
from replicase.build import build
from replicase.cache import Cache
from replicase.publish import exchange, previous, release, roll_back
from replicase.spare import make_on, spare
from sites import files


def inodes(folder: Path) -> dict[str, int]:
    """The files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.lstat().st_ino
        for path in folder.rglob("*")
        if not path.is_dir()
    }


def is_only_links(site: Path) -> bool:
    """Whether the spare folder holds nothing but published files, and no empty folder."""
    there = inodes(spare(site))
    full = {folder for file in there for folder in Path(file).parents}
    folders = {p.relative_to(spare(site)) for p in spare(site).rglob("*") if p.is_dir()}
    return bool(there) and there.items() <= inodes(site).items() and folders <= full


def renamed(root: Path, number: int) -> None:
    """Change one case once more."""
    rewrite(CASE, "title: ", f"title: {number}")(root)


def released_thrice(root: Path, kept: Cache) -> Path:
    """The site after so many releases that the next is made on a spare folder."""
    for number in range(3):
        renamed(root, number)
        made(root, kept)
    return root / "site"


@pytest.mark.usefixtures("settled")
def test_release_after_release_is_as_made_from_nothing(
    root: Path, kept: Cache, tmp_path: Path
) -> None:
    site = root / "site"
    for number in range(5):
        renamed(root, number)
        before = inodes(site) if site.is_dir() else {}
        assert not made(root, kept).stood
        assert spare(site).is_dir() == (number > 1)
        assert number < 2 or is_only_links(site)
        fresh = tmp_path / f"fresh-{number}"
        build(root, fresh, DAY, lambda _: None)
        assert files(site) == files(fresh)
        assert {p.relative_to(site) for p in site.rglob("*")} == {
            p.relative_to(fresh) for p in fresh.rglob("*")
        }, "no folder is left without a file"
        # What did not change is the file it was, whose time a browser's cache knows.
        now, then = files(site), files(previous(site)) if before else {}
        same = [file for file in now if now[file] == then.get(file)]
        assert all(inodes(site)[file] == before[file] for file in same)
        assert same or not before


@pytest.mark.usefixtures("settled")
def test_a_case_that_goes_leaves_nothing_behind(root: Path, kept: Cache, tmp_path: Path) -> None:
    site = released_thrice(root, kept)
    page = "cases/beta-night-watch/index.html"
    assert (spare(site) / "assets").is_dir()
    (root / CASE).unlink()
    made(root, kept)
    assert not (site / page).exists()
    assert not (spare(site) / page).exists()
    assert is_only_links(site)
    build(root, tmp_path / "fresh", DAY, lambda _: None)
    assert files(site) == files(tmp_path / "fresh")


@pytest.mark.usefixtures("settled")
def test_a_file_changed_in_the_spare_folder_is_not_published(
    root: Path, kept: Cache, tmp_path: Path
) -> None:
    site = released_thrice(root, kept)
    linked = sorted(inodes(spare(site)))
    pages = [file for file in linked if file.startswith("contribute/commands/")]
    other, stray, far = (spare(site) / page for page in pages[:3])
    other.unlink()
    other.write_text("<p>another</p>")
    stray.with_name("stray.html").write_text("<p>nobody's</p>")
    far.unlink()
    far.symlink_to("/etc/passwd")
    (spare(site) / "elsewhere").symlink_to("/etc")
    renamed(root, 3)
    made(root, kept)
    build(root, tmp_path / "fresh", DAY, lambda _: None)
    assert files(site) == files(tmp_path / "fresh")
    assert not any(path.is_symlink() for path in site.rglob("*"))


@pytest.mark.usefixtures("settled")
def test_a_build_that_fails_keeps_the_site_and_the_spare_folder(root: Path, kept: Cache) -> None:
    site = released_thrice(root, kept)
    before, earlier = files(site), files(previous(site))

    def stop(step: str) -> None:
        if step == "verify":
            raise KeyboardInterrupt

    renamed(root, 3)
    with pytest.raises(KeyboardInterrupt):
        build(root, site, DAY, stop, cache=kept)
    assert (files(site), files(previous(site))) == (before, earlier)
    assert is_only_links(site)
    made(root, kept)
    assert files(previous(site)) == before


@pytest.mark.usefixtures("settled")
def test_another_shell_takes_nothing_over(root: Path, kept: Cache, tmp_path: Path) -> None:
    site = released_thrice(root, kept)
    later = AsOf(DAY.date.replace(year=2027), "option")
    made(root, kept, later)
    build(root, tmp_path / "fresh", later, lambda _: None)
    assert files(site) == files(tmp_path / "fresh")
    assert is_only_links(site)


@pytest.mark.usefixtures("settled")
def test_after_a_rollback_it_holds_what_is_published_now(root: Path, kept: Cache) -> None:
    site = released_thrice(root, kept)
    roll_back(site)
    assert is_only_links(site)
    renamed(root, 3)
    made(root, kept)
    assert "3" in (site / "cases/beta-night-watch/index.html").read_text("utf-8")


def publish(site: Path, **contents: str) -> None:
    with release(site) as staging:
        for name, content in contents.items():
            (staging / name).write_text(content)
        exchange(staging, site)


def test_nobody_but_its_owner_finds_it_and_it_is_gone_before_another_site_is_there(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    for number in "123":
        publish(site, same="x", other=number)
    assert sorted(inodes(spare(site))) == [".replicase", "same"]
    assert spare(site).stat().st_mode & 0o777 == 0o700
    # Not made on it: until the next is there it holds files of a site that is no more.
    with release(site) as staging:
        (staging / "new").write_text("y")
        exchange(staging, site)
    assert inodes(spare(site)).items() <= inodes(site).items()


def test_what_was_made_of_a_release_takes_the_place_of_what_has_its_name(tmp_path: Path) -> None:
    site, staging = tmp_path / "site", tmp_path / ".site.next-x"
    for folder in (site / "a", spare(site) / "a/b", staging / "a/c"):
        folder.mkdir(parents=True)
    (site / "a/page").write_text("published")
    os.link(site / "a/page", spare(site) / "a/page")
    (spare(site) / "a/b/gone").write_text("stale")
    (staging / "a/page").write_text("new")
    (staging / "a/c/more").write_text("new")
    standing = make_on(site, staging, lambda path, _: path == "a/page")
    assert standing == {"a/page"}
    assert (staging / "a/page").read_text() == "new"
    assert (site / "a/page").read_text() == "published"
    assert (staging / "a/c/more").read_text() == "new"
    assert not (staging / "a/b").exists()
    assert not spare(site).exists()
    shutil.rmtree(staging)
    staging.mkdir()
    assert make_on(site, staging, lambda *_: True) == frozenset()
