"""What is emptied of a file whose term is over, table by table, and what stays: each table of a case stands in one.

Digests, sizes, numbers, days and codes stay everywhere; so does whose file it was, for it is by this alone that the
person is told what became of it.
"""

from __future__ import annotations

from typing import Any

from housing.storage.models import (
    Alert,
    Answer,
    Application,
    CaseNote,
    Complaint,
    Dispute,
    HeardPerson,
    Message,
    Paper,
    RecordedFinding,
    RefusalProposal,
    RegisterAct,
    RegisterStatement,
    Removal,
    Representation,
    Signature,
)

NAMES = {"name": "", "name_key": "", "given_key": "", "name_order": ""}
#: What a key leaves behind; `KeyEvidence`.
EVIDENCE = {"document": b"", "certificate": b"", "cms": None, "signer_iin": "", "revocation_evidence": None}
#: By table, each column with what stands there afterwards.
EMPTIED: dict[Any, dict[str, Any]] = {
    Application: {**NAMES, "answers": {}, "answered": {}, "phone": None, "email": None, "representative_iin": ""},
    Representation: {"iin": "", "name": "", "document": ""},
    Paper: {"filename": "", "content": b"", "scan": "erased"},
    Signature: EVIDENCE,
    Answer: {"facts": {}, "request": None, "raw": b"", "about": ""},
    Dispute: {"said": None, "note": ""},
    RecordedFinding: {"value": None, "note": ""},
    CaseNote: {"text": ""},
    Complaint: {"text": "", "answer": "", "late_reason": "", "by_iin": ""},
    RefusalProposal: {"note": "", "comment": "", "findings": {}},
    Message: {"text": "", "phone": None},
    Alert: {"comment": ""},
    RegisterStatement: {"text": "", "answer": ""},
    RegisterAct: {"facts": {}, "entry_before": None, "note": "", "comment": ""},
    Removal: {"facts": {}, "note": "", "opinion_text": "", "comment": ""},
    HeardPerson: {"iin": "", "name": "", "opinion_text": ""},
}
#: Emptied by a statement of its own, for its rows are found by another table's, or deleted.
OTHERWISE = {
    "sent_file": "by its paper", "revocation_check": "by its signature", "statement_signature": "by its statement",
    "sealed_notice": "by its notice", "inventory_check": "by the entry",
    "notice": "its texts say that they were erased",
    "family_consent": "deleted: of whom the family asked", "simulated_change": "has a term of its own",
}  # fmt: skip
#: Tables of a case of which everything stays.
STAYS = {
    "decision": "the act itself, with the facts and the numbers of the law by which it can be decided again",
    "register_entry": "the place, its number and its dates; the first of them counts for life (Law, article 71(3))",
    "register_movement": "who stood where on which day is read off these rows alone",
    "event": "the journal: a row taken out would break the chain",
    "residence_question": "a code of a settlement and two days",
    "erasure": "what was erased, when and under which term",
}
