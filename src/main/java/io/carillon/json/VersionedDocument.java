package io.carillon.json;

import java.util.Set;

/** A document of an object that clients edit. Its entity tag changes with every edit. */
public interface VersionedDocument extends JsonDocument {

    /** The document without what changes by itself, such as times of use; by default all of it. */
    default JsonDocument edited() {
        return this;
    }

    /** The members that the service sets. Someone who edits the object may send an older value; it has no meaning. */
    default Set<String> maintained() {
        return Set.of();
    }
}
