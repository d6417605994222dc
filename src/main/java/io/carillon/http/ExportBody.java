package io.carillon.http;

import io.carillon.platform.Causes;
import io.carillon.platform.Draining;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Writes a list as CSV or NDJSON, page by page, on the thread of its request. The status has been sent by then, so an export that
 * ends early says so in its last row, which has the cursor of the rest: after the most rows or the longest time, when the node is
 * taken out of service, and when a page cannot be read, however often.
 */
@Provider
@ApplicationScoped
@Produces({Export.CSV, Export.NDJSON})
public class ExportBody implements MessageBodyWriter<Page<?>> {

    private static final FactLog LOG = FactLog.of(ExportBody.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int TRIES = 5;

    @Inject
    Export export;
    @Inject
    private Draining draining;
    @Context
    private UriInfo uri;

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == Page.class;
    }

    @Override
    public void writeTo(Page<?> first, Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream body) throws IOException {
        boolean isCsv = MediaType.valueOf(Export.CSV).isCompatible(mediaType);
        headers.putSingle(HttpHeaders.CONTENT_TYPE, isCsv ? "text/csv; charset=utf-8; header=present" : Export.NDJSON);
        headers.putSingle(HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + listName() + (isCsv ? ".csv" : ".ndjson") + "\"");
        Writer out = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
        ExportRows rows = isCsv ? CsvRows.of(out, (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0])
                : new NdjsonRows(out);
        try {
            long start = System.nanoTime();
            write(first, rows, uri.getPath(), () -> System.nanoTime() - start > LONGEST.toNanos() || draining.isDraining());
            out.flush();
        } catch (IOException e) {
            LOG.debug("export.ended", "reason", "the client has gone");
        } finally {
            export.end();
        }
    }

    private String listName() {
        String path = uri.getPath().replaceAll("/$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Writes {@code list} until it ends or must; holds each row back until it is known whether it is the last one. */
    void write(Page<?> first, ExportRows rows, String list, BooleanSupplier mustEnd) throws IOException {
        int count = 0;
        Object held = null;
        String rest = null;
        for (Page<?> page = first; page != null; page = mustEnd.getAsBoolean() ? null : next(list, rest, count)) {
            for (Object item : page.items()) {
                if (held != null) {
                    rows.add(held, null);
                }
                held = item;
                count++;
            }
            rest = page.nextCursor();
        }
        if (held != null || rest != null) {
            rows.add(held, rest);
        }
        LOG.info("export.written", "list", list, "rows", count, "complete", rest == null);
    }

    /** The page at {@code cursor}; null if there is none, or it cannot be read. */
    private Page<?> next(String list, String cursor, int count) {
        for (int i = 1; cursor != null && export.takesMore(count) && i <= TRIES; i++) {
            try {
                return export.next(cursor, count);
            } catch (RuntimeException e) {
                LOG.warn("export.page-failed", "list", list, "rows", count, "try", i, "reason", Causes.root(e));
                waitASecond();
            }
        }
        return null;
    }

    private static void waitASecond() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
