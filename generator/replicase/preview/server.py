"""The preview's server: GET and HEAD for this machine's browser, and nothing else for nobody else."""

from __future__ import annotations

import ipaddress
import json
import posixpath
import socket
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from replicase import __version__
from replicase.preview.answer import OWN, Answer
from replicase.preview.session import Session

EVENTS = f"{OWN}events"
_LONGEST_WAIT = 20.0
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
    ),
    # A page is another one after the next change.
    ("Cache-Control", "no-store"),
)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine under a name only it can use."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


class Server(ThreadingHTTPServer):
    """Answers for a session; bound when it is made, and asked only once `session` is set."""

    daemon_threads = True
    session: Session
    mount = ""
    """The path of the site's own address: links of its 404 page begin with it."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind, without asking anybody for the name of this machine."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.host, self.server_address[1]

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        host = "127.0.0.1" if self.host in ("", "0.0.0.0") else self.host  # noqa: S104 - compared
        return (
            f"http://[{host}]:{self.server_port}/"
            if ":" in host
            else f"http://{host}:{self.server_port}/"
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no news."""

    def admits(self, given: str | None) -> bool:
        """Whether a request names this machine as its host.

        A page of another site may have its own name lead here; only its name betrays it.
        """
        if not is_loopback(self.host):
            return True  # whoever opened it to a network said so
        with suppress(ValueError):
            parts = urlsplit(f"//{given or ''}")
            return (
                bool(parts.hostname)
                and is_loopback(parts.hostname or "")
                and parts.port
                in (
                    None,
                    self.server_port,
                )
            )
        return False


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = f"replicase/{__version__}"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Answer."""
        self._serve(body=True)

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self._serve(body=False)

    def _refuse(self) -> None:
        self.close_connection = True
        self._send(
            Answer(b"GET, HEAD\n", "text/plain", HTTPStatus.METHOD_NOT_ALLOWED), allow="GET, HEAD"
        )

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Refuse every other method there is."""
        if name.startswith("do_"):
            return self._refuse
        raise AttributeError(name)

    def _serve(self, *, body: bool) -> None:
        if not self.server.admits(self.headers.get("Host")):
            self._send(
                Answer(b"unknown host\n", "text/plain", HTTPStatus.MISDIRECTED_REQUEST), body=body
            )
            return
        asked = address_of(self.path)
        if asked is None:
            self._send(Answer(b"bad path\n", "text/plain", HTTPStatus.BAD_REQUEST), body=body)
            return
        asked = self._below_mount(asked)
        if asked == EVENTS:
            if body:
                self._events()
            else:
                self._send(Answer(b"", "text/event-stream"), body=False)
            return
        answer = self.server.session.answer(asked)
        self._send(answer, body=body)

    def _below_mount(self, address: str) -> str:
        mount = self.server.mount
        return address[len(mount) :] if mount and f"{address}/".startswith(mount) else address

    def _listener(self) -> str:
        """The page that wants to be told; the home page for one that does not say."""
        (asked,) = parse_qs(urlsplit(self.path).query).get("page", ["/"])[:1]
        return self._below_mount(address_of(asked) or "")

    def _send(self, answer: Answer, *, body: bool = True, allow: str = "") -> None:
        self.send_response(answer.status)
        if answer.location:
            query = urlsplit(self.path).query
            self.send_header("Location", answer.location + (f"?{query}" if query else ""))
        if allow:
            self.send_header("Allow", allow)
        if answer.status is HTTPStatus.SERVICE_UNAVAILABLE:
            self.send_header("Retry-After", "2")
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.data)))
        for name, value in HEADERS:
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(answer.data)

    def _events(self) -> None:
        """Tell a page of every new state, as long as it listens."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        for name, value in HEADERS:
            self.send_header(name, value)
        self.end_headers()
        session, since, page = self.server.session, "", self._listener()
        with suppress(OSError):
            while not session.closed:
                since, progress, whole = session.news(page, since, _LONGEST_WAIT)
                told = {"version": since, "done": progress.done, "total": progress.total}
                data = json.dumps(told | {"whole": whole})
                self.wfile.write(f"data: {data}\n\n".encode())
                self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing of single requests."""


def address_of(path: str) -> str | None:
    """The address a request is for, from the site's root; None for one no site has."""
    address = unquote(path.partition("#")[0].partition("?")[0], errors="replace")
    plain = address.startswith("/") and "\\" not in address and address.isprintable()
    if not plain:
        return None
    steps = address[1:].split("/")
    if any(step in (".", "..") for step in steps) or "" in steps[:-1]:
        return None
    return posixpath.join(*steps) if len(steps) > 1 else steps[0]
