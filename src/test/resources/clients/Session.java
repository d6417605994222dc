import java.net.URI;
import java.util.List;
import io.carillon.client.ApiClient;
import io.carillon.client.ApiException;
import io.carillon.client.api.ApplicationsApi;
import io.carillon.client.api.ChangesApi;
import io.carillon.client.api.DeliveriesApi;
import io.carillon.client.api.EnablementsApi;
import io.carillon.client.api.EndpointsApi;
import io.carillon.client.api.OrganizationsApi;
import io.carillon.client.model.ApplicationRequest;
import io.carillon.client.model.ChangeRequest;
import io.carillon.client.model.ChangeRequest.ResourceOperationEnum;
import io.carillon.client.model.Contact;
import io.carillon.client.model.Delivery;
import io.carillon.client.model.DeliveryState;
import io.carillon.client.model.EndpointPatch;
import io.carillon.client.model.EndpointRequest;
import io.carillon.client.model.Organization;
import io.carillon.client.model.ReportChangesRequest;

/** The session of first-webhook.md with the client for Java: BASE_URL KEY RECEIVER_URL ORGANIZATION_ID. */
public class Session {

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.setBasePath(arguments[0]);
        client.setBearerToken(arguments[1]);
        long organization = Long.parseLong(arguments[3]);

        new OrganizationsApi(client).createOrganization(new Organization().id(organization).name("River Rowers")
                .contact(new Contact().name("Kim").email("kim@example.org")), null);
        String application = new ApplicationsApi(client)
                .createApplication(new ApplicationRequest().name("Scoreboard"), null).getId();
        EndpointsApi endpoints = new EndpointsApi(client);
        EndpointRequest request = new EndpointRequest().url(URI.create(arguments[2]));
        String endpoint = endpoints.createEndpoint(application, request, null).getId();
        endpoints.changeEndpoint(endpoint, new EndpointPatch().description("The boathouse"), null, null);
        check("The boathouse".equals(endpoints.getEndpoint(endpoint, null).getDescription()), "the description");
        new EnablementsApi(client).enableApplication(application, organization, null);

        check(new ChangesApi(client).reportChanges(new ReportChangesRequest(List.of(
                change(organization, ResourceOperationEnum.CREATE), change(organization, ResourceOperationEnum.UPDATE))),
                null, null)
                .getAccepted() == 2, "both changes");

        DeliveriesApi deliveries = new DeliveriesApi(client);
        List<Delivery> found = List.of();
        for (long end = System.nanoTime() + 60_000_000_000L; found.isEmpty() && System.nanoTime() < end; Thread.sleep(200)) {
            found = deliveries.listDeliveries(null, null, null, endpoint, null, null, null, null, null, null, null, null, null,
                    DeliveryState.SUCCEEDED, null).getItems();
        }
        check(deliveries.listAttempts(found.get(0).getId()).getItems().get(0).getStatus() == 200, "the attempt");
        try {
            endpoints.createEndpoint(application, new EndpointRequest().url(URI.create("nowhere")), null);
            check(false, "an invalid URL was accepted");
        } catch (ApiException e) {
            check(e.getCode() == 422 && e.getResponseBody().contains("\"/url\""), e.getResponseBody());
        }
        System.out.println("delivered " + found.get(0).getMessageId());
        System.exit(0); // the client keeps threads for its connections
    }

    private static ChangeRequest change(long organization, ResourceOperationEnum operation) {
        return new ChangeRequest().organizationId(organization).resourceType("team").resourceOperation(operation)
                .resourceId("ab9f4201");
    }

    private static void check(boolean good, String what) {
        if (!good) {
            throw new IllegalStateException("wrong: " + what);
        }
    }
}
