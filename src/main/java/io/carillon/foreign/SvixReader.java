package io.carillon.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.catalog.Validation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what the API of Svix answers, of version 1 and 2: event types, and applications with their endpoints. Each application is
 * an organization and an application that it owns, because a message to it becomes a change of that organization.
 */
final class SvixReader {

    private static final String ASYMMETRIC = "whsk_";
    private static final String HEADER_PREFIX = "svix-";

    private final Conversion conversion;

    SvixReader(Conversion conversion) {
        this.conversion = conversion;
    }

    void read(ForeignObject document) {
        document.objects("eventTypes").forEach(this::readEventType);
        ForeignObject organizations = document.object("organizations");
        document.objects("applications").forEach(application -> readApplication(application, organizations));
        organizations.refuseTheRest("is not the id of an application");
        document.refuseTheRest("is not a list of Svix; it has eventTypes and applications");
    }

    private void readEventType(ForeignObject type) {
        String name = type.requiredText("name");
        String description = type.text("description").orElse(null);
        Placed<JsonNode> schema = newest(type);
        List<String> flags = Stream.concat(type.text("featureFlag").stream(),
                type.texts("featureFlags").stream().map(Placed::value)).toList();
        type.ignore("createdAt", "updatedAt");
        if (type.flag("archived")) {
            conversion.omit(type.pointer(), "is archived, so nothing is sent of it");
        } else if (!name.isEmpty()) {
            conversion.eventType(type, name, description, schema, Validation.OFF, type.flag("deprecated"), flags);
            type.omitTheRest();
        }
    }

    /** The schema with the highest number, or null. */
    private Placed<JsonNode> newest(ForeignObject type) {
        ForeignObject schemas = type.object("schemas");
        List<String> versions = schemas.names().stream().filter(name -> name.matches("[0-9]{1,6}"))
                .sorted(Comparator.comparing(Integer::valueOf)).toList();
        if (versions.isEmpty()) {
            schemas.omitTheRest();
            return null;
        }
        String last = versions.get(versions.size() - 1);
        JsonNode schema = schemas.value(last).orElse(null);
        schemas.omitTheRest();
        return schema == null ? null : new Placed<>(schemas.pointer(last), schema);
    }

    private void readApplication(ForeignObject application, ForeignObject organizations) {
        String id = application.requiredText("id");
        String name = application.text("name").orElse(id);
        List<Placed<String>> names = new ArrayList<>();
        application.text("uid").ifPresent(uid -> names.add(new Placed<>(application.pointer("uid"), uid)));
        names.add(new Placed<>(application.pointer("id"), id));
        Placed<Long> organization = conversion.organizationOf(organizations, id, names);
        conversion.tenant(application, id, name, Notes.of(application, "uid", conversion), organization);
        application.ignore("createdAt", "updatedAt");
        List<ForeignObject> endpoints = application.objects("endpoints");
        application.omitTheRest();
        endpoints.forEach(endpoint -> readEndpoint(endpoint, id));
    }

    private void readEndpoint(ForeignObject from, String application) {
        ForeignEndpoint endpoint = new ForeignEndpoint(from, conversion);
        String id = from.requiredText("id");
        if (from.flag("disabled")) {
            endpoint.deactivate();
        }
        Stream.of("filterTypes", "eventTypes").filter(member -> !from.elements(member).isEmpty()).findFirst()
                .ifPresent(member -> endpoint.subscribe(from.pointer(member), from.texts(member)));
        Stream.of("rateLimit", "throttleRate").forEach(member ->
                from.number(member).ifPresent(rate -> endpoint.limit(from.pointer(member), rate)));
        from.value("channels").ifPresent(any -> endpoint.lose(from.pointer("channels"),
                "limits what the endpoint gets, and Carillon has no channels: give it a filter instead"));
        endpoint.headers(from.pointer("headers"), from.object("headers").allTexts());
        from.texts("sensitive").forEach(header -> endpoint.lose(header.pointer(),
                "is a header whose value Svix does not show: " + header.value()));
        endpoint.headerPrefix(HEADER_PREFIX);
        from.text("secret").ifPresent(secret -> readSecret(endpoint, from.pointer("secret"), secret));
        from.ignore("createdAt", "updatedAt", "version");
        endpoint.addTo(application, id, from.requiredText("url"), from.text("description").orElse(null),
                Notes.of(from, "uid", conversion));
        from.omitTheRest();
    }

    private static void readSecret(ForeignEndpoint endpoint, String pointer, String secret) {
        if (secret.startsWith(ASYMMETRIC)) {
            endpoint.signWithKey();
            endpoint.lose(pointer, "is a private key, and Carillon makes its own: give the receiver the new public key");
        } else {
            endpoint.secret(pointer, secret);
        }
    }
}
