import java.net.URI;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ApplicationsApi;
import org.openapitools.client.api.ChangesApi;
import org.openapitools.client.api.DeliveriesApi;
import org.openapitools.client.api.EnablementsApi;
import org.openapitools.client.api.EndpointsApi;
import org.openapitools.client.api.OrganizationsApi;
import org.openapitools.client.model.ApplicationRequest;
import org.openapitools.client.model.ChangeRequest;
import org.openapitools.client.model.ChangeRequest.ResourceOperationEnum;
import org.openapitools.client.model.Contact;
import org.openapitools.client.model.Delivery;
import org.openapitools.client.model.DeliveryState;
import org.openapitools.client.model.EndpointPatch;
import org.openapitools.client.model.EndpointRequest;
import org.openapitools.client.model.Organization;
import org.openapitools.client.model.ReportChangesRequest;

/** The README's session with the generated Java client: BASE_URL KEY RECEIVER_URL ORGANIZATION_ID. */
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
