"""Flask-Admin over the people of the bench: `served_flask_admin.py DATABASE PORT tuned|default`.

`default`: as its manual begins. `tuned`: no count of everything (`simple_list_pager`), filters by equality and by the
beginning, the branch joined, the database read through the memory of the system. Both: a session that says who it is,
forms with a token, answers by gzip.
"""

import gzip
import sys
from datetime import datetime

from flask import Flask, request, session
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_admin.contrib.sqla.filters import BaseSQLAFilter
from flask_admin.form import SecureForm
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, event
from sqlalchemy.orm import Mapped, mapped_column, relationship
from waitress import serve

DATABASE, PORT, TUNED = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "tuned"
SMALLEST = 500

app = Flask(__name__)
app.config.update(SECRET_KEY="of the bench", SQLALCHEMY_DATABASE_URI=f"sqlite:///{DATABASE}")  # noqa: S106
db = SQLAlchemy(app)


class Branch(db.Model):
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]

    def __str__(self) -> str:
        return self.name


class Application(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    iin: Mapped[str]
    surname: Mapped[str]
    given: Mapped[str]
    basis: Mapped[str]
    settlement: Mapped[str]
    status: Mapped[str]
    accepted_at: Mapped[datetime]
    due_at: Mapped[datetime]
    branch_code: Mapped[str] = mapped_column(ForeignKey("branch.code"))
    branch: Mapped[Branch] = relationship()


class Entry(db.Model):
    """Of the register; of another database than the applications."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    surname: Mapped[str]
    given: Mapped[str]
    iin: Mapped[str]
    settlement: Mapped[str]
    list_code: Mapped[str]
    registered_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Beginning(BaseSQLAFilter):
    """What its own filters lack: a beginning that an index knows."""

    def apply(self, query, value, alias=None):
        return query.filter(self.column >= value, self.column < value + "\U0010ffff")

    def operation(self):
        return "begins with"


class Equal(BaseSQLAFilter):
    def apply(self, query, value, alias=None):
        return query.filter(self.column == value)

    def operation(self):
        return "is"


class Applications(ModelView):
    form_base_class = SecureForm
    page_size = 50
    named_filter_urls = True
    column_list = (
        "number",
        "surname",
        "given",
        "iin",
        "basis",
        "settlement",
        "accepted_at",
        "due_at",
        "status",
        "branch",
    )
    column_searchable_list = ("iin", "surname", "given")
    column_filters = ("status", "branch_code")
    column_default_sort = "due_at"

    def is_accessible(self):
        return "user" in session


class TunedApplications(Applications):
    simple_list_pager = True
    can_set_page_size = False
    column_searchable_list = ()
    column_default_sort = [("due_at", False), ("id", False)]
    column_filters = (
        Equal(Application.status, "Status"),
        Equal(Application.branch_code, "Branch"),
        Equal(Application.iin, "IIN"),
        Beginning(Application.surname, "Surname"),
    )


class Entries(ModelView):
    form_base_class = SecureForm
    page_size = 50
    named_filter_urls = True
    simple_list_pager = True
    can_set_page_size = False
    column_list = ("number", "surname", "given", "iin", "settlement", "list_code", "registered_at")
    column_default_sort = [("registered_at", False), ("number", False)]
    column_filters = (
        Equal(Entry.settlement, "Settlement"),
        Equal(Entry.list_code, "List"),
        Equal(Entry.iin, "IIN"),
        Beginning(Entry.surname, "Surname"),
    )

    def is_accessible(self):
        return "user" in session

    def get_query(self):
        return super().get_query().filter(Entry.left_at.is_(None))


def quicker(connection, record):
    connection.execute("PRAGMA cache_size=-65536")
    connection.execute("PRAGMA mmap_size=1073741824")


@app.get("/")
def ready():
    return "ready"


@app.get("/sign-in")
def sign_in():
    session["user"] = "official"
    return "signed in"


@app.after_request
def pack(response):
    accepted = "gzip" in request.headers.get("Accept-Encoding", "")
    if accepted and not response.direct_passthrough and response.calculate_content_length() > SMALLEST:
        response.set_data(gzip.compress(response.get_data(), 6))
        response.headers["Content-Encoding"] = "gzip"
    return response


view = TunedApplications if TUNED else Applications
admin = Admin(app, name="Applications")
admin.add_view(view(Application, db, endpoint="applications"))
admin.add_view(Entries(Entry, db, endpoint="entries"))
if TUNED:
    with app.app_context():
        event.listen(db.engine, "connect", quicker)
serve(app, host="127.0.0.1", port=PORT, threads=8)
