// The session of first-webhook.md with the client for TypeScript: BASE_URL KEY RECEIVER_URL ORGANIZATION_ID.
import axios from "axios";
import * as carillon from "carillon-client";

async function session(base: string, key: string, receiver: string, organization: number): Promise<string> {
  const configuration = new carillon.Configuration({ basePath: base, accessToken: key });
  const endpoints = new carillon.EndpointsApi(configuration);
  const deliveries = new carillon.DeliveriesApi(configuration);

  await new carillon.OrganizationsApi(configuration).createOrganization(
    { id: organization, name: "River Rowers", contact: { name: "Kim", email: "kim@example.org" } });
  const application = (await new carillon.ApplicationsApi(configuration).createApplication({ name: "Scoreboard" })).data;
  const endpoint = (await endpoints.createEndpoint(application.id, { url: receiver })).data;
  await endpoints.changeEndpoint(endpoint.id, { description: "The boathouse" });
  check((await endpoints.getEndpoint(endpoint.id)).data.description === "The boathouse", "the description");
  await new carillon.EnablementsApi(configuration).enableApplication(application.id, organization);

  const change = { organizationId: organization, resourceType: "team", resourceId: "ab9f4201" };
  const accepted = (await new carillon.ChangesApi(configuration).reportChanges([
    { ...change, resourceOperation: carillon.ChangeRequestResourceOperationEnum.Create },
    { ...change, resourceOperation: carillon.ChangeRequestResourceOperationEnum.Update }])).data;
  check(accepted.accepted === 2, "both changes");

  const deadline = Date.now() + 60_000;
  let found: carillon.Delivery[] = [];
  while (found.length === 0 && Date.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 200));
    const page = (await deliveries.listDeliveries(undefined, undefined, undefined, endpoint.id)).data;
    found = page.items.filter(one => one.status === carillon.DeliveryStatusEnum.Succeeded);
  }
  const attempts = (await deliveries.listAttempts(found[0].id)).data.items;
  check(attempts.length === 1 && attempts[0].status === 200, "one attempt");
  const refused = await endpoints.createEndpoint(application.id, { url: "nowhere" }).catch(e => e);
  check(axios.isAxiosError(refused) && (refused.response?.data as carillon.Problem).errors?.[0].pointer === "/url", "the problem");
  return found[0].messageId;
}

function check(good: boolean, what: string): void {
  if (!good) {
    throw new Error("wrong: " + what);
  }
}

const [base, key, receiver, organization] = process.argv.slice(2);
session(base, key, receiver, Number(organization)).then(id => console.log("delivered", id), error => {
  console.error(error);
  process.exit(1);
});
