"""The tables. Rows stay behind actions and queries: screens see frozen dataclasses."""

from housing.storage.models.application import (
    Answer,
    Application,
    Dispute,
    Paper,
    RecordedFinding,
    Representation,
    RevocationCheck,
    Signature,
)
from housing.storage.models.case_note import CaseNote
from housing.storage.models.complaint import Complaint
from housing.storage.models.data_key import DataKey
from housing.storage.models.decision import (
    Decision,
    Notice,
    RefusalProposal,
    RegisterEntry,
    RegisterMovement,
    SealedNotice,
)
from housing.storage.models.erasure import Erasure
from housing.storage.models.family_consent import FamilyConsent
from housing.storage.models.heard_person import HeardPerson
from housing.storage.models.inventory import Inventory, InventoryCheck
from housing.storage.models.job_round import JobRound
from housing.storage.models.journal import Alert, AlertRead, ChainCheck, Event, InvariantCheck, Message, ReadingLot
from housing.storage.models.kept_counts import DailyFigures, KeptCountsCheck, OpenCount, RegisterCount
from housing.storage.models.people import (
    AttemptCount,
    Branch,
    KeptAnswer,
    OneTimeCode,
    PhoneCheck,
    RecoveryCode,
    SignedInSession,
    SpentChallenge,
    Staff,
)
from housing.storage.models.published_list import PublishedList, PublishedMonth, PublishedPart
from housing.storage.models.reference import CatalogRow, CatalogVersion
from housing.storage.models.register_act import RegisterAct
from housing.storage.models.register_import import ImportFault, ImportRow, RegisterImport
from housing.storage.models.register_statement import RegisterStatement, ResidenceQuestion, StatementSignature
from housing.storage.models.removal import Removal
from housing.storage.models.row_seal import RowSeal, RowSealCheck, RowSealState, RowSealSum
from housing.storage.models.saved_filter import SavedFilter
from housing.storage.models.sent_file import SentFile
from housing.storage.models.simulation import SimulatedChange, Simulation

__all__ = [
    "Alert", "AlertRead", "Answer", "Application", "AttemptCount", "Branch", "CaseNote", "CatalogRow",
    "CatalogVersion", "ChainCheck", "Complaint", "DailyFigures", "DataKey", "Decision", "Dispute", "Erasure",
    "Event", "FamilyConsent", "HeardPerson", "ImportFault", "ImportRow", "InvariantCheck", "Inventory",
    "InventoryCheck", "JobRound", "KeptAnswer", "KeptCountsCheck", "Message", "Notice", "OneTimeCode", "OpenCount",
    "Paper", "PhoneCheck", "PublishedList", "PublishedMonth", "PublishedPart", "ReadingLot", "RecordedFinding",
    "RecoveryCode", "RefusalProposal", "RegisterAct", "RegisterCount", "RegisterEntry", "RegisterImport",
    "RegisterMovement", "RegisterStatement", "Removal", "Representation", "ResidenceQuestion", "RevocationCheck",
    "RowSeal", "RowSealCheck", "RowSealState", "RowSealSum", "SavedFilter", "SealedNotice", "SentFile", "Signature",
    "SignedInSession", "SimulatedChange", "Simulation", "SpentChallenge", "Staff", "StatementSignature",
]  # fmt: skip
