package io.carillon.access;

import io.carillon.http.TimeRange;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the keys; absent ones do not restrict. The oldest keys come first. */
public class ApiKeyFilter {

    @QueryParam("scope")
    private String scope;
    @Parameter(description = "Keys not used at this time or later; a key that was never used counts from its creation")
    @QueryParam("unusedSince")
    private String unusedSince;

    /** The keys that match and are visible, after the one with the id {@code after}. */
    TypedQuery<ApiKey> query(EntityManager entities, String after, VisibleKeys visible) {
        return visible.filter(scope)
                .and("COALESCE(k.lastUsedAt, k.createdAt) < ?", TimeRange.time("unusedSince", unusedSince))
                .and("k.id > ?", after)
                .query(entities, ApiKey.class, "SELECT k FROM ApiKey k", "ORDER BY k.id");
    }
}
