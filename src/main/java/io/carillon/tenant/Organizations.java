package io.carillon.tenant;

import io.carillon.database.Binder;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        String sql = "SELECT id, parent_id FROM organization WHERE id IN (" + Binder.places(ids.size()) + ")";
        try (Connection connection = database.connection(); PreparedStatement select = connection.prepareStatement(sql)) {
            Binder.of(select).addAll(ids.toArray());
            Map<Long, Optional<Long>> parents = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    parents.put(rows.getLong(1), Optional.ofNullable(rows.getObject(2, Long.class)));
                }
            }
            return parents;
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot find organizations", e);
        }
    }
}
