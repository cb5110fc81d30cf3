"""The tables. Rows stay behind actions and queries: screens see frozen dataclasses."""

from housing.models.application import (
    Answer,
    Application,
    Dispute,
    Paper,
    Representation,
    RevocationCheck,
    Settled,
    Signature,
)
from housing.models.case_note import CaseNote
from housing.models.complaint import Complaint
from housing.models.decision import Decision, Notice, RefusalProposal, RegisterEntry, SealedNotice
from housing.models.family_consent import FamilyConsent
from housing.models.journal import Alert, AlertRead, ChainCheck, Event, Message
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
from housing.models.reference import CatalogRow, CatalogVersion
from housing.models.saved_filter import SavedFilter
from housing.models.sent_file import SentFile
from housing.models.simulation import SimulatedChange, Simulation

__all__ = [
    "Alert", "AlertRead", "Answer", "Application", "Branch", "CaseNote", "CatalogRow", "CatalogVersion", "ChainCheck",
    "Complaint", "Decision", "Dispute", "Event", "FamilyConsent", "KeptAnswer", "Message", "Notice",
    "OneTimeCode", "Paper", "PhoneCheck", "RecoveryCode", "RefusalProposal", "RegisterEntry", "Representation",
    "RevocationCheck", "SavedFilter", "SealedNotice", "SentFile", "Settled", "SignedIn", "Signature",
    "SimulatedChange", "Simulation", "SpentChallenge", "Staff",
]  # fmt: skip
