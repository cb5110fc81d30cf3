"""Kezek, put together: `python3 app.py` serves it, `... app.py test` proves it, `... app.py bench` measures it."""

if __name__ == "__main__":
    import sys

    from housing.ops import bootstrap

    bootstrap.ensure_packages(testing=sys.argv[1:2] in (["test"], ["bench"]))
    bootstrap.pause_collector()

import os
import sys

from flask import Flask

from housing import demo
from housing.actions.signin.keep_answer import keep_answer, keep_answer_of
from housing.api import api
from housing.citizen import citizen
from housing.config import LANGUAGES, MAX_BODY, ROOT, InvalidSettingsError, Services, Settings
from housing.encryption.data_keys import DataKeyRing
from housing.operator import operator
from housing.ops import cli, fault_guard, maintenance_guard, schema_guard, upgrade
from housing.presentation import compiled_files, translations
from housing.public import public
from housing.queries.signin.session import load_kept_answers, load_session_person
from housing.reference import reference
from housing.register import register
from housing.services import build_services
from housing.signin import signin
from housing.storage import extensions, migrations
from housing.storage.row_seals.head_file import HeadFile
from housing.storage.row_seals.key_ring import KeyRing
from housing.web import current, sessions, setup, templating


def create_app(settings: Settings | None = None, outside: Services | None = None) -> Flask:
    """The application; `outside` replaces the world it reaches (a test's clock and gateways)."""
    settings = settings or Settings.from_environment(os.environ)
    app = Flask(__name__, instance_path=str(settings.instance.absolute()))
    settings.instance.mkdir(parents=True, exist_ok=True)
    bundle = ROOT if (ROOT / "templates").exists() else ROOT / "housing" / "_bundle"
    app.jinja_options = compiled_files.jinja_options(settings.instance)
    app.template_folder, app.static_folder = str(bundle / "templates"), str(bundle / "static")
    app.config.update(
        DEMO=settings.demo,
        SECRET_KEY=settings.secret_key or demo.load_secret(settings),
        SQLALCHEMY_DATABASE_URI=extensions.name_driver(settings.database_url),
        SQLALCHEMY_ENGINE_OPTIONS=extensions.ENGINE_OPTIONS,
        MIGRATIONS=str(bundle / "migrations"),
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SEND_FILE_MAX_AGE_DEFAULT=templating.YEAR,
        **sessions.session_settings(settings.demo),
        BABEL_DEFAULT_LOCALE=LANGUAGES[0],
    )
    app.extensions["services"] = outside or (demo.reach(settings) if settings.demo else build_services(settings))
    app.extensions["journal_keys"] = KeyRing(settings.journal.keys or settings.instance / "journal-keys")
    app.extensions["data_keys"] = DataKeyRing(settings.journal.data_keys or settings.instance / "data-keys")
    app.extensions["journal_head"] = HeadFile(settings.journal.head or settings.instance / "journal-head")
    for part in (schema_guard, maintenance_guard, extensions, migrations, upgrade, cli, fault_guard):
        part.init_app(app)
    extensions.babel.init_app(app, locale_selector=current.chosen_language)
    translations.install_translations(extensions.babel, app.jinja_env, bundle / "translations", LANGUAGES)
    setup.init_app(app, sessions.SessionStore(load_session_person, keep_answer, keep_answer_of, load_kept_answers))
    templating.init_app(app)
    for room in (public, signin, citizen, operator, register, reference, api):
        app.register_blueprint(room)
    if settings.demo:
        demo.init_app(app)
    return app


if __name__ == "__main__":
    try:
        sys.exit(cli.main(create_app, sys.argv[1:]))
    except InvalidSettingsError as bad:
        sys.exit("\n".join(bad.faults))
