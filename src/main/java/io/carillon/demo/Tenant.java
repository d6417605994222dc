package io.carillon.demo;

import io.carillon.local.JsonValue;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The demonstration's organization, application and endpoints. Objects that an earlier start left in the data folder are used
 * again; only the endpoints' URLs are new, because the receiver has another port at every start.
 */
final class Tenant {

    static final long ORGANIZATION = 12345;
    static final String APPLICATION = "Carillon demonstration";

    private static final String CONTACT =
            "{\"name\":\"Robin Vale\",\"email\":\"robin.vale@example.org\",\"phone\":\"+1 555 0100\"}";

    private final Service service;

    Tenant(Service service) {
        this.service = service;
    }

    /**
     * Makes sure that the tenant exists, that its endpoints point to {@code receiver}, and that the receiver knows their
     * secrets.
     *
     * @throws IOException if the service cannot be reached or rejects a request, with a sentence that says which
     */
    void prepare(Receiver receiver) throws IOException {
        service.post("/organizations", "{\"id\":%d,\"name\":\"Harbour Rowing Club\",\"contact\":%s}"
                .formatted(ORGANIZATION, CONTACT), 201, 409);
        String application = application();
        for (SampleEndpoint endpoint : SampleEndpoint.values()) {
            prepare(endpoint, application, receiver);
        }
        receiver.trust(new OwnEndpoints(service));
    }

    private String application() throws IOException {
        Optional<JsonValue> found = find("/applications",
                item -> item.at("name").text().filter(APPLICATION::equals).isPresent());
        if (found.isPresent()) {
            String id = Service.member(found.get(), "id");
            service.put("/organizations/" + ORGANIZATION + "/applications/" + id, "");
            return id;
        }
        return created("/applications", "{\"name\":\"%s\",\"ownerOrganizationId\":%d,\"contact\":%s}"
                .formatted(APPLICATION, ORGANIZATION, CONTACT));
    }

    private void prepare(SampleEndpoint endpoint, String application, Receiver receiver) throws IOException {
        String list = "/applications/" + application + "/endpoints";
        String document = endpoint.document(receiver.urlOf(endpoint));
        Optional<JsonValue> found = find(list, item -> item.at("url").text().filter(endpoint::owns).isPresent());
        if (found.isEmpty()) {
            receiver.trust(endpoint, service.secretOf(created(list, document)));
            return;
        }
        String id = Service.member(found.get(), "id");
        receiver.trust(endpoint, service.secretOf(id));
        service.put("/endpoints/" + id, document);
        service.post("/endpoints/" + id + "/enable", "", 200);
    }

    private String created(String path, String document) throws IOException {
        return Service.member(service.create(path, document), "id");
    }

    /** The first matching item of a list, on any of its pages. */
    private Optional<JsonValue> find(String path, Predicate<JsonValue> fits) throws IOException {
        Optional<String> cursor = Optional.empty();
        do {
            JsonValue page = service.get(path + cursor.map(Tenant::query).orElse(""));
            Optional<JsonValue> found = page.at("items").items().stream().filter(fits).findFirst();
            if (found.isPresent()) {
                return found;
            }
            cursor = page.at("nextCursor").text();
        } while (cursor.isPresent());
        return Optional.empty();
    }

    private static String query(String cursor) {
        return "?cursor=" + Service.encoded(cursor);
    }
}
