#!/usr/bin/env bash
# pypdf, asked to add nothing to a signed document, changes a page of it, and the signature is not accepted any more.
#
# Version:  fpdf2 2.8.9 (makes the document), pyHanko 0.38.0 (signs and verifies), pypdf 7.1.1 (opens and writes).
# Case:     a notice of one A4 page is signed. Later it goes through PdfWriter(..., incremental=True), the mode that
#           pypdf has for signed documents: the old bytes stay, what is new is appended. Here nothing is new.
# Expected: the same bytes, or at most an empty revision; pyHanko accepts the signature as before.
# Seen:     pypdf copies the MediaBox, which fpdf2 wrote once for all pages, into each page as it opens the file, takes
#           the page for changed and appends it. pyHanko says: intact and valid, but changed in a way that no rule
#           allows, not accepted. A page of another size than the document's bears its own box: then nothing is
#           appended, and all is well.
# Exit:     0 while this is so, 1 when it has changed, 2 when the packages could not be installed.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -qq --disable-pip-version-check fpdf2==2.8.9 pypdf==7.1.1 pyhanko==0.38.0 \
  pyhanko-certvalidator==0.33.0 asn1crypto==1.5.1 cryptography==50.0.2 || exit 2

"$room/venv/bin/python" - <<'PY'
import io
import logging
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fpdf import FPDF
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers, validation
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter

logging.disable(logging.CRITICAL)
key, now = rsa.generate_private_key(65537, 2048), datetime.now(timezone.utc)
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test")])
usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(365))
made = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
certificate = asn1.Certificate.load(made.public_bytes(serialization.Encoding.DER))
secret = key.private_bytes(
    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
signer = signers.SimpleSigner(
    signing_cert=certificate, signing_key=keys.PrivateKeyInfo.load(secret), cert_registry=SimpleCertificateStore()
)


def signed(size):
    notice = FPDF(format="A4")
    notice.add_page(format=size)
    opened = IncrementalPdfFileWriter(io.BytesIO(bytes(notice.output())))
    return signers.sign_pdf(opened, signers.PdfSignatureMetadata(field_name="Bank"), signer=signer).getvalue()


def judged(document):
    signature = PdfFileReader(io.BytesIO(document)).embedded_signatures[0]
    trust = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    said = validation.validate_pdf_signature(signature, trust)
    return said.intact and said.valid, said.modification_level.name, said.bottom_line


def written_again(document):
    out = io.BytesIO()
    PdfWriter(io.BytesIO(document), incremental=True).write(out)
    return out.getvalue()


seen = {}
print({package: version(package) for package in ("fpdf2", "pyhanko", "pypdf")})
for size in ("A4", "A3"):
    before = signed(size)
    after = written_again(before)
    added = after[len(before):] if after.startswith(before) else b"not only appended"
    seen[size] = (judged(before), b"/MediaBox" in added, len(added) > 0, judged(after))
    print(f"A4 document, page {size}: {judged(before)}; {len(added)} bytes appended; then {judged(after)}")
recorded = {"A4": ((True, "NONE", True), True, True, (True, "OTHER", False)),
            "A3": ((True, "NONE", True), False, False, (True, "NONE", True))}
raise SystemExit(0 if seen == recorded else "not as recorded any more")
PY
