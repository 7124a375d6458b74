#!/usr/bin/env bash
# Sends a summary through a real mail server on loopback, with TLS and login, and reads back what arrived.
# Usage: check.sh CITYBRIEF ACCOUNTS.json PYTHON (with aiosmtpd from PyPI)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
citybrief=$(realpath "$1") accounts=$(realpath "$2") python=$3 port=8825
work=$(mktemp -d); cd "$work"
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -addext basicConstraints=CA:FALSE 2>/dev/null
"$python" "$here/server.py" "$work" $port & server=$!
trap 'kill $server; rm -rf "$work"' EXIT
sleep 3
cat > citybrief.toml <<TOML
[email]
from = "Отдел внешних связей <office@city.example>"
[email.smtp]
host = "localhost"
port = $port
ca_file = "cert.pem"
TOML
export CITYBRIEF_SMTP_USER=office CITYBRIEF_SMTP_PASSWORD=geheim SOURCE_DATE_EPOCH=1575176400
expect() { grep -q "$1" <<<"$(cat list)" || { echo "expected: $1"; cat list; exit 1; }; }
"$citybrief" -q import "$accounts" > /dev/null
send() { "$citybrief" -q send monthly 2019-11 --lang ru --to pdf,docx "$@" 2>> log || true; "$citybrief" outbox list > list 2>> log; }

send --to-address "Әйгерім <a@city.example>" --to-address grey@city.example --to-address nobody@city.example
expect "a@city.example .*sent"; expect "grey@city.example .*queued .*451"; expect "nobody@city.example .*failed .*550"
SOURCE_DATE_EPOCH=1575264000 "$citybrief" -q outbox retry 1 2>> log || true
"$citybrief" outbox list > list 2>> log
expect "grey@city.example .*sent"
CITYBRIEF_SMTP_PASSWORD=falsch send --to-address b@city.example; expect "b@city.example .*queued .*535"
sed -i '/ca_file/d' citybrief.toml
send --to-address c@city.example; expect "c@city.example .*queued .*certificate"
! grep -q -e geheim -e falsch log list citybrief.db || { echo "a password was written down"; exit 1; }

"$citybrief" -q monthly 2019-11 --lang ru --to pdf,docx -o files/
"$python" - <<'PY'
import email, email.policy
from pathlib import Path
message = email.message_from_bytes(Path("1.eml").read_bytes(), policy=email.policy.default)
assert not message.defects and message["From"].addresses[0].display_name == "Отдел внешних связей"
assert message["To"].addresses[0].display_name == "Әйгерім" and "ноябрь\u00a02019" in message["Subject"]
files = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
assert files == {p.name: p.read_bytes() for p in Path("files").iterdir()}, "attachments are not byte-equal"
assert Path("1.to").read_text() == "a@city.example" and Path("2.to").read_text() == "grey@city.example"
assert Path("1.eml").read_bytes() == Path("2.eml").read_bytes()
print("arrived whole:", ", ".join(files))
PY
