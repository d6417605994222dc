package io.carillon.rejected;

import io.carillon.json.JsonDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rejected messages by their reason; the most frequent one comes first. */
@Schema(name = "RejectionReasons")
public record RejectionReasonsDocument(List<RejectionReasonDocument> items) implements JsonDocument {
}
