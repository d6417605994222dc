"""What Schemathesis cannot know of Carillon: keys of every scope, ids that exist, words that mean something.

Requests stay generated; some of their values are exchanged for real ones, so that they reach further than the first check.
FUZZ_SEEDS names a JSON file with what exists at the start; what answers mention is learned. FUZZ_ANSWERS names the file
that tells how often each operation was answered with which status.
"""
import atexit
import collections
import json
import os
import random
import threading
from urllib.parse import quote

import schemathesis

SEEDS = json.load(open(os.environ["FUZZ_SEEDS"]))
KINDS = {"organizations": "", "applications": "app_", "endpoints": "ep_", "deliveries": "dl_", "rejected-messages": "rm_",
         "rejected-jobs": "rj_", "api-keys": "key_", "messages": "wh_", "redeliveries": "rd_", "broadcasts": "bc_", "changes": "",
         "event-types": "", "resource-types": "", "portal-links": "pl_", "versions": "", "sources": "src_"}
PARAMETERS = {"organizationId": "organizations", "applicationId": "applications", "application": "applications",
              "organization": "organizations", "endpoint": "endpoints", "resourceType": "resource-types", "changeId": "changes",
              "eventType": "event-types", "version": "versions"}
LONGEST = 1000  # characters of a parameter in the query

chance = random.Random(int(os.environ.get("FUZZ_SEED", "1")))
lock = threading.Lock()
known = {kind: collections.deque(SEEDS["ids"].get(kind, []), maxlen=60) for kind in KINDS}
cursors = collections.deque(maxlen=20)
answers = collections.defaultdict(collections.Counter)
read = {}  # the last document of each endpoint, key and source
codes = collections.deque(maxlen=20)  # of portal links
polled = collections.deque(maxlen=20)  # endpoints
enabled = collections.deque(maxlen=20)  # organizations, each with an application that may listen
POLL = "GET /api/v1/endpoints/{id}/messages"
WEBHOOK = "POST /api/v1/sources/{id}/webhooks"
TOKEN = {"X-Token": "a-secret-of-the-sender"}  # of the sources of the seeds and of source()
REDEEM = "POST /api/v1/portal-links/redeem"


def pick(kind, spare=False):
    """The id of an object; with spare, of one that the other requests do not need."""
    seeds = SEEDS["ids"].get(kind, [])
    pool = [one for one in known[kind] if one not in seeds] if spare else list(seeds) + list(known[kind])
    return chance.choice(pool) if pool else None


def spoils(operation):
    """Whether a success would leave the seeds unusable."""
    method, path = operation.label.split(" ")
    kind = path.split("/")[3]
    return path.count("/") == 4 and (method == "DELETE" or method != "GET" and kind in ("event-types", "resource-types", "sources"))


def kind_of(operation, name):
    if operation.path.startswith("/api/v1/rejected-messages/jobs/"):
        return "rejected-jobs"
    return PARAMETERS.get(name) or operation.path.removeprefix("/api/v1/").split("/")[0]


def tenant():
    return chance.choice([f"organization:{pick('organizations')}", f"application:{pick('applications')}", "operator", "producer"])


def audience():
    return chance.choices(["notify", "notify-parent", "silent", "absent"], [12, 2, 1, 1])[0]


MEANT = {
    "url": lambda: chance.choice(SEEDS["urls"]),
    "organizationId": lambda: int(pick("organizations")),
    "ownerOrganizationId": lambda: int(pick("organizations")),
    "parentId": lambda: chance.choice([None, int(pick("organizations"))]),
    "eventType": lambda: pick("event-types"),
    "eventTypes": lambda: chance.choice([[pick("event-types")], ["*"], [], ["team.*", "score.*"]]),
    "resourceType": lambda: pick("resource-types"),
    "resourceOperation": lambda: chance.choice(["create", "update", "delete"]),
    "partOf": lambda: chance.choice([None, pick("resource-types")]),
    "create": audience,
    "update": audience,
    "delete": audience,
    "scope": tenant,
    "expiresAt": lambda: chance.choice([None, "2100-01-01T00:00:00Z"]),
    "from": lambda: chance.choice(["2000-01-01T00:00:00Z", "2100-01-01T00:00:00+14:00"]),
    "to": lambda: "2200-01-01T00:00:00Z",
    "email": lambda: "kim@example.org",
    "phone": lambda: "+1 555 0100",
    "headers": lambda: chance.choice([{}, {"X-Mine": "yes"}]),
    "occurredAt": lambda: "2026-01-01T00:00:00Z",
}


OPERATIONS = {"created": "create", "updated": "update", "deleted": "delete"}


def change():
    """Nothing is wrong with it, as long as the catalog is as it was."""
    return {"organizationId": int(pick("organizations")), "resourceId": f"r{chance.randrange(50)}",
            **chance.choice([{"eventType": pick("event-types")}, {"resourceType": "team", "resourceOperation": "update"}]),
            **chance.choice([{}, {"data": {"old_score": 1.5e300, "name": "\u00e9\U0001f514"}}])}


def event_type(name):
    parts = str(name).split(".")
    return {"description": "fuzzed", "resourceType": parts[0], "resourceOperation": OPERATIONS.get(parts[-1], "update"),
            **chance.choice([{}, {"schema": {"type": "object"}, "validate": chance.choice(["off", "warn"])}])}


def source():
    return {"name": "fuzzed", "organizationId": int(pick("organizations")), "unmatched": chance.choice(["ignore", "refuse"]),
            "verification": {"type": "header", "header": "X-Token", "secret": TOKEN["X-Token"]},
            "mappings": [{"when": {"body": {"id": {"$exists": True}}},
                          "change": {"eventType": "team.updated", "resourceId": "/body/id", "data": "/body"}}]}


def as_read(case):
    """What a client sends that puts back what it has read."""
    return read.get(str(case.path_parameters["id"]), case.body)


def redeliveries():
    return {"application": pick("applications"), "from": "2000-01-01T00:00:00Z", "to": "2200-01-01T00:00:00Z",
            "status": ["succeeded", "failed", "skipped"], "dryRun": chance.random() < 0.3}


def broadcast():
    body = {"change": {name: value for name, value in change().items() if name != "organizationId"}}
    return {**body, **chance.choice([{"dryRun": True}, {"application": pick("applications")}])}


WHOLE = {
    "POST /api/v1/explanations/dry-run": lambda case: change(),
    "POST /api/v1/redeliveries": lambda case: redeliveries(),
    "POST /api/v1/broadcasts": lambda case: broadcast(),
    "POST /api/v1/changes": lambda case: chance.choice([change(), [change() for _ in range(chance.randrange(1, 5))]]),
    "PUT /api/v1/event-types/{name}": lambda case: event_type(case.path_parameters["name"]),
    "PUT /api/v1/endpoints/{id}": as_read,
    "PUT /api/v1/applications/{id}": as_read,
    "POST /api/v1/rejected-messages/{id}/correct": lambda case: change(),
    "PUT /api/v1/api-keys/{id}": as_read,
    "PUT /api/v1/sources/{id}": as_read,
    "POST /api/v1/sources": lambda case: source(),
    "POST /api/v1/sources/{id}/dry-run": lambda case: {"headers": {"X-Event": "fuzzed"}, "body": {"id": f"r{chance.randrange(50)}"}},
    WEBHOOK: lambda case: {"id": f"r{chance.randrange(50)}"},
    "POST /api/v1/endpoints/{id}/filter-checks": lambda case: {"filter": {"data": {"name": {"$exists": True}}}, "change": change()},
    "POST /api/v1/configuration/import": lambda case: {"resourceTypes": {"spare": {"create": "notify", "update": "notify",
                                                                                  "delete": "notify"}}},
    "POST /api/v1/configuration/import/svix": lambda case: {"applications": [{"id": "app_fuzzed", "uid": "815", "name": "fuzzed",
                                                                             "endpoints": []}]},
    "POST /api/v1/configuration/import/outpost": lambda case: {"tenants": [{"id": "816", "destinations": []}]},
    "POST /api/v1/event-types/import": lambda case: {"openapi": "3.1.0", "info": {"title": "fuzzed", "version": "1"},
                                                     "webhooks": {"team.fuzzed": {"post": {"summary": "fuzzed"}}}},
    "POST /api/v1/portal-links": lambda case: {"scope": "operator"},
    REDEEM: lambda case: {"code": codes.pop()} if codes else case.body,
    "POST /api/v1/applications/{applicationId}/endpoints": lambda case: {
        "eventTypes": ["team.*"], **chance.choice([{"url": MEANT["url"]()}, {"transport": "poll"}])},
    "POST /api/v1/organizations": lambda case: {"id": chance.randrange(1, 2 ** 53), "name": "fuzzed"},
}


def meaningful(value, exchanged):
    """The same document with some of its members exchanged."""
    if isinstance(value, list):
        return [meaningful(item, exchanged) for item in value]
    if not isinstance(value, dict):
        return value
    members = {}
    for name, member in value.items():
        if name in MEANT and chance.random() < exchanged:
            members[name] = MEANT[name]()
        elif name == "status" and chance.random() < exchanged:
            members[name] = ["failed", "succeeded", "skipped"] if isinstance(member, list) else None
        else:
            members[name] = meaningful(member, exchanged)
    return members


@schemathesis.hook
def before_call(context, case, kwargs):
    with lock:
        operation = context.operation
        usual = chance.random() < 0.3
        role = "operator" if usual else \
            chance.choices(["operator", "organization", "application", "producer", "none"], [60, 16, 14, 8, 2])[0]
        if usual:  # as a client calls that has read the documentation
            case.headers, case.query = {}, {}
        if role != "none":
            case.headers = {**(case.headers or {}), "Authorization": "Bearer " + chance.choice(SEEDS["keys"][role])}
        for name, value in list((case.headers or {}).items()):
            if not str(value).isascii():
                case.headers[name] = ascii(value)  # the server itself refuses other bytes, with an empty 400
        for name in list(case.path_parameters or {}):
            real = pick(kind_of(operation, name), spare=spoils(operation))
            if real is not None and (usual or chance.random() < 0.7):
                case.path_parameters[name] = real
        if operation.label.split(" ")[0] != "GET" and operation.path == "/api/v1/api-keys/{id}" and \
                str(case.path_parameters["id"]) in SEEDS["protected"]:
            case.path_parameters["id"] = "key_kept"
        if operation.label == "DELETE /api/v1/organizations/{organizationId}/applications/{applicationId}" and enabled:
            case.path_parameters.update(chance.choice(enabled))
        if operation.label == POLL and polled and (usual or chance.random() < 0.7):
            case.path_parameters["id"] = chance.choice(polled)
        if operation.label == WEBHOOK and (usual or chance.random() < 0.7):
            case.headers = {**(case.headers or {}), **TOKEN}
            case.path_parameters["id"] = chance.choice(SEEDS["ids"]["sources"])
        if operation.label == REDEEM:
            case.headers = {**(case.headers or {}), "X-Carillon-Console": "1"}
        query(operation, case)
        shorten(case)
        exchanged = chance.choice([0, 0.5, 1, 1])
        if operation.label in WHOLE and case.method.upper() in ("POST", "PUT") and (usual or chance.random() < 0.3):
            case.body = WHOLE[operation.label](case)
        elif isinstance(case.body, (dict, list)) and exchanged:
            case.body = meaningful(case.body, exchanged)
            if isinstance(case.body, dict) and "name" in case.body and "{name}" in operation.path:
                case.body["name"] = case.path_parameters["name"]
            elif operation.label == "PUT /api/v1/organizations/{id}" and isinstance(case.body, dict) and exchanged == 1:
                case.body["id"] = int(case.path_parameters["id"]) if str(case.path_parameters["id"]).isdecimal() else 1


def query(operation, case):
    for name in list(case.query or {}):
        if name in PARAMETERS and chance.random() < 0.6:
            case.query[name] = pick(PARAMETERS[name])
        elif name == "cursor" and chance.random() < 0.8:
            case.query[name] = chance.choice(list(cursors)) if cursors else ""
        elif name in ("from", "to") and chance.random() < 0.7:
            case.query[name] = MEANT[name]()
        elif name in ("from", "to") and chance.random() < 0.5:
            del case.query[name]
        elif name in ("resourceId", "q") and chance.random() < 0.7:
            case.query[name] = chance.choice(["t1", "r1", "Tenant"])


def shorten(case):
    """The server itself refuses a head of more than 8 KB, with an empty 400."""
    for name, value in list((case.query or {}).items()):
        if len(quote(str(value))) > LONGEST:
            case.query[name] = str(value)[:LONGEST // 12]


@schemathesis.hook
def after_call(context, case, response):
    with lock:
        answers[context.operation.label][f"{case.method} {response.status_code}"] += 1
        if response.status_code < 300:
            if context.operation.label == "PUT /api/v1/organizations/{organizationId}/applications/{applicationId}":
                enabled.append(dict(case.path_parameters))
            try:
                learn(response.json())
            except ValueError:
                pass


def learn(document):
    items = document.get("items", [document]) if isinstance(document, dict) else []
    for item in items:
        found = item.get("id") if isinstance(item, dict) else None
        kind = next((kind for kind, prefix in KINDS.items() if prefix and str(found).startswith(prefix)), None)
        if kind and found not in known[kind]:
            known[kind].append(found)
        if isinstance(item, dict) and isinstance(item.get("id"), int) and "contact" in item:
            known["organizations"].append(str(item["id"]))
        if isinstance(item, dict) and {"resourceOperation", "description", "name"} <= item.keys():
            known["event-types"].append(item["name"])
        if isinstance(item, dict) and {"create", "update", "delete", "name"} <= item.keys():
            known["resource-types"].append(item["name"])
        if kind in ("endpoints", "api-keys", "applications", "sources"):
            read[found] = {name: value for name, value in item.items() if name != "key"}
        if kind == "endpoints" and item.get("transport") == "poll":
            polled.append(found)
        if kind == "portal-links" and "#c=" in str(item.get("url")):
            codes.append(item["url"].split("#c=")[1])
    if isinstance(document, dict) and document.get("nextCursor"):
        cursors.append(document["nextCursor"])


def tell():
    with open(os.environ["FUZZ_ANSWERS"], "w") as file:
        json.dump(answers, file, indent=1, sort_keys=True)


atexit.register(tell)
