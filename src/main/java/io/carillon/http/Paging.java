package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The two query parameters of every list: {@code limit} (1 to 200, default 50) and {@code cursor}. A cursor is valid only for the
 * path that it was made for.
 */
public class Paging {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    @Context
    private UriInfo uri;

    @QueryParam("limit")
    private String limit;

    @QueryParam("cursor")
    private String cursor;

    /**
     * The page of a list that is ordered by {@code key}.
     *
     * @param query    has a parameter {@code after}, the key that the rows must exceed
     * @param document makes an item from a row
     */
    public <R, T> Page<T> page(TypedQuery<R> query, Function<R, T> document, Function<R, String> key) {
        return pageOf(query.setParameter("after", after()), document, key);
    }

    /**
     * Like {@link #pageOf(TypedQuery, Function, Function)}, for a query that looks at a part of the list only.
     *
     * @param last the key after which the next page begins if this one is not full; null if the list has ended
     */
    public <R, T> Page<T> pageOf(TypedQuery<R> query, String last, Function<R, T> document, Function<R, String> key) {
        return pageOf(most -> query.setMaxResults(most).getResultList(), last, document, key);
    }

    /** Like {@link #pageOf(TypedQuery, String, Function, Function)}, for a function that reads the rows. */
    public <R, T> Page<T> pageOf(IntFunction<List<R>> rows, String last, Function<R, T> document, Function<R, String> key) {
        Page<T> page = pageOf(rows, document, key);
        return page.nextCursor() == null && last != null ? new Page<>(page.items(), Cursor.encode(list(), last)) : page;
    }

    /** Like {@link #page}, for a query that already starts at the first row after {@link #after}. */
    public <R, T> Page<T> pageOf(TypedQuery<R> query, Function<R, T> document, Function<R, String> key) {
        return pageOf(most -> query.setMaxResults(most).getResultList(), document, key);
    }

    /** Like {@link #page}, for a function that reads the rows after {@link #after}, up to the limit that it gets. */
    public <R, T> Page<T> pageOf(IntFunction<List<R>> rows, Function<R, T> document, Function<R, String> key) {
        int limit = limit();
        return Page.of(list(), rows.apply(limit + 1), limit, document, key);
    }

    /** The largest number of items on a page. */
    private int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > MAX_LIMIT) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "limit must be a number from 1 to " + MAX_LIMIT + ".");
        }
        return Integer.parseInt(limit);
    }

    /** The key after which the page begins; empty for the first page. */
    public String after() {
        try {
            return cursor == null ? "" : Cursor.decode(list(), cursor);
        } catch (IllegalArgumentException e) {
            throw invalidCursor();
        }
    }

    /** The list's path, without slashes at its ends. */
    private String list() {
        return uri.getPath().replaceAll("^/|/$", "");
    }

    private static ProblemException invalidCursor() {
        return new ProblemException(ProblemType.INVALID_PARAMETER,
                "cursor must be the nextCursor of an earlier page of this list.");
    }

    /** Like {@link #after}, for a numeric key; below every number for the first page. */
    public long afterNumber() {
        String after = after();
        if (!after.matches("(-?[0-9]{1,18})?")) {
            throw invalidCursor();
        }
        return after.isEmpty() ? Long.MIN_VALUE : Long.parseLong(after);
    }
}
