package io.carillon.catalog;

import java.util.List;

/** A catalog of teams, for tests of other rooms. */
public final class TeamCatalog extends Catalog {

    private final List<String> flags;

    /** Without flags. */
    public TeamCatalog() {
        this(List.of());
    }

    private TeamCatalog(List<String> flags) {
        this.flags = flags;
    }

    /** One whose event type team.updated needs {@code flags}. */
    public static TeamCatalog needing(String... flags) {
        return new TeamCatalog(List.of(flags));
    }

    @Override
    public CatalogSnapshot current() {
        NotificationRule notify = NotificationRule.NOTIFY;
        EventType updated = new EventType("team.updated", "team", Operation.UPDATE, true);
        updated.openTo(flags);
        return new CatalogSnapshot(List.of(new ResourceType("team", null, notify, notify, notify)), List.of(updated));
    }

    @Override
    public CatalogSnapshot fresh() {
        return current();
    }
}
