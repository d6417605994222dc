package io.carillon.configuration;

import io.carillon.database.Database;
import io.carillon.http.ConfiguredObjects;
import io.carillon.json.DocumentTree;
import io.carillon.json.Flaw;
import io.carillon.json.JsonDocument;
import io.carillon.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One import on its way: what it has changed, and what is wrong. An object with a flaw is left out, so that the flaws of those
 * behind it are found too.
 */
final class ImportRun {

    private final Database database;
    private final List<ConfigurationChangeDocument> changes = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();

    ImportRun(Database database) {
        this.database = database;
    }

    List<ConfigurationChangeDocument> changes() {
        return changes;
    }

    List<Flaw> flaws() {
        return flaws;
    }

    /** Writes {@code item} unless it is there already. */
    <T extends JsonDocument> void write(String kind, ConfiguredObjects<T> objects, Item<T> item) {
        try {
            Optional<T> present = objects.find(item.key);
            T wanted = present.map(found -> objects.completed(item.key, item.wanted, found)).orElse(item.wanted);
            if (present.filter(found -> DocumentTree.isSame(found, wanted)).isEmpty()) {
                objects.put(item.key, wanted);
                database.entities().flush();
                changes.add(ConfigurationChangeDocument.of(kind, item.id, present, wanted,
                        objects.find(item.key).orElseThrow()));
            }
        } catch (ProblemException e) {
            flawsOf(e).map(flaw -> Flaw.ofValue(item.pointer + flaw.pointer(), flaw.detail())).forEach(flaws::add);
        } finally {
            database.entities().clear(); // what was written is flushed; what a flaw interrupted must not be
        }
    }

    private static Stream<Flaw> flawsOf(ProblemException problem) {
        return problem.flaws().isEmpty() ? Stream.of(Flaw.ofValue("", "cannot be written: " + problem.getMessage()))
                : problem.flaws().stream();
    }

    /**
     * An object of the document.
     *
     * @param pointer where it is
     * @param key     by which it is found among those of its kind
     * @param id      its id for clients
     */
    record Item<T extends JsonDocument>(String pointer, String key, String id, T wanted) {
    }
}
