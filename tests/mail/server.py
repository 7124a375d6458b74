"""A mail server on loopback with TLS and login, for tests: aiosmtpd (PyPI).

Usage: server.py FOLDER PORT TLS_PORT. PORT speaks STARTTLS, TLS_PORT is TLS from the first byte. Writes FOLDER/ready
when both listen; messages go to FOLDER/N.eml with their recipients in FOLDER/N.to. FOLDER holds server.pem and server.key.

A recipient that begins with "grey" is told 451 once, one with "nobody" 550; with one that begins with "cut" the
connection breaks once in the middle of the content.
"""
import socket
import ssl
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, SMTP, syntax

folder = Path(sys.argv[1])
# So small that a message of some megabytes cannot lie in buffers as a whole.
BUFFER = 16 * 1024
LARGEST = 100 * 1000 * 1000


class Handler:
    seen = set()
    count = 0

    def first_time(self, address):
        known = address in self.seen
        self.seen.add(address)
        return not known

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 no such user"
        if address.startswith("grey") and self.first_time(address):
            return "451 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        (folder / f"{self.count}.eml").write_bytes(envelope.original_content)
        (folder / f"{self.count}.to").write_text("\n".join(envelope.rcpt_tos))
        return "250 taken"


class Cutting(SMTP):
    @syntax("DATA")
    async def smtp_DATA(self, arg):
        unlucky = [a for a in self.envelope.rcpt_tos if a.startswith("cut")]
        if unlucky and self.event_handler.first_time(unlucky[0]):
            await self.push("354 go on")
            await self._reader.read(1000)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def check_login(server, session, envelope, mechanism, data):
    known = data.login == b"office" and data.password == b"geheim"
    return AuthResult(success=known, handled=False)


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "server.pem", folder / "server.key")
    return made


class StartTls(Controller):
    def factory(self):
        return Cutting(self.handler, tls_context=context(), require_starttls=True, auth_required=True,
                       authenticator=check_login, data_size_limit=LARGEST)


class FromFirstByte(Controller):
    def factory(self):
        # The library knows only of TLS that began with STARTTLS.
        return Cutting(self.handler, auth_require_tls=False, auth_required=True, authenticator=check_login,
                       data_size_limit=LARGEST)


handler = Handler()
controllers = [
    StartTls(handler, hostname="127.0.0.1", port=int(sys.argv[2])),
    FromFirstByte(handler, hostname="127.0.0.1", port=int(sys.argv[3]), ssl_context=context()),
]
for controller in controllers:
    controller.start()
    for listening in controller.server.sockets:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
(folder / "ready").touch()
threading.Event().wait()
