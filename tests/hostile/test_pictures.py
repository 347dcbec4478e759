"""Pictures of strangers: each is refused in plain words, or published as pixels and nothing else."""

from __future__ import annotations

import base64
import datetime
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from hostile import judge
from hostile.drawing import AUTHOR, DRAWINGS, HEAVY, POSITION, exif, saved, sketch
from hostile.placing import (
    CASE_FILE,
    LIBRARY,
    Draft,
    draft,
    finished,
    is_bilingual,
    library,
    place_of,
    steps,
)
from hostile.rows import HERE, Row, made, read
from hostile.running import errors, plain, quick, reports
from replicase.as_of import AsOf
from replicase.build import build
from replicase.diagnostics import Severity
from replicase.edition import compose
from replicase.inspection import Inspection, inspect
from replicase.pages import render
from replicase.pages.site import Site
from replicase.pictures import look, publish
from replicase.source import Input
from shared import SHARED
from sites import repository

DAY = AsOf(datetime.date(2025, 6, 1), "option")
FOLDER = CASE_FILE.removesuffix(".yml")
ROWS = read(HERE / "pictures" / "rows.jsonl")


# Where a row puts a picture


def with_images(*names: str) -> Draft:
    """The case with pictures listed."""
    target = draft()
    target.tree["images"] = [
        {
            "file": name,
            "alt": {"zh": "服务台前排队的人", "en": "People waiting at the desk"},
            "caption": {"zh": "开门第一天", "en": "The first day"},
            "credit": {"zh": "测试日报", "en": "Test Daily"},
        }
        for name in names
    ]
    return target


def written(root: Path, target: Draft, pictures: dict[str, bytes]) -> None:
    """Write the miniature library, the case and its pictures below `root`."""
    for given in (*library(), finished(CASE_FILE, target).given):
        path = root / given.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(given.data)
    (root / FOLDER).mkdir(exist_ok=True)
    for name, data in pictures.items():
        (root / FOLDER / name).write_bytes(data)
    for picture in sorted(LIBRARY.rglob("*.[jp][pn]g")):
        copied = root / picture.relative_to(LIBRARY)
        copied.parent.mkdir(exist_ok=True)
        copied.write_bytes(picture.read_bytes())


@cache
def drawn(name: str) -> bytes:
    return DRAWINGS[name]()


def placed(row: Row, root: Path) -> str:
    """Put what a row asks for into a library on the disk; return the file to be blamed."""
    field, payload = row.field, row.payload
    if field == "picture":
        drawing, _, name = payload.partition(":")
        written(root, with_images(name), {name: drawn(drawing)})
        return f"{FOLDER}/{name}"
    if field == "picture-name":
        written(root, draft(), {payload: drawn("png")})
        return f"{FOLDER}/{payload}"
    if field == "picture-path":
        written(root, draft(), {})
        (root / payload).parent.mkdir(parents=True, exist_ok=True)
        (root / payload).write_bytes(drawn("png"))
        return str(payload)
    if field == "picture-symlink":
        written(root, with_images("a.png", "b.png"), {"b.png": drawn("png")})
        (root / "secret.png").write_bytes(drawn("png"))
        (root / FOLDER / "a.png").symlink_to(payload)
        return f"{FOLDER}/a.png"
    if field == "picture-fifo":
        written(root, with_images(payload), {})
        os.mkfifo(root / FOLDER / payload)
        return f"{FOLDER}/{payload}"
    if field == "picture-folder":
        written(root, with_images(payload), {})
        (root / FOLDER / payload).mkdir()
        return f"{FOLDER}/{payload}"
    if field == "picture-folder-symlink":
        written(root, draft(), {})
        (root / FOLDER).rmdir()
        (root / FOLDER).symlink_to(payload)
        return FOLDER
    target, at = with_images("a.png"), steps(field)
    for place in (
        [(*at, "zh"), (*at, "en")] if is_bilingual(place_of(target.tree, at), at) else [at]
    ):
        target.put(place, payload)
    written(root, target, {"a.png": drawn("png")})
    return CASE_FILE


def inspected(root: Path) -> Inspection:
    with quick():
        return inspect(root, DAY)


def verdict(row: Row, file: str, found: Inspection) -> None:
    """Judge what was said of a row."""
    wrong = errors(found.diagnostics)
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in file)
    for diagnostic in found.diagnostics:
        assert not (diagnostic.severity > Severity.NOTE and plain(diagnostic)), plain(diagnostic)
        assert diagnostic.file.isprintable()
    assert not reports(found.diagnostics)
    blamed = {d.file for d in wrong}
    if row.must == "reject":
        # A folder that is no folder of pictures is blamed itself.
        assert blamed, f"{row.why}: nothing was said of {shown}"
        assert all(shown == b or shown.startswith(f"{b}/") for b in blamed), (
            f"{blamed}, not {shown}"
        )
    else:
        assert not wrong, f"{row.why}: {wrong[0].code} {wrong[0].en}"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_is_said_of_a_picture(row: Row, tmp_path: Path) -> None:
    file = placed(row, tmp_path)
    found = inspected(tmp_path)
    verdict(row, file, found)
    if row.must != "reject":
        assert_harmless(found, tmp_path)


def assert_harmless(found: Inspection, root: Path) -> None:
    """Whatever is shown of a picture is one picture element, and its bytes hold nothing but pixels."""
    edition = compose(found.library, DAY, root)
    for address, file in edition.pictures():
        output = edition.picture(address, file)
        assert output is not None
        assert_only_pixels(output.data)
    for page in render(found.library, Site(DAY.date)):
        if "alpha-hostile" in page.address:
            assert judge.alive(judge.body(str(page.body))) == [], page.address


MARKS = (b"Exif", b"GPSL", b"xmpmeta", b"ICC_PROFILE", b"iCCP", b"ICCP", b"<script", b"PK\3\4")
"""What begins something that travels beside pictures."""


def assert_only_pixels(data: bytes) -> None:
    """A file that is nothing but a picture: no EXIF, no profile, no text, nothing behind it."""
    for told in (AUTHOR.encode(), POSITION.encode(), *MARKS):
        assert told not in data, told
    with Image.open(BytesIO(data)) as picture:
        picture.load()
        assert not picture.getexif()
        assert set(picture.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "loop",
            "background",
            "timestamp",
            "duration",
            "transparency",
        }
        assert getattr(picture, "n_frames", 1) == 1
        assert picture.width <= 1600
    if data.startswith(b"\x89PNG"):
        assert data.endswith(b"IEND\xaeB`\x82")
    elif data.startswith(b"\xff\xd8"):
        assert data.endswith(b"\xff\xd9")
    else:
        assert len(data) == 8 + int.from_bytes(data[4:8], "little")


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_is_shown_as_it_was_held(turned: int) -> None:
    data = saved(sketch(), "JPEG", quality=95, exif=exif(turned))
    with Image.open(BytesIO(data)) as picture:
        upright = ImageOps.exif_transpose(picture)
        shown = publish(Input(f"{FOLDER}/a.jpg", data))
        assert shown is not None
        with Image.open(BytesIO(shown)) as published:
            assert published.size == upright.size
            difference = ImageChops.difference(published.convert("L"), upright.convert("L"))
            assert ImageStat.Stat(difference).mean[0] < 5


def test_the_same_picture_gives_the_same_bytes() -> None:
    for kind in ("png", "jpg", "webp"):
        given = Input(f"{FOLDER}/a.{kind}", drawn(kind))
        assert publish(given) == publish(given) is not None


SILENT = ("accept",)


@pytest.mark.parametrize(
    "row", [r for r in ROWS if r.field == "picture" and r.must in SILENT], ids=str
)
def test_nothing_is_said_of_a_picture_that_tells_nothing(row: Row) -> None:
    drawing, _, name = row.payload.partition(":")
    picture, said = look(Input(f"{FOLDER}/{name}", drawn(drawing)))
    assert picture is not None
    assert said == ()


def test_what_travels_beside_a_picture_is_told() -> None:
    for kind in ("png", "jpg", "webp"):
        _, (said,) = look(Input(f"{FOLDER}/a.{kind}", drawn(f"told-{kind}")))
        assert said.code == "CASE319"
        assert said.severity == (Severity.NOTE if kind == "png" else Severity.WARNING)
        _, (behind,) = look(Input(f"{FOLDER}/a.{kind}", drawn(f"polyglot-{kind}")))
        assert (behind.code, behind.severity) == ("CASE319", Severity.WARNING)


MEASURE = r"""
import re, sys, time
import replicase.build, replicase.cli
from replicase.pictures import look, publish
from replicase.source import Input
given = Input(sys.argv[1], open(sys.argv[2], "rb").read())
look(given)
publish(given)
peak = re.search(r"VmHWM:\s+(\d+) kB", open("/proc/self/status").read())
print(int(peak[1]) // 1024, time.process_time())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory was used")
@pytest.mark.parametrize("name", HEAVY)
def test_the_costliest_picture_costs_little(name: str, tmp_path: Path) -> None:
    row = next(r for r in ROWS if str(r.payload).startswith(f"{name}:"))
    file = tmp_path / row.payload.partition(":")[2]
    file.write_bytes(drawn(name))
    assert file.stat().st_size <= 2 * 1024 * 1024
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, f"{FOLDER}/{file.name}", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    megabytes, seconds = done.stdout.split()
    assert int(megabytes) <= 200
    assert float(seconds) <= 2 * 2 + 1, "twice two seconds, and what it takes to begin"


# A whole site


def test_a_site_shows_pictures_and_keeps_nothing_else_of_them(tmp_path: Path) -> None:
    root = repository(tmp_path)
    names = {f"told-{kind}.{kind}": drawn(f"told-{kind}") for kind in ("png", "jpg", "webp")}
    written(root, with_images(*names), names)
    built = build(root, root / "site", DAY, lambda _: None)
    assert built.pages, [d.en for d in errors(built.diagnostics)]
    for folder in ("alpha-hostile", "alpha-shared-umbrellas"):
        for file in (root / "site/cases" / folder).rglob("*.*"):
            if file.name != "index.html":
                assert_only_pixels(file.read_bytes())
    for page, way in (
        ("cases/alpha-hostile", ""),
        ("en/cases/alpha-hostile", "../../../cases/alpha-hostile/"),
    ):
        html = (root / "site" / page / "index.html").read_text("utf-8")
        for name in names:
            assert f'<img src="{way}{name}"' in html
    assert (root / "site/cases/alpha-hostile/told-jpg.jpg").is_file()


def test_a_bad_picture_changes_no_other_page(tmp_path: Path) -> None:
    written(tmp_path / "a", with_images("a.png"), {"a.png": drawn("png")})
    written(tmp_path / "b", with_images("a.png"), {"a.png": drawn("text-bomb")})
    pages = []
    for root in (tmp_path / "a", tmp_path / "b"):
        found = inspect(root, DAY)
        pages.append({p.address: str(p.body) for p in render(found.library, Site(DAY.date))})
    changed = {address for address in pages[0] if pages[0][address] != pages[1][address]}
    assert changed == {"cases/alpha-hostile/", "en/cases/alpha-hostile/"}


# Larger sets of other people's


def _shared() -> Iterator[Row]:
    for name in ("images", "paths"):
        path = SHARED / "hostile" / f"{name}.jsonl"
        for line in path.read_text("ascii").splitlines() if path.is_file() else ():
            given = json.loads(line)
            payload = given.get("payload")
            if "payload_b64" in given:
                payload = base64.b64decode(given["payload_b64"])
            elif given.get("gen"):
                payload = made(given["gen"]) if "b'" not in given["gen"] else drawn("lfs")
            yield Row(given["id"], given["field"], payload, given["must"], given["why"], name)


SHARED_ROWS = tuple(_shared())
needs_shared = pytest.mark.skipif(
    not SHARED_ROWS,
    reason="no shared test data beside the checkout (REPLICASE_SHARED): only our own rows ran",
)


@needs_shared
def test_their_pictures_are_refused_or_published_as_pixels(tmp_path: Path) -> None:
    rows = [row for row in SHARED_ROWS if row.field == "image_file"]
    assert len(rows) > 20
    for row in rows:
        root = tmp_path / row.id
        if isinstance(row.payload, str):
            data = (SHARED / "hostile" / row.payload).read_bytes()
            name = f"a.{row.payload.rpartition('.')[2]}"
        else:
            data, name = row.payload, "a.jpg"
        written(root, with_images(name), {name: data})
        found = inspected(root)
        blamed = f"{FOLDER}/{name}"
        if name.endswith((".svg", ".gif")):
            # Its name alone is refused, where it lies and where it is listed.
            assert {d.file for d in errors(found.diagnostics)} == {blamed, CASE_FILE}
            for diagnostic in errors(found.diagnostics):
                assert not plain(diagnostic), plain(diagnostic)
            name = "a.png"
            written(root / "named", with_images(name), {name: data})
            found, blamed = inspected(root / "named"), f"{FOLDER}/{name}"
        verdict(row, blamed, found)
        if row.must != "reject":
            assert_harmless(found, root)


@needs_shared
def test_their_references_and_texts(tmp_path: Path) -> None:
    fields = {"image_ref": "images.0.file", "image_alt": "images.0.alt"}
    rows = [row for row in SHARED_ROWS if row.field in fields]
    assert len(rows) > 4
    for row in rows:
        root = tmp_path / row.id
        ours = Row(row.id, fields[row.field], row.payload, row.must, row.why)
        file = placed(ours, root)
        if row.payload == "photo.PNG":
            (root / FOLDER / "a.png").rename(root / FOLDER / "photo.png")
        found = inspected(root)
        verdict(ours, file, found)
        if row.must != "reject":
            assert_harmless(found, root)
        if row.payload == "photo.PNG":
            (said,) = errors(found.diagnostics)
            assert "photo.png" in said.hint_en


@needs_shared
def test_their_names_as_names_of_pictures(tmp_path: Path) -> None:
    tried = 0
    for row in SHARED_ROWS:
        name = _as_a_picture(row)
        if name is None:
            continue
        tried += 1
        root = tmp_path / row.id
        written(root, draft(), {})
        try:
            with open(os.path.join(os.fsencode(root / FOLDER), name), "wb") as file:  # noqa: PTH118, PTH123
                file.write(drawn("png"))
        except OSError:
            continue  # the system itself refuses the name
        found = inspected(root)
        wrong = errors(found.diagnostics)
        assert wrong, f"{row.id}: {name!r} was taken"
        assert all(d.file.startswith(f"{FOLDER}/") for d in wrong)
        assert not reports(tuple(wrong))
    assert tried > 10


def _as_a_picture(row: Row) -> bytes | None:
    """The last part of a path whose name itself is the mistake, ending as a picture does."""
    if row.field == "path_bytes":
        return bytes(row.payload).rsplit(b"/", 1)[-1].replace(b".yaml", b".png")
    if row.field != "path" or "/.git/" in row.payload.lower():
        return None
    name = row.payload.rsplit("/", 1)[-1]
    if name == "passwd":
        return None
    swapped = name.replace(".yaml", ".png").replace(".YAML", ".PNG")
    return os.fsencode(swapped)


@needs_shared
def test_their_links_as_links_of_pictures(tmp_path: Path) -> None:
    rows = [row for row in SHARED_ROWS if row.field == "git_mode_120000"]
    assert rows
    for row in rows:
        root = tmp_path / row.id
        written(root, with_images("a.png"), {})
        (root / FOLDER / "a.png").symlink_to(row.payload["target"])
        verdict(row, f"{FOLDER}/a.png", inspected(root))
