"""The operators' workplace: all that officials see, from their sign-in to the journal."""

from flask import Blueprint

operator = Blueprint("operator", __name__)

from housing.operator import (  # noqa: E402
    assign,  # noqa: F401
    authenticator,  # noqa: F401
    case,  # noqa: F401
    code,  # noqa: F401
    complaint,  # noqa: F401
    complaints,  # noqa: F401
    dashboard,  # noqa: F401
    document,  # noqa: F401
    figures,  # noqa: F401
    helpline,  # noqa: F401
    inbox,  # noqa: F401
    journal,  # noqa: F401
    journal_file,  # noqa: F401
    lease,  # noqa: F401
    message_texts,  # noqa: F401
    messages,  # noqa: F401
    notes,  # noqa: F401
    notice,  # noqa: F401
    password,  # noqa: F401
    preview,  # noqa: F401
    queue,  # noqa: F401
    reissue,  # noqa: F401
    second_look,  # noqa: F401
    sessions,  # noqa: F401
    sheet,  # noqa: F401
    sign_in,  # noqa: F401
    staff_account,  # noqa: F401
    staff_accounts,  # noqa: F401
    viewer,  # noqa: F401
)
