package io.carillon.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The result: {@code target/benchmark.md} and {@code target/benchmark.json}, written again after each row. */
final class Table {

    private static final Path MARKDOWN = Path.of("target", "benchmark.md");
    private static final Path JSON = Path.of("target", "benchmark.json");

    private final List<Row> rows = new ArrayList<>();
    private final List<String> voids = new ArrayList<>();
    private final List<SiteFacts> sites = new ArrayList<>();
    private final String machine;

    Table(String machine) {
        this.machine = machine;
    }

    void add(Row row) {
        rows.add(row);
        write();
    }

    /** The station has no row, because of {@code reason}. */
    void addVoid(String database, String station, Exception reason) {
        voids.add(database + ", " + station + ": " + reason.getMessage());
        write();
    }

    List<String> voids() {
        return voids;
    }

    void add(SiteFacts site) {
        sites.add(site);
        write();
    }

    private void write() {
        try {
            Files.writeString(MARKDOWN, markdown());
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(JSON.toFile(), new Document(machine, rows, voids, sites));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String markdown() {
        List<String> lines = new ArrayList<>(List.of(machine, "", Row.HEADER, Row.RULE));
        rows.forEach(row -> lines.add(row.markdown()));
        voids.forEach(reason -> lines.addAll(List.of("", "Void: " + reason)));
        lines.addAll(List.of("", SiteFacts.HEADER, SiteFacts.RULE));
        sites.forEach(site -> lines.add(site.markdown()));
        return String.join("\n", lines) + "\n";
    }

    /** The same for machines. */
    record Document(String machine, List<Row> rows, List<String> voids, List<SiteFacts> sites) {
    }
}
