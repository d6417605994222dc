package io.carillon.access;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which keys and producers have the same scope as a caller, for what shows a tenant the keys of others, too. */
@ApplicationScoped
public class KeysOfScope {

    private Database database;

    protected KeysOfScope() {
    }

    /** The keys in {@code database}. */
    @Inject
    public KeysOfScope(Database database) {
        this.database = database;
    }

    /** Those of {@code some} ids and producers that are the caller's own, or of a key of the same scope. */
    public Set<String> of(Caller caller, Collection<String> some) {
        Set<String> own = new HashSet<>(Set.of(caller.keyId()));
        if (!some.isEmpty()) {
            String in = " IN (" + Sql.parameters(some.size()) + ")";
            Stream.of("id", "producer").forEach(column -> own.addAll(database.sql("SELECT " + column
                    + " FROM api_key WHERE scope = ? AND " + column + in).with(caller.scope().toString()).with(some.toArray())
                    .list(Row::text)));
        }
        own.retainAll(some);
        return own;
    }
}
