package io.carillon.catalog;

import java.util.List;

/** A catalog of teams, for tests of other rooms. */
public final class TeamCatalog extends Catalog {

    @Override
    public CatalogSnapshot current() {
        NotificationRule notify = NotificationRule.NOTIFY;
        return new CatalogSnapshot(List.of(new ResourceType("team", null, notify, notify, notify)),
                List.of(new EventType("team.updated", "team", Operation.UPDATE, true)));
    }

    @Override
    public CatalogSnapshot fresh() {
        return current();
    }
}
