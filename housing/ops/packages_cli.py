"""The console's commands for the packages that Kezek runs on: their bill of materials, what is known against them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TextIO

import click
from flask.cli import with_appcontext

from housing import VERSION
from housing.ops.pinned_packages import LOCK, read_pins
from housing.web.current import now

FOUND, UNUSABLE = 1, 2


@click.command("sbom")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True), default="-")
@with_appcontext
def sbom_command(file: TextIO) -> None:
    """Write the software bill of materials (CycloneDX 1.6, JSON) into FILE, else on the screen."""
    from housing.ops.sbom import build_sbom

    print(json.dumps(build_sbom(read_pins(LOCK), VERSION, now()), indent=2, ensure_ascii=False), file=file)


@click.command("check-advisories")
@click.argument("copy", type=click.Path(path_type=Path))
def check_advisories_command(copy: Path) -> None:
    """Compare what is pinned with advisories of the OSV schema in COPY, a folder or a ZIP; exit 1 where one fits."""
    # Late: few need it, and it takes a library along.
    from housing.ops.advisories import UnreadableAdvisories, find_known_faults, iter_advisories

    pins = read_pins(LOCK)
    try:
        known = find_known_faults(pins, iter_advisories(copy))
    except UnreadableAdvisories as fault:
        print(fault, file=sys.stderr)
        sys.exit(UNUSABLE)
    for one in known:
        mended = f"; mended in {', '.join(one.fixed)}" if one.fixed else ""
        print(f"{one.package} {one.version}: {one.advisory} {one.summary}{mended}")
    print(f"{len(pins)} packages compared, {len(known)} known faults")
    if known:
        sys.exit(FOUND)
