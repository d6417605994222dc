"""Connects an example: python3 connect.py '{"format":"full","delivery":"instant",…}'

Creates its endpoint at the application CARILLON_APPLICATION, or at the first one; an endpoint that an earlier start has created
is changed. Prints the variables that the example needs, for `eval`.
"""

import json
import os
import shlex
import sys

from api import call

application = os.environ.get("CARILLON_APPLICATION") or call("GET", "/applications")["items"][0]["id"]
endpoints = f"/applications/{application}/endpoints"
document = json.loads(sys.argv[1]) | {"url": f"http://127.0.0.1:{os.environ.get('PORT', '3000')}/"}

known = [endpoint for endpoint in call("GET", endpoints + "?limit=200")["items"] if endpoint.get("url") == document["url"]]
if known:
    endpoint = known[0]["id"]
    call("PATCH", f"/endpoints/{endpoint}", document)
    call("POST", f"/endpoints/{endpoint}/enable")
else:
    endpoint = call("POST", endpoints, document)["id"]
secret = call("GET", f"/endpoints/{endpoint}/secret")["secret"]
print("export", shlex.join([f"ENDPOINT={endpoint}", f"WEBHOOK_SECRET={secret}"]))
