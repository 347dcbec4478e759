"""`replicase headers`: what a web server should send with every page."""

from __future__ import annotations

import click

from replicase.policy import WRITTEN


@click.command(short_help="网页服务器该发的安全响应头。 Security headers for a web server.")
@click.option(
    "--for",
    "server",
    type=click.Choice(list(WRITTEN)),
    default="nginx",
    show_default=True,
    help="写成哪种服务器的配置。 For which server.",
)
def headers(server: str) -> None:
    """写出安全响应头，放进网页服务器的配置。 Print the security headers, for the settings of a web server.

    \b
    每个页面里已写明同样的策略；响应头还能禁止别的网站把页面嵌进去。
    Every page states the same policy; headers also keep other sites from framing it.

    \b
    replicase headers > /etc/nginx/snippets/replicase.conf
    replicase headers --for caddy
    replicase headers --for pages > _headers    静态托管 / hosts of static sites
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    click.echo(WRITTEN[server](), nl=False)
