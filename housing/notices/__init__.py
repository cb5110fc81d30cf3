"""What a person receives: the notice on screen and paper, and the text message. Words only; sending is the job's."""

from housing.notices.compose import NoticeData, NoticeDispute, NoticeGround, NoticeText, build_texts, compose_notice
from housing.notices.sms import CODES, KINDS, build_letter, cause_in_words, code_message, text_message

__all__ = [
    "CODES", "KINDS", "NoticeData", "NoticeDispute", "NoticeGround", "NoticeText", "build_letter", "build_texts",
    "cause_in_words", "code_message", "compose_notice", "text_message",
]  # fmt: skip
