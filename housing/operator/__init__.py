"""The operators' workplace: sign-in, queue, case, documents, alerts, complaints, messages."""

from flask import Blueprint

operator = Blueprint("operator", __name__)

from housing.operator import (  # noqa: E402
    case,  # noqa: F401
    complaint,  # noqa: F401
    complaints,  # noqa: F401
    document,  # noqa: F401
    inbox,  # noqa: F401
    lease,  # noqa: F401
    message_texts,  # noqa: F401
    messages,  # noqa: F401
    notes,  # noqa: F401
    preview,  # noqa: F401
    queue,  # noqa: F401
    reissue,  # noqa: F401
    second_look,  # noqa: F401
    sheet,  # noqa: F401
    sign_in,  # noqa: F401
    viewer,  # noqa: F401
)
