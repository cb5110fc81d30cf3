"""What each job of the clock does, by its name in `jobs.JOBS`, as whoever looks after the machine reads it."""

from __future__ import annotations

from housing.labels import N_

JOB_NAMES = {
    "terms": N_("Due times are counted anew after a change of hours or days"),
    "accept": N_("Applications filed outside working hours are accepted"),
    "check": N_("State databases are asked, and cases decided where nobody has to look"),
    "escalate": N_("Officials are told of cases that near their term"),
    "removals": N_("Removals and acts on places keep to their terms"),
    "seal": N_("Notices are sealed as PDF"),
    "deliver": N_("Messages are sent"),
    "follow": N_("Operators are asked whether messages have arrived"),
    "scan": N_("Papers go through the antivirus"),
    "simulate": N_("Other numbers of the law are tried out"),
    "import": N_("People of a former base are brought in"),
    "codes": N_("One-time codes are sent"),
    "readings": N_("Who read whose file goes into the journal"),
    "failures": N_("Failed sign-ins go into the journal"),
    "recheck": N_("Certificates of signatures are asked about again"),
    "reconfirm": N_("Categories of people on the register are confirmed anew"),
    "publish": N_("The lists of the month are published"),
    "inventory": N_("Inventories go on"),
    "refresh": N_("Lists of revoked certificates are fetched"),
    "figures": N_("Figures of the days are counted"),
    "verify": N_("The journal and all records are proven"),
    "invariants": N_("What always has to hold is looked at"),
    "retention": N_("Data that has outlived its term is erased"),
    "encrypt": N_("Data of an older key is encrypted anew"),
    "head": N_("The head of the journal is written outside the database"),
    "backup": N_("A backup is made"),
    "drill": N_("A backup is restored on trial"),
    "rounds": N_("How the rounds of all jobs went is written down"),
}
#: By the state of `queries.journal.job_rounds`: tone, sign and words.
JOB_STATES = {
    "failing": ("bad", "cross", N_("breaks off")),
    "late": ("bad", "clock", N_("does not come round")),
    "paused": ("warn", "clock", N_("rests")),
    "unknown": ("mute", "clock", N_("not yet")),
    "well": ("ok", "check", N_("goes round")),
}
