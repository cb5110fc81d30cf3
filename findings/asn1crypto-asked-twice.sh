#!/usr/bin/env bash
# asn1crypto refuses a certificate with a Kazakh GOST key once; asked again, it says that the certificate is empty.
#
# Version:  asn1crypto 1.5.1.
# Case:     a certificate built as the national certification authority builds them, the key under the identifier
#           1.2.398.3.10.1.1.2.2 (GOST 34.10-2015, 512 bits) with its two parameters; the point and the signature are
#           made up, for asn1crypto, which knows no such key, does not come as far.
# Expected: either the parts that need no knowledge of the key can be read, or the same error comes each time.
# Seen:     certificate.native is a KeyError at first, then an empty dictionary, for good. Of its key alone the first
#           question is a KeyError, the second answers with the algorithm as if there were no bits behind it; those
#           bits are "no field" from then on. dump() of the key, right before the question, is an IndexError after it.
#           So code that tries again, logs the certificate or asks from two places meets data that are not in it.
# Way out:  load it anew for each question, and read the key with a structure of one's own.
# Exit:     0 while this is so, 1 when it has changed, 2 when the package could not be installed.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -qq --disable-pip-version-check asn1crypto==1.5.1 || exit 2

"$room/venv/bin/python" - <<'PY'
from datetime import datetime, timezone
from importlib.metadata import version

from asn1crypto import core, keys, x509


class Parameters(core.SequenceOf):
    _child_spec = core.ObjectIdentifier


class Algorithm(core.Sequence):
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", Parameters, {"optional": True})]


class Key(core.Sequence):
    _fields = [("algorithm", Algorithm), ("public_key", core.OctetBitString)]


class Body(core.Sequence):
    _fields = [("version", core.Integer, {"explicit": 0}), ("serial_number", core.Integer), ("signature", Algorithm),
               ("issuer", x509.Name), ("validity", x509.Validity), ("subject", x509.Name), ("key", Key)]


class Certificate(core.Sequence):
    _fields = [("body", Body), ("algorithm", Algorithm), ("signature", core.OctetBitString)]


def moment(year):
    return x509.Time("utc_time", datetime(year, 1, 1, tzinfo=timezone.utc))


gost = {"algorithm": "1.2.398.3.10.1.1.2.2", "parameters": ["1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3"]}
key = Key({"algorithm": gost, "public_key": core.OctetString(bytes(range(128))).dump()})
name, signed_by = x509.Name.build({"common_name": "Test"}), {"algorithm": "1.2.398.3.10.1.1.2.3.2"}
body = {"version": 2, "serial_number": 1, "signature": signed_by, "issuer": name, "subject": name, "key": key,
        "validity": {"not_before": moment(2026), "not_after": moment(2027)}}
der = Certificate({"body": body, "algorithm": signed_by, "signature": bytes(range(128))}).dump()


def asked(question):
    try:
        return question()
    except (KeyError, IndexError) as error:
        return type(error).__name__


certificate = x509.Certificate.load(der)
whole = [asked(lambda: certificate.native) for _ in range(3)]
loaded = keys.PublicKeyInfo.load(key.dump())
dumps = [loaded.dump() == key.dump()]
parts = [asked(lambda: loaded.native) for _ in range(2)]
bits = asked(lambda: loaded["public_key"])
dumps.append(asked(loaded.dump))

print("asn1crypto", version("asn1crypto"))
print("subject, asked alone:", x509.Certificate.load(der).subject.native["common_name"])
print("certificate.native, three times:", whole)
print("key.native, twice:", [one if isinstance(one, str) else list(one) for one in parts], "its bits:", bits)
print("key.dump() before and after:", dumps)
as_recorded = whole == ["KeyError", {}, {}] and parts[0] == "KeyError" and list(parts[1]) == ["algorithm"]
as_recorded &= bits == "KeyError" and dumps == [True, "IndexError"]
raise SystemExit(0 if as_recorded else "not as recorded any more")
PY
