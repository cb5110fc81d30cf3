"""Figures for the dashboard: open applications counted by triggers, and days that are over kept until somebody writes to
one of them. Days are those of Almaty, UTC+5. The days themselves are counted by a job after the start.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = depends_on = None

OPEN = "('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator', 'second_look', 'renewed')"
COLUMNS = "branch_code, due_at, accepted_on, basis, status"
KEY = (
    "coalesce({row}.branch_code, ''), coalesce({row}.due_at, ''), coalesce(date({row}.accepted_at, '+5 hours'), ''), "
    "coalesce({row}.basis, ''), {row}.status"
)
POSTGRESQL_KEY = (
    "coalesce({row}.branch_code, ''), coalesce(to_char({row}.due_at, 'YYYY-MM-DD HH24:MI:SS.US'), ''), "
    "coalesce(to_char({row}.accepted_at + interval '5 hours', 'YYYY-MM-DD'), ''), coalesce({row}.basis, ''), {row}.status"
)
POSTGRESQL_DAY = re.compile(r"date\((\S+), '\+5 hours'\)")
COUNT = (
    f"INSERT INTO open_count ({COLUMNS}, cases) VALUES ({KEY}, {{change}}) "
    "ON CONFLICT DO UPDATE SET cases = cases + excluded.cases; "
)
ADD = COUNT.format(row="NEW", change=1)
#: Terms pass: a count of nothing does not stay.
TAKE = COUNT.format(row="OLD", change=-1) + (
    f"DELETE FROM open_count WHERE ({COLUMNS}) = ({KEY.format(row='OLD')}) AND cases = 0; "  # noqa: S608
)
MOVES = "UPDATE OF branch_code, due_at, accepted_at, basis, status ON application"
FORGET = "DELETE FROM daily_figures WHERE day = date({row}, '+5 hours'); "
FLOWS = (
    "('application.submitted', 'application.renewed', 'application.registered', 'application.refused', "
    "'application.withdrawn', 'application.annulled')"
)
NEW, OLD = FORGET.format(row="NEW.decided_at"), FORGET.format(row="OLD.decided_at")
TRIGGERS = {
    "application_opened": f"AFTER INSERT ON application WHEN NEW.status IN {OPEN} BEGIN {ADD} END",
    "application_leaves_open": f"AFTER {MOVES} WHEN OLD.status IN {OPEN} BEGIN {TAKE} END",
    "application_enters_open": f"AFTER {MOVES} WHEN NEW.status IN {OPEN} BEGIN {ADD} END",
    "application_deleted": f"AFTER DELETE ON application WHEN OLD.status IN {OPEN} BEGIN {TAKE} END",
    "decision_added": f"AFTER INSERT ON decision BEGIN {NEW} END",
    "decision_changed": f"AFTER UPDATE ON decision BEGIN {OLD} {NEW} END",
    "decision_deleted": f"AFTER DELETE ON decision BEGIN {OLD} END",
    "event_added": f"AFTER INSERT ON event WHEN NEW.kind IN {FLOWS} BEGIN {FORGET.format(row='NEW.at')} END",
    "event_deleted": f"AFTER DELETE ON event WHEN OLD.kind IN {FLOWS} BEGIN {FORGET.format(row='OLD.at')} END",
    "answer_added": f"AFTER INSERT ON answer BEGIN {FORGET.format(row='NEW.asked_at')} END",
    "answer_deleted": f"AFTER DELETE ON answer BEGIN {FORGET.format(row='OLD.asked_at')} END",
}


def upgrade() -> None:
    op.create_table(
        "open_count",
        sa.Column("branch_code", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.String(length=26), nullable=False),
        sa.Column("accepted_on", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("branch_code", "due_at", "accepted_on", "basis", "status", name=op.f("pk_open_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "daily_figures",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(length=30), nullable=False),
        sa.Column("calendar", sa.String(length=16), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("day", "scope", name=op.f("pk_daily_figures")),
        sqlite_with_rowid=False,
    )
    if is_sqlite():
        count_what_is_there()
    for name, body in TRIGGERS.items():
        create_trigger(name, body)


def count_what_is_there() -> None:
    op.execute(
        f"INSERT INTO open_count ({COLUMNS}, cases) "  # noqa: S608
        f"SELECT {KEY.format(row='a')}, count(*) FROM application a WHERE a.status IN {OPEN} GROUP BY 1, 2, 3, 4, 5"
    )

def is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def create_trigger(name: str, body: str) -> None:
    if is_sqlite():
        op.execute(f"CREATE TRIGGER {name} {body}")
        return
    when, _, does = body.replace(" END", "").partition(" BEGIN ")
    when = when.replace(" WHEN ", " FOR EACH ROW WHEN (") + ")" if " WHEN " in when else f"{when} FOR EACH ROW"
    for row in ("NEW", "OLD"):
        does = does.replace(KEY.format(row=row), POSTGRESQL_KEY.format(row=row))
    does = POSTGRESQL_DAY.sub(r"(\1 + interval '5 hours')::date", does)
    does = does.replace("CONFLICT DO", f"CONFLICT ({COLUMNS}) DO").replace("= cases", "= open_count.cases")
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does} RETURN NULL; END $$")
    op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    for name in TRIGGERS:
        if is_sqlite():
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP FUNCTION {name} CASCADE")
    op.drop_table("daily_figures")
    op.drop_table("open_count")
