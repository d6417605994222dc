package io.carillon.registry;

import io.carillon.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
        List<Object[]> rows = database.entities()
                .createQuery("SELECT o.id, o.parentId FROM Organization o WHERE o.id IN :ids", Object[].class)
                .setParameter("ids", ids)
                .getResultList();
        return rows.stream().collect(Collectors.toMap(row -> (Long) row[0], row -> Optional.ofNullable((Long) row[1])));
    }
}
