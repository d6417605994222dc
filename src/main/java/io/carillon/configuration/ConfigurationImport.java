package io.carillon.configuration;

import io.carillon.catalog.ConfiguredEventTypes;
import io.carillon.catalog.ConfiguredResourceTypes;
import io.carillon.catalog.ResourceTypeRequest;
import io.carillon.configuration.ImportRun.Item;
import io.carillon.database.Database;
import io.carillon.endpoint.ConfiguredEndpoints;
import io.carillon.http.ConfiguredObjects;
import io.carillon.json.JsonDocument;
import io.carillon.json.Pointer;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.source.ConfiguredSources;
import io.carillon.tenant.ConfiguredApplications;
import io.carillon.tenant.ConfiguredEnablements;
import io.carillon.tenant.ConfiguredOrganizations;
import io.carillon.tenant.OrganizationDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes a configuration, in a transaction that has ended when the method returns: each object after those that it refers to, all
 * or none. Objects that the document does not have stay as they are.
 */
@ApplicationScoped
@Transactional
public class ConfigurationImport {

    private static final FactLog LOG = FactLog.of(ConfigurationImport.class);

    @Inject
    private Database database;
    @Inject
    private ConfiguredResourceTypes resourceTypes;
    @Inject
    private ConfiguredEventTypes eventTypes;
    @Inject
    private ConfiguredOrganizations organizations;
    @Inject
    private ConfiguredApplications applications;
    @Inject
    private ConfiguredEnablements enablements;
    @Inject
    private ConfiguredEndpoints endpoints;
    @Inject
    private ConfiguredSources sources;

    /**
     * Writes {@code document}.
     *
     * @param isDryRun whether the transaction is rolled back, so that only the answer remains
     * @throws ProblemException 422 with each flaw of the document
     */
    public ConfigurationImportDocument run(ConfigurationDocument document, boolean isDryRun) {
        ImportRun run = new ImportRun(database);
        write(run, document);
        if (!run.flaws().isEmpty()) {
            throw ProblemException.invalid(run.flaws());
        }
        if (isDryRun) {
            database.rollBackAtEnd();
        } else {
            database.whenCommitted(() -> LOG.info("configuration.imported", "changes", run.changes().size()));
        }
        return new ConfigurationImportDocument(isDryRun, run.changes());
    }

    private void write(ImportRun run, ConfigurationDocument document) {
        Predicate<ResourceTypeRequest> isPart = type -> type.partOf() != null;
        writeEach(run, "resource-type", "/resourceTypes", resourceTypes, document.resourceTypes(), isPart.negate());
        writeEach(run, "resource-type", "/resourceTypes", resourceTypes, document.resourceTypes(), isPart);
        writeEach(run, "event-type", "/eventTypes", eventTypes, document.eventTypes(), any -> true);
        parentsFirst(document.organizations()).forEach(id -> run.write("organization", organizations,
                new Item<>("/organizations" + Pointer.step(id), id, id, document.organizations().get(id))));
        writeEach(run, "application", "/applications", applications, document.applications(), any -> true);
        document.enablements().forEach((organization, enabled) -> writeEnablements(run, organization, enabled));
        document.endpoints().forEach((application, all) -> all.forEach((id, endpoint) -> run.write("endpoint", endpoints,
                new Item<>("/endpoints" + Pointer.step(application) + Pointer.step(id), application + "/" + id, id, endpoint))));
        writeEach(run, "source", "/sources", sources, document.sources(), any -> true);
    }

    private static <T extends JsonDocument> void writeEach(ImportRun run, String kind, String pointer,
            ConfiguredObjects<T> objects, Map<String, T> all, Predicate<T> which) {
        all.forEach((id, wanted) -> {
            if (which.test(wanted)) {
                run.write(kind, objects, new Item<>(pointer + Pointer.step(id), id, id, wanted));
            }
        });
    }

    private void writeEnablements(ImportRun run, String organization, List<String> enabled) {
        for (int i = 0; i < enabled.size(); i++) {
            String id = organization + "/" + enabled.get(i);
            run.write("enablement", enablements, new Item<>("/enablements" + Pointer.step(organization) + Pointer.step(i), id, id,
                    ConfiguredEnablements.NO_MEMBERS));
        }
    }

    /** The ids of {@code organizations}, each after its parent if that is one of them; in a cycle, in any order. */
    static Set<String> parentsFirst(Map<String, OrganizationDocument> organizations) {
        Set<String> ordered = new LinkedHashSet<>();
        organizations.keySet().forEach(id -> {
            LinkedHashSet<String> line = new LinkedHashSet<>();
            String next = id;
            while (next != null && organizations.containsKey(next) && !ordered.contains(next) && line.add(next)) {
                Long parent = organizations.get(next).parentId();
                next = parent == null ? null : parent.toString();
            }
            List<String> upwards = List.copyOf(line);
            for (int i = upwards.size() - 1; i >= 0; i--) {
                ordered.add(upwards.get(i));
            }
        });
        return ordered;
    }
}
