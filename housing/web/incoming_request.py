"""A request whose text was composed before anybody reads it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from htmx_flask.requests import HtmxAwareRequest
from werkzeug.datastructures import ImmutableMultiDict

from housing.text.normalization import to_nfc


class NormalizedRequest(HtmxAwareRequest):
    """What a form or an address sends, its text composed before anybody reads it."""

    def _load_form_data(self) -> None:
        if "form" not in self.__dict__:
            super()._load_form_data()
            self.__dict__["form"] = normalize_values(self.form)

    @cached_property
    def args(self) -> Any:
        return normalize_values(super().args)


def normalize_values(sent: Any) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict([(name, to_nfc(value)) for name, value in sent.items(multi=True)])
