package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;
import static java.util.stream.Collectors.toSet;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Occurrence;
import io.carillon.endpoint.Subscriber;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the messages of a period that an endpoint would get today and has no delivery of (decision 45), in pages of a limited
 * number of rows: those of organizations that have enabled its application since before, and that its event types and its filter
 * select. Messages with changes that named endpoints are for those alone.
 *
 * <p>An endpoint gets messages of its own delivery mode. A change has at most one instant message. A window may have several
 * coalesced ones, for endpoints that selected different changes; of these an endpoint gets one: none if it has one already, and
 * otherwise that with the most changes. They are recognised by their object, by the times of their changes, which overlap, and by
 * when they were written.
 */
@ApplicationScoped
public class MissingMessages {

    /** Messages that are read for one page. */
    public static final int LOOKED_AT = 500;
    /** So that the data of few messages are in memory at once. */
    private static final int JUDGED_AT_ONCE = 20;
    /** The messages of a window are written in one statement. */
    private static final Duration ONE_CLOSING = Duration.ofSeconds(2);
    private static final String HAS_CONTENT = "(m.content_removed_at IS NULL OR EXISTS"
            + " (SELECT 1 FROM endpoint e WHERE e.id = ? AND e.format = 'thin'))";
    private static final String LOOK = """
            SELECT m.id, m.organization_id, m.resource_type, m.resource_id, m.operation, m.event_type, m.changes,
                m.first_change_at, m.last_change_at, m.created_at, CASE WHEN m.created_at >= ? AND m.created_at < ? AND m.mode = ?
                    AND m.is_restricted IS NULL AND (CAST(? AS BIGINT) IS NULL OR m.organization_id = ?)
                    AND (CAST(? AS VARCHAR(200)) IS NULL OR m.resource_type = ?)
                    AND (CAST(? AS VARCHAR(200)) IS NULL OR m.resource_id = ?)
                    AND EXISTS (SELECT 1 FROM enablement n JOIN endpoint e ON e.application_id = n.application_id
                        WHERE e.id = ? AND n.organization_id = m.organization_id AND n.enabled_at <= m.created_at)
                    AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = m.id AND d.endpoint_id = ?)
                    AND\s""" + HAS_CONTENT + " THEN 1 ELSE 0 END FROM message m WHERE m.id > ? AND m.id <= ? ORDER BY m.id LIMIT "
            + LOOKED_AT;
    private static final String DATA = "SELECT id, data FROM message WHERE id = ANY (CAST(? AS VARCHAR ARRAY))";
    private static final String KNOWN = """
            SELECT m.organization_id, m.resource_type, m.resource_id, m.first_change_at, m.last_change_at, m.created_at
            FROM message m JOIN (SELECT * FROM %s AS given (given_organization, given_type, given_id, to_endpoint)) g
                ON m.organization_id = given_organization AND m.resource_type = given_type AND m.resource_id = given_id
            JOIN delivery d ON d.message_id = m.id AND d.endpoint_id = to_endpoint
            WHERE m.mode = 'coalesced'""";
    private static final BulkStatement KNOWN_TO_ENDPOINT = BulkStatement.of(KNOWN, BIGINT, TEXT, TEXT, TEXT);
    private static final String LOCK = "SELECT m.id FROM message m WHERE m.id = ANY (CAST(? AS VARCHAR ARRAY)) AND "
            + HAS_CONTENT + " ORDER BY m.id FOR UPDATE";
    private static final String HIGHEST = "SELECT COALESCE(MAX(id), '') FROM message WHERE id < ?";

    private Database database;

    protected MissingMessages() {
    }

    /** Those in {@code database}. */
    @Inject
    public MissingMessages(Database database) {
        this.database = database;
    }

    /** An id before the first message of a period that begins at {@code from}. */
    public static String firstId(Instant from) {
        return Ids.lowest("wh", from.minus(Deliveries.CLOCKS_DIFFER));
    }

    /** The highest id of a message before {@code to}; empty without one. */
    public String highestId(Instant to) {
        return database.sql(HIGHEST).with(Ids.lowest("wh", to.plus(Deliveries.CLOCKS_DIFFER))).first(Row::text).orElseThrow();
    }

    /** The messages to {@code endpoint} among the next ones after {@code after}. */
    public Page next(Wanted wanted, Subscriber endpoint, String after, String highestId) {
        String to = endpoint.endpointId();
        List<Looked> looked = database.sql(LOOK).with(wanted.from, wanted.to, EnumWords.of(endpoint.mode()))
                .with(wanted.organization, wanted.organization, wanted.resourceType, wanted.resourceType, wanted.resourceId,
                        wanted.resourceId).with(to, to, to).with(after, highestId).list(Looked::of);
        List<Missing> selected = looked.stream().filter(Looked::matches).map(Looked::message)
                .filter(one -> endpoint.subscribesTo(one.eventType) && wanted.selects(one.eventType)).toList();
        List<Missing> passed = endpoint.filter() == null ? selected : passed(selected, endpoint);
        return new Page(endpoint.mode() == DeliveryMode.INSTANT ? passed : oneOfEachWindow(passed, to),
                looked.isEmpty() ? after : looked.get(looked.size() - 1).message.id, looked.size() < LOOKED_AT);
    }

    private List<Missing> passed(List<Missing> selected, Subscriber endpoint) {
        List<Missing> passed = new ArrayList<>();
        for (int from = 0; from < selected.size(); from += JUDGED_AT_ONCE) {
            List<Missing> some = selected.subList(from, Math.min(selected.size(), from + JUDGED_AT_ONCE));
            Map<String, String> data = new HashMap<>();
            database.sql(DATA).with((Object) ids(some)).list(row -> data.put(row.text(), row.text()));
            some.stream().filter(one -> endpoint.passes(one.occurrence(data.get(one.id)).toJson())).forEach(passed::add);
        }
        return passed;
    }

    private List<Missing> oneOfEachWindow(List<Missing> passed, String endpointId) {
        Map<List<Object>, List<Closing>> known = new HashMap<>();
        KNOWN_TO_ENDPOINT.select(database, passed.stream().map(Missing::object).distinct()
                .map(object -> row(object.get(0), object.get(1), object.get(2), endpointId)).toList(), row ->
                known.computeIfAbsent(List.of(row.number(), row.text(), row.text()), any -> new ArrayList<>())
                        .add(new Closing(row.time(), row.time(), row.time())));
        List<Missing> one = new ArrayList<>();
        passed.stream().sorted(Comparator.comparing(Missing::changes).reversed()).forEach(message -> {
            List<Closing> ofObject = known.computeIfAbsent(message.object(), any -> new ArrayList<>());
            if (ofObject.stream().noneMatch(message.closing()::isSame)) {
                ofObject.add(message.closing());
                one.add(message);
            }
        });
        one.sort(Comparator.comparing(Missing::id));
        return one;
    }

    /**
     * Locks those of {@code missing} that have not been removed meanwhile, with what the endpoint's format needs, until the
     * transaction ends; retention and the removal of content then wait for it.
     */
    public List<Missing> lock(List<Missing> missing, String endpointId) {
        Set<String> locked = database.sql(LOCK).with((Object) ids(missing)).with(endpointId).list(Row::text).stream()
                .collect(toSet());
        return missing.stream().filter(one -> locked.contains(one.id)).toList();
    }

    private static String[] ids(List<Missing> messages) {
        return messages.stream().map(Missing::id).toArray(String[]::new);
    }

    /**
     * Which messages are wanted; null restricts nothing.
     *
     * @param from messages that were written at this time or later
     * @param to   and before this time
     */
    public record Wanted(Long organization, String resourceType, String resourceId, List<String> eventTypes, Instant from,
            Instant to) {

        private boolean selects(String eventType) {
            return eventTypes == null || eventTypes.contains(eventType);
        }
    }

    /** The times of the first and the last change of a coalesced message, and when its window was closed. */
    private record Closing(Instant firstChangeAt, Instant lastChangeAt, Instant at) {

        /** Whether another message about the same object was written when the same window was closed. */
        boolean isSame(Closing other) {
            return !firstChangeAt.isAfter(other.lastChangeAt) && !lastChangeAt.isBefore(other.firstChangeAt)
                    && Duration.between(at, other.at).abs().compareTo(ONE_CLOSING) <= 0;
        }
    }

    /** A message that an endpoint does not have. */
    public record Missing(String id, long organizationId, String resourceType, String resourceId, String operation,
            String eventType, int changes, Instant firstChangeAt, Instant lastChangeAt, Instant createdAt) {

        private Closing closing() {
            return new Closing(firstChangeAt, lastChangeAt, createdAt);
        }

        private List<Object> object() {
            return List.of(organizationId, resourceType, resourceId);
        }

        private Occurrence occurrence(String data) {
            return new Occurrence(organizationId, resourceType, resourceId, operation, eventType, data);
        }
    }

    private record Looked(Missing message, boolean matches) {

        static Looked of(Row row) {
            Missing message = new Missing(row.text(), row.number(), row.text(), row.text(), row.text(), row.text(), row.integer(),
                    row.time(), row.time(), row.time());
            return new Looked(message, row.integer() == 1);
        }
    }

    /**
     * Some of the messages.
     *
     * @param missing in the order of their ids
     * @param lastId  the last id that was read
     * @param isLast  whether this is the last page
     */
    public record Page(List<Missing> missing, String lastId, boolean isLast) {
    }
}
