package io.carillon.coalescing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.CanonicalJson;
import io.carillon.json.StrictJson;

/**
 * Merges the data of several changes: the last change's data with the old values of the first, so that 850→900 and 900→950
 * become 850→950.
 */
public final class DataMerge {

    private static final String RANK_CHANGE = "rank_change";

    private DataMerge() {
    }

    /** Merges two canonical JSON texts, either of which may be null. */
    public static String merge(String first, String last) {
        if (first == null || last == null || first.equals(last)) {
            return last;
        }
        try {
            ObjectNode from = (ObjectNode) StrictJson.mapper().readTree(first);
            ObjectNode to = (ObjectNode) StrictJson.mapper().readTree(last);
            takeOld(from, to);
            if (from.get(RANK_CHANGE) instanceof ObjectNode fromRank && to.get(RANK_CHANGE) instanceof ObjectNode toRank) {
                takeOld(fromRank, toRank);
            }
            return CanonicalJson.write(to);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a bucket holds data that is not JSON", e);
        }
    }

    private static void takeOld(ObjectNode from, ObjectNode to) {
        to.fieldNames().forEachRemaining(name -> {
            JsonNode old = from.get(name);
            if (name.startsWith("old_") && old != null) {
                to.set(name, old);
            }
        });
    }
}
