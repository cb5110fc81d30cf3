"""The officials' workplace: sign-in, own account, queue, case, documents, alerts, complaints, messages, accounts."""

from flask import Blueprint

operator = Blueprint("operator", __name__)

from housing.operator import (  # noqa: E402
    authenticator,  # noqa: F401
    case,  # noqa: F401
    code,  # noqa: F401
    complaint,  # noqa: F401
    complaints,  # noqa: F401
    document,  # noqa: F401
    inbox,  # noqa: F401
    message_texts,  # noqa: F401
    messages,  # noqa: F401
    password,  # noqa: F401
    queue,  # noqa: F401
    reissue,  # noqa: F401
    sessions,  # noqa: F401
    sign_in,  # noqa: F401
    staff_account,  # noqa: F401
    staff_accounts,  # noqa: F401
)
