package io.carillon.statistics;

/** By what counts are grouped, with the expression of a row's group; a row without one belongs to the others. */
public enum GroupBy {
    /** Not at all: everything is one group. */
    NOTHING("CAST('' AS VARCHAR(100))", ""),
    ENDPOINT("s.endpoint_id", ""),
    APPLICATION("e.application_id", " LEFT JOIN endpoint e ON e.id = s.endpoint_id"),
    ORGANIZATION("CAST(s.organization_id AS VARCHAR(40))", ""),
    EVENT_TYPE("s.event_type", ""),
    RESOURCE_TYPE("t.resource_type", " LEFT JOIN event_type t ON t.name = s.event_type");

    private final String group;
    private final String join;

    GroupBy(String group, String join) {
        this.group = group;
        this.join = join;
    }

    String group() {
        return group;
    }

    String join() {
        return join;
    }
}
