"""What a person receives: the notice on screen and paper, and the text message. Words only; sending is the job's."""

from housing.notices.compose import DisputeTold, GroundFound, NoticeData, compose
from housing.notices.sms import code_message, text_message

__all__ = ["DisputeTold", "GroundFound", "NoticeData", "code_message", "compose", "text_message"]
