"""`flask sbom`: the bill of materials has the form of CycloneDX 1.6 and says what is installed, and nothing else."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from importlib.metadata import version

import pytest

from housing import VERSION
from housing.ops.pinned_packages import LOCK, Pin, read_pins
from housing.ops.sbom import build_sbom

#: Fields of the specification that are used, as it spells and forms them; it allows no others where these stand.
TOP = {"bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies"}
COMPONENT = {"type", "bom-ref", "name", "version", "purl", "licenses", "hashes"}
SERIAL = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NOON = datetime(2026, 11, 30, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def bill():
    return build_sbom(read_pins(LOCK), VERSION, NOON)


def test_it_has_the_form_of_the_specification(bill):
    assert set(bill) == TOP
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(SERIAL, bill["serialNumber"])
    assert set(bill["metadata"]) == {"timestamp", "component", "properties"}
    assert bill["metadata"]["timestamp"] == "2026-11-30T07:00:00Z"
    assert bill["metadata"]["component"]["type"] == "application"


def test_each_package_has_its_version_its_address_its_licence_and_its_hashes(bill):
    assert len(bill["components"]) > 30
    for one in bill["components"]:
        assert set(one) == COMPONENT, f"{one['name']}: {COMPONENT ^ set(one)}"
        assert one["type"] == "library" and one["version"] == version(one["name"])
        assert one["purl"] == one["bom-ref"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert all(re.fullmatch("[0-9a-f]{64}", hash["content"]) and hash["alg"] == "SHA-256" for hash in one["hashes"])


def test_a_licence_is_an_expression_alone_or_names(bill):
    for one in bill["components"]:
        kinds = {next(iter(licence)) for licence in one["licenses"]}
        assert kinds == {"license"} or (kinds == {"expression"} and len(one["licenses"]) == 1), one["name"]
        assert all(len(licence.get("license", {"id": ""})) == 1 for licence in one["licenses"])


def test_whoever_needs_whom_is_in_it_too(bill):
    known = {one["bom-ref"] for one in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    needs = {one["ref"].split("@")[0]: one["dependsOn"] for one in bill["dependencies"]}
    assert {one["ref"] for one in bill["dependencies"]} == known and len(bill["dependencies"]) == len(known)
    assert all(ref in known for refs in needs.values() for ref in refs)
    assert {ref.split("@")[0] for ref in needs["pkg:pypi/flask"]} >= {"pkg:pypi/werkzeug", "pkg:pypi/jinja2"}


def test_the_same_packages_at_the_same_time_give_the_same_bytes(bill):
    again, later = (build_sbom(read_pins(LOCK), VERSION, at) for at in (NOON, NOON.replace(day=29)))
    assert json.dumps(again) == json.dumps(bill)
    assert later["serialNumber"] != bill["serialNumber"] and later["components"] == bill["components"]


def test_of_another_version_than_the_pinned_one_no_hash_is_claimed():
    other = build_sbom([Pin("flask", "0.1", ("0" * 64,)), Pin("nobody-has-it", "1", ())], VERSION, NOON)
    (flask,) = other["components"]
    assert flask["version"] == version("flask") and "hashes" not in flask


def test_the_command_writes_a_file_or_the_screen(app, tmp_path):
    run, file = app.test_cli_runner(), tmp_path / "kezek.cdx.json"
    shown = run.invoke(args=["sbom"])
    assert shown.exit_code == 0 and json.loads(shown.output)["bomFormat"] == "CycloneDX"
    assert run.invoke(args=["sbom", str(file)]).exit_code == 0
    assert json.loads(file.read_text("utf-8")) == json.loads(shown.output)


def test_it_needs_no_database(bare):
    assert bare.test_cli_runner().invoke(args=["sbom"]).exit_code == 0
