"""Writes the bill of materials: what is installed with Onrecord, in CycloneDX, from the lock file.

    gate/sbom.py [--check] [--uv COMMAND]

uv exports it; what changes from run to run (time, serial number, version of uv) is taken out, so that the same lock
file gives the same bytes.  So are the addresses and hashes of the files, which stand in uv.lock.  ``--check`` writes
nothing and fails where sbom.cdx.json is not what the lock file gives.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "sbom.cdx.json"


def main() -> int:
    """Writes or checks the file; 0 if all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--uv", default="uv")
    options = parser.parse_args()
    made = export(options.uv)
    if not options.check:
        FILE.write_text(made)
        print(f"{FILE.name}: {len(json.loads(made)['components'])} components")
        return 0
    if FILE.read_text() == made:
        return 0
    print(f"{FILE.name} is not what uv.lock gives; run: make sbom", file=sys.stderr)
    return 1


def export(uv: str) -> str:
    """The bill of the locked dependencies, those for developers left out."""
    command = [uv, "export", "--frozen", "--no-dev", "--format", "cyclonedx1.5", "--quiet"]
    command += ["--preview-features", "sbom-export"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    bill: dict[str, Any] = json.loads(done.stdout)
    bill.pop("serialNumber", None)
    bill["metadata"] = {"component": bill["metadata"]["component"]}
    for component in bill["components"]:
        component.pop("externalReferences", None)
    return json.dumps(bill, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main())
