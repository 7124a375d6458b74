"""Reads received messages with Python's `email`, compares them with what was sent, and writes what a second parser is
to find as well (expected.json) and a page with the HTML body for a browser (body.html).

Usage: read.py FOLDER, with FOLDER/N.eml, FOLDER/N.to, FOLDER/files and FOLDER/logo.png.
"""
import base64
import email
import email.policy
import hashlib
import json
import sys
from pathlib import Path

folder = Path(sys.argv[1])
messages = {(folder / f"{p.stem}.to").read_text(): p for p in folder.glob("*.eml")}
assert set(messages) == {"a@city.example", "grey@city.example", "tls@city.example", "cut@city.example"}, messages
assert messages["a@city.example"].read_bytes() == messages["grey@city.example"].read_bytes()

raw = messages["a@city.example"].read_bytes()
assert raw.isascii() and max(map(len, raw.splitlines())) <= 998
message = email.message_from_bytes(raw, policy=email.policy.default)
for part in message.walk():
    assert not part.defects, part.defects
assert message["From"].addresses[0].display_name == "Отдел внешних связей"
assert message["To"].addresses[0].display_name == "Әйгерім Қасымова"
assert "ноябрь\u00a02019" in message["Subject"] and message["Content-Language"] == "ru"
assert "Bcc" not in message and "X-Unsent" not in message

files = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
sent = {p.name: p.read_bytes() for p in (folder / "files").iterdir() if p.is_file()}
assert files == sent, "attachments are not byte-equal"
logo = next(part for part in message.walk() if part["Content-ID"] == "<logo>").get_payload(decode=True)
assert logo == (folder / "logo.png").read_bytes()

text = message.get_body(("plain",)).get_content()
html = message.get_body(("html",)).get_content()
for body in (text, html):
    assert "Здравствуйте!" in body and "Визиты" in body, body



def lines(body):
    return body.strip().replace("\r\n", "\n")


expected = {
    "from": ["Отдел внешних связей", "office@city.example"],
    "subject": message["Subject"],
    "messageId": message["Message-ID"],
    "date": message["Date"].datetime.timestamp(),
    "text": lines(text),
    "html": lines(html),
    "files": {name: hashlib.sha256(data).hexdigest() for name, data in [*files.items(), ("logo.png", logo)]},
}
(folder / "expected.json").write_text(json.dumps(expected))

picture = "data:image/png;base64," + base64.b64encode(logo).decode()
assert 'src="cid:logo"' in html
look = """<script>addEventListener("load", () => { document.title = JSON.stringify({
  images: [...document.images].map(i => i.naturalWidth), text: document.body.innerText,
  fits: document.documentElement.scrollWidth <= innerWidth }) })</script>"""
(folder / "body.html").write_text(html.replace("cid:logo", picture).replace("</body>", look + "</body>"))
print("arrived whole:", ", ".join(sorted(files)))
