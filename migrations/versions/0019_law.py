"""The numbers of the law become a catalog; a change of them is tried over the whole register before it is published."""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = depends_on = None

FROM = "2026-07-12"
FIRST = {
    "law": "law",
    "source": {
        "kk": "Өнеркәсіп және құрылыс министрінің 2026 жылғы 19 наурыздағы № 115 бұйрығы",
        "ru": "Приказ Министра промышленности и строительства от 19 марта 2026 года № 115",
        "en": "Order of the Minister of Industry and Construction No. 115 of 19.03.2026",
    },
    "ownership_window_years": 5, "worsening_window_years": 5, "adult_from_years": 18, "orphan_until_years": 29,
    "residence_years": 3, "residence_cities": ["710000000", "750000000", "790000000"], "counted_share": "review",
}


def upgrade() -> None:
    first = op.get_bind().execute(
        sa.text(
            "INSERT INTO catalog_version (catalog, number, state, started_from, revision, editors, drafted_at, decided_by,"
            " decided_at, reason) VALUES ('law', 1, 'published', 0, 0, '[]', :now, 'system', :now, '') RETURNING id"
        ),
        {"now": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}"},
    )
    op.get_bind().execute(
        sa.text(
            'INSERT INTO catalog_row (version_id, catalog, "key", since, "values") VALUES (:id, \'law\', \'law\', :since, :set)'
        ),
        {"id": first.scalar(), "since": FROM, "set": json.dumps(FIRST)},
    )
    op.create_table(
        "simulation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("started_by", sa.String(40), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("seen_by", sa.String(40), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["catalog_version.id"], name=op.f("fk_simulation_version_id_catalog_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulation")),
    )
    op.create_index(
        "uq_simulation_under_way", "simulation", ["version_id"], unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'running')"),
    )
    op.create_table(
        "simulated_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("simulation_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("settlement", sa.String(9), nullable=False),
        sa.Column("list_code", sa.String(10), nullable=False),
        sa.Column("before", sa.String(10), nullable=False),
        sa.Column("after", sa.String(10), nullable=False),
        sa.Column("lost", sa.String(500), nullable=False),
        sa.Column("gained", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(
            ["simulation_id"], ["simulation.id"], name=op.f("fk_simulated_change_simulation_id_simulation")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_simulated_change_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulated_change")),
    )
    op.create_index(op.f("ix_simulated_change_simulation_id"), "simulated_change", ["simulation_id", "settlement", "id"])


def downgrade() -> None:
    """The numbers of the law as the service began; what was published since is lost."""
    op.drop_table("simulated_change")
    op.drop_table("simulation")
    op.execute("DELETE FROM catalog_row WHERE catalog = 'law'")
    op.execute("DELETE FROM catalog_version WHERE catalog = 'law'")
