package io.carillon.catalog;

import io.carillon.platform.FactLog;
import io.carillon.schema.DataSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of event types, ready to check data; the last ones used are kept, by their text, for one snapshot of the catalog
 * after the other. A text that cannot be read, which only another version of Carillon can have written, is like no schema.
 * Thread-safe.
 */
final class CompiledSchemas {

    private static final FactLog LOG = FactLog.of(CompiledSchemas.class);
    private static final int MOST = 256;

    private final Map<String, Optional<DataSchema>> byText = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<DataSchema>> eldest) {
            return size() > MOST;
        }
    };

    /** The schema of {@code type}, which has one. */
    synchronized Optional<DataSchema> of(EventType type) {
        return byText.computeIfAbsent(type.schema(), text -> read(text, type.name()));
    }

    private static Optional<DataSchema> read(String text, String eventType) {
        try {
            return Optional.of(DataSchema.of(text));
        } catch (IllegalArgumentException e) {
            LOG.warn("schema.unreadable", "event-type", eventType, "reason", e.getMessage());
            return Optional.empty();
        }
    }
}
