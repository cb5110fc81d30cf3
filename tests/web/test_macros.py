"""The macros by themselves: ids that exist, what a screen reader is told, and that nobody's words become markup."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, Form, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

TEMPLATES, AT = Path(__file__).parents[2] / "templates", datetime(2026, 10, 27, 4, 0, tzinfo=UTC)
NASTY = "<img src=x onerror=alert(1)>"
Wrong = type("Wrong", (Form,), {"note": StringField("What is right?"), "document": FileField("Document")})
Lookup = type("Lookup", (Form,), {"code": StringField("Code", [InputRequired("Write the code")])})
CITIZEN = Thing(kind="citizen", name="Әсел", role=None, branch_name=None)
OFFICER = Thing(kind="staff", name="Ж. Смағұл", role="operator", branch_name="Abay")
BASES = [SelectChoice("owned", NASTY), SelectChoice("orphan", "Orphan")]


class Answers(Form):
    basis = RadioField("Basis", [InputRequired("Choose one")], choices=BASES)
    day = StringField("Day", [InputRequired("Write the day")])
    secret = PasswordField("Password")
    town = SelectField("Town", choices=[SelectChoice("1", "Abay"), SelectChoice("2", "Saran")])
    document = FileField("Document")
    agree = BooleanField("I agree", [InputRequired("Tick the box")])
    version = HiddenField(validators=[InputRequired("The page is old")])


@pytest.fixture
def refused():
    """A form that was sent with nothing but one answer, and refused."""
    form = Answers(MultiDict({"town": "2", "secret": "hunter2"}))
    assert not form.validate()
    return form


def ids(text):
    return re.findall(r' id="([^"]+)"', text)


def pointed_at(text):
    """Every id that something on the page points at."""
    named = re.findall(r'(?:aria-describedby|aria-labelledby|for)="([^"]+)"', text)
    linked = re.findall(r'href="#((?!i-)[^"]+)"', text)
    return {word for several in named + linked for word in several.split()}


WHOLE = """{{ error_summary(form) }}{{ choice_group(form.basis, {"owned": "hint"}, "Choose") }}
{{ field(form.day, "For example") }}{{ field(form.secret, type="password") }}{{ select(form.town) }}
{{ file(form.document, "PDF") }}{{ checkbox(form.agree, "hint") }}"""
MORE = """{% call(value) choice_group(form.basis) %}{% if value == "orphan" %}<i>proof</i>{% endif %}{% endcall %}"""
DISPUTE = """{{ fact_card("born", name, "x", "Register", at, form=form) }}"""
DISPUTED = """{{ fact_card("family", "Children", 3, "Register", at, form=form, said=said) }}"""


def test_a_refused_form_points_only_at_ids_that_exist_once(html, refused):
    text = html(WHOLE, form=refused)
    assert len(ids(text)) == len(set(ids(text)))
    assert pointed_at(text) - set(ids(text)) == set()


def test_the_summary_leads_to_the_first_radio_and_counts_every_error(html, refused):
    text = html("{{ error_summary(form) }}", form=refused)
    assert re.findall(r'<a href="#([^"]+)">([^<]+)', text) == [
        ("basis-0", "Choose one"),
        ("day", "Write the day"),
        ("agree", "Tick the box"),
    ]
    assert "(4)" in text and "<li>The page is old</li>" in text
    assert 'role="alert" tabindex="-1" autofocus' in text


def test_an_error_of_the_whole_form_stands_in_the_summary(html):
    form = Answers()
    form.form_errors.append(NASTY)
    text = html("{{ error_summary(form) }}", form=form)
    assert "(1)" in text and escape(NASTY) in text and NASTY not in text


def test_there_is_no_summary_when_nothing_is_wrong(html):
    assert html("{{ error_summary(form) }}", form=Answers()).strip() == ""


def test_a_wrong_field_says_so_to_a_screen_reader(html, refused):
    text = html('{{ field(form.day, "For example") }}', form=refused)
    assert 'aria-describedby="day-hint day-error" aria-invalid="true"' in text
    assert re.search(r'id="day-error".*Error:.*Write the day', text)


def test_a_right_field_claims_no_error(html):
    text = html("{{ field(form.day) }}", form=Answers())
    assert "aria-" not in text.replace('aria-hidden="true"', "") and "wrong" not in text


@pytest.mark.parametrize("rows", ["", ", rows=2"])
def test_a_value_is_shown_again_and_escaped(html, rows):
    text = html(f"{{{{ field(form.day{rows}) }}}}", form=Answers(MultiDict({"day": '"' + NASTY})))
    assert NASTY not in text and "&#34;&lt;img" in text


def test_a_password_is_never_shown_again(html, refused):
    assert "hunter2" not in html('{{ field(form.secret, type="password") }}', form=refused)


def test_radios_are_a_group_whose_legend_may_be_the_heading(html, refused):
    text = html("{{ choice_group(form.basis, heading=True) }}", form=refused)
    assert "<legend><h1>Basis</h1></legend>" in text
    assert '<fieldset class="group wrong" role="radiogroup" aria-describedby="basis-error" aria-invalid="true">' in text
    assert text.count('type="radio"') == 2 and escape(NASTY) in text and NASTY not in text


def test_only_the_choice_that_has_more_opens(html):
    form = Answers(MultiDict({"basis": "orphan"}))
    text = html(MORE, form=form)
    assert text.count('class="more"') == 1 and '<div class="more"><i>proof</i></div>' in text
    assert re.search(r'id="basis-1"[^>]*value="orphan" checked', text)


def test_a_box_bears_its_own_error(html, refused):
    text = html('{{ checkbox(form.agree, "hint") }}', form=refused)
    assert 'aria-describedby="agree-hint agree-error" aria-invalid="true"' in text and "checked" not in text


def test_the_chosen_option_stays_chosen(html, refused):
    assert re.findall(r'value="(\d)" selected', html("{{ select(form.town) }}", form=refused)) == ["2"]


def test_a_file_is_picked_in_the_language_of_the_page(html):
    text = html('{{ file(form.document, "PDF") }}', form=Answers())
    assert 'aria-labelledby="document-label document-pick" aria-describedby="document-hint"' in text


def test_a_status_is_a_word_with_a_shape(html):
    text = html("{{ status_tag(s) }}", s=Thing(tone="warn", icon="unknown", words="Waiting for a database"))
    assert 'class="tag warn"' in text and "#i-unknown" in text and "Waiting for a database" in text


@pytest.mark.parametrize(
    ("minutes", "level", "words"),
    [(100, "urgent", "100 min"), (-380, "late", "late by 380 min"), (0, "late", "late by 0 min")],
)
def test_the_clock_says_how_late_it_is(html, minutes, level, words):
    text = html("{{ countdown(minutes, level) }}", minutes=minutes, level=level)
    assert f'class="countdown {level}"' in text and words in text


def test_the_clock_says_its_level_in_words_too(html):
    assert "of working time left, due soon" in html('{{ countdown(580, "soon") }}')
    assert "1060 min left" in html('{{ countdown(1060, "calm", full=True) }}')


@pytest.mark.parametrize("answer", ["no_data", "not_found", "unavailable", "no_consent"])
def test_what_is_unknown_is_never_shown_as_a_value_nor_in_red(html, answer):
    text = html('{{ fact_card("own", "Housing", "3 flats", "Register", at, answer=answer) }}', at=AT, answer=answer)
    assert "3 flats" not in text and 'class="tag' in text and "bad" not in text


def test_a_fact_can_be_disputed_without_script(html):
    text = html(DISPUTE, at=AT, name=NASTY, form=Wrong(prefix="born-"))
    assert 'id="fact-born"' in text and 'form="facts-form" formaction="/citizen.facts_dispute/born/dispute"' in text
    assert 'name="born-note"' in text and 'name="born-document"' in text
    assert text.count('form="facts-form"') == 3 and NASTY not in text
    assert pointed_at(text) - set(ids(text)) == set()


def test_a_disputed_fact_keeps_both_values_and_can_be_taken_back(html):
    text = html(DISPUTED, at=AT, said=Thing(note=NASTY, at=AT), form=Wrong(prefix="family-"))
    assert '<p class="value">3</p>' in text and escape(NASTY) in text and NASTY not in text
    assert 'name="take_back"' in text and "<details" not in text


def test_a_ladder_marks_the_due_day(html):
    free = Thing(state="off", date=date(2026, 10, 26), words="day off", note=None)
    due = Thing(state="due", date=date(2026, 10, 30), words="decision", note="n")
    text = html("{{ term_timeline(days) }}", days=[free, due])
    assert '<li class="due">' in text and "<b>decision</b>" in text and "<b>day off" not in text


def test_a_timeline_says_where_one_stands_and_dates_without_hours_stay_dates(html):
    here = Thing(state="now", at=None, words="here", note=None)
    past = Thing(state="done", at=AT, words=NASTY, note=None)
    text = html("{{ timeline(events) }}", events=[here, past, Thing(state="", at=AT.date(), words="x", note="n")])
    assert text.count('aria-current="step"') == 1 and NASTY not in text
    assert " stamp</time>" in text and " num</time>" in text


def test_a_ground_names_law_fact_source_and_the_way_out(html):
    ground = Thing(title="Owned", law="Rules 15", fact=NASTY, source="Register", mend="Correct it")
    text = html('{{ ground_card(1, g) }}{{ ground_card(1, g, key="ru-") }}', g=ground)
    assert ids(text) == ["ground-1", "ground-ru-1"] and NASTY not in text
    assert all(words in text for words in ("Point of law", "Fact found", "Source and time", "What would mend it"))


def test_a_name_keeps_its_language_and_is_escaped(html):
    assert html("{{ person_name(n) }}", n="Әсел") == '<span lang="kk">Әсел</span>'
    assert html("{{ person_name(n) }}", n=NASTY) == f'<span lang="kk">{escape(NASTY)}</span>'


def test_a_lease_says_who_holds_the_case_and_until_when(html):
    text = html("{{ lease_label(n, at) }}", n="Бекен Т.", at=AT)
    assert "#i-lock" in text and "Бекен Т." in text and "until <time" in text
    assert "Yours" in html("{{ lease_label(None, at, mine=True) }}", at=AT) and "Nobody" in html(
        "{{ lease_label(None) }}"
    )


def test_pages_by_key_have_no_dead_links(html):
    assert 'rel="next"' in html('{{ keyset_pager(None, "?after=7") }}')
    assert "rel=" not in html('{{ keyset_pager(None, None, "3 cases") }}')


def test_every_icon_that_is_used_is_in_the_sprite():
    sprite = re.findall(r'id="i-([\w-]+)"', (TEMPLATES / "_sprite.html").read_text(encoding="utf-8"))
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    assert set(re.findall(r'icon\("([\w-]+)"', text)) - set(sprite) == set()


def test_the_title_of_a_refused_page_begins_with_the_error(page):
    words = {"code": "", "found": None, "asked": True}
    assert "<title>Verify a notice" in page("public/verify.html", form=Lookup(), **words)
    form = Lookup(MultiDict({"code": ""}))
    assert not form.validate()
    assert "<title>Error: Verify a notice" in page("public/verify.html", form=form, **words)


def test_the_other_languages_keep_the_query_but_not_its_language(page):
    text = page("public/start.html", q=[("lang", "en"), ("q", "a&b"), ("q", "2")], troubled=[])
    assert 'href="?q=a%26b&amp;q=2&amp;lang=kk"' in text
    assert re.findall(r'lang="(\w\w)" hreflang="\w\w" aria-current', text) == ["ru"]


@pytest.mark.parametrize("who", [None, CITIZEN, OFFICER])
@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 429, 500])
def test_an_error_page_has_one_heading_a_way_out_and_a_code_to_quote(page, code, who):
    text = page(f"errors/{code}.html", who=who, at_once=12)
    assert text.count("<h1") == 1 and "R5" in text and '<a class="btn" href="/' in text
    assert pointed_at(text) - set(ids(text)) == set()


def test_every_form_that_is_posted_bears_the_token_and_none_that_is_not(page):
    demo = Thing(now=AT, shifted=True, began=False)
    text = page("public/verify.html", form=Lookup(), code="", found=None, asked=False, who=CITIZEN, demo=demo)
    forms = re.findall(r"<form method=\"(\w+)\" action=\"([^\"]+)\".*?</form>", text, re.DOTALL)
    assert forms == [("post", "/demo.clock//dispute"), ("post", "/sign-out"), ("get", "/verify")]
    assert text.count('name="csrf_token"') == 2 and "TOKEN" not in text[text.index('action="/verify"') :]


@pytest.mark.parametrize(
    ("state", "words"),
    [("genuine", "in force"), ("replaced", "a newer one has replaced it"), ("withdrawn", "has been withdrawn")],
)
def test_a_verified_notice_says_what_it_is_worth(page, state, words):
    said = {"to": "М. Ә.", "branch": "Abay", "fingerprint": "9f", "erased_at": None}
    found = Thing(state=state, kind="refused", number=NASTY, issued_at=AT, **said)
    text = page("public/verify.html", form=Lookup(), code="7KQM", found=found, asked=True)
    assert words in text and "Reasoned refusal" in text and NASTY not in text
