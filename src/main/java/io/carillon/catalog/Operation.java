package io.carillon.catalog;

import io.carillon.platform.EnumWords;
import java.util.Optional;

/** What happened to an object, in ascending significance: the SportsEngine document's order is delete, create, update. */
public enum Operation {
    UPDATE, CREATE, DELETE;

    /** The word in both documents, such as {@code create}. */
    public String word() {
        return EnumWords.of(this);
    }

    /** A number that is larger for the more significant operation; stored in buckets. */
    public int significance() {
        return ordinal() + 1;
    }

    /** The operation with this word. */
    public static Optional<Operation> ofWord(String word) {
        return EnumWords.find(Operation.class, word);
    }

    /** The operation with this significance. */
    public static Operation ofSignificance(int significance) {
        return values()[significance - 1];
    }
}
