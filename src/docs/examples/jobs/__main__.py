"""Runs a command for each object that changed in a window: python3 -m jobs COMMAND [ARGUMENT]…"""

import os
import subprocess
import sys
import threading

import webhooks

TIMEOUT_SECONDS = 10  # Carillon waits for the answer for 15 seconds
SECRETS = {"WEBHOOK_SECRET", "CARILLON_KEY"}  # are none of the command's business

command = sys.argv[1:] or sys.exit(__doc__)
done = webhooks.database("jobs.db", "CREATE TABLE IF NOT EXISTS done (message_id TEXT PRIMARY KEY, at TEXT NOT NULL)")
one_at_a_time = threading.Lock()


def receive(message_id, change):
    """Runs the command unless it has succeeded for this webhook before. If it fails, so does this."""
    with one_at_a_time:
        if not done.execute("SELECT 1 FROM done WHERE message_id = ?", [message_id]).fetchone():
            subprocess.run(command, env=environment(message_id, change), stdin=subprocess.DEVNULL,
                           timeout=TIMEOUT_SECONDS, check=True)
            remember(message_id)


def environment(message_id, change):
    """What the command knows of the change. No shell sees these texts, so none of them can become a command."""
    inherited = {name: value for name, value in os.environ.items() if name not in SECRETS}
    return inherited | {
        "WEBHOOK_ID": message_id,
        "ORGANIZATION_ID": str(change["organizationId"]),
        "RESOURCE_TYPE": change["resourceType"],
        "RESOURCE_ID": change["resourceId"],
        "RESOURCE_OPERATION": change["resourceOperation"],
    }


def remember(message_id):
    """Keeps the id for a week: nothing is sent again later than that, unless someone asks for it."""
    with done:
        done.execute("DELETE FROM done WHERE at < datetime('now', '-7 days')")
        done.execute("INSERT INTO done VALUES (?, datetime('now'))", [message_id])


webhooks.serve(receive, {})
