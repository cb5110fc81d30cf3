"""Is the database there and up to date, and how much is in it."""

from __future__ import annotations

from typing import NamedTuple

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from housing.extensions import db
from housing.lifecycle import STATUSES
from housing.models import Application, Message


class Check(NamedTuple):
    """One thing that has to be well."""

    what: str
    well: bool


NO_DATABASE = "There is no database yet: start Kezek once, it makes one."


def is_there() -> bool:
    """Is there a database with tables in it?"""
    try:
        return db.session.scalar(text("SELECT version_num FROM alembic_version")) is not None
    except SQLAlchemyError:
        return False


def readiness(migrations: str) -> list[Check]:
    config = Config()
    config.set_main_option("script_location", migrations)
    wanted = ScriptDirectory.from_config(config).get_current_head()
    try:
        found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        return [Check("database", False), Check("migrations", False)]
    return [Check("database", True), Check("migrations", found == wanted)]


def figures() -> dict[str, int]:
    """Applications by status, messages by state."""
    by_status = dict(db.session.execute(select(Application.status, func.count()).group_by(Application.status)).all())
    by_state = dict(db.session.execute(select(Message.state, func.count()).group_by(Message.state)).all())
    applications = {f'applications{{status="{status}"}}': by_status.get(status, 0) for status in STATUSES}
    return {**applications, **{f'messages{{state="{state}"}}': count for state, count in sorted(by_state.items())}}
