package io.carillon.catalog;

import io.carillon.database.Database;
import io.carillon.http.ConfiguredObjects;
import io.carillon.json.DocumentTree;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The resource types of the configuration, by name. They belong to no organization. */
@ApplicationScoped
public class ConfiguredResourceTypes implements ConfiguredObjects<ResourceTypeRequest> {

    @Inject
    private Database database;
    @Inject
    private ResourceTypesResource types;

    @Override
    public Map<String, ResourceTypeRequest> all(Long organization, int most) {
        Map<String, ResourceTypeRequest> all = new LinkedHashMap<>();
        if (organization == null) {
            database.entities().createQuery("SELECT t FROM ResourceType t WHERE t.deletedAt IS NULL ORDER BY t.name",
                    ResourceType.class).setMaxResults(most).getResultList().forEach(type -> all.put(type.name(), written(type)));
        }
        return all;
    }

    @Override
    public Optional<ResourceTypeRequest> find(String name) {
        return ResourceTypesResource.KIND.findForUpdate(database, name).map(ConfiguredResourceTypes::written);
    }

    private static ResourceTypeRequest written(ResourceType type) {
        return DocumentTree.without(ResourceTypeRequest.of(ResourceTypeDocument.of(type)), EntryKind.NAME);
    }

    @Override
    public ResourceTypeRequest completed(String name, ResourceTypeRequest wanted, ResourceTypeRequest present) {
        return name.equals(wanted.name()) ? DocumentTree.without(wanted, EntryKind.NAME) : wanted;
    }

    @Override
    public void put(String name, ResourceTypeRequest wanted) {
        types.write(name, wanted);
    }
}
