package io.carillon.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;

/** Builds a JPQL query with a condition for each value that a client gave; null values do not restrict. */
public final class JpqlFilter {

    private final StringBuilder where = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Adds {@code condition}, with {@code value} in place of every {@code ?}, unless {@code value} is null. */
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
