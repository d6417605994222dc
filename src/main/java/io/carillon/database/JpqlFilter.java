package io.carillon.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a JPQL query with a condition for each value that a client gave; null values do not restrict. Conditions that no index
 * serves are {@link #scan scans}: of a list with any, one page looks at a limited number of rows, however many there are.
 */
public final class JpqlFilter {

    /** How many rows a page looks at. */
    public static final int MOST_SCANNED = 10_000;

    private final StringBuilder where = new StringBuilder();
    private final StringBuilder scans = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    /** What the list is ordered by before its key; empty if nothing. */
    private String within = "";
    /** How many of the values belong to {@link #where}. */
    private int served;

    /** Adds {@code condition}, with {@code value} in place of every {@code ?}, unless {@code value} is null. */
    public JpqlFilter and(String condition, Object value) {
        return value == null ? this : and(condition.replace("?", parameter(value)));
    }

    /** Adds {@code condition}, in which {@link #parameter} stands for values. */
    public JpqlFilter and(String condition) {
        if (!scans.isEmpty()) {
            throw new IllegalStateException("conditions that an index serves come first");
        }
        where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
        served = values.size();
        return this;
    }

    /**
     * States that the index that serves the list has {@code column} before the key, and that a condition allows one value of it.
     * The order of the rows is the same, but H2 reads an index in order only if all its columns are named. Null states nothing.
     */
    public JpqlFilter orderedWithin(String column) {
        within = column == null ? "" : column;
        return this;
    }

    private String order(String key) {
        String direction = key.endsWith(" DESC") ? " DESC" : "";
        return " ORDER BY " + (within.isEmpty() ? "" : within + direction + ", ") + key;
    }

    /** Like {@link #and(String, Object)}, for a condition that no index serves; these come last. */
    public JpqlFilter scan(String condition, Object value) {
        return value == null ? this : scan(condition.replace("?", parameter(value)));
    }

    /** Like {@link #and(String)}, for a condition that no index serves; these come last. */
    public JpqlFilter scan(String condition) {
        scans.append(" AND ").append(condition);
        return this;
    }

    /** Adds a value; returns what stands for it in a condition. */
    public String parameter(Object value) {
        values.add(value);
        return "?" + values.size();
    }

    /** The query {@code select}, the conditions and {@code order}, with its parameters set; not for {@link #scan scans}. */
    public <T> TypedQuery<T> query(EntityManager entities, Class<T> type, String select, String order) {
        return set(entities.createQuery(select + where + " " + order, type), values.size());
    }

    /**
     * One page of a list that is ordered by {@code key}.
     *
     * @param select the query up to the conditions
     * @param from   the same without what is only fetched, from {@code FROM} on
     * @param key    the expression of the key, such as {@code e.id}; {@code e.id DESC} if the highest comes first
     */
    public <T> KeyedQuery<T> keyed(EntityManager entities, Class<T> type, String select, String from, String key) {
        String name = key.split(" ")[0];
        Object last = scans.isEmpty() ? null : lastScanned(entities, from, name, key);
        String most = last == null ? "" : " AND " + name + (name.equals(key) ? " <= " : " >= ") + parameter(last);
        String conditions = where.isEmpty() && !(scans + most).isEmpty() ? " WHERE " + (scans + most).substring(" AND ".length())
                : where.toString() + scans + most;
        return new KeyedQuery<>(set(entities.createQuery(select + conditions + order(key), type), values.size()),
                last == null ? null : last.toString());
    }

    /** The key of the last row that the page looks at; null if the list ends before. */
    private Object lastScanned(EntityManager entities, String from, String name, String key) {
        return set(entities.createQuery("SELECT " + name + " " + from + where + order(key), Object.class), served)
                .setFirstResult(MOST_SCANNED - 1).setMaxResults(1).getResultStream().findFirst().orElse(null);
    }

    private <T> TypedQuery<T> set(TypedQuery<T> query, int count) {
        for (int i = 0; i < count; i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query;
    }

    /**
     * The rows of a page.
     *
     * @param last the key of the last row that was looked at, after which the next page begins even if this one has few rows;
     *             null if this page ends with the list or when it is full
     */
    public record KeyedQuery<T>(TypedQuery<T> rows, String last) {
    }
}
