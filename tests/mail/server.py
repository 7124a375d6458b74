"""A mail server on loopback with STARTTLS and login, for tests: aiosmtpd (PyPI).

Usage: server.py FOLDER PORT. Prints "ready"; messages go to FOLDER/N.eml with their recipients in FOLDER/N.to.
A recipient that begins with "grey" is told 451 once, one that begins with "nobody" 550. FOLDER holds cert.pem, key.pem.
"""
import ssl
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, SMTP

folder = Path(sys.argv[1])


class Handler:
    greylisted = set()
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 no such user"
        if address.startswith("grey") and address not in self.greylisted:
            self.greylisted.add(address)
            return "451 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        (folder / f"{self.count}.eml").write_bytes(envelope.original_content)
        (folder / f"{self.count}.to").write_text("\n".join(envelope.rcpt_tos))
        return "250 taken"


def check_login(server, session, envelope, mechanism, data):
    known = data.login == b"office" and data.password == b"geheim"
    return AuthResult(success=known, handled=False)


class Secured(Controller):
    def factory(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        return SMTP(self.handler, tls_context=context, require_starttls=True, auth_required=True,
                    authenticator=check_login)


controller = Secured(Handler(), hostname="127.0.0.1", port=int(sys.argv[2]))
controller.start()
print("ready", flush=True)
while True:
    time.sleep(1)
