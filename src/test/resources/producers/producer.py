import json
import os
import time
import urllib.error
import urllib.request

CHANGES = os.environ["CARILLON_URL"] + "/api/v1/changes"
PAUSES = [1, 5, 30]  # seconds before each further attempt


def report(*changes):
    """Reports changes until they are accepted. Each has an id of its own, so that sending it again has no second effect."""
    request = urllib.request.Request(CHANGES, json.dumps(changes).encode(), {
        "Authorization": "Bearer " + os.environ["CARILLON_KEY"], "Content-Type": "application/json"})
    for pause in [*PAUSES, None]:
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)["ids"]
        except urllib.error.HTTPError as refused:
            if pause is None or refused.code not in (408, 429, 500, 503):
                raise RuntimeError(refused.read().decode()) from refused  # the problem says what is wrong
        except OSError:  # no answer, or a part of it
            if pause is None:
                raise
        time.sleep(pause)


print("accepted", report({"id": "python-1", "organizationId": 12345, "eventType": "team.updated", "resourceId": "ab9f4201",
                          "data": {"name": "Otters"}}))
