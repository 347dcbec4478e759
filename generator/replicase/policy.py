"""What a page of the site may do, as browsers are told it: the Content Security Policy and its kin.

Every page bears the policy itself (`<meta>`), so that it holds on a plain server and from a folder; a
server that can send headers sends them too, since some things can be told in headers only.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256

INLINE_SCRIPTS: tuple[str, ...] = ()
"""The hashes of the scripts that may stand in a page itself. There are none: all are files of the site,
so nothing a case file could bring into a page would ever run."""

INLINE_STYLES: tuple[str, ...] = ()
"""The same of styles."""


def hash_of(code: str) -> str:
    """The source expression that admits one inline script or style."""
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode('ascii')}'"


def content_security_policy(*, in_folder: bool = False, as_header: bool = False) -> str:
    """Say what a page may load: files of its own site, and nothing else.

    `in_folder` is for pages opened by double click: browsers differ in what they call their own there.
    """
    own = "'self' file:" if in_folder else "'self'"
    told = {
        "default-src": "'none'",
        "script-src": " ".join((own, *INLINE_SCRIPTS)),
        "style-src": " ".join((own, *INLINE_STYLES)),
        # The theme's style sheet has its icons in it, as data.
        "img-src": f"{own} data:",
        "font-src": own,
        "form-action": own,
        "base-uri": "'none'",
    }
    if as_header:
        told["frame-ancestors"] = "'self'"
    return "; ".join(f"{name} {value}" for name, value in told.items())


ALONE = "default-src 'none'; base-uri 'none'"
"""The policy of a page that loads nothing: one that only leads on to another."""


def headers() -> Mapping[str, str]:
    """What a server should send with every answer, by name."""
    return {
        "Content-Security-Policy": content_security_policy(as_header=True),
        "X-Content-Type-Options": "nosniff",
        # Whoever is linked to does not learn which page was read.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }


def nginx() -> str:
    """The headers as lines for a `server` or `location` block of nginx."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in headers().items())


def caddy() -> str:
    """The headers as a block of a Caddyfile."""
    return "".join(
        ("header {\n", *(f'\t{name} "{value}"\n' for name, value in headers().items()), "}\n")
    )


def pages() -> str:
    """The headers as the file `_headers`, which several hosts of static sites read."""
    return "".join(("/*\n", *(f"  {name}: {value}\n" for name, value in headers().items())))


WRITTEN: Mapping[str, Callable[[], str]] = {"nginx": nginx, "caddy": caddy, "pages": pages}
"""How the headers are written for each kind of server."""
