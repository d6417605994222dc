package io.carillon.tenant;

import io.carillon.access.CurrentCaller;
import io.carillon.database.JpqlFilter;
import io.carillon.database.JpqlFilter.KeyedQuery;
import io.carillon.http.IdParameter;
import io.carillon.http.SearchText;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the applications; absent ones do not restrict. */
public class ApplicationFilter extends ExternalFilter {

    @Parameter(description = "Text in the name")
    @QueryParam("q")
    private String text;
    @Parameter(description = "Applications that this organization owns")
    @QueryParam("organization")
    private String organization;

    /** The applications that match and that {@code caller} manages, after the one with the id {@code after}. */
    KeyedQuery<Application> query(EntityManager entities, String after, CurrentCaller caller) {
        JpqlFilter filter = new JpqlFilter()
                .and("a.id = ?", caller.application().orElse(null))
                .and("a.ownerOrganizationId = ?", caller.organization().orElse(null))
                .and("a.ownerOrganizationId = ?", IdParameter.read("organization", organization))
                .and("a.id > ?", after);
        andExternalId(filter, "a")
                .scan("a.deletedAt IS NULL")
                .scan(SearchText.CONDITION.formatted("a.name"), SearchText.pattern(text));
        return scanMetadata(filter, "a")
                .keyed(entities, Application.class, "SELECT a FROM Application a", "FROM Application a", "a.id");
    }
}
