package io.carillon.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A migration as a reader sees it: statements, each with the comment before it. */
record MigrationScript(String name, int number, Optional<String> secondPhaseSince, List<Statement> statements) {

    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Pattern NAME = Pattern.compile("V(\\d+)(_\\d+)?__\\w+\\.sql");
    /** A comment, a text in quotes, the end of a statement, or anything else. */
    private static final Pattern TOKEN = Pattern.compile("--[^\n]*\n?|'(?:[^']|'')*'|;|[^-';]+|-");
    private static final Pattern SECOND_PHASE = Pattern.compile("(?m)^-- second phase since (\\S+): \\S.*$");
    private static final Pattern REVIEWED = Pattern.compile("(?m)^-- older nodes: \\S.*$");

    /** All migrations, of both vendors, in the order in which they are applied. */
    static List<MigrationScript> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).map(MigrationScript::read)
                    .sorted(Comparator.comparing(MigrationScript::number).thenComparing(MigrationScript::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MigrationScript read(Path file) {
        try {
            return of(FOLDER.relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MigrationScript of(String name, String text) {
        Matcher number = NAME.matcher(Path.of(name).getFileName().toString());
        if (!number.matches()) {
            throw new IllegalArgumentException(name);
        }
        Matcher phase = SECOND_PHASE.matcher(text);
        return new MigrationScript(name, Integer.parseInt(number.group(1)),
                phase.find() ? Optional.of(phase.group(1)) : Optional.empty(), statements(text));
    }

    private static List<Statement> statements(String text) {
        List<Statement> found = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        StringBuilder code = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            String one = token.group();
            if (one.startsWith("--")) {
                comment.append(one);
            } else if (!one.equals(";")) {
                code.append(one);
            } else if (!code.toString().isBlank()) {
                found.add(new Statement(oneLine(code), REVIEWED.matcher(comment).find()));
                comment.setLength(0);
                code.setLength(0);
            }
        }
        if (!code.toString().isBlank()) {
            throw new IllegalArgumentException("without an end: " + code);
        }
        return found;
    }

    private static String oneLine(CharSequence code) {
        return code.toString().strip().replaceAll("\\s+", " ");
    }

    /** {@code isReviewed}: the comment says why older nodes can live with it. */
    record Statement(String sql, boolean isReviewed) {
    }
}
