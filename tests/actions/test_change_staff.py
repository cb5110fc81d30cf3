"""Accounts of staff: one active administrator stays whatever happens at once; the console helps who lost everything."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.staff.change_staff import AccountChangeRefused, assign_role, set_active
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Staff
from housing.storage.transaction import transaction


def staff(login):
    return db.session.scalars(select(Staff).where(Staff.login == login)).one()


@pytest.fixture
def just_deactivated(app):
    """An administrator whom the other one deactivated while their own request was under way."""
    with app.app_context():
        one = staff("auditor")
        with transaction():
            staff("auditor").role, staff("auditor").active = "administrator", False
        yield Who("staff", one.name, "administrator", "", None, staff_id=one.id, login="auditor")


@pytest.mark.parametrize(
    "change",
    [lambda who, by: set_active(who, False, by, by.on), lambda who, by: assign_role(who, "auditor", None, by, by.on)],
)
def test_the_last_administrator_stays(world, just_deactivated, change):
    """Two deactivate each other in the same moment: the second finds nobody left to administrate."""
    by = Who(**{**{name: getattr(just_deactivated, name) for name in Who.__dataclass_fields__}, "on": world.clock()})
    with pytest.raises(AccountChangeRefused) as fault:
        change(staff("administrator").id, by)
    assert fault.value.code == "last"
    db.session.rollback()
    assert staff("administrator").active and staff("administrator").role == "administrator"


def test_the_console_takes_a_lost_authenticator_away(app):
    with app.app_context():
        with transaction():
            staff("administrator").totp_secret = "sealed"
        done = app.test_cli_runner().invoke(args=["user", "reset", "administrator"])
        assert done.exit_code == 0
        db.session.rollback()
        assert staff("administrator").totp_secret is None


def test_the_console_says_that_a_login_is_unknown(app):
    done = app.test_cli_runner().invoke(args=["user", "reset", "nobody"])
    assert done.exit_code == 2 and "nobody" in done.stderr
