package io.carillon.endpoint;

import io.carillon.filter.Filter;
import io.carillon.platform.FactLog;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The filters of endpoints, ready to be asked; the last ones used are kept, by their text. A text that cannot be read, which only
 * another version of Carillon can have written, is like no filter: too much is better than a change that is lost. Thread-safe.
 */
final class CompiledFilters {

    private static final FactLog LOG = FactLog.of(CompiledFilters.class);
    private static final int MOST = 256;

    private final Map<String, Filter> byText = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Filter> eldest) {
            return size() > MOST;
        }
    };

    /** The filter with {@code text}; null if that is null. */
    Filter of(String text, String endpointId) {
        return text == null ? null : compiled(text, endpointId);
    }

    private synchronized Filter compiled(String text, String endpointId) {
        Filter known = byText.get(text);
        if (known == null) {
            known = read(text, endpointId);
            if (known != null) {
                byText.put(text, known);
            }
        }
        return known;
    }

    private static Filter read(String text, String endpointId) {
        try {
            return Filter.of(text);
        } catch (IllegalArgumentException e) {
            LOG.warn("filter.unreadable", "endpoint", endpointId, "reason", e.getMessage());
            return null;
        }
    }
}
