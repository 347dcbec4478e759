"""Only regular .yml files with plain names are read; everything else is told, and hides nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from replicase.diagnostics import Diagnostic
from replicase.read import (
    find_root,
    library_files,
    read_handwritten,
    read_library,
    read_picture,
)
from replicase.source import MAX_BYTES, Input


def put(root: Path, file: str, text: str = "a: 1\n") -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def told(root: Path) -> dict[str, str]:
    return {d.file: d.en for d in read_library(root)[1]}


def read(root: Path) -> list[str]:
    return [given.file for given in read_library(root)[0]]


def pictures(root: Path) -> list[str]:
    return [found.file for found in library_files(root)[0] if found.is_picture]


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        put(tmp_path, f"cases/practices/x/{name}.yml")
    assert read(tmp_path) == [f"cases/practices/x/{name}.yml" for name in "abc"]


def test_a_symlink_is_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", "secret")
    put(tmp_path, "cases/practices/x/good.yml")
    (tmp_path / "cases/practices/x/link.yml").symlink_to(secret)
    (tmp_path / "cases/practices/folder").symlink_to(tmp_path)
    assert read(tmp_path) == ["cases/practices/x/good.yml"]
    assert told(tmp_path) == {
        "cases/practices/folder": "is a symbolic link, which is not read",
        "cases/practices/x/link.yml": "is a symbolic link, which is not read",
    }


def test_a_pipe_does_not_hang_the_reading(tmp_path: Path) -> None:
    put(tmp_path, "cases/practices/x/good.yml")
    os.mkfifo(tmp_path / "cases/practices/x/pipe.yml")
    assert told(tmp_path) == {"cases/practices/x/pipe.yml": "is no regular file"}


@pytest.mark.parametrize(
    "name", ["Upper.yml", "中文.yml", "a b.yml", "con.yml", "-a.yml", "a..b.yml", ".hidden.yml"]
)
def test_a_name_that_is_no_address_is_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"cases/practices/x/{name}")
    assert read(tmp_path) == []
    assert len(told(tmp_path)) == 1


@pytest.mark.parametrize("name", ["a.yaml", "a.md", "Makefile", "a.yml.bak"])
def test_other_files_are_told_not_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"cases/practices/x/{name}")
    assert told(tmp_path) == {f"cases/practices/x/{name}": "is no .yml file"}


@pytest.mark.parametrize(
    ("name", "said", "hint"),
    [
        ("x/a.png", "no picture belongs in this place", "put it into the record's own folder"),
        ("x/y/a.svg", "is no .png, .jpg or .webp picture", "save it as PNG or JPG"),
        ("x/y/a.jpeg", "is no .png, .jpg or .webp picture", "end the name in `.jpg`"),
        ("x/y/a.PNG", "is no .png, .jpg or .webp picture", "end the name in `.png`"),
        ("x/y/A.png", "the name is not allowed", "use small letters"),
        ("x/y/a.txt", "is no .yml file", "take it away"),
    ],
)
def test_pictures_lie_in_the_folder_of_their_record(
    tmp_path: Path, name: str, said: str, hint: str
) -> None:
    put(tmp_path, f"cases/practices/{name}")
    _, (found,) = read_library(tmp_path)
    assert (found.file, found.en) == (f"cases/practices/{name}", said)
    assert found.hint_en.startswith(hint)
    assert pictures(tmp_path) == []


def test_pictures_are_listed_and_read_one_by_one(tmp_path: Path) -> None:
    for name in ("practices/x/y/a.png", "adoptions/x/y--z/b.webp"):
        put(tmp_path, f"cases/{name}")
    assert read_library(tmp_path) == ((), ())
    files = pictures(tmp_path)
    assert files == ["cases/adoptions/x/y--z/b.webp", "cases/practices/x/y/a.png"]
    assert [isinstance(read_picture(tmp_path, file), Input) for file in files] == [True, True]
    (tmp_path / files[0]).unlink()
    gone = read_picture(tmp_path, files[0])
    assert isinstance(gone, Diagnostic)
    assert gone.en == "there is no such folder or file"


def test_a_name_that_is_no_utf8_can_be_shown(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\x1b.yml")).write_text("a: 1")
    ((file, _),) = told(tmp_path).items()
    assert file.isprintable()
    file.encode()


def test_a_huge_file_is_read_to_just_over_the_limit(tmp_path: Path) -> None:
    put(tmp_path, "cases/practices/x/huge.yml", "x" * (MAX_BYTES * 3))
    ((given,), diagnostics) = read_library(tmp_path)
    assert len(given.data) == MAX_BYTES + 1
    assert diagnostics == ()


def test_a_library_that_is_not_there_is_one_message(tmp_path: Path) -> None:
    assert told(tmp_path) == {"cases": "there is no such folder or file"}


def test_an_unreadable_folder_or_file_is_told_and_hides_nothing(ones_own: Path) -> None:
    put(ones_own, "cases/practices/x/good.yml")
    locked = put(ones_own, "cases/practices/y/a.yml").parent
    secret = put(ones_own, "cases/practices/x/secret.yml")
    locked.chmod(0)
    secret.chmod(0)
    try:
        assert read(ones_own) == ["cases/practices/x/good.yml"]
        assert set(told(ones_own)) == {"cases/practices/y", "cases/practices/x/secret.yml"}
    finally:
        locked.chmod(0o755)


def test_the_root_is_found_from_any_folder_below(tmp_path: Path) -> None:
    deep = put(tmp_path, "cases/practices/x/a.yml").parent
    assert find_root(deep) == tmp_path
    assert find_root(Path("/")) is None


# Pages written by hand


def test_pages_come_in_the_order_of_their_names_and_no_folder_is_no_page(tmp_path: Path) -> None:
    for name in ("b.md", "a/index.md", "b.css"):
        put(tmp_path, f"docs/{name}")
    pages, said = read_handwritten(tmp_path, tmp_path / "docs")
    assert [page.file for page in pages] == ["docs/a/index.md", "docs/b.md"]
    assert said == ()
    assert read_handwritten(tmp_path, tmp_path / "none") == ((), ())


def test_a_page_or_folder_of_pages_that_cannot_be_read_is_told(ones_own: Path) -> None:
    put(ones_own, "docs/good.md")
    secret = put(ones_own, "docs/secret.md")
    locked = put(ones_own, "docs/locked/a.md").parent
    listed = put(ones_own, "docs/listed/a.md").parent
    secret.chmod(0)
    locked.chmod(0)
    listed.chmod(0o400)  # its names can be listed, its files not opened
    try:
        pages, said = read_handwritten(ones_own, ones_own / "docs")
    finally:
        locked.chmod(0o755)
        listed.chmod(0o755)
    assert [page.file for page in pages] == ["docs/good.md"]
    assert {(d.file, d.code, d.en) for d in said} == {
        (f"docs/{name}", "CASE109", "you may not read it")
        for name in ("secret.md", "locked", "listed/a.md")
    }


@pytest.mark.parametrize("fails", ["open", "list"])
def test_a_page_that_fails_on_its_disk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    page = put(tmp_path, "docs/a.md")

    def broken(path: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error", str(path))

    if fails == "open":
        monkeypatch.setattr(Path, "read_bytes", broken)
    else:
        monkeypatch.setattr(os, "scandir", broken)
    pages, (said,) = read_handwritten(tmp_path, page.parent)
    assert pages == ()
    assert said.file == ("docs/a.md" if fails == "open" else "docs")
    assert said.en == "cannot be read (Input/output error)"
