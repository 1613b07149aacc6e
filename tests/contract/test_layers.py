"""Who may import whom, as `.importlinter` has it."""

from __future__ import annotations

import configparser
from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]
STAGES = {
    "reading",
    "parsing",
    "mentions",
    "propositions",
    "attribution",
    "certainty",
    "coding",
    "transfers",
    "embargoes",
    "resolution",
    "evidence",
}


def test_no_import_breaks_a_contract() -> None:
    assert lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0


def test_every_package_stands_in_the_line() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    layers = config["importlinter:contract:line"]["layers"].replace("|", "\n").split()
    packages = {path.parent.name for path in (ROOT / "src" / "onrecord").glob("*/__init__.py")}
    assert {f"onrecord.{name}" for name in packages} <= set(layers)
    assert packages >= STAGES
