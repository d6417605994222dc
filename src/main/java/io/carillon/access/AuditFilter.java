package io.carillon.access;

import io.carillon.database.JpqlFilter;
import io.carillon.database.JpqlFilter.KeyedQuery;
import io.carillon.http.TimeRange;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.OffsetDateTime;

/** The filters of the audit log; absent ones do not restrict. The newest entries come first. */
public class AuditFilter {

    /** What the scopes of applications begin with. */
    static final String APPLICATIONS = EnumWords.of(Role.APPLICATION) + ":";
    /** The time of an entry is read a moment before its id is made, by a clock that may step in between. */
    private static final Duration CLOCK_STEP = Duration.ofMinutes(5);

    @QueryParam("actor")
    private String actor;
    @QueryParam("action")
    private String action;
    @QueryParam("object")
    private String object;
    @QueryParam("from")
    private String from;
    @QueryParam("to")
    private String to;

    /**
     * The entries that match and that {@code caller} may read; only those older than the entry {@code before}, unless it is
     * empty. A tenant finds by an actor only what it sees of that actor, so that it cannot ask which key of another did
     * something.
     */
    KeyedQuery<AuditEntry> query(EntityManager entities, String before, Scope caller) {
        TimeRange range = TimeRange.read(from, to);
        boolean isOperator = caller.role() == Role.OPERATOR;
        JpqlFilter filter = new JpqlFilter()
                .and("a.organizationId = ?", caller.organization().orElse(null))
                .and("a.applicationId = ?", caller.application().orElse(null))
                .and("a.objectId = ?", object)
                .and("a.actorId = ?", isOperator ? actor : null)
                .and("a.id >= ?", range.from() == null ? null : lowest(range.from().minus(CLOCK_STEP)))
                .and("a.id < ?", range.to() == null ? null : lowest(range.to().plus(CLOCK_STEP)))
                .and("a.id < ?", before.isEmpty() ? null : before)
                .orderedWithin(object != null ? "a.objectId" : isOperator ? actor != null ? "a.actorId" : null : tenantOf(caller))
                .scan("a.at >= ?", range.from())
                .scan("a.at < ?", range.to())
                .scan("a.action = ?", action);
        if (!isOperator && actor != null) {
            filter.scan("a.actorId = ?", actor).scan(seenBy(caller, filter));
        }
        return filter.keyed(entities, AuditEntry.class, "SELECT a FROM AuditEntry a", "FROM AuditEntry a", "a.id DESC");
    }

    private static String lowest(OffsetDateTime time) {
        return Ids.lowest("au", time.toInstant());
    }

    private static String tenantOf(Scope caller) {
        return caller.organization().isPresent() ? "a.organizationId" : "a.applicationId";
    }

    /** The actors that {@link AuditEntryDocument} shows to a tenant. */
    private static String seenBy(Scope caller, JpqlFilter filter) {
        return "(a.actorScope IN (" + filter.parameter(caller.toString()) + ", " + filter.parameter(AuditLog.OWN_NAME) + ")"
                + (caller.organization().isEmpty() ? ")" : " OR a.actorScope LIKE " + filter.parameter(APPLICATIONS + "%") + ")");
    }
}
