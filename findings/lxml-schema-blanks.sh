#!/usr/bin/env bash
# Blanks around a date make an XML answer invalid for lxml, and a stricter type makes it valid again.
#
# Version:  lxml 6.1.3 (its wheel brings libxml2 2.14.6), beside xmlschema 4.3.2, which is written in Python.
# Case:     state bases answer in SOAP; a gateway that indents puts the value on a line of its own:
#           <birthDate>
#             1985-02-03
#           </birthDate>
# Expected: valid. XML Schema fixes whiteSpace to "collapse" for every atomic type but strings, so that blanks around
#           a value are gone before it is looked at. xmlschema says so of all that stands below.
# Seen:     lxml takes integer, decimal, boolean, double 5.5 so, but refuses dates, times, durations, gYear, and a
#           double INF. Blanks only behind it are forgiven to dateTime, not to date and time. To say collapse in the
#           type does not help. What does: a pattern, an enumeration, a list of dates. The stricter type takes more.
# Exit:     0 while this is so, 1 when it has changed, 2 when the packages could not be installed.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -qq --disable-pip-version-check lxml==6.1.3 xmlschema==4.3.2 elementpath==5.1.4 || exit 2

"$room/venv/bin/python" - <<'PY'
from importlib.metadata import version

import xmlschema
from lxml import etree

HEAD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="value"'
DATE = '<xs:restriction base="xs:date">{}</xs:restriction>'


def plain(name):
    return f'{HEAD} type="xs:{name}"/></xs:schema>'


def derived(body):
    return f"{HEAD}><xs:simpleType>{body}</xs:simpleType></xs:element></xs:schema>"


def judged(schema, text):
    """(by lxml, by xmlschema)."""
    document = f"<value>{text}</value>"
    lxml = etree.XMLSchema(etree.fromstring(schema)).validate(etree.fromstring(document))
    return lxml, xmlschema.XMLSchema(schema).is_valid(document)


plainly = {"integer": "7", "decimal": "54.5", "boolean": "true", "double": "5.5", "date": "1985-02-03",
           "time": "10:00:00", "dateTime": "2026-03-19T10:00:00+05:00", "gYear": "1985", "duration": "P1M"}
seen = {name: judged(plain(name), f"\n  {value}\n") for name, value in plainly.items()}
seen["double INF"] = judged(plain("double"), " INF ")
for name in ("date", "time", "dateTime"):
    seen[f"{name}, only behind"] = judged(plain(name), plainly[name] + " ")
for name, body in {
    "date, collapse said": DATE.format('<xs:whiteSpace value="collapse"/>'),
    "date, a first day": DATE.format('<xs:minInclusive value="1900-01-01"/>'),
    "date, a pattern": DATE.format(r'<xs:pattern value="\d{4}-\d\d-\d\d"/>'),
    "date, enumerated": DATE.format('<xs:enumeration value="1985-02-03"/>'),
    "list of dates": '<xs:list itemType="xs:date"/>',
}.items():
    seen[name] = judged(derived(body), "\n  1985-02-03\n")

refused = ["date", "time", "dateTime", "gYear", "duration", "double INF", "date, only behind", "time, only behind",
           "date, collapse said", "date, a first day"]
print("lxml", version("lxml"), "libxml2", etree.LIBXML_VERSION, "xmlschema", version("xmlschema"))
for name, (by_lxml, by_xmlschema) in seen.items():
    print(f"{name:22} lxml {'valid' if by_lxml else 'INVALID':8} xmlschema {'valid' if by_xmlschema else 'INVALID'}")
as_recorded = all(by_xmlschema for _, by_xmlschema in seen.values())
as_recorded &= [name for name, (by_lxml, _) in seen.items() if not by_lxml] == refused
raise SystemExit(0 if as_recorded else "not as recorded any more")
PY
