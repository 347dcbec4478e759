"""No file costs more than two seconds and two hundred megabytes: the system itself would end it.

The generators are of the kind cmark tests itself with, at the size a file may have and just over it.
Each is read, checked and shown in a process of its own that may use no more.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from hostile import figures

ROOT = Path(__file__).parents[2]
SECONDS = 2
MEGABYTES = 200


MARKDOWN = {
    "nested strong emphasis": "*a **a ",
    "emphasis that closes": "a_ ",
    "emphasis that opens": "_a ",
    "link that closes": "a]",
    "link that opens": "[a",
    "mismatched": "*a_ ",
    "opens with link": "[ a_",
    "images": "![[]()",
    "nested brackets": "[",
    "links unfinished": "[a](<b",
    "links in links": "[x](",
    "quotes": "> ",
    "lists": "- ",
    "many lists": "1. a\n",
    "nested lists": "  * a\n",
    "rules": "* * *\n",
    "backticks": "`" + "`" * 7 + "a",
    "fences": "```\n",
    "comments": "<!-- ",
    "declarations": "<!A ",
    "instructions": "<?",
    "data sections": "<![CDATA[",
    "tags": "<a href='",
    "autolinks": "<http://a",
    "bare addresses": "https://a.example/?a=",
    "mail": "a@",
    "entities": "&#x41;&amp",
    "hard breaks": "a  \n",
    "backslashes": "\\\\",
    "references": "[a]: b\n\n[a]",
    "citations": "[@s1]",
    "tables": "|a|b|\n|-|-|\n",
    "wide table": "|a",
    "headings": "### a\n",
    "combining": "a\u0301",
    "emoji": "\U0001f468\u200d\U0001f469",
}
YAML = {
    "deep lists": "[",
    "deep mappings": "{a: ",
    "indents": "- ",
    "keys": "a{n}: 1\n",
    "anchors": "a{n}: &a{n} x\n",
    "comments": "# a\n",
    "quotes": "a{n}: 'x''y'\n",
    "escapes": 'a{n}: "\\\\x41"\n',
    "documents": "---\na: 1\n",
    "directives": "%A b\n",
    "question marks": "? ",
    "dashes": "-\n",
    "folded": "a{n}: >\n  x\n",
}


def inside() -> None:
    """Read payloads from standard input; each is worked on in a child with hard limits."""
    import replicase.prose  # noqa: F401
    from hostile.placing import CASE_FILE, Placed, draft, finished
    from hostile.running import SITE, around, errors, inspected
    from replicase.pages import orders
    from replicase.source import Input

    harmless = around(finished(CASE_FILE, draft()))
    inspected(harmless)  # what is loaded once is not counted against a file
    for line in sys.stdin:
        given = json.loads(line)
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            limit = now + MEGABYTES * 1_000_000
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
            try:
                if given["kind"] == "markdown":
                    target = draft()
                    target.put(("problem", "text", "zh"), given["text"])
                    placed = finished(CASE_FILE, target)
                else:
                    placed = Placed(CASE_FILE, given["text"].encode())
                data = Input(placed.file, placed.data)
                inputs = [g if g.file != CASE_FILE else data for g in harmless]
                # What the harmless library costs without it is not this file's doing.
                found, said = inspected(inputs)
                # What is refused reaches no page.
                for order in orders(found, SITE) if not errors(said) else ():
                    if "alpha-hostile" in order.address:
                        order.make()
            except RecursionError:
                os._exit(3)
            except MemoryError:
                os._exit(4)
            except BaseException:
                import traceback

                traceback.print_exc()
                os._exit(5)
            os._exit(0)
        _, status, used = os.wait4(child, 0)
        told = {
            "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1,
            "seconds": used.ru_utime + used.ru_stime,
            "megabytes": used.ru_maxrss / 1_000,
        }
        print(json.dumps(told), flush=True)


def made(seed: str, size: int) -> str:
    if "{n}" in seed:
        count = size // (len(seed) + 2)
        return "".join(seed.replace("{n}", str(n)) for n in range(count))
    return (seed * (size // len(seed.encode()) + 1))[:size]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the kernel's of Linux")
@pytest.mark.parametrize("how", ["short", "at the limit", "over it"])
def test_no_generator_is_ended_by_the_system(how: str) -> None:
    from replicase.source.refusal import MAX_BYTES

    size = {"short": 2_000, "at the limit": MAX_BYTES - 20_000, "over it": MAX_BYTES + 1_000}[how]
    given = [
        (f"{kind} {name}", {"kind": kind, "text": made(seed, size)})
        for kind, seeds in (("markdown", MARKDOWN), ("yaml", YAML))
        for name, seed in seeds.items()
    ]
    done = subprocess.run(
        [sys.executable, "-c", "from hostile.test_limits import inside; inside()"],
        input="\n".join(json.dumps(each) for _, each in given) + "\n",
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(given), done.stderr
    ended = {
        name: each
        for (name, _), each in zip(given, told, strict=True)
        if each["signal"] or each["code"]
    }
    assert ended == {}, done.stderr[-2_000:]
    slowest, largest = max(x["seconds"] for x in told), max(x["megabytes"] for x in told)
    figures.say(
        f"{len(given)} generators, {how}: 0 ended, none recurses; "
        f"at most {slowest:.2f} s and {largest:.0f} MB"
    )
    assert slowest < SECONDS
