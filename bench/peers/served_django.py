"""Django's admin over the people of the bench: `served_django.py DATABASE PORT tuned|default`.

`default`: as its tutorial has it. `tuned`: no count of everything, a paginator that counts nothing, an order that an
index knows, a search by IIN or by the beginning of a surname, a connection that is kept. Both: its own sessions and
users, tokens, answers by gzip.
"""

import os
import sys
from functools import cached_property

import django
from django.conf import settings

DATABASE, PORT, TUNED = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "tuned"
PRAGMAS = "PRAGMA cache_size=-65536; PRAGMA mmap_size=1073741824;"
IIN = 12

settings.configure(
    DEBUG=False,
    SECRET_KEY="of the bench",  # noqa: S106
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATABASE,
            "CONN_MAX_AGE": None if TUNED else 0,
            "OPTIONS": {"init_command": PRAGMAS} if TUNED else {},
        }
    },
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.middleware.gzip.GZipMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }
    ],
    STATIC_URL="static/",
    USE_TZ=False,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.contrib import admin  # noqa: E402
from django.contrib.auth import get_user_model, login  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from waitress import serve  # noqa: E402


class Branch(models.Model):
    code = models.TextField(primary_key=True)
    name = models.TextField()

    class Meta:
        app_label, db_table, managed = "admin", "branch", False

    def __str__(self):
        return self.name


class Application(models.Model):
    number = models.TextField()
    iin = models.TextField()
    surname = models.TextField()
    given = models.TextField()
    basis = models.TextField()
    settlement = models.TextField()
    status = models.TextField()
    accepted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    branch = models.ForeignKey(Branch, models.PROTECT, db_column="branch_code")

    class Meta:
        app_label, db_table, managed = "admin", "application", False


class Entry(models.Model):
    """Of the register; of another database than the applications."""

    number = models.TextField()
    surname = models.TextField()
    given = models.TextField()
    iin = models.TextField()
    settlement = models.TextField()
    list_code = models.TextField()
    registered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        app_label, db_table, managed = "admin", "entry", False


class Applications(admin.ModelAdmin):
    list_display = (
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
    list_per_page = 50
    list_select_related = ("branch",)
    list_filter = ("status", "branch")
    search_fields = ("iin", "surname", "given")
    ordering = ("due_at",)


class Uncounted(Paginator):
    @cached_property
    def count(self):
        return 10**9


class TunedSearch:
    """By IIN, or by the beginning of a surname; nothing is counted."""

    show_full_result_count = False
    paginator = Uncounted

    def get_search_results(self, request, queryset, search_term):
        if not search_term:
            return queryset, False
        if len(search_term) == IIN and search_term.isdigit():
            return queryset.filter(iin=search_term), False
        return queryset.filter(surname__gte=search_term, surname__lt=search_term + "\U0010ffff"), False


class TunedApplications(TunedSearch, Applications):
    ordering = ("due_at", "id")


class Entries(TunedSearch, admin.ModelAdmin):
    list_display = ("number", "surname", "given", "iin", "settlement", "list_code", "registered_at")
    list_per_page = 50
    search_fields = ("iin", "surname")
    ordering = ("registered_at", "number")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(left_at=None)


def ready(request):
    return HttpResponse("ready")


def sign_in(request):
    login(request, get_user_model().objects.get(username="official"))
    return HttpResponse("signed in")


admin.site.register(Application, TunedApplications if TUNED else Applications)
admin.site.register(Entry, Entries)
urlpatterns = [path("", ready), path("sign-in", sign_in), path("admin/", admin.site.urls)]

if __name__ == "__main__":
    sys.modules["served_django"] = sys.modules[__name__]
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = "of the bench"  # noqa: S105
    call_command("migrate", verbosity=0)
    if not get_user_model().objects.filter(username="official").exists():
        get_user_model().objects.create_superuser("official", "", "of the bench")
    serve(get_wsgi_application(), host="127.0.0.1", port=PORT, threads=8)
