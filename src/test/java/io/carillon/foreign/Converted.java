package io.carillon.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.catalog.EventTypeRequest;
import io.carillon.json.DocumentTree;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of a document of another service, in a Carillon that has some objects already. */
final class Converted {

    private final Conversion conversion;

    private Converted(ForeignSystem system, String document, Map<String, EventTypeRequest> present) {
        conversion = new Conversion(system, new KnownObjects() {
            @Override
            public Optional<EventTypeRequest> eventType(String name) {
                return Optional.ofNullable(present.get(name));
            }

            @Override
            public boolean hasResourceType(String name) {
                return present.values().stream().anyMatch(type -> type.resourceType().equals(name));
            }

            @Override
            public boolean hasOrganization(String id) {
                return id.equals("7");
            }
        });
        system.read(new ForeignObject(tree(document), "", conversion), conversion);
    }

    static Converted of(ForeignSystem system, String document) {
        return new Converted(system, document, Map.of());
    }

    static Converted of(ForeignSystem system, String document, Map<String, EventTypeRequest> present) {
        return new Converted(system, document, present);
    }

    static JsonNode tree(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A member of the document that is imported. */
    JsonNode at(String pointer) {
        return DocumentTree.of(conversion.document()).at(pointer);
    }

    String id(String foreign) {
        return conversion.ids().get(foreign);
    }

    /** The endpoint {@code id} of {@code tenant}, without the members that each has. */
    ObjectNode endpoint(String tenant, String id) {
        ObjectNode endpoint = (ObjectNode) at("/endpoints/" + id(tenant) + "/" + id(tenant + "/" + id));
        return endpoint.without(List.of("transport", "format", "template", "delivery", "retry", "paused", "ordering", "method",
                "signatureSwitch"));
    }

    /** Pointers and details, with a space between them. */
    List<String> omissions() {
        return conversion.omissions().stream().map(one -> one.pointer() + " " + one.detail()).toList();
    }

    List<String> omittedPointers() {
        return conversion.omissions().stream().map(OmissionDocument::pointer).toList();
    }

    List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        conversion.flaws().forEach(flaw -> flaws.add(flaw.pointer() + " " + flaw.detail()));
        return flaws;
    }

    /** Where a flaw at {@code pointer} of the imported document is said to be. */
    String origin(String pointer) {
        return conversion.atOrigin(Flaw.ofValue(pointer, "x")).pointer();
    }
}
