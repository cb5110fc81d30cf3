"""The hours and terms of the bank, the steps of escalation and the state databases are catalogs: as the code had them."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = depends_on = None

#: The day on which Order No. 115 is in force.
FROM = date(2026, 7, 12)
HOURS = [
    {
        "office": "provider", "opens": "09:00", "lunch_begins": "13:00", "lunch_ends": "14:30", "closes": "18:30",
        "days_no_housing": 1, "days_emergency_housing": 3, "days_orphan_documents": 3, "days_complaint": 5,
        "acceptance_day_counts": False, "source": "Order No. 115 of 19.03.2026, Annex 1, rows 4, 8",
    }
]
#: Key, working minutes before the due time, and whether the official, the supervisor, the head office are told.
STEPS = [
    {"step": step, "minutes": minutes, "operator": operator, "supervisor": supervisor, "head_office": head_office}
    for step, minutes, operator, supervisor, head_office in (
        ("term_1_1", 240, True, False, False), ("term_1_2", 120, False, True, False),
        ("term_1_3", 0, False, True, True), ("term_3_1", 960, True, False, False),
        ("term_3_2", 480, False, True, False), ("term_3_3", 0, False, True, True),
    )
]
#: Code, and the names in Kazakh, Russian and English.
SOURCES = [
    {
        "source": code, "name": {"kk": kk, "ru": ru, "en": en}, "asked": True, "service": code, "address": "",
        "seconds": 3, "pause": 2, "answers_from": "", "answers_until": "",
    }
    for code, kk, ru, en in (
        ("natural_persons",
         "«Жеке тұлғалар» мемлекеттік деректер қоры",
         "Государственная база данных «Физические лица»",
         "State Database of Natural Persons"),
        ("civil_registry",
         "АХАЖ тіркеу пункті",
         "ЗАГС: записи актов гражданского состояния",
         "Civil Registry"),
        ("consents",
         "Дербес деректерге қол жеткізуді бақылаудың мемлекеттік сервисі",
         "Государственный сервис контроля доступа к персональным данным",
         "State Service of Access Control to Personal Data"),
        ("real_property",
         "Жылжымайтын мүлік тіркелімі",
         "Регистр недвижимости",
         "Register of Immovable Property"),
        ("orphans",
         "Жетім балалар мен ата-анасының қамқорлығынсыз қалған балалардың республикалық деректер банкі",
         "Республиканский банк данных детей-сирот и детей, оставшихся без попечения родителей",
         "Republican Data Bank of Orphans"),
        ("republican_base",
         "Бірыңғай республикалық электрондық база",
         "Единая республиканская электронная база",
         "Unified Republican Electronic Base"),
        ("state_housing",
         "Мемлекеттік тұрғын үй қорының есебі",
         "Учёт государственного жилищного фонда",
         "Records of the State Housing Fund"),
        ("mortgages",
         "Мемлекеттік бағдарламалар бойынша ипотека мәліметтері",
         "Сведения об ипотеке по государственным программам",
         "Records of Mortgages under State Programmes"),
        ("categories",
         "Әлеуметтік санаттар дерекқорлары",
         "Базы социальных категорий",
         "Registers of Social Categories"),
    )
]
#: By catalog, the field that is the key and the first rows.
FIRST = {"hours": ("office", HOURS), "steps": ("step", STEPS), "sources": ("source", SOURCES)}

VERSIONS = sa.table(
    "catalog_version",
    sa.column("id", sa.Integer), sa.column("catalog", sa.String), sa.column("number", sa.Integer),
    sa.column("state", sa.String), sa.column("started_from", sa.Integer), sa.column("revision", sa.Integer),
    sa.column("editors", sa.JSON), sa.column("drafted_at", sa.DateTime()), sa.column("decided_at", sa.DateTime()),
    sa.column("decided_by", sa.String), sa.column("reason", sa.String),
)
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer), sa.column("catalog", sa.String), sa.column("key", sa.String),
    sa.column("since", sa.Date), sa.column("values", sa.JSON),
)


def upgrade() -> None:
    connection, now = op.get_bind(), datetime.now(UTC).replace(tzinfo=None)
    for catalog, (key, rows) in FIRST.items():
        connection.execute(
            VERSIONS.insert().values(
                catalog=catalog, number=1, state="published", started_from=0, revision=0, editors=[], drafted_at=now,
                decided_at=now, decided_by="system", reason="",
            )
        )
        version = connection.scalar(sa.select(VERSIONS.c.id).where(VERSIONS.c.catalog == catalog))
        of = {"version_id": version, "catalog": catalog, "since": FROM}
        connection.execute(ROWS.insert(), [{**of, "key": row[key], "values": row} for row in rows])


def downgrade() -> None:
    """What the bank changed is lost: what stands in the code counts again."""
    for table in (ROWS, VERSIONS):
        op.get_bind().execute(table.delete().where(table.c.catalog.in_(FIRST)))
