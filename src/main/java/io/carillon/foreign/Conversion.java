package io.carillon.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.catalog.ConfiguredEventTypes;
import io.carillon.catalog.EventType;
import io.carillon.catalog.EventTypeRequest;
import io.carillon.catalog.ResourceTypeRequest;
import io.carillon.catalog.Validation;
import io.carillon.configuration.ConfigurationDocument;
import io.carillon.crypto.Digests;
import io.carillon.endpoint.EndpointRequest;
import io.carillon.endpoint.EventTypePattern;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import io.carillon.platform.EnumWords;
import io.carillon.tenant.ApplicationRequest;
import io.carillon.tenant.OrganizationDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The configuration of another service on its way to one of Carillon's: what it becomes, where each part comes from, what is left
 * behind, and what is wrong. Ids are made of those of the other service, so a second import finds the objects of the first.
 */
final class Conversion {

    private static final String NOTIFY = "notify";
    private static final int LONGEST_DESCRIPTION = 500;

    private final String system;
    private final KnownObjects known;
    private final Map<String, ResourceTypeRequest> resourceTypes = new LinkedHashMap<>();
    private final Map<String, EventTypeRequest> eventTypes = new LinkedHashMap<>();
    private final Map<String, OrganizationDocument> organizations = new LinkedHashMap<>();
    private final Map<String, ApplicationRequest> applications = new LinkedHashMap<>();
    private final Map<String, List<String>> enablements = new LinkedHashMap<>();
    private final Map<String, Map<String, EndpointRequest>> endpoints = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> origins = new LinkedHashMap<>();
    private final List<OmissionDocument> omissions = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();

    Conversion(ForeignSystem system, KnownObjects known) {
        this.system = EnumWords.of(system);
        this.known = known;
    }

    ConfigurationDocument document() {
        return new ConfigurationDocument(resourceTypes, eventTypes, organizations, applications, enablements, endpoints,
                Map.of());
    }

    Map<String, String> ids() {
        return ids;
    }

    List<OmissionDocument> omissions() {
        return omissions;
    }

    List<Flaw> flaws() {
        return flaws;
    }

    /** Records that what is at {@code pointer} is not taken over, and why. */
    void omit(String pointer, String detail) {
        omissions.add(new OmissionDocument(pointer, detail));
    }

    /** Records that what is at {@code pointer} cannot be read. */
    void flaw(String pointer, String detail) {
        flaws.add(Flaw.ofValue(pointer, detail));
    }

    /** {@code flaw} of the {@link #document}, with the place in the other service's document that it comes from. */
    Flaw atOrigin(Flaw flaw) {
        String pointer = flaw.pointer();
        for (int end = pointer.length(); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
            String origin = origins.get(pointer.substring(0, end));
            if (origin != null) {
                return Flaw.ofValue(origin + pointer.substring(end), flaw.detail());
            }
        }
        return flaw;
    }

    /** Whether endpoints can subscribe to the event type {@code name}. */
    boolean canSubscribe(String name) {
        return eventTypes.containsKey(name) || known.eventType(name).filter(type -> !type.archived()).isPresent();
    }

    /** Whether there is an event type that begins with {@code beginning}, among those of the document. */
    boolean hasEventTypeUnder(String beginning) {
        return eventTypes.keySet().stream().anyMatch(name -> name.startsWith(beginning));
    }

    /**
     * Adds an event type. What it is about is what the catalog says, or is found in its name: {@code invoice.paid} is an update
     * of an {@code invoice}.
     *
     * @param description null for none, which keeps what the catalog has; without that, it is the name
     * @param schema      null for none, which keeps what the catalog has
     * @param flags       those that hide it; none keeps what the catalog has
     */
    void eventType(ForeignObject source, String name, String description, Placed<JsonNode> schema, Validation validation,
            boolean deprecated, List<String> flags) {
        if (!EventType.isName(name)) {
            omit(source.pointer(), "has a name that Carillon does not allow: words of letters, digits, _ or - separated by dots,"
                    + " at most " + EventType.LONGEST_NAME + " characters");
            return;
        }
        EventTypeRequest found = known.eventType(name).orElseGet(() -> byItsName(source, name));
        String text = Stream.of(description, found.description(), name).filter(Objects::nonNull).findFirst().orElseThrow();
        EventTypeRequest bare = new EventTypeRequest(null, shortened(text), found.resourceType(), found.resourceOperation(),
                found.example(), found.schema(), found.validate(), deprecated, false, flags.isEmpty() ? found.flags() : flags);
        eventTypes.put(name, schema == null ? bare : withSchema(bare, schema, validation));
        origins.put("/eventTypes" + Pointer.step(name), source.pointer());
    }

    private static String shortened(String description) {
        return description.length() <= LONGEST_DESCRIPTION ? description : description.substring(0, LONGEST_DESCRIPTION);
    }

    /** What the event type {@code name} means, if the catalog does not have it; also adds its resource type. */
    private EventTypeRequest byItsName(ForeignObject source, String name) {
        String resourceType = name.substring(0, name.lastIndexOf('.'));
        if (!known.hasResourceType(resourceType)) {
            resourceTypes.put(resourceType, new ResourceTypeRequest(null, null, NOTIFY, NOTIFY, NOTIFY));
            origins.putIfAbsent("/resourceTypes" + Pointer.step(resourceType), source.pointer());
        }
        String operation = name.endsWith(".created") ? "create" : name.endsWith(".deleted") ? "delete" : "update";
        return new EventTypeRequest(null, null, resourceType, operation, null, null, null, null, null, null);
    }

    private EventTypeRequest withSchema(EventTypeRequest bare, Placed<JsonNode> schema, Validation validation) {
        EventTypeRequest wanted = new EventTypeRequest(null, bare.description(), bare.resourceType(), bare.resourceOperation(),
                null, schema.value(), validation, bare.deprecated(), false, bare.flags());
        Optional<String> objection = ConfiguredEventTypes.objectionToSchema(wanted);
        objection.ifPresent(why -> omit(schema.pointer(), "is a schema that cannot be used: " + why));
        return objection.isPresent() ? bare : wanted;
    }

    /**
     * Adds an application, and an organization that owns and enables it.
     *
     * @param id           at the other service
     * @param organization the id of the organization
     */
    void tenant(ForeignObject source, String id, String name, Notes notes, Placed<Long> organization) {
        String organizationId = organization.value().toString();
        String application = idOf("app", id);
        if (applications.containsKey(application)) {
            flaw(source.pointer("id"), "is the id of another one too");
        }
        if (!known.hasOrganization(organizationId)) {
            organizations.putIfAbsent(organizationId, new OrganizationDocument(organization.value(), name, null, null,
                    null));
            origins.putIfAbsent("/organizations" + Pointer.step(organizationId), source.pointer());
            origins.putIfAbsent("/organizations" + Pointer.step(organizationId) + "/id", organization.pointer());
        }
        applications.put(application, new ApplicationRequest(name, organization.value(), null, notes.externalId(),
                notes.metadata(), null));
        origins.put("/applications" + Pointer.step(application), source.pointer());
        origins.put("/applications" + Pointer.step(application) + "/ownerOrganizationId", organization.pointer());
        List<String> enabled = enablements.computeIfAbsent(organizationId, any -> new ArrayList<>());
        origins.put("/enablements" + Pointer.step(organizationId) + Pointer.step(enabled.size()), source.pointer());
        enabled.add(application);
    }

    /**
     * The id of the organization that stands for {@code id} at the other service: {@code given}, or the number that one of
     * {@code names} is, or one that is made of {@code id}.
     */
    Placed<Long> organizationOf(ForeignObject given, String id, List<Placed<String>> names) {
        Optional<JsonNode> chosen = given.value(id);
        if (chosen.isPresent()) {
            if (!chosen.get().isIntegralNumber() || !chosen.get().canConvertToLong()) {
                flaw(given.pointer(id), "must be the id of an organization, a whole number");
            }
            return new Placed<>(given.pointer(id), chosen.get().longValue());
        }
        return names.stream().filter(name -> name.value().matches("[1-9][0-9]{0,14}")).findFirst()
                .map(name -> new Placed<>(name.pointer(), Long.valueOf(name.value())))
                .orElseGet(() -> new Placed<>(names.get(0).pointer(),
                        Long.parseLong(digest("organization", id).substring(0, 12), 16) + 1));
    }

    /**
     * Adds an endpoint, and gives its application the flags of what the endpoint selects: the other services send what they hide.
     *
     * @param tenant the application that it belongs to, at the other service
     * @param id     at the other service
     * @param places where members come from, by their names
     */
    void endpoint(ForeignObject source, String tenant, String id, EndpointRequest endpoint, Map<String, String> places) {
        String application = ids.get(tenant);
        String key = idOf("ep", tenant + "/" + id);
        if (endpoints.computeIfAbsent(application, any -> new LinkedHashMap<>()).put(key, endpoint) != null) {
            flaw(source.pointer("id"), "is the id of another one too");
        }
        applications.computeIfPresent(application, (any, owner) -> owner.withFlags(flagsFor(endpoint)));
        String pointer = "/endpoints" + Pointer.step(application) + Pointer.step(key);
        origins.put(pointer, source.pointer());
        places.forEach((member, place) -> origins.put(pointer + Pointer.step(member), place));
    }

    private Set<String> flagsFor(EndpointRequest endpoint) {
        Set<String> flags = new TreeSet<>();
        endpoint.eventTypes().stream().map(EventTypePattern::new).forEach(pattern -> {
            known.eventType(pattern.text()).ifPresent(type -> flags.addAll(type.flags()));
            eventTypes.forEach((name, type) -> flags.addAll(pattern.matches(name) ? type.flags() : List.of()));
        });
        return flags;
    }

    private String idOf(String kind, String id) {
        String made = kind + "_" + digest(kind, id).substring(0, 32);
        ids.put(id, made);
        return made;
    }

    private String digest(String kind, String id) {
        return Digests.sha256((system + " " + kind + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
