"""The session of first-webhook.md with the client for Python: BASE_URL KEY RECEIVER_URL ORGANIZATION_ID."""
import sys
import time

import carillon_client as carillon

base, key, receiver, organization = sys.argv[1:]
organization = int(organization)
client = carillon.ApiClient(carillon.Configuration(host=base, access_token=key))

contact = carillon.Contact(name="Kim", email="kim@example.org")
carillon.OrganizationsApi(client).create_organization(
    carillon.Organization(id=organization, name="River Rowers", contact=contact))
application = carillon.ApplicationsApi(client).create_application(carillon.ApplicationRequest(name="Scoreboard"))
endpoints = carillon.EndpointsApi(client)
endpoint = endpoints.create_endpoint(application.id, carillon.EndpointRequest(url=receiver))
endpoints.change_endpoint(endpoint.id, carillon.EndpointPatch(description="The boathouse"))
assert endpoints.get_endpoint(endpoint.id).description == "The boathouse"
assert endpoints.get_signing_secret(endpoint.id).secret.startswith("whsec_")
carillon.EnablementsApi(client).enable_application(application_id=application.id, organization_id=organization)

accepted = carillon.ChangesApi(client).report_changes(carillon.ReportChangesRequest([
    carillon.ChangeRequest(organizationId=organization, resourceType="team", resourceOperation=operation, resourceId="ab9f4201")
    for operation in ("create", "update")]))
assert accepted.accepted == 2, accepted

deliveries = carillon.DeliveriesApi(client)
deadline = time.monotonic() + 60
found = []
while not found and time.monotonic() < deadline:
    time.sleep(0.2)
    found = deliveries.list_deliveries(endpoint=endpoint.id, status="succeeded").items
attempts = deliveries.list_attempts(found[0].id).items
assert [attempt.status for attempt in attempts] == [200], attempts
try:
    endpoints.create_endpoint(application.id, carillon.EndpointRequest(url="nowhere"))
    sys.exit("an invalid URL was accepted")
except carillon.exceptions.UnprocessableEntityException as e:
    assert e.data.errors[0].pointer == "/url", e.data
print("delivered", found[0].message_id)
