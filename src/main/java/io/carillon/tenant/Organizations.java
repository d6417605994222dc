package io.carillon.tenant;

import io.carillon.database.Database;
import io.carillon.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Answers what the way of a change needs to know about organizations: whether they exist, and who is their parent. */
@ApplicationScoped
public class Organizations {

    @Inject
    private Database database;

    /** The known ones among {@code ids}, each with its parent's id or nothing. */
    public Map<Long, Optional<Long>> parentsOf(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Long, Optional<Long>> parents = new HashMap<>();
        database.sql("SELECT id, parent_id FROM organization WHERE id IN (" + Sql.parameters(ids.size()) + ")")
                .with(ids.toArray())
                .list(row -> parents.put(row.number(), Optional.ofNullable(row.numberOrNull())));
        return parents;
    }
}
