package io.carillon.tracking;

import io.carillon.platform.EnumWords;

/** What the failure policy does with an endpoint that failed for too long; a setting's value. */
public enum DisableMode {
    /** Switches it off. */
    DISABLE,
    /** Only marks it. */
    FLAG;

    /** The mode with that word; MicroProfile Config finds this method by its name. */
    public static DisableMode of(String word) {
        return EnumWords.find(DisableMode.class, word)
                .orElseThrow(() -> new IllegalArgumentException("CARILLON_DISABLE_MODE must be disable or flag, not " + word));
    }
}
