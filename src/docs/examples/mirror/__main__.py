"""Keeps a table of objects in step with Carillon, and recovers what it missed while it was down."""

import json
import os
import threading
import urllib.error
import urllib.parse

import webhooks
from api import call

POLL_SECONDS = int(os.environ.get("POLL_SECONDS", "60"))
GONE = {404, 409}  # the delivery has been removed, or the organization has withdrawn its consent

database = webhooks.database("mirror.db", """
    CREATE TABLE IF NOT EXISTS object (source TEXT, type TEXT, id TEXT, sequence TEXT NOT NULL, data TEXT,
        PRIMARY KEY (source, type, id));
    CREATE TABLE IF NOT EXISTS known (message_id TEXT PRIMARY KEY, at TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS progress (delivery_id TEXT NOT NULL);
    """)
turn = threading.Lock()


def receive(message_id, event):
    """Applies a CloudEvent in one transaction; the answer follows the commit.

    The highest sequence wins, in whatever order events come. A deleted object leaves a row without data, so that an older
    update that comes late does not bring it back.
    """
    if int(event["sequence"]) == 0:
        return print(f"{message_id} is a sample", flush=True)
    data = None if event["resourceoperation"] == "delete" else json.dumps(event["data"], ensure_ascii=False)
    with turn, database:
        database.execute("INSERT OR IGNORE INTO known VALUES (?, datetime('now'))", [message_id])
        database.execute("""
            INSERT INTO object VALUES (?, ?, ?, ?, ?) ON CONFLICT (source, type, id)
            DO UPDATE SET sequence = excluded.sequence, data = excluded.data WHERE excluded.sequence > object.sequence
            """, [event["source"], event["resourcetype"], event["subject"], event["sequence"], data])


def catch_up():
    """Applies what was written since the last time and did not arrive; the first time, all that Carillon still has."""
    after = first("SELECT delivery_id FROM progress")
    newest, recovered = after, 0
    for delivery in deliveries(after):
        newest = max(newest or "", delivery["id"])
        if not first("SELECT 1 FROM known WHERE message_id = ?", delivery["messageId"]):
            recovered += recover(delivery)
    with turn, database:
        database.execute("DELETE FROM known WHERE at < datetime('now', '-7 days')")
        database.execute("DELETE FROM progress")
        database.executemany("INSERT INTO progress VALUES (?)", [[newest]] if newest else [])
    if recovered:
        print(f"recovered {recovered} written after {after or 'the beginning'}", flush=True)


def deliveries(after):
    query = {"endpoint": os.environ["ENDPOINT"], "limit": 200} | ({"after": after} if after else {})
    while True:
        page = call("GET", "/deliveries?" + urllib.parse.urlencode(query))
        yield from page["items"]
        if not page["nextCursor"]:
            return
        query["cursor"] = page["nextCursor"]


def recover(delivery):
    """Asks for the webhook as another attempt would send it, and treats it like one that arrived; False if it is gone."""
    try:
        request = call("GET", f"/deliveries/{delivery['id']}/request?attempt=next")
    except urllib.error.HTTPError as error:
        if error.code in GONE:
            return False
        raise
    receive(delivery["messageId"], json.loads(request["body"]))
    return True


def first(query, *values):
    with turn:
        row = database.execute(query, values).fetchone()
    return row and row[0]


def page():
    """The objects that exist, one on each line."""
    with turn:
        rows = database.execute("SELECT type, id, data FROM object WHERE data IS NOT NULL ORDER BY type, id").fetchall()
    return "text/plain; charset=utf-8", [f"{kind} {name} {data}\n" for kind, name, data in rows]


webhooks.every(POLL_SECONDS, catch_up)
webhooks.serve(receive, {"/": page})
