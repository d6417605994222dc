package io.carillon.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.catalog.EventTypeRequest;
import io.carillon.catalog.ResourceTypeRequest;
import io.carillon.endpoint.EndpointRequest;
import io.carillon.json.JsonDocument;
import io.carillon.source.SourceRequest;
import io.carillon.tenant.ApplicationRequest;
import io.carillon.tenant.OrganizationDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration, or a part of one. Objects are members, named by their ids, and have the members that clients write: each
 * that is left out has its default.
 *
 * @param resourceTypes by name
 * @param eventTypes    by name
 * @param organizations by id, which they need not repeat
 * @param applications  by id, {@code app_} and 32 hexadecimal digits
 * @param enablements   for each organization, the ids of the applications that it enables
 * @param endpoints     for each application, its endpoints by id, {@code ep_} and 32 hexadecimal digits
 * @param sources       by id, {@code src_} and 32 hexadecimal digits
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConfigurationDocument(
        Map<String, @NotNull @Valid ResourceTypeRequest> resourceTypes,
        Map<String, @NotNull @Valid EventTypeRequest> eventTypes,
        Map<String, @NotNull @Valid OrganizationDocument> organizations,
        Map<String, @NotNull @Valid ApplicationRequest> applications,
        Map<String, @NotNull List<@NotNull String>> enablements,
        Map<String, @NotNull Map<String, @NotNull @Valid EndpointRequest>> endpoints,
        Map<String, @NotNull @Valid SourceRequest> sources) implements JsonDocument {

    /** Nothing of a kind is the same as none of it. */
    public ConfigurationDocument {
        resourceTypes = resourceTypes == null ? Map.of() : resourceTypes;
        eventTypes = eventTypes == null ? Map.of() : eventTypes;
        organizations = organizations == null ? Map.of() : named(organizations);
        applications = applications == null ? Map.of() : applications;
        enablements = enablements == null ? Map.of() : enablements;
        endpoints = endpoints == null ? Map.of() : endpoints;
        sources = sources == null ? Map.of() : sources;
    }

    private static Map<String, OrganizationDocument> named(Map<String, OrganizationDocument> organizations) {
        Map<String, OrganizationDocument> named = new LinkedHashMap<>();
        organizations.forEach((id, organization) -> named.put(id, organization == null ? null : organization.named(id)));
        return named;
    }
}
