package io.carillon.insight;

import io.carillon.database.Utc;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.http.TimeRange;
import io.carillon.http.WordParameter;
import io.carillon.message.Deliveries;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the list of messages; an absent one restricts nothing. */
public class MessageFilter {

    private static final int SHORTEST_TEXT = 3;
    private static final int LONGEST_TEXT = 200;

    @QueryParam("organization")
    private String organization;
    @QueryParam("resourceType")
    private String resourceType;
    @QueryParam("resourceId")
    private String resourceId;
    @QueryParam("eventType")
    private String eventType;
    @Parameter(description = "`coalesced` or `instant`",
            schema = @Schema(implementation = DeliveryMode.class))
    @QueryParam("mode")
    private String mode;
    @QueryParam("from")
    private String from;
    @QueryParam("to")
    private String to;
    @Parameter(description = "`none`: only messages that go to no endpoint",
            schema = @Schema(enumeration = "none"))
    @QueryParam("recipients")
    private String recipients;
    @Parameter(description = "Text that the JSON of the data contains, from " + SHORTEST_TEXT + " to " + LONGEST_TEXT
            + " characters; upper and lower case are the same")
    @QueryParam("data")
    private String data;

    /**
     * Conditions of SQL, one for each filter that is given.
     *
     * @param served  an index serves these
     * @param scanned a page that has any of these looks at a limited number of messages
     * @param read    like {@code scanned}, about the data, for a viewer who may read those
     */
    record Conditions(Condition served, Condition scanned, Condition read) {

        boolean isScan() {
            return !scanned.sql.isEmpty() || !read.sql.isEmpty();
        }
    }

    /** Conditions of SQL with their values; empty if there are none. */
    record Condition(String sql, List<Object> values) {

        private static Condition none() {
            return new Condition("", List.of());
        }

        Condition and(String more, Object... values) {
            return new Condition(sql + " AND " + more, Stream.concat(this.values.stream(), Stream.of(values)).toList());
        }

        private Condition andIf(String more, Object value) {
            return value == null ? this : and(more, value);
        }
    }

    /** The conditions; 400 for a value that cannot be understood. */
    Conditions conditions() {
        TimeRange range = TimeRange.read(from, to);
        Condition object = Condition.none().andIf("m.resource_type = ?", resourceType).andIf("m.resource_id = ?", resourceId);
        Condition served = Condition.none().andIf("m.created_at >= ?", Utc.instant(range.from()))
                .andIf("m.created_at < ?", Utc.instant(range.to()))
                .andIf("m.id >= ?", range.firstKey("wh", Deliveries.CLOCKS_DIFFER))
                .andIf("m.id < ?", range.endKey("wh", Deliveries.CLOCKS_DIFFER))
                .andIf("m.organization_id = ?", organization == null ? null : Period.organization(organization));
        Condition scanned = Condition.none().andIf("m.event_type = ?", eventType)
                .andIf("m.mode = ?", WordParameter.read("mode", mode, WordParameter.words(DeliveryMode.class)));
        if (isWithoutRecipients()) {
            scanned = scanned.and("NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = m.id)");
        }
        return organization != null && resourceType != null ? new Conditions(both(served, object), scanned, inData(text()))
                : new Conditions(served, both(object, scanned), inData(text()));
    }

    /** Finds {@code text} in the JSON of the data, in upper or lower case; null for all messages. */
    static Condition inData(String text) {
        return Condition.none().andIf("POSITION(LOWER(?) IN LOWER(m.data)) > 0", text);
    }

    private String text() {
        if (data != null && (data.length() < SHORTEST_TEXT || data.length() > LONGEST_TEXT)) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "data must have from " + SHORTEST_TEXT + " to "
                    + LONGEST_TEXT + " characters; it has " + data.length() + ".");
        }
        return data;
    }

    private static Condition both(Condition one, Condition other) {
        return new Condition(one.sql + other.sql, Stream.concat(one.values.stream(), other.values.stream()).toList());
    }

    private boolean isWithoutRecipients() {
        if (recipients != null && !recipients.equals("none")) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "recipients must be none.");
        }
        return recipients != null;
    }
}
