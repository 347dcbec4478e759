"""Pages of the site in `site/` as a phone loads them, judged by Lighthouse: `make lighthouse`."""
