"""The documents that the basis asks for: attached, looked at, replaced, removed (Annex 1, row 9)."""

from __future__ import annotations

from flask import Response, abort, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired, MultipleFileField

from housing.actions.filing.attach import LARGEST, MAX_DOCUMENT_BYTES, MAX_FILES, FileRejected, attach_file
from housing.actions.filing.detach import detach_file
from housing.actions.filing.move_file import move_file
from housing.citizen import citizen, current_draft
from housing.citizen._draft_parts import build_examiners
from housing.config import MAX_BODY
from housing.queries.filing.draft import Draft
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.form_validators import OneSummary
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

#: Seconds between two looks at a paper that is being checked for viruses.
POLL_SECONDS = 5


class DocumentForm(FlaskForm):
    """Files of one kind, in the order in which they were chosen; its prefix is the kind."""

    file = MultipleFileField(validators=[FileRequired(_l("Choose a file first"))])


@citizen.get("/apply/documents")
@access(CITIZEN)
def documents() -> Response:
    draft = current_draft()
    if request.headers.get("HX-Request") and request.args.get("seen") == scan_state(draft):
        return Response(status=204)  # nothing new: nothing is swapped, nothing is read aloud again
    return render_documents(draft)


def render_documents(draft: Draft, wrong: dict[str, DocumentForm] | None = None) -> Response:
    """The page; `wrong`: the files that could not be taken, by their kind."""
    forms = {
        kind: (wrong or {}).get(kind) or DocumentForm(formdata=None, prefix=f"{kind}-") for kind in draft.required_kinds
    }
    return page(
        "citizen/documents.html",
        422 if wrong else 200,
        fragment=None if wrong else "citizen/_documents_list.html",
        draft=draft,
        forms=forms,
        form=OneSummary((wrong or {}).values()),
        pause=POLL_SECONDS,
        says=scan_state(draft),
        largest=LARGEST,
        most_files=MAX_FILES,
        most_megabytes=MAX_DOCUMENT_BYTES // 1024**2,
        at_once=MAX_BODY // 1024**2,
    )


def scan_state(draft: Draft) -> str:
    """What the list says now, in short, so that a look again can tell whether it says something new."""
    return "-".join(f"{paper.id}{paper.scan[0]}" for paper in draft.papers)


@citizen.post("/apply/documents/<kind>")
@access(CITIZEN)
def documents_attach(kind: str) -> Response:
    draft = current_draft()
    if kind not in draft.required_kinds:
        abort(404)
    wrong = keep_chosen(draft, kind)
    return render_documents(current_draft(), wrong) if wrong else redirect_to("citizen.documents")


@citizen.post("/apply/documents")
@access(CITIZEN)
def documents_go_on() -> Response:
    """To the list of sections; what was chosen and not added yet is taken first."""
    wrong = keep_chosen(current_draft())
    return render_documents(current_draft(), wrong) if wrong else redirect_to("citizen.tasks")


def keep_chosen(draft: Draft, *asked: str) -> dict[str, DocumentForm]:
    """Files what was chosen of every kind; of `asked` something has to be. What was not taken, by its kind."""
    wrong = {}
    for kind in draft.required_kinds:
        chosen = any(file.filename for file in request.files.getlist(f"{kind}-file"))
        form = DocumentForm(prefix=f"{kind}-")
        if (chosen or kind in asked) and not (form.validate() and attach_posted_file(draft, form, kind)):
            wrong[kind] = form
    return wrong


def attach_posted_file(draft: Draft, form: DocumentForm, kind: str) -> bool:
    """Files each that can be taken; False leaves at the field the names of the others, and what is wrong with them."""
    wrong = []
    for file in form.file.data:
        try:
            call_once(attach_file, draft.id, kind, file.filename, file.read(), now(), build_examiners())
        except FileRejected as bad:
            wrong.append(f"{file.filename}: {bad.words}")
    form.file.errors = wrong
    return not wrong


@citizen.post("/apply/documents/<int(max=2147483647):paper_id>/move/<any(up, down):way>")
@access(CITIZEN)
def documents_move(paper_id: int, way: str) -> Response:
    """One place; where there is nothing to pass nothing happens."""
    move_file(current_draft().id, paper_id, -1 if way == "up" else 1, now())
    return redirect_to("citizen.documents", _anchor="documents-list")


@citizen.post("/apply/documents/<int(max=2147483647):paper_id>/remove")
@access(CITIZEN)
def documents_remove(paper_id: int) -> Response:
    """A second press finds it gone already and says nothing."""
    detach_file(current_draft().id, paper_id, now())
    return redirect_to("citizen.documents")
