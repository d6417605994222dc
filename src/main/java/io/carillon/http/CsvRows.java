package io.carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.StrictJson;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Comma-separated values (RFC 4180), with a column for each member of the items. The members of an object have columns of their
 * own, such as {@code contact.name}; a list or a map is one cell with JSON text. The last column is {@code nextCursor}.
 */
final class CsvRows implements ExportRows {

    static final String NEXT_CURSOR = "nextCursor";
    private static final String END = "\r\n";
    /** How a formula begins for a spreadsheet, also in the wide forms of the characters; an apostrophe makes it text. */
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20].*");
    private static final Pattern TO_BE_QUOTED = Pattern.compile("[,\"\\r\\n]");

    private final Writer out;
    private final List<Column> columns;

    private CsvRows(Writer out, List<Column> columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Writes the names of the columns of {@code type}, a record. */
    static CsvRows of(Writer out, Class<?> type) throws IOException {
        CsvRows rows = new CsvRows(out, columnsOf(type, "", UnaryOperator.identity()));
        rows.write(Stream.concat(rows.columns.stream().map(Column::name), Stream.of(NEXT_CURSOR)));
        return rows;
    }

    private static List<Column> columnsOf(Class<?> type, String prefix, UnaryOperator<Object> outer) {
        List<Column> columns = new ArrayList<>();
        for (RecordComponent member : type.getRecordComponents()) {
            String name = prefix + member.getName();
            member.getAccessor().setAccessible(true); // also of records that only their package sees
            UnaryOperator<Object> value = item -> valueOf(member, outer.apply(item));
            if (member.getType().isRecord()) {
                columns.addAll(columnsOf(member.getType(), name + ".", value));
            } else {
                columns.add(new Column(name, value));
            }
        }
        return columns;
    }

    private static Object valueOf(RecordComponent member, Object item) {
        try {
            return item == null ? null : member.getAccessor().invoke(item);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void add(Object item, String rest) throws IOException {
        write(Stream.concat(columns.stream().map(column -> cell(column.value().apply(item))),
                Stream.of(rest == null ? "" : rest)));
    }

    private void write(Stream<String> cells) throws IOException {
        out.append(cells.collect(Collectors.joining(","))).append(END);
    }

    /** {@code value} as the list shows it in JSON; numbers are never formulas. */
    static String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        JsonNode shown = StrictJson.mapper().valueToTree(value);
        String text = shown.isValueNode() ? shown.asText() : shown.toString();
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return TO_BE_QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** A column: its name, and its value in an item. */
    private record Column(String name, UnaryOperator<Object> value) {
    }
}
