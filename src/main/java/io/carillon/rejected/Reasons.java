package io.carillon.rejected;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every reason that a rejected message can have, for the filter: a reason that does not exist is a mistake of the client. */
final class Reasons {

    static final SortedSet<String> ALL = new TreeSet<>(List.of(
            "malformed", "type-unusable", "unreadable", "expired", "dead-letter",
            "member-missing", "member-unknown", "member-twice",
            "type-wrong", "value-wrong", "value-unrepresentable", "schema-violated",
            "event-type-unknown", "event-type-missing", "event-type-reserved", "resource-type-unknown", "operation-absent",
            "resource-type-contradicts", "operation-contradicts", "organization-unknown", "endpoint-unknown"));

    private Reasons() {
    }
}
