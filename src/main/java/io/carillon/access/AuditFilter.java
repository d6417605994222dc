package io.carillon.access;

import io.carillon.database.JpqlFilter;
import io.carillon.http.TimeRange;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.QueryParam;

/** The filters of the audit log; absent ones do not restrict. The newest entries come first. */
public class AuditFilter {

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

    /** The entries that match; only those older than the entry {@code before}, unless it is empty. */
    TypedQuery<AuditEntry> query(EntityManager entities, String before) {
        TimeRange range = TimeRange.read(from, to);
        return new JpqlFilter()
                .and("a.actorId = ?", actor)
                .and("a.action = ?", action)
                .and("a.objectId = ?", object)
                .and("a.at >= ?", range.from())
                .and("a.at < ?", range.to())
                .and("a.id < ?", before.isEmpty() ? null : before)
                .query(entities, AuditEntry.class, "SELECT a FROM AuditEntry a", "ORDER BY a.id DESC");
    }
}
