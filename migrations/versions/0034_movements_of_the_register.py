"""Every step into a list of the register or out of it has a row of its own: places of any day are read off them.

What stands in the register came in by its decision, what stands there no more left it. A category that was confirmed
later moved its entry out of the general list on that day. Of an entry that an upheld complaint gave its date back the
rows know the date that it bears now: under which it stood before is told by the journal alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = depends_on = None

COLUMNS = "entry_id, at, sign, settlement, list_code, registered_at, number, cause, source, decision_id, complaint_id"
CONFIRMED = (
    "SELECT max(v.at) FROM event v WHERE v.application_id = e.application_id AND v.kind = 'entry.category_confirmed'"
)
FROM = f"""
FROM (SELECT e.*, ({CONFIRMED}) AS confirmed_at,
             (SELECT max(d.id) FROM decision d WHERE d.application_id = e.application_id AND d.outcome = 'register') AS act
      FROM register_entry e) e
LEFT JOIN decision d ON d.id = e.act
"""  # noqa: S608
CAME = f"""
SELECT e.id, coalesce(d.decided_at, e.registered_at), 1, e.settlement,
       CASE WHEN e.confirmed_at IS NULL THEN e.list_code ELSE 'general' END, e.registered_at, e.number,
       CASE WHEN e.complaint_id IS NULL THEN 'registered' ELSE 'complaint_upheld' END, '', e.act, e.complaint_id {FROM}
"""  # noqa: S608
CONFIRMED_OUT = f"""
SELECT e.id, e.confirmed_at, -1, e.settlement, 'general', e.registered_at, e.number, 'category_confirmed', 'categories',
       NULL, NULL {FROM} WHERE e.confirmed_at IS NOT NULL
"""  # noqa: S608
CONFIRMED_IN = f"""
SELECT e.id, e.confirmed_at, 1, e.settlement, e.list_code, e.registered_at, e.number, 'category_confirmed', 'categories',
       NULL, NULL {FROM} WHERE e.confirmed_at IS NOT NULL
"""  # noqa: S608
LEFT = """
SELECT e.id, e.annulled_at, -1, e.settlement, e.list_code, e.registered_at, e.number,
       CASE a.status WHEN 'annulled' THEN 'annulled' WHEN 'withdrawn' THEN 'withdrawn' ELSE 'refused_anew' END, '',
       NULL, NULL
FROM register_entry e JOIN application a ON a.id = e.application_id WHERE e.annulled_at IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "register_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("sign", sa.Integer(), nullable=False),
        sa.Column("settlement", sa.String(9), nullable=False),
        sa.Column("list_code", sa.String(10), nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("source", sa.String(20), server_default="", nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["register_entry.id"], name="fk_register_movement_entry_id_register_entry"
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_register_movement_decision_id_decision"),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name="fk_register_movement_complaint_id_complaint"),
        sa.PrimaryKeyConstraint("id", name="pk_register_movement"),
    )
    for statement in (CAME, CONFIRMED_OUT, CONFIRMED_IN, LEFT):
        op.execute(f"INSERT INTO register_movement ({COLUMNS}) {statement}")  # noqa: S608
    key = ["settlement", "list_code", "at", "registered_at", "number", "sign", "cause", "entry_id"]
    op.create_index("ix_register_movement_list", "register_movement", key)
    op.create_index("ix_register_movement_entry_id", "register_movement", ["entry_id"])


def downgrade() -> None:
    op.drop_table("register_movement")
