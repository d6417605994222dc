package io.carillon.tenant;

import io.carillon.access.CurrentCaller;
import io.carillon.database.JpqlFilter;
import io.carillon.database.JpqlFilter.KeyedQuery;
import io.carillon.http.IdParameter;
import io.carillon.http.SearchText;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the organizations; absent ones do not restrict. */
public class OrganizationFilter {

    private static final String ENABLED =
            "o.id IN (SELECT n.organizationId FROM Enablement n WHERE n.applicationId = ?)";

    @Parameter(description = "Text in the name")
    @QueryParam("q")
    private String text;
    @Parameter(description = "Organizations with this parent; not for applications")
    @QueryParam("parent")
    private String parent;
    @Parameter(description = "Organizations that have enabled this application")
    @QueryParam("application")
    private String application;

    /**
     * The organizations that match and that {@code caller} may see, after the one with the id {@code after}.
     *
     * @param enabledOnly the calling application, if it may see only those that have enabled it
     */
    KeyedQuery<Organization> query(EntityManager entities, long after, CurrentCaller caller, Optional<String> enabledOnly) {
        caller.application().ifPresent(this::checkOf);
        return new JpqlFilter()
                .and("o.id = ?", caller.organization().orElse(null))
                .and(ENABLED, enabledOnly.orElse(null))
                .and(ENABLED, application)
                .and("o.parentId = ?", IdParameter.read("parent", parent))
                .and("o.id > ?", after)
                .scan("o.deletedAt IS NULL")
                .scan(SearchText.CONDITION.formatted("o.name"), SearchText.pattern(text))
                .keyed(entities, Organization.class, "SELECT o FROM Organization o", "FROM Organization o", "o.id");
    }

    /** An application may not learn the parents of organizations, nor who has enabled another application. */
    private void checkOf(String caller) {
        if (parent != null) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Applications cannot filter organizations by their parent.");
        }
        if (application != null && !application.equals(caller)) {
            throw ProblemException.notFound("application " + application);
        }
    }
}
