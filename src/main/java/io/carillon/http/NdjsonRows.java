package io.carillon.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.StrictJson;
import java.io.IOException;
import java.io.Writer;

/** One JSON object on each line: the item as the list shows it, and {@code nextCursor} in the last line if more follows. */
record NdjsonRows(Writer out) implements ExportRows {

    @Override
    public void add(Object item, String rest) throws IOException {
        String text = item == null ? "{}" : StrictJson.mapper().writeValueAsString(item);
        if (rest != null) {
            ObjectNode last = (ObjectNode) StrictJson.mapper().readTree(text);
            text = last.put(CsvRows.NEXT_CURSOR, rest).toString();
        }
        out.append(text).append('\n');
    }
}
