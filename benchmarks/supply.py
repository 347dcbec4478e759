"""What the program is built on: known holes, licences, and the list of parts (CycloneDX).

    python -m benchmarks.supply

Ends with 1 where a hole is known, with 2 where a registry did not answer, so that nothing passes
unasked; writes docs/security/licences.md and docs/security/sbom.cdx.json either way. The wheel takes
the list of parts along (`.dist-info/sboms/`), so that every release tells what it is built on.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.txt"
SBOM = ROOT / "docs/security/sbom.cdx.json"
LICENCES = ROOT / "docs/security/licences.md"
NOT_HERE = "（本机未装 / not installed here）"
HEAD = """\
# 所用软件的许可证 / Licences of what it is built on

由 `make audit` 写出，照 `requirements.txt` 里锁定的版本。网站里随附的只有 mkdocs-material 的样式和图标（MIT），其余只在生成时用。

Written by `make audit` from the versions locked in `requirements.txt`. Of these the site itself ships only the style sheet and icons of mkdocs-material (MIT); the rest is used while it is made.

| | 版本 / Version | 许可证 / Licence |
| --- | --- | --- |
"""


def run(*command: str) -> tuple[int, str]:
    """Run a tool; return its exit code and all it said."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def locked() -> list[tuple[str, str]]:
    """The packages of the lock, by name."""
    return re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", LOCK.read_text("utf-8"), re.MULTILINE)


def licence_of(name: str) -> str:
    """What a package says its licence is."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return NOT_HERE

    def every(field: str) -> list[str]:
        return [str(said) for said in told.get_all(field) or ()]

    if said := every("License-Expression"):
        return said[0]
    classes = [c.rpartition(" :: ")[2] for c in every("Classifier") if "License ::" in c]
    if classes:
        return "; ".join(classes)
    return next(iter("".join(every("License")[:1]).splitlines()), "?")[:60]


def parts() -> dict[str, Any]:
    """The lock as CycloneDX tells it, with licences and without the lock's own lines and addresses."""
    python = Path(sys.executable).parent
    whole = ROOT / "build/audit/lock.cdx.json"
    whole.parent.mkdir(parents=True, exist_ok=True)
    code, said = run(
        *(str(python / "cyclonedx-py"), "requirements", "--output-reproducible", "--short-PURLs"),
        *("--pyproject", str(ROOT / "pyproject.toml"), "--of", "JSON", "-o", str(whole), str(LOCK)),
    )
    if code:
        sys.exit(said)
    told: dict[str, Any] = json.loads(whole.read_text("utf-8"))
    components = [_part(each) for each in told["components"]]
    root = told["metadata"]["component"]
    return {
        **{key: told[key] for key in ("$schema", "bomFormat", "specVersion", "version")},
        "metadata": {"component": root},
        "components": components,
        "dependencies": [
            {"ref": root["bom-ref"], "dependsOn": [each["bom-ref"] for each in components]}
        ],
        "compositions": [{"aggregate": "incomplete", "dependencies": [root["bom-ref"]]}],
    }


def _part(told: dict[str, Any]) -> dict[str, Any]:
    name, version = told["name"], told["version"]
    address = f"pkg:pypi/{name}@{version}"
    hashes = [each for where in told["externalReferences"] for each in where["hashes"]]
    licence = licence_of(name)
    known = {} if licence == NOT_HERE else {"licenses": [{"license": {"name": licence}}]}
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        **known,
        # Of every wheel of the version, whatever system it is for.
        "externalReferences": [
            {"type": "distribution", "url": address, "hashes": sorted(hashes, key=str)}
        ],
    }


def verdict(name: str, code: int, said: str, holes: str) -> int:
    """Say what an audit found: 0 nothing, 1 a hole, 2 no answer."""
    if code == 0:
        print(f"{name}: 没有已知漏洞 / no known hole")
        return 0
    print(said.strip()[-2_000:])
    if re.search(holes, said):
        print(f"{name}: 有已知漏洞 / known holes")
        return 1
    print(f"{name}: 没有查成，登记处没有回答 / NOT AUDITED: the registry did not answer")
    return 2


def main() -> None:
    """Audit, list licences, write the list of parts."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    LICENCES.parent.mkdir(parents=True, exist_ok=True)
    rows = [f"| {name} | {version} | {licence_of(name)} |" for name, version in locked()]
    LICENCES.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    print(f"{LICENCES.relative_to(ROOT)}: {len(rows)} packages")
    python = Path(sys.executable).parent
    SBOM.write_text(json.dumps(parts(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(SBOM.read_text("utf-8"))
    print(f"{SBOM.relative_to(ROOT)}: {wrong or 'CycloneDX 1.6'}")
    found = [1 if wrong else 0]
    pip = ("--strict", "--disable-pip", "--require-hashes", "--progress-spinner", "off")
    for lock in (LOCK, ROOT / "requirements-test.txt"):
        code, said = run(str(python / "pip-audit"), *pip, "-r", str(lock))
        found.append(verdict(f"pip-audit {lock.name}", code, said, r"Found \d+ known vuln"))
    code, said = run("npm", "audit")
    found.append(verdict("npm audit", code, said, r"\d+ vulnerabilit"))
    sys.exit(1 if 1 in found else max(found))


if __name__ == "__main__":
    main()
