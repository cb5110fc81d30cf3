"""Removals from the register (Law, article 73): the act, what moved by it, and the words that tell of it."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import DateTime

revision = "0038"
down_revision = "0037"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
#: By kind of message, in Kazakh, Russian and English.
MESSAGES = {
    "removed": (
        "№{number}: есептен шығарылдыңыз. Негізі мен шағым тәртібі кабинетте",
        "№{number}: вы сняты с учёта. Основание и порядок жалобы в кабинете",
        "No. {number}: you were removed from the register. See your account",
    ),
    "restored": (
        "№{number}: шағым бойынша есептегі орныңыз қайтарылды",
        "№{number}: по жалобе ваше место на учёте возвращено",
        "No. {number}: your place on the register is given back",
    ),
}
#: By paragraph of a notice, in Kazakh and Russian.
NOTICES = {
    "removed": (
        "№ {place} жазба тұрғынжайға мұқтаждар есебінен шығарылды: {day}. Ол бойынша бұрын шығарылған хабарлама мен кезектегі орын енді күшінде емес.",
        "Запись № {place} снята с учёта нуждающихся в жилье: {day}. Уведомление, выданное по ней ранее, и место в очереди больше не действуют.",
    ),
    "removed_again": (
        "Негізі қате деп есептесеңіз, шағым беріңіз: шағым қанағаттандырылса, бұрынғы орын сол күнімен, сол тізімде қайтарылады. Заңның 69-бабының талаптарына сай болсаңыз, жаңа өтінішті кез келген уақытта бере аласыз; онда кезектегі күн жаңа тіркеу күні болады. Қызмет тегін.",
        "Если основание ошибочно, подайте жалобу: если она будет удовлетворена, прежнее место возвращается с той же датой и в том же списке. Если вы отвечаете требованиям статьи 69 Закона, новое заявление можно подать в любое время; датой в очереди тогда будет день новой постановки. Услуга бесплатная.",
    ),
    "restored": (
        "№ {complaint} шағымыңыз бойынша {day} күнгі есептен шығарудың күші жойылды (Әкімшілік рәсімдік-процестік кодекстің 84 және 100-баптары). Есептегі орын есептен шығару болмағандай қайтарылды: сол нөмір, сол күн, сол тізім.",
        "По вашей жалобе № {complaint} снятие с учёта от {day} отменено (статьи 84 и 100 Административного процедурно-процессуального кодекса). Место на учёте возвращено, как если бы снятия не было: тот же номер, та же дата, тот же список.",
    ),
}
ROWS = sa.table(
    "catalog_row", sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()),
    sa.column("key", sa.String()), sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)
FOREIGN = {
    "entry_id": "register_entry", "application_id": "application", "paper_id": "paper", "proposed_by": "staff",
    "answered_by": "staff", "notice_id": "notice", "complaint_id": "complaint",
}


def first_version(catalog: str) -> int:
    wanted = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = :catalog AND state = 'published'")
    return int(op.get_bind().execute(wanted, {"catalog": catalog}).scalar() or 0)


def add_words() -> None:
    """New texts among the first ones: nobody has published anything about them yet."""
    rows = [
        {"catalog": "messages", "key": key, "values": {"message": key, "text": dict(zip(("kk", "ru", "en"), texts))}}
        for key, texts in MESSAGES.items()
    ]
    for key, texts in NOTICES.items():
        values = {"paragraph": key, "text": dict(zip(("kk", "ru"), texts))}
        rows.append({"catalog": "notices", "key": key, "values": values})
    for row in rows:
        op.bulk_insert(ROWS, [{**row, "version_id": first_version(str(row["catalog"])), "since": FROM}])


def upgrade() -> None:
    op.create_table(
        "removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("note_language", sa.String(2), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_at", DateTime(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", DateTime(), nullable=True),
        sa.Column("comment", sa.String(1000), server_default="", nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("notice_due_on", sa.Date(), nullable=True),
        sa.Column("told_at", DateTime(), nullable=True),
        sa.Column("told_by", sa.String(10), server_default="", nullable=False),
        sa.Column("escalation", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cancelled_at", DateTime(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_removal_{column}_{table}")
            for column, table in FOREIGN.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_removal"),
    )
    op.create_index("ix_removal_application_id", "removal", ["application_id"])
    for name, columns, unique, where in (
        ("uq_removal_open", ["entry_id"], True, "state = 'open'"),
        ("uq_removal_in_force", ["entry_id"], True, "state = 'confirmed'"),
        ("ix_removal_waiting", ["proposed_at"], False, "state = 'open'"),
        ("ix_removal_notice_due", ["notice_due_on"], False, "state = 'confirmed' AND told_at IS NULL"),
    ):
        op.create_index(name, "removal", columns, unique=unique, sqlite_where=sa.text(where))
    # A column that refers to another table is added as it is: the rows, a million of them, need not be written anew.
    reference = "CONSTRAINT fk_register_movement_removal_id_removal REFERENCES removal (id)"
    op.execute(f"ALTER TABLE register_movement ADD COLUMN removal_id INTEGER {reference}")
    add_words()


def downgrade() -> None:
    """Whoever was removed stands no more, and nothing says why."""
    for catalog, texts in (("messages", MESSAGES), ("notices", NOTICES)):
        op.execute(ROWS.delete().where(ROWS.c.catalog == catalog, ROWS.c.key.in_(texts)))
    for statement in (
        "DELETE FROM sealed_notice WHERE notice_id IN (SELECT id FROM notice WHERE kind IN ('removed', 'restored'))",
        "UPDATE register_movement SET removal_id = NULL",
        "UPDATE removal SET notice_id = NULL",
        "DELETE FROM notice WHERE kind IN ('removed', 'restored')",
        "UPDATE application SET status = 'withdrawn' WHERE status = 'removed'",
        "UPDATE register_movement SET cause = 'withdrawn' WHERE cause IN"
        " ('housed', 'moved_away', 'no_grounds', 'left_by_wish', 'removed')",
        "UPDATE register_movement SET cause = 'complaint_upheld' WHERE cause = 'restored'",
    ):
        op.execute(statement)
    with op.batch_alter_table("register_movement") as movement:
        movement.drop_column("removal_id")
    op.drop_table("removal")
