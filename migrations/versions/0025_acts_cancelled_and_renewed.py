"""A decision may be cancelled and taken anew; annulments and cancellations have notices; from when a complaint counts."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import DateTime

revision = "0025"
down_revision = "0024"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
WAS = "status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator', 'second_look')"
OPEN = "status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator', 'second_look', 'renewed')"
MESSAGE = (
    "№{number}: шағым бойынша іс жаңадан қаралады. Кабинетті қараңыз",
    "№{number}: по жалобе дело решается заново. Смотрите кабинет",
    "No. {number}: your case is decided anew. See your account",
)
#: By paragraph of a notice, in Kazakh and Russian.
NOTICES = {
    "annulled": (
        "Өтініштің күші жойылды: оған қойылған қолтаңба сол кезде кері қайтарып алынған тіркеу куәлігімен жасалған, сондықтан өтініш берілмеген болып саналады. Ол бойынша бұрын шығарылған хабарлама мен есептегі орын енді күшінде емес.",
        "Заявление аннулировано: подпись под ним поставлена ключом, регистрационное свидетельство которого к тому времени было отозвано, поэтому заявление считается неподанным. Уведомление, выданное по нему ранее, и место на учёте больше не действуют.",
    ),
    "annulled_mend": (
        "Тіркеу куәлігі қателесіп кері қайтарып алынса, оны растайтын мәліметпен шағым беріңіз. Жарамды кілтпен жаңа өтінішті кез келген уақытта бере аласыз. Қызмет тегін.",
        "Если регистрационное свидетельство отозвано ошибочно, подайте жалобу и укажите, чем это подтверждается. Новое заявление с действующим ключом можно подать в любое время. Услуга бесплатная.",
    ),
    "renewed": (
        "№ {complaint} шағымыңыз бойынша {day} күнгі актінің күші жойылды (Әкімшілік рәсімдік-процестік кодекстің 84 және 100-баптары). Іс жаңадан қаралады; оны күші жойылған актіге қатыспаған қызметкер шешеді.",
        "По вашей жалобе № {complaint} акт от {day} отменён (статьи 84 и 100 Административного процедурно-процессуального кодекса). Дело решается заново; решает его работник, который в отменённом акте не участвовал.",
    ),
    "renewed_term": (
        "Жаңа шешім мына күннен кешіктірмей қабылданады: {day}. Есепке қойылсаңыз, кезектегі күніңіз күші жойылған актінің күні болады: {counts}.",
        "Новое решение будет принято не позднее: {day}. Если вас поставят на учёт, датой в очереди будет дата отменённого акта: {counts}.",
    ),
    "date_renewed": (
        "№ {complaint} шағымыңыз бойынша бұрынғы актінің күші жойылды, сондықтан кезектегі күніңіз – сол акт қабылданған күн.",
        "По вашей жалобе № {complaint} прежний акт отменён, поэтому дата в очереди – день, когда он был принят.",
    ),
}
ROWS = sa.table(
    "catalog_row", sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()),
    sa.column("key", sa.String()), sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)


def reindex(where: str, one_open: str) -> None:
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
    op.create_index("uq_application_iin_open", "application", ["iin"], unique=True, sqlite_where=sa.text(one_open))


def first_version(catalog: str) -> int:
    wanted = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = :catalog AND state = 'published'")
    return int(op.get_bind().execute(wanted, {"catalog": catalog}).scalar() or 0)


def add_words() -> None:
    """New texts among the first ones: nobody has published anything about them yet."""
    words = dict(zip(("kk", "ru", "en"), MESSAGE))
    rows = [{"catalog": "messages", "key": "renewed", "values": {"message": "renewed", "text": words}}]
    for key, texts in NOTICES.items():
        values = {"paragraph": key, "text": dict(zip(("kk", "ru"), texts))}
        rows.append({"catalog": "notices", "key": key, "values": values})
    for row in rows:
        op.bulk_insert(ROWS, [{**row, "version_id": first_version(str(row["catalog"])), "since": FROM}])


def upgrade() -> None:
    op.add_column("application", sa.Column("renewed_at", DateTime(), nullable=True))
    op.add_column("application", sa.Column("counts_from", DateTime(), nullable=True))
    reindex(OPEN, f"{OPEN} AND renewed_at IS NULL")
    renewed = sa.text("renewed_at IS NOT NULL")
    op.create_index("ix_application_renewed", "application", ["renewed_at", "id"], sqlite_where=renewed)
    with op.batch_alter_table("alert") as alert:
        alert.drop_constraint("uq_alert_application_id", type_="unique")
        alert.create_unique_constraint("uq_alert_application_id", ["application_id", "level", "role", "at"])
    op.add_column("complaint", sa.Column("learned_on", sa.Date(), nullable=True))
    op.add_column("complaint", sa.Column("learned_by", sa.String(10), nullable=False, server_default=""))
    op.add_column("complaint", sa.Column("late_reason", sa.String(1000), nullable=False, server_default=""))
    with op.batch_alter_table("decision") as decision:
        for name in ("cancelled_at", "accepted_at", "due_at"):
            decision.add_column(sa.Column(name, DateTime(), nullable=True))
        decision.add_column(sa.Column("complaint_id", sa.Integer(), nullable=True))
        decision.create_foreign_key(op.f("fk_decision_complaint_id_complaint"), "complaint", ["complaint_id"], ["id"])
        decision.drop_constraint("uq_decision_application_id", type_="unique")
    op.create_index("ix_decision_application_id", "decision", ["application_id"])
    in_force = sa.text("cancelled_at IS NULL")
    op.create_index("uq_decision_in_force", "decision", ["application_id"], unique=True, sqlite_where=in_force)
    with op.batch_alter_table("register_entry") as entry:
        entry.add_column(sa.Column("complaint_id", sa.Integer(), nullable=True))
        entry.create_foreign_key(
            op.f("fk_register_entry_complaint_id_complaint"), "complaint", ["complaint_id"], ["id"]
        )
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("decision_id", sa.Integer(), nullable=True))
        notice.create_foreign_key(op.f("fk_notice_decision_id_decision"), "decision", ["decision_id"], ["id"])
    op.execute(
        "UPDATE notice SET decision_id ="
        " (SELECT decision.id FROM decision WHERE decision.application_id = notice.application_id)"
    )
    with op.batch_alter_table("settled") as settled:
        settled.add_column(sa.Column("set_aside_at", DateTime(), nullable=True))
        settled.drop_constraint("uq_settled_application_id", type_="unique")
    stands = sa.text("set_aside_at IS NULL")
    op.create_index("uq_settled_fact", "settled", ["application_id", "fact"], unique=True, sqlite_where=stands)
    add_words()


def downgrade() -> None:
    """Cases that are decided anew go back to an official; of acts only what is in force is kept."""
    for key, catalog in [("renewed", "messages"), *((key, "notices") for key in NOTICES)]:
        op.execute(ROWS.delete().where(ROWS.c.catalog == catalog, ROWS.c.key == key))
    for statement in (
        "DELETE FROM settled WHERE set_aside_at IS NOT NULL",
        "DELETE FROM sealed_notice WHERE notice_id IN (SELECT id FROM notice WHERE kind IN ('annulled', 'renewed'))",
        "DELETE FROM notice WHERE kind IN ('annulled', 'renewed')",
        "UPDATE notice SET decision_id = NULL",
        "DELETE FROM decision WHERE cancelled_at IS NOT NULL",
        "UPDATE application SET status = 'with_operator' WHERE status = 'renewed'",
    ):
        op.execute(statement)
    op.drop_index("uq_settled_fact", "settled")
    with op.batch_alter_table("settled") as settled:
        settled.create_unique_constraint("uq_settled_application_id", ["application_id", "fact"])
        settled.drop_column("set_aside_at")
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint(op.f("fk_notice_decision_id_decision"), type_="foreignkey")
        notice.drop_column("decision_id")
    with op.batch_alter_table("register_entry") as entry:
        entry.drop_constraint(op.f("fk_register_entry_complaint_id_complaint"), type_="foreignkey")
        entry.drop_column("complaint_id")
    op.drop_index("uq_decision_in_force", "decision")
    op.drop_index("ix_decision_application_id", "decision")
    with op.batch_alter_table("decision") as decision:
        decision.drop_constraint(op.f("fk_decision_complaint_id_complaint"), type_="foreignkey")
        decision.create_unique_constraint("uq_decision_application_id", ["application_id"])
        for name in ("complaint_id", "due_at", "accepted_at", "cancelled_at"):
            decision.drop_column(name)
    with op.batch_alter_table("complaint") as complaint:
        for name in ("late_reason", "learned_by", "learned_on"):
            complaint.drop_column(name)
    again = "(SELECT min(id) FROM alert GROUP BY application_id, level, role)"
    op.execute(f"DELETE FROM alert_read WHERE alert_id NOT IN {again}")
    op.execute(f"DELETE FROM alert WHERE id NOT IN {again}")
    with op.batch_alter_table("alert") as alert:
        alert.drop_constraint("uq_alert_application_id", type_="unique")
        alert.create_unique_constraint("uq_alert_application_id", ["application_id", "level", "role"])
    op.drop_index("ix_application_renewed", "application")
    reindex(WAS, WAS)
    with op.batch_alter_table("application") as application:
        application.drop_column("counts_from")
        application.drop_column("renewed_at")
