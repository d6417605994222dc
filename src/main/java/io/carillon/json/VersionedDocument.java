package io.carillon.json;

/** A document of an object that clients edit. Its entity tag changes with every edit. */
public interface VersionedDocument extends JsonDocument {

    /** The document without what changes by itself, such as times of use; by default all of it. */
    default JsonDocument edited() {
        return this;
    }
}
