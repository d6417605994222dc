package io.carillon.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.catalog.Validation;
import io.carillon.endpoint.SignatureHeader;
import io.carillon.json.StrictJson;
import java.util.List;

/**
 * Reads what the API of Outpost answers, of version 1 and 2: topics, and tenants with their destinations. Each tenant is an
 * organization and an application that it owns, because an event for it becomes a change of that organization. An Outpost without
 * a list of topics allows any, so those of destinations become event types.
 */
final class OutpostReader {

    private static final String WEBHOOK = "webhook";
    /** What an Outpost sends whose settings do not say otherwise. */
    private static final SignatureHeader SIGNATURE = new SignatureHeader("x-outpost-signature", "v0={hex}", "{body}");

    private final Conversion conversion;
    private boolean hasTopics;

    OutpostReader(Conversion conversion) {
        this.conversion = conversion;
    }

    void read(ForeignObject document) {
        List<Placed<JsonNode>> topics = document.elements("topics");
        hasTopics = !topics.isEmpty();
        topics.forEach(this::readTopic);
        ForeignObject organizations = document.object("organizations");
        document.objects("tenants").forEach(tenant -> readTenant(tenant, organizations));
        organizations.refuseTheRest("is not the id of a tenant");
        document.refuseTheRest("is not a list of Outpost; it has topics and tenants");
    }

    private void readTopic(Placed<JsonNode> topic) {
        if (topic.value().isTextual()) {
            addTopic(topic.pointer(), topic.value().textValue());
        } else if (topic.value().isObject()) {
            readTopic(new ForeignObject(topic.value(), topic.pointer(), conversion));
        } else {
            conversion.flaw(topic.pointer(), "must be a text or an object");
        }
    }

    private void addTopic(String pointer, String name) {
        ForeignObject bare = new ForeignObject(StrictJson.mapper().createObjectNode(), pointer, conversion);
        conversion.eventType(bare, name, null, null, Validation.OFF, false, List.of());
    }

    private void readTopic(ForeignObject topic) {
        String name = topic.requiredText("name");
        Placed<JsonNode> schema = topic.value("payload_schema")
                .map(value -> new Placed<>(topic.pointer("payload_schema"), value)).orElse(null);
        Validation validation = switch (topic.text("validation").orElse("off")) {
            case "enforce" -> Validation.REJECT;
            case "warn" -> Validation.WARN;
            default -> Validation.OFF;
        };
        if (!name.isEmpty()) {
            conversion.eventType(topic, name, topic.text("description").orElse(null), schema, validation,
                    topic.flag("deprecated"), List.of());
        }
        ForeignObject mcp = topic.object("mcp");
        if (mcp.flag("enabled")) {
            conversion.omit(mcp.pointer("enabled"), "has no counterpart in Carillon");
        }
        mcp.omitTheRest();
        topic.omitTheRest();
    }

    private void readTenant(ForeignObject tenant, ForeignObject organizations) {
        String id = tenant.requiredText("id");
        Notes notes = Notes.of(tenant, "id", conversion);
        conversion.tenant(tenant, id, notes.metadata().getOrDefault("name", id), notes,
                conversion.organizationOf(organizations, id, List.of(new Placed<>(tenant.pointer("id"), id))));
        tenant.ignore("created_at", "updated_at", "destinations_count", "topics");
        tenant.objects("destinations").forEach(destination -> readDestination(destination, id));
        tenant.omitTheRest();
    }

    private void readDestination(ForeignObject from, String tenant) {
        String type = from.text("type").orElse(WEBHOOK);
        if (!type.equals(WEBHOOK)) {
            conversion.omit(from.pointer(), "is a destination of the type " + type
                    + ", and Carillon calls receivers over HTTP only");
            return;
        }
        ForeignEndpoint endpoint = new ForeignEndpoint(from, conversion);
        String id = from.requiredText("id");
        if (from.value("disabled_at").isPresent()) {
            endpoint.deactivate();
        }
        from.value("expires_at").ifPresent(any -> endpoint.lose(from.pointer("expires_at"),
                "is the end of the destination, and endpoints have none"));
        readTopics(endpoint, from);
        from.value("filter").ifPresent(filter -> readFilter(endpoint, from.pointer("filter"), filter));
        ForeignObject config = from.object("config");
        String url = config.requiredText("url");
        endpoint.place("url", config.pointer("url"));
        config.text("custom_headers").ifPresent(headers -> readHeaders(endpoint, config.pointer("custom_headers"), headers));
        config.omitTheRest();
        ForeignObject credentials = from.object("credentials");
        endpoint.signatureHeader(SIGNATURE);
        credentials.text("secret").ifPresent(secret -> endpoint.secret(credentials.pointer("secret"), secret));
        if (credentials.text("previous_secret").isPresent()) {
            conversion.omit(credentials.pointer("previous_secret"), "no longer signs: wait until the rotation is over, or let the"
                    + " receiver take the new secret first");
        }
        credentials.ignore("previous_secret_invalid_at");
        credentials.omitTheRest();
        from.ignore("created_at", "updated_at", "target", "target_url", "tenant_id");
        endpoint.addTo(tenant, id, url, null, Notes.of(from, "id", conversion));
        from.omitTheRest();
    }

    /** The text {@code *} is every topic; so is a list without any. */
    private void readTopics(ForeignEndpoint endpoint, ForeignObject from) {
        boolean isEvery = from.value("topics").filter(topics -> topics.isTextual() && topics.textValue().equals("*")).isPresent();
        List<Placed<String>> topics = isEvery ? List.of() : from.texts("topics");
        if (!hasTopics) {
            topics.stream().filter(topic -> !topic.value().contains("*") && !conversion.canSubscribe(topic.value()))
                    .forEach(topic -> addTopic(topic.pointer(), topic.value()));
        }
        endpoint.subscribe(from.pointer("topics"), topics);
    }

    private void readFilter(ForeignEndpoint endpoint, String pointer, JsonNode filter) {
        OutpostFilter.translated(filter).ifPresentOrElse(translated -> endpoint.filter(pointer, translated), () ->
                endpoint.lose(pointer, "limits what the endpoint gets, and cannot be translated: give it a filter of Carillon"));
    }

    /** Outpost has the headers as the text of a JSON object. */
    private void readHeaders(ForeignEndpoint endpoint, String pointer, String text) {
        try {
            if (StrictJson.mapper().readTree(text) instanceof ObjectNode headers) {
                endpoint.headers(pointer, new ForeignObject(headers, pointer, conversion).allTexts());
                return;
            }
        } catch (JsonProcessingException e) {
            // like any other text that is no object
        }
        conversion.flaw(pointer, "must be the text of a JSON object");
    }
}
