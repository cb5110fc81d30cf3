"""Names are sorted by the Kazakh alphabet, and found although a Latin letter stands in them that looks like ours."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = depends_on = None

FILED = "number IS NOT NULL"
LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
PLACES = {ord(letter): 0x500 + place for place, letter in enumerate(LETTERS)}
FOLDED = str.maketrans("әғқңөұүһіё" + "abcehikmoptxyəɵëï", "агкноуухие" + "авсехикмортхуаоеи")
BEFORE = str.maketrans("әғқңөұүһіё", "агкноуухие")
AT_ONE_GO = 10_000


def upgrade() -> None:
    indexes("drop")
    column = sa.Column("name_order", sa.String(length=200), nullable=False, server_default="")
    op.add_column("application", column)
    key(FOLDED)
    indexes("create", "name_order")


def downgrade() -> None:
    indexes("drop")
    key(BEFORE)
    op.drop_column("application", "name_order")
    indexes("create")


def indexes(what: str, *more: str) -> None:
    for name in ("name", "given"):
        if what == "drop":
            op.drop_index(f"ix_application_{name}", "application")
        else:
            columns = ["branch_code", f"{name}_key", *more, "id"]
            op.create_index(f"ix_application_{name}", "application", columns, sqlite_where=sa.text(FILED))


def key(fold: dict) -> None:
    """The three keys of every name that is there, as housing/text/name_search.py makes them."""
    connection = op.get_bind()
    update = sa.text(
        "UPDATE application SET name_key = :name, given_key = :given, name_order = :sorted WHERE id = :id"
    )
    found = sa.text("SELECT id, name FROM application WHERE id > :last ORDER BY id LIMIT :most")
    last = 0
    while rows := connection.execute(found, {"last": last, "most": AT_ONE_GO}).all():
        connection.execute(update, [keys(*row, fold) for row in rows])
        last = rows[-1].id


def keys(id: int, name: str, fold: dict) -> dict:
    seen = "".join(sign for sign in name if unicodedata.category(sign) != "Cf")
    plain = unicodedata.normalize("NFC", " ".join(seen.split())).casefold()
    folded = plain.translate(fold)
    surname, _, rest = folded.partition(" ")
    given, _, others = rest.partition(" ")
    begun = " ".join(filter(None, (given, surname, others))) if given else ""
    return {"id": id, "name": folded, "given": begun, "sorted": plain.translate(PLACES)}
