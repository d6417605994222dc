package io.carillon.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;

/** Builds a JPQL query whose conditions depend on which values a client gave: what is null does not restrict. */
public final class JpqlFilter {

    private final StringBuilder where = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Adds {@code condition}, in which every {@code ?} stands for {@code value}, unless that is null. */
    public JpqlFilter and(String condition, Object value) {
        if (value != null) {
            values.add(value);
            where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition.replace("?", "?" + values.size()));
        }
        return this;
    }

    /** The query {@code select}, the conditions and {@code order}, with its parameters set. */
    public <T> TypedQuery<T> query(EntityManager entities, Class<T> type, String select, String order) {
        TypedQuery<T> query = entities.createQuery(select + where + " " + order, type);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query;
    }
}
