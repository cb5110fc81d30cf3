"""The rules themselves, by name: each statement gives the numbers of the cases, or of what else, that break it.

`:crowd_from` and `:crowd_to`: ids between which a demo's crowd lies, of whom nothing is asked that only an act leaves
behind. `:ahead`, `:late`, `:stuck`: moments around now. What each means and what to do stands in
`labels/invariant_labels.py`.
"""

from __future__ import annotations

from housing.law.lifecycle import DECIDED_STATUSES, OPEN_STATUSES
from housing.law.register_acts import SUCCEEDED
from housing.law.register_moves import FORMER_BASE
from housing.storage.lookup import LOOKUP


def quoted(*codes: str) -> str:
    return ", ".join(f"'{code}'" for code in codes)


#: Words of the statements below. Who got a place that passed on has a case that nobody filed and nothing decided.
WORDS = {
    "{open}": f"IN ({quoted(*OPEN_STATUSES)})",
    "{decided}": f"IN ({quoted(*DECIDED_STATUSES)})",
    "{told}": f"IN ({quoted(*DECIDED_STATUSES, 'removed', 'annulled')})",
    "{former}": quoted(FORMER_BASE),
    "{acted}": "NOT BETWEEN :crowd_from AND :crowd_to",
    "{successor}": "EXISTS (SELECT 1 FROM register_act WHERE successor_id = a.id AND kind = {succeeded})",
    "{succeeded}": quoted(SUCCEEDED),
    "{case}": "JOIN application a ON a.id =",
    "{e_iin}": LOOKUP.format("e.iin"),
    "{a_iin}": LOOKUP.format("a.iin"),
}
STATEMENTS = {
    "notice_missing": """
SELECT a.number FROM application a WHERE a.status {told}
 AND NOT (a.status = 'registered' AND a.basis = {former}) AND a.id {acted}
 AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.application_id = a.id AND n.replaced_at IS NULL)""",
    "due_missing": """
SELECT coalesce(number, CAST(id AS VARCHAR(20))) FROM application
WHERE status {open} AND (due_at IS NULL OR accepted_at IS NULL OR filed_at IS NULL OR number IS NULL)""",
    "ground_missing": """
SELECT a.number FROM decision d {case} d.application_id
WHERE d.outcome = 'refuse' AND (json_array_length(d.grounds) = 0 OR EXISTS (
 SELECT 1 FROM json_each(d.grounds) g WHERE json_extract(g.value, '$.code') = 'requirements_not_met'
  AND coalesce(json_array_length(g.value, '$.reasons'), 0) = 0))""",
    "decision_missing": """
SELECT a.number FROM application a WHERE a.status {decided} AND a.basis <> {former}
 AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.application_id = a.id AND d.cancelled_at IS NULL
  AND d.outcome = CASE a.status WHEN 'refused' THEN 'refuse' ELSE 'register' END) AND NOT {successor}""",
    "decision_unfit": """
SELECT a.number FROM decision d {case} d.application_id WHERE d.cancelled_at IS NULL
 AND a.status NOT IN ('registered', 'refused', 'removed', 'passed_on')""",
    "entry_missing": """
SELECT a.number FROM application a WHERE a.status = 'registered'
 AND NOT EXISTS (SELECT 1 FROM register_entry e WHERE {e_iin} = {a_iin} AND e.annulled_at IS NULL)""",
    "entry_unfounded": """
SELECT a.number FROM register_entry e {case} e.application_id WHERE e.annulled_at IS NULL
 AND (NOT (a.status = 'registered' OR (a.renewed_at IS NOT NULL AND a.status {open})) OR {e_iin} <> {a_iin})""",
    "movements_unfit": """
SELECT a.number FROM register_entry e {case} e.application_id
WHERE CASE WHEN e.annulled_at IS NULL THEN 1 ELSE 0 END <>
  (SELECT coalesce(sum(m.sign), 0) FROM register_movement m WHERE m.entry_id = e.id)
 OR e.annulled_at IS NULL AND NOT EXISTS (SELECT 1 FROM register_movement m
  WHERE m.id = (SELECT max(id) FROM register_movement WHERE entry_id = e.id) AND m.sign = 1
  AND (m.settlement, m.list_code, m.registered_at, m.number)
   = (e.settlement, e.list_code, e.registered_at, e.number))""",
    "place_twice": """
SELECT number FROM register_movement
GROUP BY settlement, list_code, registered_at, number HAVING sum(sign) NOT IN (0, 1)""",
    "list_cut": """
SELECT l.settlement || ' ' || l.list_code || ' ' || l.month FROM published_list l WHERE l.entries > 0
 AND NOT EXISTS (SELECT 1 FROM published_part p WHERE p.list_id = l.id AND p.first_place = 1)""",
    "removal_missing": """
SELECT a.number FROM application a WHERE a.status = 'removed'
 AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.application_id = a.id AND r.state = 'confirmed')""",
    "signature_missing": """
SELECT a.number FROM application a WHERE a.number IS NOT NULL AND a.basis <> {former}
 AND a.id {acted}
 AND NOT EXISTS (SELECT 1 FROM signature s WHERE s.application_id = a.id) AND NOT {successor}""",
    "filing_unrecorded": """
SELECT a.number FROM signature s {case} s.application_id WHERE a.id {acted}
 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.application_id = a.id AND e.kind = 'application.submitted')""",
    "decision_unrecorded": """
SELECT a.number FROM decision d {case} d.application_id WHERE d.application_id {acted}
 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.application_id = a.id AND e.at = d.decided_at
  AND e.kind IN ('application.registered', 'application.refused'))""",
    "decision_untold": """
SELECT a.number FROM decision d {case} d.application_id WHERE d.application_id {acted}
 AND NOT EXISTS (SELECT 1 FROM message m WHERE m.application_id = a.id AND m.created_at = d.decided_at
  AND m.kind <> 'accepted')""",
    "message_unfounded": """
SELECT a.number FROM message m {case} m.application_id
WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.application_id = m.application_id AND e.at = m.created_at)""",
    "message_stuck": """
SELECT a.number FROM message m {case} m.application_id WHERE m.state = 'waiting' AND m.next_at < :stuck""",
    "alert_missing": """
SELECT number FROM application a WHERE status {open} AND due_at < :late AND id {acted}
 AND NOT EXISTS (SELECT 1 FROM alert WHERE application_id = a.id AND level > 0
  AND at >= coalesce(a.renewed_at, a.filed_at))""",
    "clock_behind": """
SELECT coalesce(a.number, CAST(e.id AS VARCHAR(20))) FROM event e LEFT {case} e.application_id WHERE e.at > :ahead
UNION ALL SELECT number FROM application WHERE filed_at > :ahead""",
}


def fill_words(statement: str) -> str:
    for word, meaning in WORDS.items():
        statement = statement.replace(word, meaning)
    return statement


RULES = {name: fill_words(statement) for name, statement in STATEMENTS.items()}
