package io.carillon.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/**
 * The list of the current request as a file. A client that accepts CSV or NDJSON rather than JSON gets all pages of a list in one
 * response: the resource reads the first one, {@link ExportBody} the others while it writes. Each page has a transaction of its
 * own, so that an export holds the memory and the locks of one page.
 */
@RequestScoped
public class Export {

    /** RFC 4180. */
    public static final String CSV = "text/csv";
    /** A JSON object on each line. */
    public static final String NDJSON = "application/x-ndjson";

    @Inject
    ExportPlaces places;

    private Paging paging;
    private Supplier<? extends Page<?>> page;
    private String caller;

    /**
     * The page of a list that the client asks for; for an export, its first one.
     *
     * @param page reads the page at which {@code paging} is; called again for each further page of an export
     * @throws io.carillon.problem.ProblemException 429 if the caller exports a list already, 503 if this node has no place
     */
    public <T> Page<T> of(Paging paging, Supplier<Page<T>> page) {
        if (!paging.isExport()) {
            return page.get();
        }
        places.take(paging.credential());
        caller = paging.credential();
        this.paging = paging;
        this.page = page;
        try {
            return page.get();
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    /** Whether this is an export that has room for more than {@code rows} rows. */
    boolean takesMore(int rows) {
        return paging != null && rows < paging.mostRows();
    }

    /** The page that begins at {@code cursor}, after {@code rows} rows. */
    @Transactional
    public Page<?> next(String cursor, int rows) {
        paging.continueAt(cursor, rows);
        return page.get();
    }

    /** Gives the place back; before the client has the whole file, so that it may ask for another one at once. */
    @PreDestroy
    void end() {
        if (caller != null) {
            places.giveBack(caller);
            caller = null;
        }
    }
}
