"""The software bill of materials: what Kezek runs on here, as CycloneDX 1.6 has it written (JSON).

Nothing outside is asked: names, versions, licences and who needs whom come from what is installed, the hashes from the
lock file. The same packages at the same time give the same bytes.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from housing.ops.pinned_packages import Pin, normalize_name

KEZEK = "kezek"
#: Identifiers of SPDX that older packages write into the free field of their licence.
SPDX = ("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MPL-2.0", "ZPL-2.1")
#: Of a text longer than this a package has pasted the licence and not named it.
LONGEST_NAME = 80
ABOUT_HASHES = "SHA-256 of every file that the lock file accepts for this version; one of them is installed"


def build_sbom(pins: Iterable[Pin], version: str, now: datetime) -> dict[str, Any]:
    """`version`: of Kezek. What the lock pins for other machines and is not installed here is not in it."""
    found = [(pin, one) for pin in pins if (one := find_installed(pin.name))]
    references = {pin.name: f"pkg:pypi/{pin.name}@{one.version}" for pin, one in found}
    made = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    whole = f"{KEZEK}@{version}"
    content = {
        "metadata": {
            "timestamp": made,
            "component": {
                "type": "application",
                "bom-ref": whole,
                "name": KEZEK,
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            },
            "properties": [{"name": "kezek:hashes", "value": ABOUT_HASHES}],
        },
        "components": [describe_package(pin, one, references[pin.name]) for pin, one in found],
        "dependencies": [
            {"ref": whole, "dependsOn": sorted(references.values())},
            *({"ref": references[pin.name], "dependsOn": list_needed(one, references)} for pin, one in found),
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(content, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1}
    return {**head, **content}


def find_installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def describe_package(pin: Pin, installed: Distribution, reference: str) -> dict[str, Any]:
    """Hashes only of the version that is pinned: of another one the lock knows nothing."""
    described: dict[str, Any] = {
        "type": "library",
        "bom-ref": reference,
        "name": pin.name,
        "version": installed.version,
        "purl": reference,
    }
    if licenses := describe_licence(installed):
        described["licenses"] = licenses
    if installed.version == pin.version:
        described["hashes"] = [{"alg": "SHA-256", "content": one} for one in sorted(pin.hashes)]
    return described


def describe_licence(installed: Distribution) -> list[dict[str, Any]]:
    """As exactly as the package says it: an expression of SPDX, an identifier, else the name in its own words."""
    about = installed.metadata
    if expression := about.get_all("License-Expression"):
        return [{"expression": expression[0]}]
    named = (about.get_all("License") or [""])[0].strip()
    if named in SPDX:
        return [{"license": {"id": named}}]
    classed = [one.split(" :: ")[-1] for one in about.get_all("Classifier") or [] if one.startswith("License :: ")]
    names = classed or ([named] if named and len(named) <= LONGEST_NAME and "\n" not in named else [])
    return [{"license": {"name": name}} for name in sorted(names)]


def list_needed(installed: Distribution, references: dict[str, str]) -> list[str]:
    """What this package needs by itself; what only its extras ask for is not listed."""
    wanted = [one for one in installed.requires or [] if "extra ==" not in one]
    names = {normalize_name(re.match(r"[\w.-]+", one)[0]) for one in wanted}  # type: ignore[index]
    return sorted(references[name] for name in names if name in references)
