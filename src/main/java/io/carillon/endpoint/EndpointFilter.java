package io.carillon.endpoint;

import io.carillon.access.CurrentCaller;
import io.carillon.database.JpqlFilter;
import io.carillon.database.JpqlFilter.KeyedQuery;
import io.carillon.http.IdParameter;
import io.carillon.http.SearchText;
import io.carillon.platform.EnumWords;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.QueryParam;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the endpoints; absent ones do not restrict. The oldest endpoints come first. */
public class EndpointFilter {

    private static final String OWNED =
            "e.applicationId IN (SELECT a.id FROM Application a WHERE a.ownerOrganizationId = ?)";

    @QueryParam("application")
    private String application;
    @Parameter(description = "Endpoints of applications that this organization owns")
    @QueryParam("organization")
    private String organization;
    @Parameter(description = "active, inactive or disabled")
    @QueryParam("status")
    private String status;
    @Parameter(description = "proven: the last attempt succeeded; failing: it failed; new: there was none at this URL")
    @QueryParam("standing")
    private String standing;
    @Parameter(description = "Text in the URL or the description")
    @QueryParam("q")
    private String text;

    /** The endpoints that match and that {@code caller} manages, after the one with the id {@code after}. */
    KeyedQuery<Endpoint> query(EntityManager entities, String after, CurrentCaller caller) {
        JpqlFilter filter = new JpqlFilter()
                .and("e.applicationId = ?", caller.application().orElse(null))
                .and(OWNED, caller.organization().orElse(null))
                .and("e.applicationId = ?", application)
                .and(OWNED, IdParameter.read("organization", organization))
                .and("e.id > ?", after)
                .scan("e.status <> ?", EnumWords.of(EndpointStatus.DELETED))
                .scan("e.status = ?", status());
        standing().ifPresent(filter::scan);
        filter.scan("(%s OR %s)".formatted(SearchText.CONDITION.formatted("e.url"),
                SearchText.CONDITION.formatted("e.description")), SearchText.pattern(text));
        return filter.keyed(entities, Endpoint.class, "SELECT e FROM Endpoint e", "FROM Endpoint e", "e.id");
    }

    private String status() {
        Set<EndpointStatus> allowed = EnumSet.complementOf(EnumSet.of(EndpointStatus.DELETED));
        if (status != null && EnumWords.find(EndpointStatus.class, status).filter(allowed::contains).isEmpty()) {
            throw invalid("status", allowed.stream());
        }
        return status;
    }

    private Optional<String> standing() {
        if (standing == null) {
            return Optional.empty();
        }
        TrackRecord record = EnumWords.find(TrackRecord.class, standing)
                .orElseThrow(() -> invalid("standing", Stream.of(TrackRecord.values())));
        return Optional.of(switch (record) {
            case FAILING -> "e.failingSince IS NOT NULL";
            case NEW -> "e.failingSince IS NULL AND e.provenAt IS NULL";
            case PROVEN -> "e.failingSince IS NULL AND e.provenAt IS NOT NULL";
        });
    }

    private static ProblemException invalid(String name, Stream<? extends Enum<?>> allowed) {
        return new ProblemException(ProblemType.INVALID_PARAMETER,
                name + " must be one of " + allowed.map(EnumWords::of).collect(Collectors.joining(", ")) + ".");
    }
}
