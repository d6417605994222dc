package io.carillon.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a sample would become.
 *
 * @param result what the sender would be answered
 * @param change what the mapping makes of it; absent if none matches
 * @param errors what is wrong with the change; empty if nothing is
 */
@Schema(name = "SourceDryRun")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceDryRunDocument(Result result, @Schema(implementation = ChangeRequest.class) JsonNode change,
        List<Flaw> errors) implements JsonDocument {

    /** What becomes of a request. */
    public enum Result {
        /** The change is reported. */
        ACCEPTED,
        /** No mapping matches, and the sender sees a success. */
        IGNORED,
        /** No mapping matches, or the change has errors; the sender sees a failure. */
        REFUSED
    }

    /** The JSON text of a change that a mapping made. */
    static byte[] bytes(ObjectNode change) {
        try {
            return StrictJson.mapper().writeValueAsBytes(change);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
