package io.carillon.insight;

import io.carillon.database.Utc;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.http.TimeRange;
import io.carillon.http.WordParameter;
import io.carillon.message.Deliveries;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the list of messages; an absent one restricts nothing. */
public class MessageFilter {

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

    /** Conditions of SQL with their values, one for each filter that is given. */
    record Conditions(String sql, List<Object> values) {
    }

    /** The conditions; 400 for a value that cannot be understood. */
    Conditions conditions() {
        TimeRange range = TimeRange.read(from, to);
        List<Object> values = new ArrayList<>();
        String sql = condition("m.organization_id = ?", organization == null ? null : Period.organization(organization), values)
                + condition("m.resource_type = ?", resourceType, values) + condition("m.resource_id = ?", resourceId, values)
                + condition("m.event_type = ?", eventType, values)
                + condition("m.mode = ?", WordParameter.read("mode", mode, WordParameter.words(DeliveryMode.class)), values)
                + condition("m.created_at >= ?", Utc.instant(range.from()), values)
                + condition("m.created_at < ?", Utc.instant(range.to()), values)
                + condition("m.id >= ?", range.firstKey("wh", Deliveries.CLOCKS_DIFFER), values)
                + condition("m.id < ?", range.endKey("wh", Deliveries.CLOCKS_DIFFER), values)
                + (isWithoutRecipients() ? " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = m.id)" : "");
        return new Conditions(sql, values);
    }

    private static String condition(String sql, Object value, List<Object> values) {
        if (value == null) {
            return "";
        }
        values.add(value);
        return " AND " + sql;
    }

    private boolean isWithoutRecipients() {
        if (recipients != null && !recipients.equals("none")) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "recipients must be none.");
        }
        return recipients != null;
    }
}
