"""The bill of materials is that of the lock file: every package of the installed program, with its version."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BILL: dict[str, Any] = json.loads((ROOT / "sbom.cdx.json").read_text())


def _locked() -> set[tuple[str, str]]:
    """Name and version of every package that Onrecord needs to run, on any system."""
    packages: dict[str, list[dict[str, Any]]] = {}
    for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]:
        packages.setdefault(package["name"], []).append(package)
    waiting: list[tuple[str, frozenset[str]]] = [("onrecord", frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = item = waiting.pop()
        if item in seen:
            continue
        seen.add(item)
        for package in packages[name]:
            needed = [*package.get("dependencies", ())]
            needed += [one for extra in extras for one in package.get("optional-dependencies", {}).get(extra, ())]
            waiting += [(one["name"], frozenset(one.get("extra", ()))) for one in needed]
    return {(name, package["version"]) for name, _ in seen for package in packages[name] if name != "onrecord"}


def test_the_bill_lists_what_the_lock_file_installs() -> None:
    listed = {(one["name"], one["version"]) for one in BILL["components"]}
    assert listed == _locked(), "run: make sbom"
    assert len(listed) > 30


def test_nothing_in_the_bill_changes_from_run_to_run() -> None:
    assert (BILL["bomFormat"], BILL["specVersion"]) == ("CycloneDX", "1.5")
    assert "serialNumber" not in BILL
    assert set(BILL["metadata"]) == {"component"}
    assert all(one["purl"].startswith("pkg:pypi/") for one in BILL["components"])
