"""The way to the authority's OCSP responder, and when it is left alone."""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from housing.gateways.eds.certificates import Certificate
from housing.gateways.eds.exchange import NoAnswerError, address_of, exchange_http
from housing.gateways.eds.ocsp import OcspAnswer, OcspError, read_answer, request_for

log = logging.getLogger(__name__)

_LARGEST = 64 * 1024  # bytes of an answer
_NONCE_SIZE = 32  # bytes, the most that RFC 9654 lets a responder expect
_FAILURES, _PAUSE = 3, timedelta(seconds=60)


class Responder:
    """The authority's responder at an address of the settings, shared by threads.

    After three failures in a row it is left alone for a minute of `clock`: a citizen does not wait for whom we know to
    be down. `timeout`: seconds.
    """

    def __init__(self, url: str, *, clock: Callable[[], datetime], timeout: float = 3.0) -> None:
        address_of(url)
        self.url, self.clock, self.timeout = url, clock, timeout
        self._failures = 0
        self._until: datetime | None = None
        self._lock = Lock()

    def ask_status(self, certificate: Certificate, authority: Certificate, at: datetime) -> OcspAnswer:
        """A fresh answer, bound to this very question. Raises OcspFault."""
        with self._lock:
            if self._until is not None and self.clock() < self._until:
                raise OcspError("OCSP_UNAVAILABLE")
        try:
            answer = self._ask_once(certificate, authority, at)
        except OcspError as fault:
            log.warning("OCSP: %s", fault.code)
            self._count_result(failed=True)
            raise
        self._count_result(failed=False)
        return answer

    def _ask_once(self, certificate: Certificate, authority: Certificate, at: datetime) -> OcspAnswer:
        nonce = secrets.token_bytes(_NONCE_SIZE)
        question = request_for(certificate, authority, nonce)
        kind = "application/ocsp-request"
        try:
            status, response = exchange_http(self.url, question, kind, timeout=self.timeout, limit=_LARGEST)
        except NoAnswerError:
            raise OcspError("OCSP_UNAVAILABLE") from None
        if status != 200:
            raise OcspError("OCSP_UNAVAILABLE")
        return read_answer(response, certificate, authority, at, nonce)

    def _count_result(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            self._until = self.clock() + _PAUSE if self._failures >= _FAILURES else None
