"""A family member has a link of their own to the consent they are asked for, and may be reminded of it."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import DateTime

revision = "0029"
down_revision = "0028"
branch_labels = depends_on = None

CONSENTS = sa.table("family_consent", sa.column("id", sa.Integer()), sa.column("link", sa.String()))


def upgrade() -> None:
    op.add_column("family_consent", sa.Column("reminded_at", DateTime(), nullable=True))
    op.add_column("family_consent", sa.Column("link", sa.String(length=16), nullable=False, server_default=""))
    connection = op.get_bind()
    for number in connection.scalars(sa.select(CONSENTS.c.id)).all():
        connection.execute(CONSENTS.update().where(CONSENTS.c.id == number).values(link=token_hex(8)))
    op.create_index("uq_family_consent_link", "family_consent", ["link"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_family_consent_link", table_name="family_consent")
    op.drop_column("family_consent", "link")
    op.drop_column("family_consent", "reminded_at")
