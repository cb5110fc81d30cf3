"""What the screens of inventories share: what they cover, how far they are, and what speaks against an entry."""

from __future__ import annotations

from collections import Counter

from flask import g
from flask_babel import gettext as _

from housing.law.inventory import CHECK_OUTCOMES, CHECK_STATES
from housing.presentation.charts import Chart, Section, Series, Table
from housing.presentation.finding_text import FindingText, describe_findings
from housing.presentation.formats import format_count, language
from housing.queries.reference.names import label_for_key
from housing.queries.register.inventories import InventoryProgress, InventoryRow, load_progress
from housing.queries.register.inventory_check import CheckFile
from housing.web.templating import describe_ground

ACTORS = ("supervisor", "head_office")
#: Which numbers there are, in the order in which an entry goes through them.
CODES = ("waiting", "silent_now", "asked", "answered", "unanswered", "unclear", "proposed", *CHECK_OUTCOMES)


def reader_branch() -> str | None:
    """None: the reader sees all."""
    branch: str | None = g.who.branch_code
    return branch


def code_words(code: str) -> str:
    if code == "silent_now":
        return _("To be asked again: a state database was silent")
    return _(CHECK_OUTCOMES[code] if code in CHECK_OUTCOMES else CHECK_STATES[code][2])


def progress_of(row: InventoryRow) -> InventoryProgress:
    """As it ended, or as it is."""
    return InventoryProgress(Counter(row.result)) if row.result is not None else load_progress(row.id)


def build_progress_section(progress: InventoryProgress) -> Section:
    """A bar for every number that there is; the same as a table."""
    told = [(code_words(code), progress.counts[code]) for code in CODES if progress.counts[code]]
    settled = format_count(progress.settled)
    finding = _("Settled: %(num)s of %(all)s", num=settled, all=format_count(progress.total))
    words, entries = [one for one, _entries in told], [entries for _words, entries in told]
    table = Table("progress", _("Entries by where they stand"), (_("Where"), _("Entries")), list(told))
    return Section(table, Chart("bars", finding, words, (Series("f1", _("Entries"), entries),)))


def catalog_label(catalog: str, key: str) -> str:
    return label_for_key(catalog, key, language())


def finding_texts(check: CheckFile) -> list[FindingText]:
    return describe_findings(
        check.found, check.facts, catalog_label, lambda ground: describe_ground(ground, None, check.asked_at).words
    )
