"""The mail server of the demo: speaks SMTP over a real socket, encrypted by STARTTLS, and keeps the letters it takes.

`fault`: "down" hangs up at once, "refused" knows no such box, "busy" asks to come later, "lost" takes a letter and
hangs up before it says so, "plain" offers no encryption.
"""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from housing.gateways.seal import write_beside

LINE, LONGEST = 2_000, 200_000


class Post:
    """Start it, write to `url` trusting `trust`, stop it. `letters`: what was taken, newest last."""

    def __init__(self, folder: Path) -> None:
        self.fault = ""
        self.letters: list[EmailMessage] = []
        self.pem = make_certificate(folder)
        self.server: Server | None = None

    def start(self) -> None:
        """Listens on a free port of 127.0.0.1."""
        self.server = Server(self)
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    @property
    def url(self) -> str:
        if self.server is None:
            raise RuntimeError("the post office is not open")
        return f"smtp://127.0.0.1:{self.server.server_address[1]}"

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.pem))


class Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, post: Post) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.post = post
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(post.pem)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up, hangs up: nothing is written down."""


class Counter(StreamRequestHandler):
    """One conversation."""

    timeout = 10

    def handle(self) -> None:
        self.encrypted, self.post = False, cast(Server, self.server).post
        if self.post.fault == "down":
            return
        self.say("220 post of the demo")
        while line := self.rfile.readline(LINE):
            word = line.decode("utf-8", "replace").strip().upper()
            if word == "QUIT":
                self.say("221 bye")
                return
            if not self.obey(word):
                return

    def obey(self, word: str) -> bool:
        """Answers one command; False: hangs up."""
        if word.startswith(("EHLO", "HELO")):
            offers = [] if self.encrypted or self.post.fault == "plain" else ["STARTTLS"]
            names = ["post", *offers, "8BITMIME"]
            self.say("\r\n".join(f"250{'-' if name != names[-1] else ' '}{name}" for name in names))
        elif word == "STARTTLS" and self.post.fault != "plain":
            self.say("220 go ahead")
            self.encrypt()
        elif not self.encrypted:
            self.say("530 encrypt first")
        elif word.startswith("MAIL"):
            self.say("450 later" if self.post.fault == "busy" else "250 ok")
        elif word.startswith("RCPT"):
            self.say("550 no such box" if self.post.fault == "refused" else "250 ok")
        elif word == "DATA":
            return self.take()
        else:
            self.say("250 ok" if word == "RSET" else "502 not here")
        return True

    def take(self) -> bool:
        self.say("354 end with a dot")
        lines, size = [], 0
        while (line := self.rfile.readline(LINE)) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
            size += len(line)
            if size > LONGEST:
                return False
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        self.post.letters.append(letter)
        if self.post.fault == "lost":
            return False
        self.say("250 taken")
        return True

    def encrypt(self) -> None:
        self.request = cast(Server, self.server).tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        self.encrypted = True

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def finish(self) -> None:
        """`encrypt` has put another socket in the place of the one that the server closes."""
        super().finish()
        self.request.close()


def make_certificate(folder: Path) -> Path:
    """A key and its own certificate for 127.0.0.1, made anew each time; one PEM file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(here, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "post.pem"
    write_beside(file, private + made.public_bytes(serialization.Encoding.PEM)).replace(file)
    return file
