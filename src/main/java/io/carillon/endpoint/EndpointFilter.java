package io.carillon.endpoint;

import io.carillon.access.CurrentCaller;
import io.carillon.database.JpqlFilter;
import io.carillon.database.JpqlFilter.KeyedQuery;
import io.carillon.http.IdParameter;
import io.carillon.http.SearchText;
import io.carillon.http.WordParameter;
import io.carillon.platform.EnumWords;
import io.carillon.tenant.ExternalFilter;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.QueryParam;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the endpoints; absent ones do not restrict. The oldest endpoints come first. */
public class EndpointFilter extends ExternalFilter {

    static final String OWNED =
            "e.applicationId IN (SELECT a.id FROM Application a WHERE a.ownerOrganizationId = ?)";

    @QueryParam("application")
    private String application;
    @Parameter(description = "Endpoints of applications that this organization owns")
    @QueryParam("organization")
    private String organization;
    @Parameter(description = "active, inactive or disabled",
            schema = @Schema(enumeration = {"active", "inactive", "disabled"}))
    @QueryParam("status")
    private String status;
    @Parameter(description = "proven: the last attempt succeeded; failing: it failed; new: there was none at this URL",
            schema = @Schema(implementation = TrackRecord.class))
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
                .and("e.id > ?", after);
        andExternalId(filter, "e")
                .scan("e.status <> ?", EnumWords.of(EndpointStatus.DELETED))
                .scan("e.status = ?", status());
        standing().ifPresent(filter::scan);
        filter.scan("(%s OR %s)".formatted(SearchText.CONDITION.formatted("e.url"),
                SearchText.CONDITION.formatted("e.description")), SearchText.pattern(text));
        return scanMetadata(filter, "e").keyed(entities, Endpoint.class, "SELECT e FROM Endpoint e", "FROM Endpoint e", "e.id");
    }

    private String status() {
        return WordParameter.read("status", status, EnumSet.complementOf(EnumSet.of(EndpointStatus.DELETED)))
                .map(EnumWords::of).orElse(null);
    }

    private Optional<String> standing() {
        return WordParameter.read("standing", standing, EnumSet.allOf(TrackRecord.class)).map(record -> switch (record) {
            case FAILING -> "e.failures.since IS NOT NULL";
            case NEW -> "e.failures.since IS NULL AND e.provenAt IS NULL";
            case PROVEN -> "e.failures.since IS NULL AND e.provenAt IS NOT NULL";
        });
    }
}
