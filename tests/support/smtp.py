"""A mail server for tests: prints one JSON object for each message that it took, and refuses nobody@."""
import email
import email.header
import json
import sys
import time

from aiosmtpd.controller import Controller


def words(value):
    return str(email.header.make_header(email.header.decode_header(value)))


class Box:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content)
        print(json.dumps({
            "id": mail["Message-ID"], "to": envelope.rcpt_tos, "from": envelope.mail_from,
            "subject": words(mail["Subject"]), "text": mail.get_payload(decode=True).decode(),
            "longest": max(map(len, envelope.content.splitlines())),
        }), flush=True)
        return "250 OK"


controller = Controller(Box(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print("{}", flush=True)
while True:
    time.sleep(3600)
