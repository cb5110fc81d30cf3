"""What a person receives: the notice on screen and paper, and the text message. Words only; sending is the job's."""

from housing.notices.compose import DisputeTold, GroundFound, NoticeData, compose
from housing.notices.sms import CODES, KINDS, cause_in_words, code_message, letter, text_message

__all__ = [
    "CODES", "KINDS", "DisputeTold", "GroundFound", "NoticeData", "cause_in_words", "code_message",
    "compose", "letter", "text_message",
]  # fmt: skip
