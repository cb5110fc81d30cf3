"""Papers of an application are verified by the digest of what was signed: it is looked up by its first digits."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_index("ix_signature_sha256", "signature", ["sha256"])


def downgrade() -> None:
    op.drop_index("ix_signature_sha256", table_name="signature")
