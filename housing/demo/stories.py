"""Who the people of the demo are, and what happens if they apply as suggested. Message ids; translated at the edge."""

from __future__ import annotations

from housing.labels import N_

#: By the person's key: who this is, and how it ends.
STORIES: dict[str, tuple[str, str]] = {
    "aigerim": (
        N_("A mother of four from Almaty. The family rents and has never owned housing; her husband has consented."),
        N_(
            "Registered by the system at once, in the list of large families. Then she may report a change or leave;"
            " two officials may give the place on to her husband."
        ),
    ),
    "dauren": (
        N_("Declares a disability that the databases do not confirm. His phone is not linked to the portal account."),
        N_("Registered in the general list; the notice comes to the account only, without an SMS."),
    ),
    "marat": (
        N_("Owns a flat in Astana today."),
        N_("Refused: owned housing. On the emergency basis: the dwelling is not recognised as emergency."),
    ),
    "saule": (
        N_("Sold her flat in Shymkent not long ago and now rents."),
        N_("Refused on two grounds: owned housing, and alienated a dwelling fit for living."),
    ),
    "bolat": (
        N_("The akimat bought his emergency flat out not long ago."),
        N_("Refused: owned housing not long ago. The buy-out itself is not counted as worsening."),
    ),
    "gulnar": (
        N_("Exchanged her flat not long ago and was left without housing."),
        N_("Refused on two grounds: owned housing, and exchanged the dwelling."),
    ),
    "zhanna": (
        N_("Owns a quarter of her parents' flat since childhood, and nothing else."),
        N_("An official decides: the law does not say whether a share counts."),
    ),
    "viktor": (
        N_("His only house, in Karaganda, is recognised as emergency."),
        N_("With the technical conclusion attached, an official reads it and registers him. Without it: refused."),
    ),
    "raushan": (
        N_("Lives in Karaganda; her only house, recognised as emergency, stands in Balkhash."),
        N_("Refused: the emergency dwelling is in another settlement."),
    ),
    "kanat": (
        N_("His house in Temirtau is recognised as emergency, and he owns a second flat."),
        N_("Refused: the emergency dwelling is not the only one."),
    ),
    "amirkhan": (
        N_("Left without parental care as a child; the data bank of orphans holds no record. Registered nowhere now."),
        N_(
            "With a document that proves it attached, an official reads it and registers him. Without it: refused. Then"
            " two officials may give him the date of his first registration in the region."
        ),
    ),
    "olzhas": (
        N_("A kandas who settled in Qonaev with his wife and daughter."),
        N_("Registered by the system at once, in the general list."),
    ),
    "dina": (
        N_("A student of seventeen, without Kazakh citizenship, registered in Kokshetau. Applies in Astana."),
        N_("Refused for three reasons at once: age, citizenship, place of registration."),
    ),
    "sanzhar": (
        N_("Moved to Almaty not long ago."),
        N_("Refused: registered in the city for too short a time."),
    ),
    "temirlan": (
        N_("In the akimat's queue, rents from the akimat, once privatised a state flat and took a state mortgage."),
        N_("Refused for four reasons; each is named with its article of the Law."),
    ),
    "asel": (
        N_("Her husband has not yet replied to the request for consent."),
        N_("Nobody is refused for that: an official looks and waits for his reply."),
    ),
    "nurislam": (
        N_("A boy of fifteen on record as an orphan. His trustee is his uncle Dauren, who applies in his name."),
        N_("Registered by the system at once, in the list of orphans. The notice goes to Dauren."),
    ),
    "ilyas": (
        N_("The register of immovable property does not answer about him."),
        N_("Nobody is refused for that: the question is asked again, then an official looks."),
    ),
}
