// Reads the message with mailparser (npm) and compares it with what Python's `email` found.
// Usage: node read.mjs MESSAGE.eml expected.json
import { createHash } from "node:crypto";
import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { simpleParser } = createRequire(process.cwd() + "/")("mailparser");
const [file, expectedFile] = process.argv.slice(2);
const expected = JSON.parse(readFileSync(expectedFile, "utf8"));
const message = await simpleParser(readFileSync(file), { skipImageLinks: true });
// Lines may end either way; all else is the same.
const lines = (text) => text.trim().replaceAll("\r\n", "\n");
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
deepStrictEqual(
  {
    from: [message.from.value[0].name, message.from.value[0].address],
    subject: message.subject,
    messageId: message.messageId,
    date: message.date.getTime() / 1000,
    text: lines(message.text),
    html: lines(message.html),
    files: Object.fromEntries(message.attachments.map((a) => [a.filename, hash(a.content)])),
  },
  expected,
);
console.log(`a second parser reads the same: ${message.attachments.length} files`);
