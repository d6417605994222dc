package io.carillon.insight;

import io.carillon.http.WordParameter;
import io.carillon.statistics.GroupBy;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What the statistics of deliveries are limited to and grouped by. */
public class DeliveryStatisticsFilter {

    private static final String OUTCOME = "outcome";
    private static final List<String> GROUPS =
            List.of(OUTCOME, "endpoint", "application", "organization", "eventType", "resourceType");

    @Parameter(description = "What has a series of its own; by default everything is one series", schema = @Schema(
            type = SchemaType.STRING,
            enumeration = {"outcome", "endpoint", "application", "organization", "eventType", "resourceType"}))
    @QueryParam("by")
    private String by;
    @QueryParam("application")
    private String application;
    @QueryParam("endpoint")
    private String endpoint;

    /** The group that is asked for, or null; 400 for another word. */
    String word() {
        return WordParameter.read("by", by, GROUPS);
    }

    boolean isByOutcome() {
        return OUTCOME.equals(by);
    }

    /** What the counts are grouped by; outcomes are in one row. */
    GroupBy groupBy() {
        return word() == null || isByOutcome() ? GroupBy.NOTHING : StatisticsScope.groupBy(by);
    }

    String application() {
        return application;
    }

    String endpoint() {
        return endpoint;
    }
}
