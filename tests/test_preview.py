"""A preview shows what a build would write, follows every change, and survives every mistake."""

from __future__ import annotations

import ctypes
import datetime
import http.client
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest

from libraries import MINIATURE, ROOT, files_below
from replicase.as_of import AsOf
from replicase.build import build
from replicase.load import load
from replicase.pages import Site, orders_of
from replicase.preview.answer import ASKING
from replicase.preview.following import Changes, Following
from replicase.preview.server import HEADERS, Server, address_of
from replicase.preview.session import Session
from replicase.theme import theme_folder
from replicase.workers import ALONE, Workers
from sites import files, repository

DAY = AsOf(datetime.date(2026, 11, 22), "option")
WATCH = "cases/practices/beta/beta-night-watch.yml"
PAGE = "cases/beta-night-watch/"
UMBRELLAS = "cases/practices/alpha/alpha-shared-umbrellas.yml"
ADDED = re.compile(
    rb'<link rel="stylesheet" href="/__preview__/preview.css">'
    rb'<script src="/__preview__/preview.js" data-version="[0-9a-f]+-[0-9]+" '
    rb'data-page="[0-9a-f]{16}"( data-early)? defer></script>'
)


class Silent:
    """Hears what a preview does."""

    def __init__(self) -> None:
        self.said: list[tuple[tuple[str, ...], int]] = []

    def reading(self, done: int, total: int) -> None:
        pass

    def changed(self, files: tuple[str, ...], seconds: float, errors: int) -> None:  # noqa: ARG002
        self.said.append((files, errors))

    def compared(self, errors: int) -> None:
        self.said.append(((), errors))


class Desk:
    """A preview of a repository, and whoever writes in it."""

    def __init__(self, root: Path, workers: Workers = ALONE) -> None:
        self.root = root
        self.heard = Silent()
        self.session = Session(root, DAY, self.heard)
        self.session.read(self.session.begin(workers))

    def page(self, address: str, status: HTTPStatus = HTTPStatus.OK) -> str:
        answer = self.session.answer(address)
        assert answer.status is status, answer.data.decode()
        return answer.data.decode()

    def save(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.told(file)

    def told(self, *changed: str, whole: bool = True) -> None:
        cases = frozenset(file for file in changed if file.startswith("cases/"))
        self.session.follow(Changes(cases, around=len(cases) < len(changed)))
        if whole:
            self.session.catch_up()

    def replace(self, file: str, old: str, new: str) -> str:
        before = (self.root / file).read_text("utf-8")
        assert old in before
        self.save(file, before.replace(old, new, 1))
        return before

    def add(self, file: str, line: str) -> str:
        before = (self.root / file).read_text("utf-8")
        self.save(file, f"{before}{line}\n")
        return before


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(repository(tmp_path))
    yield made
    made.session.close()


def _address(name: str) -> str:
    return name.removesuffix("index.html") if name.endswith("index.html") else name


def test_every_file_of_a_build_is_there_and_the_same(tmp_path: Path) -> None:
    root = repository(tmp_path)
    with (root / "mkdocs.yml").open("a") as file:
        file.write("site_url: https://cases.example/\n")
    assert build(root, root / "site", DAY, lambda _: None).pages
    site = files(root / "site")
    desk = Desk(root)
    different = []
    for name, data in site.items():
        answer = desk.session.answer(_address(name))
        plain, added = ADDED.subn(b"", answer.data.replace(ASKING.encode(), b"", 1))
        assert added == (1 if b"</head>" in data else 0), name
        if plain != data:
            different.append(name)
    desk.session.close()
    assert different == []
    assert len(site) > 150


def test_helpers_read_what_one_process_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("replicase.preview.helpers.FEWEST", 1)
    alone, shared = Desk(repository(tmp_path / "a")), Desk(repository(tmp_path / "b"), Workers(3))
    for address in ("", PAGE, "en/cases/", "search/index.js", "data/grades.json"):
        one, other = (ADDED.sub(b"", d.session.answer(address).data) for d in (alone, shared))
        assert one == other
    alone.session.close()
    shared.session.close()


def test_a_saved_case_is_shown_wherever_it_is_named(desk: Desk) -> None:
    before = desk.session.version
    desk.replace(WATCH, "title: 乙一县渔村夜间巡更", "title: 夜间有人巡")
    for address in (PAGE, "cases/", "cities/beta/", "search/cards-zh-0.js"):
        assert "夜间有人巡" in desk.page(address), address
    assert desk.session.version != before
    assert desk.heard.said == [((WATCH,), 0)]


UMBRELLAS_TAKEN_OVER = "cases/adoptions/beta/beta--alpha-shared-umbrellas.yml"


@pytest.mark.parametrize(
    ("file", "old", "new", "page"),
    [
        (WATCH, "title: 乙一县渔村夜间巡更", "title: 夜间有人巡", PAGE),
        (UMBRELLAS_TAKEN_OVER, "没有人整理", "夜间有人巡", "cases/alpha-shared-umbrellas/"),
    ],
    ids=["case", "adoption"],
)
def test_a_saved_record_is_shown_ahead_of_the_rest(
    desk: Desk, file: str, old: str, new: str, page: str
) -> None:
    """Its own page at once, and it is the page that stays when the lists have followed."""
    path = desk.root / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    desk.told(file, whole=False)
    assert "夜间有人巡" not in desk.page("cases/")
    ahead = desk.session.answer(page).data
    desk.session.catch_up()
    after = desk.session.answer(page).data
    assert "夜间有人巡".encode() in ahead
    assert (b" data-early defer>" in ahead, b" data-early defer>" in after) == (True, False)
    assert ADDED.sub(b"", ahead) == ADDED.sub(b"", after)
    of = re.compile(b'data-page="([0-9a-f]+)"')
    assert of.findall(ahead) == of.findall(after)


def test_a_mistake_is_told_ahead_of_the_rest(desk: Desk) -> None:
    path = desk.root / WATCH
    path.write_text(path.read_text("utf-8") + "kimd: x\n", "utf-8")
    before = [desk.session.version_of(address) for address in (PAGE, "cases/")]
    desk.told(WATCH, whole=False)
    page = desk.page(PAGE)
    assert "kimd" in page
    assert "乙一县渔村夜间巡更" in page
    assert desk.heard.said == [((WATCH,), 1)]
    # The mistake is told above every page, and what follows is nothing new.
    now = [desk.session.version_of(address) for address in (PAGE, "cases/")]
    assert not {*before} & {*now}
    desk.session.catch_up()
    assert [desk.session.version_of(address) for address in (PAGE, "cases/")] == now


def test_only_the_pages_that_are_ahead_are_loaded_anew(desk: Desk) -> None:
    path = desk.root / WATCH
    path.write_text(path.read_text("utf-8").replace("乙一县渔村夜间巡更", "夜间有人巡"), "utf-8")
    addresses = (PAGE, "cases/", "cases/alpha-shared-umbrellas/")
    before = [desk.session.version_of(address) for address in addresses]
    desk.told(WATCH, whole=False)
    ahead = [desk.session.version_of(address) for address in addresses]
    assert [one != other for one, other in zip(before, ahead, strict=True)] == [
        *(True, False, False)
    ]
    desk.session.catch_up()
    assert not {desk.session.version_of(address) for address in addresses} & {*before, *ahead}


def test_what_is_saved_while_the_rest_follows_stays_ahead(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making the lists of thousands takes a while, and whoever writes saves again."""
    path = desk.root / WATCH
    text = path.read_text("utf-8")
    first = text.replace("title: 乙一县渔村夜间巡更", "title: 夜间有人巡")
    path.write_text(first, "utf-8")
    desk.told(WATCH, whole=False)
    framed = desk.session._framed

    def slowly(*given: object) -> object:
        path.write_text(first.replace("夜间有人巡", "夜里有人巡"), "utf-8")
        desk.told(WATCH, whole=False)
        return framed(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(desk.session, "_framed", slowly)
        desk.session.catch_up()
    assert "夜里有人巡" in desk.page(PAGE)
    assert "夜间有人巡" in desk.page("cases/")
    desk.session.catch_up()
    assert "夜里有人巡" in desk.page("cases/")
    assert " data-early" not in desk.page(PAGE)


def test_what_an_editor_keeps_beside_a_record_is_not_in_its_way(desk: Desk) -> None:
    path = desk.root / WATCH
    path.write_text(path.read_text("utf-8").replace("乙一县渔村夜间巡更", "夜间有人巡"), "utf-8")
    desk.told(WATCH, f"{WATCH}~", "cases/practices/beta/4913", whole=False)
    assert " data-early" in desk.page(PAGE)


@pytest.mark.parametrize("root", [ROOT, MINIATURE], ids=["real", "miniature"])
def test_the_page_of_a_case_is_made_from_the_few_records_around_it(root: Path) -> None:
    library = load(files_below(root))[0]
    site = Site(as_of=DAY.date)
    assert library.cases
    for case in library.cases:
        around = library.around(case)
        assert len(around.case_entries) < len(library.case_entries)
        for one, other in zip(
            orders_of(library, site, case), orders_of(around, site, case), strict=True
        ):
            assert one.make() == other.make(), one.address


def test_a_file_that_was_only_touched_is_no_news(desk: Desk) -> None:
    before = desk.session.version
    os.utime(desk.root / WATCH)
    desk.told(WATCH)
    assert (desk.session.version, desk.heard.said) == (before, [])


def test_a_mistake_stands_above_every_page_until_it_is_mended(desk: Desk) -> None:
    right = desk.add(WATCH, "kimd: <script>alert(1)</script>")
    line = right.count("\n") + 1
    for address, message in (
        (PAGE, "没有 `kimd` 这个字段"),
        ("", "没有 `kimd` 这个字段"),
        ("en/", "there is no field `kimd`"),
        ("en/about/", "there is no field `kimd`"),
    ):
        html = desk.page(address)
        start = html.index("<body")
        banner = html[html.index(">", start) + 1 :].partition("</div>")[0]
        assert f"{WATCH}:{line}:1: error CASE110 {message}" in banner
        assert "&lt;script&gt;alert(1)" in banner
        assert "<script>" not in banner
    assert "preview-banner" in desk.page("nowhere/", HTTPStatus.NOT_FOUND)
    assert "轮值" in desk.page(PAGE), "the last good state is shown"
    desk.save(WATCH, right)
    for address in (PAGE, "", "en/", "nowhere/"):
        assert b"preview-banner" not in desk.session.answer(address).data


def test_a_record_keeps_its_last_good_state_through_several_mistakes(desk: Desk) -> None:
    right = desk.replace(WATCH, "轮值", "值夜")
    assert "值夜" in desk.page(PAGE)
    text = (desk.root / WATCH).read_text()
    desk.save(WATCH, text.replace("值夜", "守望") + "\nsources: [\n")
    assert "值夜" in desk.page(PAGE)
    desk.save(WATCH, text.replace("值夜", "守望").replace("stage: structured", "stage: verifed"))
    html = desk.page(PAGE)
    assert "值夜" in html
    assert "守望" not in html.partition("</div>")[2].partition('class="layout')[2]
    desk.save(WATCH, text.replace("值夜", "守望"))
    assert "守望" in desk.page(PAGE)
    assert right


def test_a_mistake_between_files_is_told_and_shows_the_last_good_state(desk: Desk) -> None:
    text = (desk.root / UMBRELLAS).read_text()
    named = re.search(r"case: (beta-talking-bins)", text)
    assert named
    desk.save(UMBRELLAS, text.replace(named[1], "beta-no-such-case"))
    html = desk.page("cases/alpha-shared-umbrellas/")
    assert "CASE40" in html
    assert "beta-no-such-case" in html
    assert 'href="../beta-talking-bins/"' in html
    # What is wrong between files is found when the saved record is compared with all others.
    (saved, compared) = desk.heard.said
    assert (saved, compared[0], compared[1] > 0) == (((UMBRELLAS,), 0), (), True)
    desk.save(UMBRELLAS, text)
    assert "preview-banner" not in desk.page("cases/alpha-shared-umbrellas/")


def test_a_case_may_come_and_go(desk: Desk) -> None:
    (desk.root / WATCH).unlink()
    desk.told(WATCH)
    desk.page(PAGE, HTTPStatus.NOT_FOUND)
    assert PAGE not in desk.page("cases/")


def test_what_does_not_belong_is_told_but_not_what_an_editor_keeps(desk: Desk) -> None:
    beside = "cases/practices/beta/.beta-night-watch.yml.swp"
    desk.save(beside, "x")
    assert "preview-banner" not in desk.page(PAGE)
    strange = "cases/practices/beta/notes.txt"
    desk.save(strange, "x")
    assert f"{strange}:1:1" in desk.page(PAGE)
    (desk.root / strange).unlink()
    desk.told(strange)
    assert "preview-banner" not in desk.page(PAGE)


def test_settings_and_vocabularies_that_break_are_shown_as_they_were(desk: Desk) -> None:
    for file in ("cases/library.yml", "cases/vocabulary/theme.yml", "cases/vocabulary/places.yml"):
        before = desk.page("cases/")
        right = desk.add(file, "x: [")
        html = desk.page("cases/")
        assert f"{file}:" in html
        rest = html.partition("</head>")[2]
        cut = re.sub(r'<div class="preview-banner".*?</div>', "", rest, flags=re.DOTALL)
        assert cut == before.partition("</head>")[2]
        desk.save(file, right)
        assert "preview-banner" not in desk.page("cases/")


def test_new_words_of_a_vocabulary_are_on_the_pages(desk: Desk) -> None:
    file = "cases/library.yml"
    name = re.search(
        r"^name:.*?zh: *([^,}\n]+)", (desk.root / file).read_text(), re.MULTILINE | re.DOTALL
    )
    assert name
    desk.replace(file, name[1], "新名字案例库")
    assert "新名字案例库" in desk.page(PAGE)


def test_a_broken_shell_keeps_the_pages_and_says_so(desk: Desk) -> None:
    right = desk.add("mkdocs.yml", "x: [")
    html = desk.page(PAGE)
    assert "preview-banner" in html
    assert "mkdocs.yml" in html
    desk.save("mkdocs.yml", right)
    assert "preview-banner" not in desk.page(PAGE)


def test_a_preview_may_begin_with_a_broken_shell(tmp_path: Path) -> None:
    root = repository(tmp_path)
    right = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text("plugins: [replicase\n")
    desk = Desk(root)
    assert "mkdocs.yml" in desk.page("", HTTPStatus.INTERNAL_SERVER_ERROR)
    desk.save("mkdocs.yml", right)
    assert "<h1" in desk.page("")
    desk.session.close()


def test_a_broken_template_is_named_with_its_line(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(theme_folder(), theme, ignore=shutil.ignore_patterns("__pycache__"))
    for module in ("theme", "pages.templates", "engine", "preview.answer"):
        monkeypatch.setattr(f"replicase.{module}.theme_folder", lambda: theme)
    template = theme / "pages" / "case.html"
    right = template.read_text()
    template.write_text(right + "\n{{ nothing_of_that_name.at_all }}\n")
    desk.told("theme")
    html = desk.page(PAGE, HTTPStatus.INTERNAL_SERVER_ERROR)
    assert f"case.html:{right.count(chr(10)) + 2}" in html
    assert "nothing_of_that_name" in html
    assert "<h1" in desk.page("cities/"), "other pages stay"
    template.write_text(right)
    desk.told("theme")
    assert "<h1" in desk.page(PAGE)


def test_a_hand_written_page_follows_too(desk: Desk) -> None:
    desk.save("docs/about.md", "# 关于\n\n改过的话 [伞](case:alpha-shared-umbrellas)\n")
    html = desk.page("about/")
    assert "改过的话" in html
    assert 'href="../cases/alpha-shared-umbrellas/"' in html
    desk.save("docs/about.md", "# 关于\n\n[伞](case:alpha-no-such)\n")
    assert "docs/about.md:3:" in desk.page("about/")


def test_before_all_is_read_a_case_is_shown_and_the_rest_says_how_far_it_is(tmp_path: Path) -> None:
    session = Session(repository(tmp_path), DAY, Silent())
    case = session.answer(PAGE)
    assert case.status is HTTPStatus.OK
    assert "轮值" in case.data.decode()
    assert "还在读取" in case.data.decode()
    assert session.answer("assets/replicase.css").status is HTTPStatus.OK
    home = session.answer("en/")
    assert home.status is HTTPStatus.SERVICE_UNAVAILABLE
    assert "The library is being read" in home.data.decode()
    session.read(session.begin(ALONE))
    assert "还在读取" not in session.answer(PAGE).data.decode()
    assert session.answer("en/").status is HTTPStatus.OK
    session.close()


@contextmanager
def served(desk: Desk) -> Iterator[Server]:
    server = Server("127.0.0.1", 0)
    server.session = desk.session
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def asked(
    server: Server, path: str, method: str = "GET", host: str | None = None
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=host is not None)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    return connection.getresponse()


def test_only_this_machine_may_only_read(desk: Desk) -> None:
    with served(desk) as server:
        page = asked(server, f"/{PAGE}")
        assert page.status == HTTPStatus.OK
        assert {(name, page.headers[name]) for name, _ in HEADERS} == set(HEADERS)
        length = len(page.read())
        head = asked(server, f"/{PAGE}", "HEAD")
        assert int(head.headers["Content-Length"]) == length
        assert head.read() == b""
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "BREW"):
            assert asked(server, "/", method).status == HTTPStatus.METHOD_NOT_ALLOWED
        for host in (
            "evil.example",
            f"evil.example:{server.server_port}",
            "",
            "127.0.0.1:1",
            "[::",
        ):
            assert asked(server, "/", host=host).status == HTTPStatus.MISDIRECTED_REQUEST, host
        for host in ("localhost", f"127.0.0.1:{server.server_port}", f"[::1]:{server.server_port}"):
            assert asked(server, "/", host=host).status == HTTPStatus.OK, host
        moved = asked(server, "/cases?city=beta")
        assert (moved.status, moved.headers["Location"]) == (302, "/cases/?city=beta")


@pytest.mark.parametrize(
    "path",
    [
        "/../mkdocs.yml",
        "/%2e%2e/mkdocs.yml",
        "/assets/..%2f..%2fmkdocs.yml",
        "/assets/%5c..%5c..%5cmkdocs.yml",
        "//etc/passwd",
        "/a//etc/passwd",
        "/a%00b",
        "mkdocs.yml",
    ],
)
def test_a_path_that_leads_outside_is_no_address(path: str) -> None:
    assert address_of(path) is None


def test_links_on_disk_lead_to_no_file_outside(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = desk.session._frames.folder  # type: ignore[union-attr]
    (folder / "assets" / "out.txt").symlink_to(secret)
    desk.page("assets/out.txt", HTTPStatus.NOT_FOUND)
    desk.page("cases/library.yml", HTTPStatus.NOT_FOUND)
    desk.page("frame-cases-plain/", HTTPStatus.NOT_FOUND)


def test_what_is_saved_is_noticed(tmp_path: Path) -> None:
    root = repository(tmp_path)
    for poll in (False, True):
        following = Following(root, (root / "docs",), poll=poll)
        time.sleep(0.2 if not poll else 0.8)
        # As editors save: beside it, then in its place.
        beside = (root / WATCH).with_suffix(".tmp")
        beside.write_text((root / WATCH).read_text() + f"# {poll}\n")
        beside.replace(root / WATCH)
        found = following.next(5)
        assert found.records is not None
        assert WATCH in found.records
        assert not found.around
        (root / "docs" / "about.md").write_text(f"# {poll}\n")
        assert following.next(5).around
        following.end()


def command(root: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "replicase", "serve", "--root", str(root), *arguments],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        # A shell that runs tests in the background has them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def test_the_command_follows_a_saved_file_and_ends_quietly(tmp_path: Path) -> None:
    root = repository(tmp_path)
    process = command(root, "--port", "0", "--as-of", "2026-11-22")
    assert process.stderr is not None
    first = process.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", first)
    assert found, first
    address = f"/{PAGE}"

    def page() -> str:
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=10)
        connection.request("GET", address)
        return connection.getresponse().read().decode()

    def until(text: str) -> None:
        deadline = time.monotonic() + 30
        while text not in page():
            assert time.monotonic() < deadline, text
            time.sleep(0.05)

    deadline = time.monotonic() + 30
    while "还在读取" in page():
        assert time.monotonic() < deadline
    (root / WATCH).write_text((root / WATCH).read_text().replace("轮值", "值夜"))
    until("值夜")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert re.fullmatch(rf"{re.escape(WATCH)}（\d\.\d\d 秒）\n", err)
    assert out == ""


@pytest.mark.skipif(sys.platform != "linux", reason="hands a signal to a thread as Linux can")
def test_it_ends_whichever_thread_the_system_tells(tmp_path: Path) -> None:
    process = command(repository(tmp_path), "--port", "0")
    assert process.stderr is not None
    assert process.stderr.readline()
    threads = Path(f"/proc/{process.pid}/task")
    deadline = time.monotonic() + 30
    while len(list(threads.iterdir())) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)  # for the first thread to wait
    other = next(int(t.name) for t in threads.iterdir() if t.name != str(process.pid))
    assert ctypes.CDLL(None).tgkill(process.pid, other, signal.SIGTERM) == 0
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")


def test_a_port_that_is_taken_is_misuse(tmp_path: Path) -> None:
    root = repository(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        process = command(root, "--port", port)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert f"端口 {port} 已被占用" in err
    assert "--port" in err


BAR = """
from replicase.progress import Bar
with Bar("reading") as bar:
    for done in (1, 600, 1000):
        bar.tell(done, 1000)
"""


def test_a_bar_is_for_terminals_alone() -> None:
    quiet = subprocess.run(
        [sys.executable, "-c", BAR], capture_output=True, text=True, timeout=60, check=True
    )
    assert (quiet.stdout, quiet.stderr) == ("", "")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    subprocess.run([sys.executable, "-c", BAR], stderr=theirs, env=environment, check=True)
    assert b"1000/1000" in os.read(ours, 100_000)
    os.close(ours)
    os.close(theirs)


def test_nothing_of_the_preview_is_in_a_published_site(tmp_path: Path) -> None:
    root = repository(tmp_path)
    build(root, root / "site", DAY, lambda _: None)
    assert not [name for name, data in files(root / "site").items() if b"__preview__" in data]
