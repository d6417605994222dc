package io.carillon.http;

import io.carillon.json.JsonDocument;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One page of a list: its items, and an opaque cursor for the next page, which is absent on the last page.
 *
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Schema(nullable = true) String nextCursor) implements JsonDocument {

    /** Makes a page of {@code list}, at most {@code limit} items of {@code rows}, which were read with a limit one higher. */
    static <R, T> Page<T> of(String list, List<R> rows, int limit, Function<R, T> document, Function<R, String> key) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? Cursor.encode(list, key.apply(shown.get(shown.size() - 1))) : null;
        return new Page<>(shown.stream().map(document).toList(), next);
    }
}
