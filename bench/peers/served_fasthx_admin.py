"""fasthx-admin over the people of the bench: `served_fasthx_admin.py DATABASE PORT tuned|default`.

`default`: as its readme begins. `tuned`: its query made anew, with the branch joined and a search that an index knows;
its count of everything cannot be had less of. Both: a session that says who it is, answers by gzip.
"""

import sys

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from fasthx_admin import Admin, Base, CRUDView, init_db
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, event
from sqlalchemy.orm import joinedload, relationship
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware

DATABASE, PORT, TUNED = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "tuned"
IIN = 12

engine = init_db(f"sqlite:///{DATABASE}", connect_args={"check_same_thread": False})


class Branch(Base):
    __tablename__ = "branch"
    code = Column(String, primary_key=True)
    name = Column(String)

    def __repr__(self):
        return self.name


class Application(Base):
    __tablename__ = "application"
    __admin_name__ = "Applications"
    id = Column(Integer, primary_key=True)
    number = Column(String)
    iin = Column(String)
    surname = Column(String)
    given = Column(String)
    basis = Column(String)
    settlement = Column(String)
    status = Column(String)
    accepted_at = Column(DateTime)
    due_at = Column(DateTime)
    branch_code = Column(String, ForeignKey("branch.code"))
    branch = relationship(Branch)


app = FastAPI()
app.add_middleware(GZipMiddleware)
app.add_middleware(SessionMiddleware, secret_key="of the bench")  # noqa: S106
admin = Admin(app, title="Applications")


class Applications(CRUDView):
    model = Application
    name = "applications"
    page_size = 50
    column_list = [
        "number",
        "surname",
        "given",
        "iin",
        "basis",
        "settlement",
        "accepted_at",
        "due_at",
        "status",
        "branch_code",
    ]
    column_searchable = ["iin", "surname", "given"]
    column_filters = ["status", "branch_code"]
    column_formatters = {"branch_code": lambda value, item: item.branch.name}


class TunedApplications(Applications):
    def _build_query(self, db, search="", sort="", order="asc", filters=None):
        query = super()._build_query(db, "", sort, order, filters).options(joinedload(Application.branch))
        if len(search) == IIN and search.isdigit():
            query = query.filter(Application.iin == search)
        elif search:
            query = query.filter(Application.surname >= search, Application.surname < search + "\U0010ffff")
        return query


@app.get("/")
def ready():
    return PlainTextResponse("ready")


@app.get("/sign-in")
def sign_in(request: Request):
    request.session["user"] = {"username": "official", "preferred_username": "official", "groups": []}
    return PlainTextResponse("signed in")


if TUNED:

    @event.listens_for(engine, "connect")
    def quicker(connection, record):
        connection.execute("PRAGMA cache_size=-65536")
        connection.execute("PRAGMA mmap_size=1073741824")


admin.add_view(TunedApplications if TUNED else Applications)
uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="error", access_log=False)
