"""The tables. Rows stay behind actions and queries: screens see frozen dataclasses."""

from housing.models.application import (
    Answer,
    Application,
    Dispute,
    FamilyConsent,
    Paper,
    Representation,
    RevocationCheck,
    Settled,
    Signature,
)
from housing.models.complaint import Complaint
from housing.models.decision import Decision, Notice, RegisterEntry, SealedNotice
from housing.models.journal import Alert, ChainCheck, Event, Message
from housing.models.people import (
    Branch,
    KeptAnswer,
    OneTimeCode,
    PhoneCheck,
    RecoveryCode,
    SignedIn,
    SpentChallenge,
    Staff,
)
from housing.models.reference import DayCorrection, Settlement
from housing.models.saved_filter import SavedFilter

__all__ = [
    "Alert", "Answer", "Application", "Branch", "ChainCheck", "Complaint", "DayCorrection", "Decision", "Dispute",
    "Event", "FamilyConsent", "KeptAnswer", "Message", "Notice", "OneTimeCode", "Paper", "PhoneCheck", "RecoveryCode",
    "RegisterEntry", "Representation", "RevocationCheck", "SavedFilter", "SealedNotice", "Settled", "Settlement",
    "SignedIn",
    "Signature", "SpentChallenge", "Staff",
]  # fmt: skip
