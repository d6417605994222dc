package io.carillon.database;

import java.util.Locale;

/** The databases that Carillon runs on. */
public enum Vendor {
    /** The embedded database of one process. */
    H2,
    /** The database of production. */
    POSTGRESQL;

    /** The folder of its own migrations. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
