"""A second look at refusals, notes, readings and handled alerts of a case."""

import secrets
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = depends_on = None

WAS = "status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator')"
OPEN = "status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator', 'second_look')"
#: Why a term may be broken.
CAUSES = (
    ("source_silent", "Мемлекеттік дерекқор жауап бермеді", "Государственная база не отвечала", "A state database did not answer"),
    ("consent_awaited", "Отбасы мүшесінің келісімі күтілді", "Ожидалось согласие члена семьи", "The consent of a family member was awaited"),
    ("document_unclear", "Құжатты тексеру ұзаққа созылды", "Проверка документа затянулась", "Checking a document took long"),
    ("workload", "Жүктеме көп болды", "Большая нагрузка", "Too much work"),
    ("absence", "Қызметкер болмады", "Отсутствовал специалист", "The official was absent"),
    ("second_look", "Қайта қарау ұзаққа созылды", "Затянулась повторная проверка", "The second look took long"),
    ("kezek_fault", "Кезек жүйесінің ақауы", "Сбой системы Кезек", "A fault of Kezek"),
    ("mistake", "Қызметкердің қателігі", "Ошибка специалиста", "A mistake of the official"),
)
#: Rule, value: on; within so many percent of a limit; so many percent by lot.
RULES = (("first_of_kind", 1), ("near_limit", 10), ("lot", 5))


def reindex(where: str) -> None:
    """Every index of the open applications: one that knows another set of statuses answers no query."""
    branch = ["branch_code", "due_at", "id"]
    indexes = {
        "ix_application_open": ([*branch, "status", "claimed_by", "lease_until"], where),
        "ix_application_open_accepted": (["branch_code", "accepted_at", "id"], where),
        "ix_application_escalated": (branch, f"{where} AND escalation > 0"),
        "ix_application_claimed": (["claimed_by", "due_at", "id"], f"{where} AND claimed_by IS NOT NULL"),
    }
    for name, (columns, which) in indexes.items():
        op.drop_index(name, "application")
        op.create_index(name, "application", columns, sqlite_where=sa.text(which))
    op.drop_index("uq_application_iin_open", "application")
    op.create_index("uq_application_iin_open", "application", ["iin"], unique=True, sqlite_where=sa.text(where))


def upgrade() -> None:
    with op.batch_alter_table("decision") as decision:
        decision.add_column(sa.Column("confirmed_by", sa.Integer(), nullable=True))
        decision.create_foreign_key(op.f("fk_decision_confirmed_by_staff"), "staff", ["confirmed_by"], ["id"])
    reindex(OPEN)
    rules = op.create_table(
        "second_look_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("rule", "since"),
    )
    # The seed is drawn here and kept: nobody knows it from the source, and every lot can be drawn again.
    op.bulk_insert(
        rules,
        [
            {"rule": rule, "since": date(2026, 7, 12), "value": value, "seed": secrets.token_hex(16)}
            for rule, value in RULES
        ],
    )
    op.create_table(
        "refusal_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("comment", sa.String(1000), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_refusal_proposal_application_id", "refusal_proposal", ["application_id"])
    op.create_index(
        "uq_refusal_proposal_open", "refusal_proposal", ["application_id"], unique=True,
        sqlite_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "case_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_note_application_id", "case_note", ["application_id"])
    causes = op.create_table(
        "breach_cause",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_kk", sa.String(100), nullable=False),
        sa.Column("name_ru", sa.String(100), nullable=False),
        sa.Column("name_en", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.bulk_insert(
        causes,
        [
            {"code": code, "position": position, "name_kk": kk, "name_ru": ru, "name_en": en}
            for position, (code, kk, ru, en) in enumerate(CAUSES)
        ],
    )
    op.drop_index("ix_alert_unread", "alert")
    # Who had read an alert was not kept: each is new once more to those whom it was addressed to.
    with op.batch_alter_table("alert") as alert:
        alert.drop_column("read_at")
        alert.add_column(sa.Column("handled_at", sa.DateTime(), nullable=True))
        alert.add_column(sa.Column("handled_by", sa.Integer(), nullable=True))
        alert.add_column(sa.Column("cause", sa.String(20), nullable=True))
        alert.add_column(sa.Column("comment", sa.String(1000), nullable=False, server_default=""))
        alert.create_foreign_key(op.f("fk_alert_handled_by_staff"), "staff", ["handled_by"], ["id"])
        alert.create_foreign_key(op.f("fk_alert_cause_breach_cause"), "breach_cause", ["cause"], ["code"])
    pending = sa.text("handled_at IS NULL")
    op.create_index("ix_alert_pending", "alert", ["branch_code", "role", "staff_id"], sqlite_where=pending)
    op.create_table(
        "alert_read",
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("alert_id", "staff_id"),
    )


def downgrade() -> None:
    op.drop_table("alert_read")
    op.drop_index("ix_alert_pending", "alert")
    with op.batch_alter_table("alert") as alert:
        alert.drop_constraint(op.f("fk_alert_cause_breach_cause"), type_="foreignkey")
        alert.drop_constraint(op.f("fk_alert_handled_by_staff"), type_="foreignkey")
        for column in ("comment", "cause", "handled_by", "handled_at"):
            alert.drop_column(column)
        alert.add_column(sa.Column("read_at", sa.DateTime(), nullable=True))
    unread = sa.text("read_at IS NULL")
    op.create_index("ix_alert_unread", "alert", ["branch_code", "role", "staff_id"], sqlite_where=unread)
    op.drop_table("breach_cause")
    op.drop_table("case_note")
    op.drop_table("refusal_proposal")
    op.drop_table("second_look_rule")
    op.execute("UPDATE application SET status = 'with_operator' WHERE status = 'second_look'")
    reindex(WAS)
    with op.batch_alter_table("decision") as decision:
        decision.drop_constraint(op.f("fk_decision_confirmed_by_staff"), type_="foreignkey")
        decision.drop_column("confirmed_by")
