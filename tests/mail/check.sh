#!/usr/bin/env bash
# Sends a summary through a real mail server on loopback, with TLS and login, and reads back what arrived: with two
# parsers, and in a browser. Usage: check.sh CITYBRIEF
# Needs Python 3 and Node; fetches aiosmtpd and trustme (PyPI), mailparser (npm) and, as root on Debian, Chromium.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
citybrief=$(realpath "$1") accounts=$here/../../examples/data/accounts.json
work=$(mktemp -d) server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install 'aiosmtpd==1.4.6' 'trustme==1.2.1'
npm install --silent --ignore-scripts --no-audit --no-fund 'mailparser@3.14.2' > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python -m trustme --quiet --identities localhost
read -r port tls_port < <(python3 - <<'PY'
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in sockets))
PY
)
# A logo, and one so large that a message with it is felt to break in the middle.
python3 - <<'PY'
import random, struct, zlib
def png(path, width, height, row):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    body = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(row * height, 0))
    open(path, "wb").write(b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b""))
png("logo.png", 120, 40, b"\0" + b"\x1f\x4e\x79" * 120)
png("large.png", 1500, 1800, b"\0" + random.Random(1).randbytes(4500))
PY
venv/bin/python "$here/server.py" "$work" "$port" "$tls_port" > server.log 2>&1 & server=$!
for _ in $(seq 100); do [[ -e ready ]] && break; sleep 0.1; done
[[ -e ready ]] || { cat server.log; exit 1; }

config() { # LOGO CA_FILE [TLS]
  cat > citybrief.toml <<TOML
[email]
from = "Отдел внешних связей <office@city.example>"
size_limit_mb = 50
logo = "$1"
[email.smtp]
host = "localhost"
port = $([[ ${3-} == implicit ]] && echo "$tls_port" || echo "$port")
tls = "${3-starttls}"
${2:+ca_file = \"$2\"}
TOML
}
export CITYBRIEF_SMTP_USER=office CITYBRIEF_SMTP_PASSWORD=geheim SOURCE_DATE_EPOCH=1575176400
list() { "$citybrief" outbox list > list 2>> log || true; }
expect() { grep -q "$1" list || { echo "expected: $1"; cat list log; exit 1; }; }
send() { "$citybrief" -q send monthly 2019-11 --lang ru --to pdf,docx "$@" 2>> log; local code=$?; list; return $code; }
fails() { if "$@"; then echo "should have failed: $*"; exit 1; fi; }

"$citybrief" -q import "$accounts" > /dev/null
config logo.png client.pem
# One message to three: taken, told to come back, and unknown; each has an answer of its own.
three=(--to-address "Әйгерім Қасымова <a@city.example>" --to-address grey@city.example --bcc-address nobody@city.example)
fails send "${three[@]}"
expect "a@city.example .*sent"; expect "grey@city.example .*queued .*451"; expect "nobody@city.example .*failed .*550"
SOURCE_DATE_EPOCH=1575264000 "$citybrief" -q outbox retry 1 2>> log || true; list
expect "grey@city.example .*sent"; expect "nobody@city.example .*failed .*550"
# The very same message again: who has it does not get it twice, and the failure is told again.
fails send "${three[@]}"
[[ $(ls ./*.eml | wc -l) == 2 ]] || { echo "a message was sent twice"; exit 1; }
# TLS from the first byte.
config logo.png client.pem implicit
send --to-address tls@city.example; expect "tls@city.example .*sent"
# The connection breaks in the middle of the content, then holds.
config large.png client.pem
fails send --to-address cut@city.example; expect "cut@city.example .*queued "
"$citybrief" -q outbox retry 3 2>> log; list; expect "cut@city.example .*sent"
# A wrong password, and a certificate that nobody vouches for, are faults of the setting: the message waits.
config logo.png client.pem
CITYBRIEF_SMTP_PASSWORD=falsch fails send --to-address b@city.example; expect "b@city.example .*queued .*535"
config logo.png ""
fails send --to-address c@city.example; expect "c@city.example .*queued .*certificate"
! grep -q -e geheim -e falsch log list citybrief.db || { echo "a password was written down"; exit 1; }

"$citybrief" -q monthly 2019-11 --lang ru --to pdf,docx -o files/ 2>> log
python3 "$here/read.py" "$work"
node "$here/read.mjs" "$(grep -lx a@city.example ./*.to | sed 's/to$/eml/')" expected.json

# The HTML body in a browser: the logo is there, the text is there, and nothing leaves a narrow window.
browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if ! browser > /dev/null && [[ $(id -u) == 0 ]] && command -v apt-get > /dev/null; then
  { apt-get update && apt-get install -y --no-install-recommends chromium; } > apt.log 2>&1 || tail -3 apt.log
fi
if ! browser > /dev/null; then
  echo "no Chromium can be had here: the HTML body was parsed, not shown"; exit 0
fi
"$(browser)" --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" --window-size=600,900 \
  --dump-dom "file://$work/body.html" > dom.html 2> chromium.log || { tail -5 chromium.log; exit 1; }
python3 - <<'PY'
import html, json, re
seen = json.loads(html.unescape(re.search(r"<title>(.*?)</title>", open("dom.html").read(), re.S)[1]))
assert seen["images"] == [120] and seen["fits"] and "Визиты: 2" in seen["text"], seen
print("Chromium shows the HTML body:", len(seen["text"]), "characters, with its logo")
PY
