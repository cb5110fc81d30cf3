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
from housing.models.case_note import CaseNote
from housing.models.complaint import Complaint
from housing.models.decision import Decision, Notice, RefusalProposal, RegisterEntry, SealedNotice
from housing.models.journal import Alert, AlertRead, Event, Message
from housing.models.people import Branch, KeptAnswer, OneTimeCode, PhoneCheck, SignedIn, SpentChallenge, Staff
from housing.models.reference import BreachCause, DayCorrection, SecondLookRule, Settlement

__all__ = [
    "Alert", "AlertRead", "Answer", "Application", "Branch", "BreachCause", "CaseNote", "Complaint",
    "DayCorrection", "Decision", "Dispute", "Event", "FamilyConsent", "KeptAnswer", "Message", "Notice",
    "OneTimeCode", "Paper", "PhoneCheck", "RefusalProposal",
    "RegisterEntry", "Representation", "RevocationCheck", "SealedNotice", "SecondLookRule", "Settled", "Settlement",
    "SignedIn", "Signature", "SpentChallenge", "Staff",
]  # fmt: skip
