package io.carillon.configuration;

import io.carillon.catalog.ConfiguredEventTypes;
import io.carillon.catalog.ConfiguredResourceTypes;
import io.carillon.endpoint.ConfiguredEndpoints;
import io.carillon.endpoint.EndpointRequest;
import io.carillon.http.ConfiguredObjects;
import io.carillon.json.JsonDocument;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.source.ConfiguredSources;
import io.carillon.tenant.ConfiguredApplications;
import io.carillon.tenant.ConfiguredEnablements;
import io.carillon.tenant.ConfiguredOrganizations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the configuration. The order is always the same, so that two exports differ by what was changed. */
@ApplicationScoped
class ConfigurationExport {

    /** How many objects of a kind one document has at most; they are held in memory. */
    static final int MOST = 10_000;

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
     * The configuration.
     *
     * @param organization only what belongs to this organization; null for all
     */
    ConfigurationDocument of(Long organization) {
        return new ConfigurationDocument(all(resourceTypes, organization), all(eventTypes, organization),
                all(organizations, organization), all(applications, organization),
                enablements(all(enablements, organization).keySet()), endpoints(all(endpoints, organization)),
                all(sources, organization));
    }

    private static <T extends JsonDocument> Map<String, T> all(ConfiguredObjects<T> objects, Long organization) {
        Map<String, T> all = objects.all(organization, MOST + 1);
        if (all.size() > MOST) {
            throw new ProblemException(ProblemType.LIMIT_REACHED, "The configuration has more than " + MOST
                    + " objects of one kind; ask for one organization at a time.");
        }
        return all;
    }

    private static Map<String, List<String>> enablements(Iterable<String> keys) {
        Map<String, List<String>> byOrganization = new LinkedHashMap<>();
        keys.forEach(key -> byOrganization.computeIfAbsent(before(key), any -> new ArrayList<>()).add(after(key)));
        return byOrganization;
    }

    private static Map<String, Map<String, EndpointRequest>> endpoints(Map<String, EndpointRequest> all) {
        Map<String, Map<String, EndpointRequest>> byApplication = new LinkedHashMap<>();
        all.forEach((key, endpoint) ->
                byApplication.computeIfAbsent(before(key), any -> new LinkedHashMap<>()).put(after(key), endpoint));
        return byApplication;
    }

    private static String before(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    private static String after(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
