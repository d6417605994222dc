package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * The two query parameters of every list: {@code limit} (1 to 200, default 50) and {@code cursor}. A cursor is valid only for the
 * path that it was made for, and with {@code after} for its direction. In an {@link Export}, {@code limit} is that of the whole
 * file, 100,000 rows by default and at most.
 */
public class Paging {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int MOST_ROWS = 100_000;
    /** In this order, if the client accepts several alike. */
    private static final List<MediaType> OFFERED = Stream.of(MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON)
            .map(MediaType::valueOf).toList();

    @Context
    private UriInfo uri;
    @Context
    private HttpHeaders headers;
    @Context
    private Request request;

    @Parameter(description = "How many items: 1 to 200, 50 by default; of an export 1 to 100000, and as many by default")
    @QueryParam("limit")
    private String limit;

    @Parameter(description = "The nextCursor of an earlier page")
    @QueryParam("cursor")
    private String cursor;
    /** How many rows of an export were read before this page. */
    private int read;

    /** Whether the client wants a list that can be exported as a file, not as JSON. */
    boolean isExport() {
        return HttpMethod.GET.equals(request.getMethod()) && headers.getAcceptableMediaTypes().stream()
                .flatMap(accepted -> OFFERED.stream().filter(accepted::isCompatible)).findFirst()
                .filter(chosen -> !chosen.equals(MediaType.APPLICATION_JSON_TYPE)).isPresent();
    }

    /** What the request names its caller with, as it was sent: a key, a token, or the cookie of a session. */
    String credential() {
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization != null ? authorization : String.valueOf(headers.getHeaderString(HttpHeaders.COOKIE));
    }

    /** How many rows an export may have. */
    int mostRows() {
        return limit == null ? MOST_ROWS : limitUpTo(MOST_ROWS);
    }

    /** Goes on to the page of an export that begins at {@code next}, after {@code rows} rows. */
    void continueAt(String next, int rows) {
        cursor = next;
        read = rows;
    }

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
        if (isExport()) {
            return Math.min(MAX_LIMIT, mostRows() - read);
        }
        return limit == null ? DEFAULT_LIMIT : limitUpTo(MAX_LIMIT);
    }

    private int limitUpTo(int most) {
        if (!limit.matches("[1-9][0-9]{0,5}") || Integer.parseInt(limit) > most) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "limit must be a number from 1 to " + most + ".");
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

    /** The list's path, without slashes at its ends; a list after an object is another one than the list of the newest. */
    private String list() {
        return uri.getPath().replaceAll("^/|/$", "") + (uri.getQueryParameters().containsKey("after") ? "?after" : "");
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
