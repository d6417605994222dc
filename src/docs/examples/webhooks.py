"""A small server that accepts only webhooks which Carillon has signed. All examples use it."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import sqlite3
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_SECONDS = 300
MOST_BYTES = 2 * 1024 * 1024


def serve(receive, pages):
    """Calls `receive(message_id, content)` for each webhook, and shows `pages`: a function for each path.

    A webhook counts as received when `receive` returns. If it raises, the answer is 500, and Carillon sends it again.
    """
    secret = os.environ.get("WEBHOOK_SECRET") or sys.exit("WEBHOOK_SECRET is not set: run connect.py first")
    key = base64.b64decode(secret.removeprefix("whsec_"))

    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60

        def do_POST(self):
            length = self.headers.get("Content-Length", "")
            if not length.isdecimal() or int(length) > MOST_BYTES:
                self.close_connection = True
                return self.answer(413, "Too long")
            body = self.rfile.read(int(length))
            if not is_genuine(key, self.headers, body):
                return self.answer(401, "Invalid signature")
            try:
                receive(self.headers["webhook-id"], json.loads(body))
            except Exception:
                traceback.print_exc()
                return self.answer(500, "Not processed")
            self.answer(200, "OK")

        def do_GET(self):
            """Sends what a page yields, piece by piece; a page of server-sent events never ends."""
            if self.path not in pages:
                return self.answer(404, "Not found")
            content_type, pieces = pages[self.path]()
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            with contextlib.suppress(ConnectionError, TimeoutError):
                for piece in pieces:
                    self.wfile.write(piece.encode())

        def answer(self, status, text):
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Requests)
    print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


def is_genuine(key, headers, body):
    """Verifies the signature over the bytes as they came, before any parsing."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected.encode(), signature.encode()) for signature in given)


def every(seconds, work):
    """Calls `work` now and whenever `seconds` have passed. An error is shown and does not end this."""

    def run():
        while True:
            try:
                work()
            except Exception:
                traceback.print_exc()
            time.sleep(seconds)

    threading.Thread(target=run, daemon=True).start()


def database(name, schema):
    """Opens the file `name`, or the one that DATABASE names. Threads must take turns at it."""
    connection = sqlite3.connect(os.environ.get("DATABASE", name), check_same_thread=False)
    connection.executescript(schema)
    return connection
