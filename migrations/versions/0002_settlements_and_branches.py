"""Settlements of the classifier (KATO, as of 2026-07-17) and a branch for every region."""

import csv
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = depends_on = None

FILE = Path(__file__).resolve().parent.parent / "settlements.csv"
# Applications are taken for cities, towns and districts; a district inside a city belongs to its city. Baikonyr is leased.
APPLIES = {"city_republican", "city_regional", "city_local", "district"}
LEASED = "431910000"
# First digits of the KATO codes served, code, and the city where the branch sits.
BRANCHES = (
    ("10", "semey", "Семей филиалы", "Филиал в г. Семей", "Semey branch"),
    ("11", "kokshetau", "Көкшетау филиалы", "Кокшетауский филиал", "Kokshetau branch"),
    ("15", "aktobe", "Ақтөбе филиалы", "Актюбинский филиал", "Aktobe branch"),
    ("19", "qonaev", "Қонаев филиалы", "Филиал в г. Қонаев", "Qonaev branch"),
    ("23", "atyrau", "Атырау филиалы", "Атырауский филиал", "Atyrau branch"),
    ("27", "oral", "Орал филиалы", "Уральский филиал", "Oral branch"),
    ("31", "taraz", "Тараз филиалы", "Таразский филиал", "Taraz branch"),
    ("33", "taldyqorgan", "Талдықорған филиалы", "Талдыкорганский филиал", "Taldyqorgan branch"),
    ("35", "karaganda", "Қарағанды филиалы", "Карагандинский филиал", "Karaganda branch"),
    ("39", "kostanay", "Қостанай филиалы", "Костанайский филиал", "Kostanay branch"),
    ("43", "kyzylorda", "Қызылорда филиалы", "Кызылординский филиал", "Kyzylorda branch"),
    ("47", "aktau", "Ақтау филиалы", "Актауский филиал", "Aktau branch"),
    ("55", "pavlodar", "Павлодар филиалы", "Павлодарский филиал", "Pavlodar branch"),
    ("59", "petropavl", "Петропавл филиалы", "Петропавловский филиал", "Petropavl branch"),
    ("61", "turkistan", "Түркістан филиалы", "Туркестанский филиал", "Turkistan branch"),
    ("62", "zhezqazgan", "Жезқазған филиалы", "Жезказганский филиал", "Zhezqazgan branch"),
    ("63", "oskemen", "Өскемен филиалы", "Усть-Каменогорский филиал", "Oskemen branch"),
    ("71", "astana", "Астана филиалы", "Филиал в г. Астана", "Astana branch"),
    ("75", "almaty", "Алматы филиалы", "Алматинский филиал", "Almaty branch"),
    ("79", "shymkent", "Шымкент филиалы", "Шымкентский филиал", "Shymkent branch"),
)

settlement = sa.table(
    "settlement", sa.column("code"), sa.column("parent_code"), sa.column("kind"), sa.column("name_kk"),
    sa.column("name_ru"), sa.column("applies"),
)
branch = sa.table(
    "branch", sa.column("code"), sa.column("name_kk"), sa.column("name_ru"), sa.column("name_en"),
    sa.column("serves", sa.JSON),
)


def upgrade() -> None:
    with FILE.open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (bool(row["parent"]), row["code"]))
    op.bulk_insert(
        settlement,
        [
            {
                "code": row["code"], "parent_code": row["parent"] or None, "kind": row["kind"],
                "name_kk": row["name_kk"], "name_ru": row["name_ru"],
                "applies": row["kind"] in APPLIES and row["code"] != LEASED,
            }
            for row in rows
        ],
    )
    op.bulk_insert(
        branch,
        [
            {"code": code, "name_kk": kk, "name_ru": ru, "name_en": en, "serves": [digits]}
            for digits, code, kk, ru, en in BRANCHES
        ],
    )


def downgrade() -> None:
    op.execute("DELETE FROM settlement")
    op.execute("DELETE FROM branch")
