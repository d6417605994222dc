package io.carillon.blackbox.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads CSV exactly as RFC 4180 has it: lines end with CRLF and have as many cells as the first, which names the columns. */
public final class Csv {

    private static final Pattern CELL = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^\",\r\n]*))(,|\r\n)");

    private Csv() {
    }

    /** The rows after the first one, by the names of the columns. */
    public static List<Map<String, String>> read(String text) {
        List<List<String>> rows = new ArrayList<>(List.of(new ArrayList<>()));
        Matcher cell = CELL.matcher(text);
        int end = 0;
        while (end < text.length() && cell.find()) {
            rows.get(rows.size() - 1).add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
            end = cell.end();
            if (cell.group(3).equals("\r\n") && end < text.length()) {
                rows.add(new ArrayList<>());
            }
        }
        if (end < text.length()) {
            throw new AssertionError("not CSV: " + text.substring(end, Math.min(text.length(), end + 100)));
        }
        return rows.subList(1, rows.size()).stream().map(row -> named(rows.get(0), row)).toList();
    }

    private static Map<String, String> named(List<String> names, List<String> row) {
        if (row.size() != names.size()) {
            throw new AssertionError(row + " has not the columns " + names);
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), row.get(i));
        }
        return named;
    }
}
