package io.carillon.insight;

import static io.carillon.settings.Setting.RETENTION_STATISTICS_MINUTES;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.WordParameter;
import io.carillon.settings.Settings;
import io.carillon.statistics.GroupBy;
import io.carillon.statistics.Selection;
import io.carillon.statistics.StatisticsQuestion;
import io.carillon.statistics.StatisticsReader;
import io.carillon.statistics.StatisticsSeries;
import io.carillon.statistics.StatisticsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /statistics}: numbers over time, counted when it happened: an answer does not depend on how long the history is. */
@Tag(name = "Statistics")
@Path("statistics")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {

    private static final List<String> GROUPS_OF_CHANGES = List.of("organization", "eventType", "resourceType");

    @Inject
    private StatisticsReader reader;
    @Inject
    private StatisticsScope scope;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    /** Attempts by outcome, deliveries that were given up or skipped, and how long it took, of all that the caller may see. */
    @Operation(operationId = "getDeliveryStatistics", summary = "Get statistics of deliveries")
    @GET
    @Path("deliveries")
    public DeliveryStatisticsDocument deliveries(@BeanParam StatisticsFilter filter, @BeanParam DeliveryStatisticsFilter of) {
        StatisticsFilter.Times times = times(filter);
        GroupBy by = of.groupBy();
        Viewer viewer = Viewer.of(caller, true);
        Long organization = filter.organization();
        int groups = filter.groups();
        return DeliveryStatisticsDocument.of(times, of, read(StatisticsTable.DELIVERIES, times, by, groups,
                () -> scope.deliveries(viewer, organization, of.application(), of.endpoint(), filter.eventType())));
    }

    /** Changes that were taken from the queue, by what became of them; of an organization, those that it reported. */
    @Operation(operationId = "getChangeStatistics", summary = "Get statistics of changes")
    @GET
    @Path("changes")
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION})
    public ChangeStatisticsDocument changes(@BeanParam StatisticsFilter filter,
            @Parameter(description = "What has a series of its own, `eventType` as it was reported; by default everything is one"
                    + " series", schema = @Schema(type = SchemaType.STRING,
                    enumeration = {"organization", "eventType", "resourceType"})) @QueryParam("by") String by) {
        StatisticsFilter.Times times = times(filter);
        String word = WordParameter.read("by", by, GROUPS_OF_CHANGES);
        Viewer viewer = Viewer.of(caller, true);
        Long organization = filter.organization();
        return ChangeStatisticsDocument.of(times, word, read(StatisticsTable.CHANGES, times,
                word == null ? GroupBy.NOTHING : StatisticsScope.groupBy(word), filter.groups(),
                () -> scope.changes(viewer, organization, filter.eventType())));
    }

    private StatisticsFilter.Times times(StatisticsFilter filter) {
        return filter.times(clock, settings.duration(RETENTION_STATISTICS_MINUTES));
    }

    private List<StatisticsSeries> read(StatisticsTable table, StatisticsFilter.Times times, GroupBy by, int groups,
            Supplier<List<Selection>> selections) {
        return places.read(() -> reader.series(new StatisticsQuestion(table, times.from(), times.to(), times.step(), by, groups,
                selections.get())));
    }
}
