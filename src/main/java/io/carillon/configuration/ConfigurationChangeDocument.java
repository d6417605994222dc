package io.carillon.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.DocumentTree;
import io.carillon.json.JsonDocument;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an import does to one object.
 *
 * @param kind   the kind of the object
 * @param id     the id of the object; of an enablement, the organization and the application
 * @param before the members that change, as they were; only of an object that exists
 * @param after  the members that change, as they are then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigurationChangeDocument(ConfigurationAction action, String kind, String id,
        @Schema(type = SchemaType.OBJECT) JsonNode before, @Schema(type = SchemaType.OBJECT) JsonNode after)
        implements JsonDocument {

    /**
     * The change of an object.
     *
     * @param present the object before; empty if it did not exist
     * @param wanted  what the import said about it
     * @param written the object after; secrets that changed are masked here and in {@code present}
     */
    static ConfigurationChangeDocument of(String kind, String id, Optional<? extends JsonDocument> present, JsonDocument wanted,
            JsonDocument written) {
        ObjectNode after = DocumentTree.of(written);
        if (present.isEmpty()) {
            return new ConfigurationChangeDocument(ConfigurationAction.CREATE, kind, id, null, after);
        }
        ObjectNode before = DocumentTree.of(present.get());
        ObjectNode asked = DocumentTree.of(wanted);
        Set<String> changed = new TreeSet<>();
        before.fieldNames().forEachRemaining(changed::add);
        after.fieldNames().forEachRemaining(changed::add);
        changed.removeIf(name -> Objects.equals(before.get(name), after.get(name))
                && Objects.equals(after.get(name), asked.get(name)));
        return new ConfigurationChangeDocument(ConfigurationAction.CHANGE, kind, id, before.retain(changed),
                after.retain(changed));
    }
}
