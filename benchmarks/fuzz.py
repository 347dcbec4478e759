"""Random input for what reads strangers' text, guided by what code it reaches (atheris); bounded by time.

    python -m benchmarks.fuzz [--seconds 60] [target …]

A crash is kept in build/fuzz/<target>/ and ends the run with 1; it becomes a row of tests/hostile.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build/fuzz"
SECONDS = 60
AS_OF = date(2026, 1, 1)


def _parse(data: bytes) -> None:
    from replicase.source import Input, parse

    document, said = parse(Input("cases/practices/alpha/a.yml", data))
    assert document is not None or said, "nothing was read, and nothing said"


def _check(data: bytes) -> None:
    from replicase.check import check
    from replicase.load import load
    from replicase.source import Input

    library, said = load([Input("cases/practices/alpha/a.yml", data)])
    for diagnostic in (*said, *check(library, AS_OF)):
        assert diagnostic.zh, diagnostic.code
        assert diagnostic.en, diagnostic.code


def _prose(data: bytes) -> None:
    from replicase.policy import ALONE
    from replicase.prose import prose, removed
    from replicase.verify.markup import check_markup

    text = data.decode("utf-8", "ignore").replace("\0", "")
    removed(text)
    head = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{ALONE}">'
    wrong = list(check_markup("a", f"{head}{prose(text)}", {}))
    assert wrong == [], wrong[0].en


def _export(data: bytes) -> None:
    import csv
    import io

    from replicase.output import csv_file

    text = data.decode("utf-8", "ignore").replace("\0", "")
    written = csv_file("a.csv", [["a", text]]).data.decode("utf-8-sig")
    (row,) = csv.reader(io.StringIO(written, newline=""))
    assert row[1] in (text, f"'{text}"), row
    assert row[1].lstrip()[:1] not in ("=", "+", "-", "@"), row


def _fix(data: bytes) -> None:
    from replicase.edit.fix import fix_files, with_fixes
    from replicase.source import Input, parse

    given = Input("cases/practices/alpha/a.yml", data)
    (again,) = with_fixes([given], fix_files([given], [given.file]))
    if parse(given)[0] is not None:
        assert parse(again)[0] is not None, "what could be read cannot be read any more"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "parse": _parse,
    "check": _check,
    "prose": _prose,
    "export": _export,
    "fix": _fix,
}


def seeds(target: str) -> Path:
    """A folder of what to begin with: the records and rows of the project's own tests."""
    folder = FOLDER / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted((ROOT / "tests/rules").rglob("*.yml"))[::7]):
        (folder / f"seed-{number}").write_bytes(path.read_bytes())
    return folder


def run(target: str, seconds: int) -> int:
    """Fuzz one target in a process of its own; return its exit code."""
    folder = seeds(target)
    limits = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=20000"]
    kept = f"-artifact_prefix={folder}/crash-"
    inner = [sys.executable, "-m", "benchmarks.fuzz", "--inside", target]
    done = subprocess.run(
        [*inner, "--", *limits, kept, "-print_final_stats=1", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    runs = next((x.split()[-1] for x in done.stderr.splitlines() if "number_of_executed" in x), "?")
    print(
        f"{target:8} {runs:>9} inputs in {seconds} s: {'a crash' if done.returncode else 'none fell'}"
    )
    if done.returncode:
        print(done.stdout[-2_000:], done.stderr[-3_000:], sep="\n")
    return done.returncode


def inside(target: str, options: list[str]) -> None:
    """Let atheris drive a target."""
    import atheris

    with atheris.instrument_imports(include=["replicase", "yaml", "markdown_it"]):
        TARGETS[target](b"title: {zh: a, en: b}\n")
    atheris.Setup([sys.argv[0], *options], TARGETS[target])
    atheris.Fuzz()


def main() -> None:
    """Fuzz every target named, or all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--inside", choices=TARGETS)
    parser.add_argument("targets", nargs="*")
    given = parser.parse_args()
    if given.inside:
        inside(given.inside, given.targets)
        return
    sys.exit(max(run(target, given.seconds) for target in given.targets or TARGETS) and 1)


if __name__ == "__main__":
    main()
