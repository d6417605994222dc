package io.carillon.access;

import io.carillon.http.TimeParameter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;

/** The filters of the audit log; what is absent does not restrict. The newest entries come first. */
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

    TypedQuery<AuditEntry> query(EntityManager entities, String before) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("a.actorId = ", actor);
        conditions.put("a.action = ", action);
        conditions.put("a.objectId = ", object);
        conditions.put("a.at >= ", TimeParameter.read("from", from));
        conditions.put("a.at < ", TimeParameter.read("to", to));
        conditions.put("a.id < ", before.isEmpty() ? null : before);
        conditions.values().removeIf(java.util.Objects::isNull);
        StringBuilder where = new StringBuilder();
        int number = 0;
        for (String condition : conditions.keySet()) {
            where.append(number == 0 ? " WHERE " : " AND ").append(condition).append('?').append(++number);
        }
        TypedQuery<AuditEntry> query = entities.createQuery(
                "SELECT a FROM AuditEntry a" + where + " ORDER BY a.id DESC", AuditEntry.class);
        number = 0;
        for (Object value : conditions.values()) {
            query.setParameter(++number, value);
        }
        return query;
    }
}
