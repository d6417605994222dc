package io.carillon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import io.carillon.problem.ProblemException;
import io.carillon.schema.BundledSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The event types of a document: the webhooks of OpenAPI 3.1, or the messages of AsyncAPI 2 or 3. A webhook's name, or a
 * message's, is that of the event type. The schema of a body that is an envelope of Carillon or a CloudEvent has that of the data
 * inside; one that is thin says nothing about data.
 */
final class ImportedDocument {

    /** Extensions that say what an event type means, on an operation or a message. */
    static final String RESOURCE_TYPE = "x-resource-type";
    static final String RESOURCE_OPERATION = "x-resource-operation";
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int MOST_REFERENCES = 10;
    private static final int MOST_TYPES = 500;

    private final JsonNode document;
    private final Map<String, ImportedType> types = new TreeMap<>();

    private ImportedDocument(JsonNode document) {
        this.document = document;
    }

    /**
     * The event types in {@code document}, by name.
     *
     * @throws ProblemException 422 if it is no such document
     */
    static List<ImportedType> read(ObjectNode document) {
        ImportedDocument imported = new ImportedDocument(document);
        if (document.path("openapi").asText().matches("3\\.[1-9][0-9]*\\..*")) {
            imported.readWebhooks();
        } else if (document.path("asyncapi").asText().matches("[23]\\..*")) {
            imported.readMessages();
        } else {
            throw ProblemException.invalid("", "must be a document of OpenAPI 3.1 with webhooks, or of AsyncAPI 2 or 3");
        }
        return new ArrayList<>(imported.types.values());
    }

    private void readWebhooks() {
        document.path("webhooks").properties().forEach(webhook -> {
            String pointer = "/webhooks" + Pointer.step(webhook.getKey());
            JsonNode operation = found(found(webhook.getValue()).path("post"));
            JsonNode content = found(operation.path("requestBody")).path("content");
            JsonNode media = content.properties().stream().filter(one -> one.getKey().matches("application/(.*\\+)?json.*"))
                    .map(Map.Entry::getValue).findFirst().orElse(MissingNode.getInstance());
            JsonNode example = media.has("example") ? media.get("example")
                    : found(media.path("examples").path(firstName(media.path("examples")))).path("value");
            add(pointer, webhook.getKey(), operation, media.path("schema"), example, Optional.empty());
        });
    }

    private static String firstName(JsonNode object) {
        return object.fieldNames().hasNext() ? object.fieldNames().next() : "";
    }

    private void readMessages() {
        addMessages("/components/messages", document.at("/components/messages"));
        document.path("channels").properties().forEach(channel -> {
            String pointer = "/channels" + Pointer.step(channel.getKey());
            JsonNode value = found(channel.getValue());
            addMessages(pointer + "/messages", value.path("messages"));
            for (String direction : List.of("publish", "subscribe")) {
                JsonNode message = found(value.path(direction).path("message"));
                Stream<JsonNode> several = message.has("oneOf") ? values(message.get("oneOf")) : Stream.of(message);
                several.filter(one -> !one.isMissingNode()).forEach(one -> addMessage(
                        pointer + "/" + direction + "/message", found(one).path("name").asText(channel.getKey()), one));
            }
        });
    }

    private static Stream<JsonNode> values(JsonNode list) {
        List<JsonNode> values = new ArrayList<>();
        list.forEach(values::add);
        return values.stream();
    }

    private void addMessages(String pointer, JsonNode messages) {
        messages.properties().forEach(one -> addMessage(pointer + Pointer.step(one.getKey()), one.getKey(), one.getValue()));
    }

    private void addMessage(String pointer, String key, JsonNode given) {
        JsonNode message = found(given);
        JsonNode payload = message.path("payload");
        String format = payload.path("schemaFormat").asText(message.path("schemaFormat").asText());
        Optional<Flaw> flaw = format.isEmpty() || format.contains("json") ? Optional.empty()
                : Optional.of(Flaw.ofValue(pointer, "has a schema of a format that cannot be read: " + format));
        JsonNode schema = payload.has("schemaFormat") ? payload.path("schema") : payload;
        add(pointer, message.path("name").asText(key), message, schema, message.path("examples").path(0).path("payload"), flaw);
    }

    private void add(String pointer, String name, JsonNode says, JsonNode body, JsonNode example, Optional<Flaw> flaw) {
        if (types.size() >= MOST_TYPES && !types.containsKey(name)) {
            throw ProblemException.invalid("", "may have at most " + MOST_TYPES + " event types");
        }
        String description = Stream.of("summary", "description", "title").map(member -> says.path(member).asText().strip())
                .filter(text -> !text.isEmpty()).findFirst().orElse(name);
        JsonNode envelope = found(body);
        boolean wrapped = isEnvelope(envelope);
        ObjectNode schema = !isThin(envelope) && (wrapped ? envelope.at("/properties/data") : body) instanceof ObjectNode part
                ? BundledSchema.of(document, part) : null;
        JsonNode shown = wrapped ? example.path("data") : example;
        JsonNode examples = schema == null ? null : schema.remove("examples");
        if (examples != null && shown.isMissingNode()) {
            shown = examples.path(0);
        }
        ImportedType type = new ImportedType(pointer, name, cut(description), isTelling(schema) ? schema : null,
                shown.isObject() ? shown : null, says.path("deprecated").asBoolean() || description.startsWith("Deprecated: "),
                says.path(RESOURCE_TYPE).asText(null), says.path(RESOURCE_OPERATION).asText(null), flaw);
        types.merge(name, type, (first, next) -> first.schema() == null && next.schema() != null ? next : first);
    }

    private static String cut(String description) {
        String text = description.replaceFirst("^Deprecated: ", "");
        return text.substring(0, Math.min(text.length(), LONGEST_DESCRIPTION));
    }

    /** Whether the data of the change are only a part of the body. */
    private static boolean isEnvelope(JsonNode body) {
        JsonNode members = body.path("properties");
        return members.has("data") && (members.has("specversion") || members.has("type") && members.has("meta"));
    }

    private static boolean isThin(JsonNode body) {
        JsonNode members = body.path("properties");
        return members.size() == 4 && members.has("organizationId") && members.has("resourceId")
                && members.has("resourceType") && members.has("resourceOperation");
    }

    /** Whether it says more than that the data are an object. */
    private static boolean isTelling(ObjectNode schema) {
        return schema != null && !schema.isEmpty() && !(schema.size() == 1 && schema.path("type").asText().equals("object"));
    }

    /** What {@code node} refers to, or itself. */
    private JsonNode found(JsonNode node) {
        JsonNode found = node;
        for (int i = 0; i < MOST_REFERENCES && found.path("$ref").asText().startsWith("#/"); i++) {
            found = document.at(found.get("$ref").asText().substring(1));
        }
        return found;
    }
}
