"""Every person of the demo ends as the story says, through the whole machinery."""

from __future__ import annotations

import pytest

from housing.queries.filing.facts import load_case_facts

ENDS = {
    "aigerim": "registered", "dauren": "registered", "olzhas": "registered",
    "marat": "owned_housing", "saule": "owned_housing worsened_alienation", "bolat": "owned_housing",
    "gulnar": "owned_housing worsened_exchange", "raushan": "outside_locality", "kanat": "not_sole_dwelling",
    "dina": "not_adult not_citizen_or_kandas not_registered_here", "sanzhar": "residence_too_short",
    "temirlan": "in_republican_base uses_state_dwelling privatised_state_dwelling state_supported_mortgage",
    "zhanna": "dwellings[0].share", "viktor": "application.documents[0].reliable",
    "amirkhan": "applicant.orphan_proven application.documents[0].reliable", "asel": "family[0].consent",
    "ilyas": "dwellings",
}  # fmt: skip


@pytest.mark.parametrize("key", ENDS)
def test_the_story_ends_as_it_says(world, app, key):
    case = world.settled(key)
    with app.app_context():
        law = load_case_facts(case).evaluate()
        if law.outcome == "register":
            assert ENDS[key] == world.row(case).status
        elif law.outcome == "refuse":
            assert ENDS[key] == " ".join(found.ground.key for found in law.held_answers)
        else:
            assert ENDS[key] == " ".join(law.unknown)
