"""The basis of registration and the papers that it asks for (Annex 1, rows 4, 5 and 9)."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from housing.actions.answer import BadPaper, answer, attach
from housing.citizen import citizen, the_draft
from housing.facts import BASES, PAPERS
from housing.queries.draft import Draft
from housing.web import CITIZEN, KeptForm, access, back_to, now, page
from housing.words import BASIS

CHOOSE = _l("Choose one of the bases")


class BasisForm(KeptForm):
    """A field of a file for every kind of paper; those of another basis are ignored."""

    basis = RadioField(
        _l("On which basis do you apply?"),
        [InputRequired(CHOOSE)],
        choices=lambda: [SelectChoice(basis, _(BASIS[basis].words)) for basis in BASES],
        invalid_choice_message=CHOOSE,
    )
    technical_conclusion = FileField(_l("Technical conclusion of a certified expert"))
    orphan_proof = FileField(_l("Document proving the absence of parental care"))
    representative_proof = FileField(_l("Document proving the status of the legal representative"))


@citizen.route("/apply/basis", methods=["GET", "POST"])
@access(CITIZEN)
def basis() -> Response:
    draft = the_draft()
    form = BasisForm(data={"basis": draft.answers.get("basis")})
    if form.validate_on_submit() and keep(form, draft):
        return back_to("citizen.tasks")
    return page("citizen/basis.html", 422 if request.method == "POST" else 200, form=form, draft=draft, papers=PAPERS)


def keep(form: BasisForm, draft: Draft) -> bool:
    """Saves the papers and the basis together; False leaves the words of what is wrong at the field."""
    groups = draft.wanted(form.basis.data)
    sent = [kind for kinds in groups for kind in kinds if form[kind].data]
    for kinds in groups:
        if not any(kind in sent or draft.paper(kind) for kind in kinds):
            form[kinds[0]].errors = [_("Attach the document that this basis asks for")]
            return False
    for kind in sent:
        try:
            attach(draft.id, kind, form[kind].data.filename, form[kind].data.read(), now())
        except BadPaper as bad:
            form[kind].errors = [bad.words]
            return False
    answer(draft.id, {"basis": form.basis.data}, now())
    return True
