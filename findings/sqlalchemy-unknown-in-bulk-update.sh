#!/usr/bin/env bash
# A bulk UPDATE of SQLAlchemy thinks otherwise about "unknown" than the database that carries it out.
#
# Version:  SQLAlchemy 2.1.9 with the sqlite3 of Python; the Python half of the work is the same for every database.
# Case:     two applications are in the session; the category of the first is not known (NULL). A bulk UPDATE with
#           the default synchronize_session ("auto") changes rows, and by its own reading of the WHERE in Python
#           finds which of the loaded objects have changed.
# Expected: object and row agree, and the order of the two halves of an AND does not matter.
# Seen:     NOT (category = 2 AND year = 1990), the unknown half first: both rows change, the first object keeps its
#           old value, and a new SELECT in the same session does not mend it. With the halves swapped all is right:
#           the Python reading of AND stops at the first unknown and never sees that the other half is false
#           (its OR looks at every part).
#           year NOT IN (NULL, 1990): the reverse. No row changes, the objects say that they have.
# Way out:  execution_options(synchronize_session="fetch").
# Exit:     0 while this is so, 1 when it has changed, 2 when the packages could not be installed.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -qq --disable-pip-version-check sqlalchemy==2.1.9 typing-extensions==4.16.0 || exit 2

"$room/venv/bin/python" - <<'PY'
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Application(Base):
    __tablename__ = "application"
    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[int | None]
    year: Mapped[int]
    state: Mapped[str] = mapped_column(default="old")


def after(where, **options):
    """(states of the loaded objects after a new SELECT, states of the rows)."""
    engine = sa.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Application(category=None, year=2020), Application(category=3, year=2020)])
        session.commit()
        loaded = session.scalars(sa.select(Application).order_by(Application.id)).all()
        session.execute(sa.update(Application).where(where).values(state="new"), execution_options=options)
        session.scalars(sa.select(Application)).all()
        rows = session.execute(sa.text("SELECT state FROM application ORDER BY id")).scalars().all()
        return [one.state for one in loaded], rows


unknown, false = Application.category == 2, Application.year == 1990
seen = {
    "NOT (unknown AND false)": after(~sa.and_(unknown, false)),
    "NOT (false AND unknown)": after(~sa.and_(false, unknown)),
    "NOT (unknown AND false), fetch": after(~sa.and_(unknown, false), synchronize_session="fetch"),
    "NOT IN (NULL, 1990)": after(Application.year.not_in([None, 1990])),
}
recorded = {
    "NOT (unknown AND false)": (["old", "new"], ["new", "new"]),
    "NOT (false AND unknown)": (["new", "new"], ["new", "new"]),
    "NOT (unknown AND false), fetch": (["new", "new"], ["new", "new"]),
    "NOT IN (NULL, 1990)": (["new", "new"], ["old", "old"]),
}
print("SQLAlchemy", sa.__version__)
for case, (objects, rows) in seen.items():
    print(f"{case:32} objects {objects} rows {rows}{'' if objects == rows else '   they disagree'}")
raise SystemExit(0 if seen == recorded else "not as recorded any more")
PY
