package io.carillon.operations;

import static io.carillon.settings.Setting.OPERATIONS_ORGANIZATION;
import static io.carillon.settings.Setting.WINDOW;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.endpoint.EndpointEdited;
import io.carillon.json.CanonicalJson;
import io.carillon.json.StrictJson;
import io.carillon.message.Message;
import io.carillon.platform.Ids;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Notices for operators of what can happen very often to one endpoint: at most one of each event for an endpoint and window. The
 * first opens a notice, the others of the window are added to it, and {@link NoticeClaims} closes it when the window is over. All
 * in the transaction of what they report; nothing without an organization that receives operational events.
 */
@ApplicationScoped
public class CollectedNotices {

    private static final String OPEN = """
            INSERT INTO notice (id, event_type, endpoint_id, occurred_at, text, attempts, due_at, slot)
            VALUES (?, ?, ?, clock_timestamp(), ?, 0,
                clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND, ?) ON CONFLICT DO NOTHING""";
    private static final String WAITING = "SELECT text FROM notice WHERE slot = ? FOR UPDATE";
    private static final String ADD = "UPDATE notice SET text = ?, occurred_at = clock_timestamp() WHERE slot = ?";
    private static final String ENDPOINT = "endpoint";

    private Database database;
    private Settings settings;

    protected CollectedNotices() {
    }

    @Inject
    CollectedNotices(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Reports deliveries that failed for good, endpoint after endpoint in the order of their ids, so that nodes do not wait for
     * each other in a circle. Those of operational events are left out: at a receiver that fails, each would beget the next.
     */
    public void report(List<FailedDelivery> failed) {
        Optional<Long> operations = settings.id(OPERATIONS_ORGANIZATION);
        if (operations.isPresent()) {
            SortedMap<String, ObjectNode> byEndpoint = new TreeMap<>();
            failed.stream().filter(one -> !isOperational(one.delivery().message(), operations.get()))
                    .sorted(Comparator.comparing(FailedDelivery::lastAttemptAt))
                    .forEach(one -> byEndpoint.merge(one.delivery().endpoint().id(), NoticeData.of(one), NoticeData::plus));
            byEndpoint.forEach((endpointId, data) -> collect(OperationalEvent.DELIVERY_FAILED, endpointId, data));
        }
    }

    private static boolean isOperational(Message message, long operations) {
        return message.organizationId() == operations && message.resourceType().equals(ENDPOINT);
    }

    void edited(@Observes EndpointEdited edited) {
        if (settings.id(OPERATIONS_ORGANIZATION).isPresent()) {
            OperationalEvent event = switch (edited.kind()) {
                case CREATED -> OperationalEvent.CREATED;
                case CHANGED -> OperationalEvent.UPDATED;
                case DELETED -> OperationalEvent.DELETED;
            };
            collect(event, edited.id(), NoticeData.of(edited));
        }
    }

    /** Opens a notice or adds to the open one; the loop ends when it is not closed in between. */
    private void collect(OperationalEvent event, String endpointId, ObjectNode data) {
        String slot = endpointId + " " + event.eventType();
        while (!open(event, endpointId, slot, data) && !add(slot, data)) {
            Thread.onSpinWait();
        }
    }

    private boolean open(OperationalEvent event, String endpointId, String slot, ObjectNode data) {
        double seconds = settings.duration(WINDOW).toNanos() / 1e9;
        return database.sql(OPEN).with(Ids.next("nt"), event.eventType(), endpointId, CanonicalJson.write(data), seconds, slot)
                .update() == 1;
    }

    private boolean add(String slot, ObjectNode data) {
        Optional<String> waiting = database.sql(WAITING).with(slot).first(Row::text);
        waiting.ifPresent(text -> database.sql(ADD)
                .with(CanonicalJson.write(NoticeData.plus(StrictJson.stored(text), data)), slot).update());
        return waiting.isPresent();
    }
}
