package io.carillon.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.http.ConfiguredObjects;
import io.carillon.http.ObjectBody;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The enablements of the configuration, by organization and application with a slash between them. They have no members. */
@ApplicationScoped
public class ConfiguredEnablements implements ConfiguredObjects<ObjectBody> {

    /** An enablement. */
    public static final ObjectBody NO_MEMBERS = new ObjectBody(JsonNodeFactory.instance.objectNode());

    @Inject
    private Database database;
    @Inject
    private Consents consents;

    @Override
    public Map<String, ObjectBody> all(Long organization, int most) {
        Map<String, ObjectBody> all = new LinkedHashMap<>();
        new JpqlFilter().and("n.organizationId = ?", organization)
                .query(database.entities(), Enablement.class, "SELECT n FROM Enablement n",
                        "ORDER BY n.organizationId, n.applicationId").setMaxResults(most).getResultList()
                .forEach(found -> all.put(found.audited().id(), NO_MEMBERS));
        return all;
    }

    @Override
    public Optional<ObjectBody> find(String id) {
        return Key.read(id).map(key -> database.entities().find(Enablement.class, key.row())).map(found -> NO_MEMBERS);
    }

    @Override
    public void put(String id, ObjectBody wanted) {
        Key key = Key.read(id).orElseThrow(() -> ProblemException.invalid("", "names no organization: " + id));
        consents.give(key.organization(), key.application());
    }

    private record Key(long organization, String application) {

        static Optional<Key> read(String id) {
            String[] parts = id.split("/", 2);
            return parts[0].matches("[1-9][0-9]{0,15}") ? Optional.of(new Key(Long.parseLong(parts[0]), parts[1]))
                    : Optional.empty();
        }

        Enablement.Key row() {
            return new Enablement.Key(organization, application);
        }
    }
}
