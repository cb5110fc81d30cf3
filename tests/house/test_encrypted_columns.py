"""What bears an IIN or a phone number is encrypted: a column of such a name has one of the types that do it."""

from __future__ import annotations

import re

from housing.storage.encrypted import EncryptedColumn
from housing.storage.encrypted_rows import encrypted_tables
from housing.storage.extensions import db
from housing.storage.lookup import LookupText

BEARS = re.compile(r"(^|_)(iin|phone|about)$")
#: Whole documents, answers and facts about somebody.
WHOLE = {
    "application.answers", "kept_answer.fields", "answer.facts", "answer.request", "answer.raw", "decision.facts",
    "dispute.said", "settled.value", "refusal_proposal.findings", "removal.facts", "register_act.facts",
    "inventory_check.facts", "sent_file.signatures", "sent_file.content", "paper.content", "register_import.content",
    "sealed_notice.content", "signature.document", "signature.certificate", "signature.cms",
    "statement_signature.document", "statement_signature.certificate", "statement_signature.cms",
}  # fmt: skip


def test_a_column_that_bears_an_iin_or_a_phone_number_is_encrypted():
    columns = {f"{table.name}.{one.name}": one for table in db.metadata.tables.values() for one in table.columns}
    wanted = {name for name in columns if BEARS.search(name.rpartition(".")[2])} | WHOLE
    plain = sorted(name for name in wanted if not isinstance(columns[name].type, EncryptedColumn))
    assert not plain, (
        f"LookupText where it is compared, EncryptedText where not (housing/storage/encrypted.py): {plain}"
    )


def test_an_iin_that_is_compared_has_its_indexes_over_what_it_is_looked_for_by():
    looked_up = {
        (t.name, name) for t in encrypted_tables() for name, of in t.columns.items() if isinstance(of, LookupText)
    }
    plain = [
        (table.name, index.name, column.name)
        for table in db.metadata.tables.values()
        for index in table.indexes
        for column in index.columns
        if (table.name, column.name) in looked_up
    ]
    assert not plain, f"lookup_column(name) in the index: {plain}"
