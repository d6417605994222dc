package io.carillon.database;

import java.util.Locale;

/** The databases that Carillon runs on. */
public enum Vendor {
    /** The embedded database of one process. */
    H2,
    /** The production database. */
    POSTGRESQL;

    /** The folder of the migrations for this vendor only. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
