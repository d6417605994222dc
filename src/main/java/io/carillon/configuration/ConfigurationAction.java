package io.carillon.configuration;

/** What an import does to an object; it never deletes one. */
public enum ConfigurationAction {
    /** The object does not exist yet. */
    CREATE,
    /** The object has other members. */
    CHANGE
}
