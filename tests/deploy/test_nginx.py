"""The server's settings are tried with the server: Debian's nginx, on a port of this machine."""

from __future__ import annotations

import gzip
import http.client
import importlib.util
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from libraries import ROOT

pytestmark = pytest.mark.slow

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/bin:/usr/local/sbin")
POLICY = "replicase.policy"


@dataclass(frozen=True)
class Answer:
    """What the server sent."""

    status: int
    headers: Message
    body: bytes


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    if NGINX is None:
        pytest.skip("nginx is not on this machine: apt install nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    site = folder / "site"
    for name, text in {
        "index.html": "<!doctype html>" + "<p>home " * 500,
        "404.html": "<!doctype html><p>no such page",
        "cases/a/index.html": "<!doctype html><p>a case",
        ".replicase": "mark",
        "search/1.js": "x",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    subprocess.run([DEPLOY / "compress", site], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    written = (DEPLOY / "nginx.conf").read_text("utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "root /srv/replicase/site;": f"root {site};",
    }.items():
        assert written.count(old) == 1
        written = written.replace(old, new)
    (folder / "snippets").mkdir()
    shutil.copy(DEPLOY / "security-headers.conf", folder / "snippets")
    (folder / "replicase.conf").write_text(written, "utf-8")
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;"
        "events {} http { types { text/html html; text/javascript js; }"
        f"access_log off; {paths} include {folder}/replicase.conf; }}",
        "utf-8",
    )
    # The server's own user reads it.
    temporary = Path(tempfile.gettempdir())
    for above in (folder, *folder.parents):
        if not above.is_relative_to(temporary) or above == temporary:
            break
        above.chmod(0o755)
    words = [
        NGINX,
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        str(folder / "error.log"),
    ]
    tested = subprocess.run([*words, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    serving = subprocess.Popen(words)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        serving.terminate()
        serving.wait(10)


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers, answer.read())
    connection.close()
    return found


@pytest.mark.parametrize("path", ["/", "/cases/a/", "/search/1.js", "/no/such/page/"])
def test_every_answer_bears_the_policy(path: str, port: int) -> None:
    headers = ask(port, path).headers
    policy = str(headers["Content-Security-Policy"])
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Server"] == "nginx", "the version is nobody's business"


def test_a_packed_copy_is_sent_to_whoever_takes_it(port: int) -> None:
    plain, packed = ask(port, "/"), ask(port, "/", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["Content-Type"] == "text/html; charset=utf-8"
    assert ask(port, "/index.html.gz").status == 404


def test_a_page_that_is_not_there_is_told_so(port: int) -> None:
    missing = ask(port, "/no/such/page/")
    assert missing.status == 404
    assert b"no such page" in missing.body


def test_what_is_not_for_readers_is_not_sent(port: int) -> None:
    assert ask(port, "/.replicase").status == 404
    assert ask(port, "/", method="POST").status == 405
    assert ask(port, "/cases/").status == 404 or b"Index of" not in ask(port, "/cases/").body


def test_a_folder_is_found_without_its_last_sign(port: int) -> None:
    moved = ask(port, "/cases/a")
    assert (moved.status, moved.headers["Location"]) == (301, "/cases/a/")


def test_what_has_not_changed_is_not_sent_again(port: int) -> None:
    tag = ask(port, "/cases/a/").headers["ETag"]
    assert ask(port, "/cases/a/", **{"If-None-Match": str(tag)}).status == 304


def test_the_headers_are_those_of_the_policy() -> None:
    written = (DEPLOY / "security-headers.conf").read_text("utf-8")
    lines = [line for line in written.splitlines() if not line.startswith("#")]
    assert all(line.startswith("add_header ") and line.endswith(" always;") for line in lines)
    if importlib.util.find_spec(POLICY):
        assert "\n".join(lines) + "\n" == importlib.import_module(POLICY).nginx()
