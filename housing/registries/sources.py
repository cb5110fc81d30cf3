"""Which state databases there are."""

from __future__ import annotations

from types import ModuleType

from housing.registries import (
    categories,
    civil_registry,
    consents,
    mortgages,
    natural_persons,
    orphans,
    real_property,
    republican_base,
    state_housing,
)

#: In asking order. An entry is a source; what it answers stands in its own file.
SOURCES: dict[str, ModuleType] = {
    source.NAME: source
    for source in (
        natural_persons,
        civil_registry,
        consents,
        real_property,
        orphans,
        republican_base,
        state_housing,
        mortgages,
        categories,
    )
}
