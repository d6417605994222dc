"""Calls the API of Carillon at CARILLON_URL with the key CARILLON_KEY."""

import json
import os
import urllib.request

URL = os.environ.get("CARILLON_URL", "http://127.0.0.1:8080") + "/api/v1"
TIMEOUT_SECONDS = 30


def call(method, path, document=None):
    """Returns the JSON of the answer; a refusal is a `urllib.error.HTTPError`."""
    request = urllib.request.Request(URL + path, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["CARILLON_KEY"])
    if document is not None:
        request.data = json.dumps(document).encode()
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
        return json.load(response)
