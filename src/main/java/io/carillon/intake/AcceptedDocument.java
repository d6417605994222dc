package io.carillon.intake;

import io.carillon.json.JsonDocument;
import io.carillon.queue.Change;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many changes were accepted, and their ids. */
@Schema(name = "AcceptedChanges")
public record AcceptedDocument(int accepted, List<String> ids) implements JsonDocument {

    static AcceptedDocument of(List<Change> changes) {
        return new AcceptedDocument(changes.size(), changes.stream().map(Change::id).toList());
    }
}
