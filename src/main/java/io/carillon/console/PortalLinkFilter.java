package io.carillon.console;

import io.carillon.access.VisibleKeys;
import io.carillon.database.JpqlFilter;
import io.carillon.database.Utc;
import io.carillon.http.WordParameter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.EnumSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the portal links; absent ones do not restrict. The newest links come first. */
public class PortalLinkFilter {

    @Parameter(description = "Links with this scope")
    @QueryParam("scope")
    private String scope;
    @Parameter(description = "Who the link is for")
    @QueryParam("subject")
    private String subject;
    @Parameter(description = "How the link stands", schema = @Schema(implementation = PortalLinkStatus.class))
    @QueryParam("status")
    private String status;

    /** The links that match and are visible, before the one with the id {@code before}, unless that is empty. */
    TypedQuery<PortalLink> query(EntityManager entities, String before, VisibleKeys visible, Instant now) {
        JpqlFilter filter = visible.filter(scope)
                .and("k.subject = ?", subject)
                .and("k.id < ?", before.isEmpty() ? null : before);
        WordParameter.read("status", status, EnumSet.allOf(PortalLinkStatus.class))
                .ifPresent(wanted -> filter.and(condition(wanted), Utc.of(now)));
        return filter.query(entities, PortalLink.class, "SELECT k FROM PortalLink k", "ORDER BY k.id DESC");
    }

    private static String condition(PortalLinkStatus wanted) {
        return switch (wanted) {
            case OPEN -> "k.endedAt IS NULL AND k.redeemedAt IS NULL AND k.endsAt > ?";
            case REDEEMED -> "k.endedAt IS NULL AND k.redeemedAt IS NOT NULL AND k.endsAt > ?";
            case EXPIRED -> "k.endedAt IS NULL AND k.endsAt <= ?";
            case ENDED -> "k.endedAt IS NOT NULL AND k.endsAt <= ?";
        };
    }
}
