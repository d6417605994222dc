package io.carillon.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.endpoint.EndpointEdited;
import io.carillon.json.StrictJson;
import io.carillon.message.Message;
import io.carillon.platform.EnumWords;
import java.time.temporal.ChronoUnit;
import java.util.TreeSet;

/**
 * The data of a notice that collects what happens to an endpoint in a window: what was the last of it, how many deliveries
 * failed, and all members that changed. No value of a member is in it, since members may be secrets.
 */
final class NoticeData {

    private static final String FAILED = "failed_deliveries";
    private static final String CHANGED = "changed";

    private NoticeData() {
    }

    static ObjectNode of(FailedDelivery failed) {
        Message message = failed.delivery().message();
        ObjectNode data = endpoint(failed.delivery().endpoint().id(), failed.delivery().endpoint().applicationId(),
                failed.delivery().endpoint().url())
                .put(FAILED, 1)
                .put("delivery_id", failed.delivery().id())
                .put("message_id", message.id())
                .put("organization_id", message.organizationId())
                .put("resource_type", message.resourceType())
                .put("resource_id", message.resourceId())
                .put("event_type", message.eventType())
                .put("attempts", failed.attempts())
                .put("last_attempt_at", failed.lastAttemptAt().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("outcome", failed.outcome());
        return failed.status() == null ? data : data.put("status_code", failed.status());
    }

    static ObjectNode of(EndpointEdited edited) {
        ObjectNode data = endpoint(edited.id(), edited.applicationId(), edited.url())
                .put("status", EnumWords.of(edited.status()));
        edited.changed().forEach(data.withArray(CHANGED)::add);
        return edited.kind() == EndpointEdited.Kind.CHANGED ? data : data.without(CHANGED);
    }

    private static ObjectNode endpoint(String id, String applicationId, String url) {
        return StrictJson.mapper().createObjectNode()
                .put("endpoint_id", id)
                .put("application_id", applicationId)
                .put("url", url);
    }

    /** {@code later} with what {@code earlier} counts and lists as well. */
    static ObjectNode plus(JsonNode earlier, ObjectNode later) {
        ObjectNode both = later.deepCopy();
        if (later.has(FAILED)) {
            both.put(FAILED, earlier.path(FAILED).asLong() + later.get(FAILED).asLong());
        }
        if (later.has(CHANGED)) {
            TreeSet<String> names = new TreeSet<>();
            earlier.path(CHANGED).forEach(name -> names.add(name.textValue()));
            later.get(CHANGED).forEach(name -> names.add(name.textValue()));
            names.forEach(both.putArray(CHANGED)::add);
        }
        return both;
    }
}
