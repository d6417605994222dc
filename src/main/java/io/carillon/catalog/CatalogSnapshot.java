package io.carillon.catalog;

import io.carillon.catalog.Meaning.Known;
import io.carillon.catalog.Meaning.Unknown;
import io.carillon.json.Flaw;
import io.carillon.tenant.Flags;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole catalog at one moment. Decides what a change means, by the rules of the SportsEngine and the TrackScore document.
 * Immutable. Event types whose resource type is missing are left out: the two are not read at the same moment.
 */
public final class CatalogSnapshot {

    private final Map<String, ResourceType> resourceTypes;
    private final Map<String, EventType> eventTypes;
    private final Map<String, EventType> defaults;
    /** The flags of those event types that have some. */
    private final Map<String, Set<String>> flags;
    private final CompiledSchemas schemas;

    /** Without schemas that were used before. */
    CatalogSnapshot(List<ResourceType> resourceTypes, List<EventType> eventTypes) {
        this(resourceTypes, eventTypes, new CompiledSchemas());
    }

    CatalogSnapshot(List<ResourceType> resourceTypes, List<EventType> eventTypes, CompiledSchemas schemas) {
        this.schemas = schemas;
        this.resourceTypes = resourceTypes.stream().collect(Collectors.toMap(ResourceType::name, Function.identity()));
        this.eventTypes = eventTypes.stream().filter(type -> this.resourceTypes.containsKey(type.resourceType()))
                .collect(Collectors.toMap(EventType::name, Function.identity()));
        this.flags = this.eventTypes.values().stream().filter(type -> !type.flags().isEmpty())
                .collect(Collectors.toMap(EventType::name, EventType::flags));
        this.defaults = this.eventTypes.values().stream().filter(EventType::isDefault).collect(Collectors.toMap(
                type -> keyOf(type.resourceType(), type.operation()), Function.identity(), (first, other) -> first));
    }

    /**
     * The meaning of a change.
     *
     * @param eventType    may be null if the other two are given
     * @param resourceType may be null if the event type is given
     * @param operation    {@code create}, {@code update} or {@code delete}; may be null if the event type is given
     */
    public Meaning meaningOf(String eventType, String resourceType, String operation) {
        return eventType == null ? ofOperation(resourceType, operation) : ofEventType(eventType, resourceType, operation);
    }

    /** Whether any event type has flags. */
    public boolean hasFlags() {
        return !flags.isEmpty();
    }

    /** The flags that an application needs in order to get and see an event type. */
    public Set<String> flagsOf(String eventType) {
        return flags.getOrDefault(eventType, Set.of());
    }

    /** The names of the event types whose flags none of {@code applications} has, each given by its flags. */
    public Set<String> hiddenFrom(Collection<Set<String>> applications) {
        return flags.entrySet().stream().filter(type -> !Flags.open(type.getValue(), applications)).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Some event types by the flags that an application needs for them. */
    public Map<Set<String>, Set<String>> byFlags(Collection<String> names) {
        return names.stream().collect(Collectors.groupingBy(this::flagsOf, Collectors.toSet()));
    }

    /** The catalog without some event types, as if they did not exist. */
    CatalogSnapshot without(Set<String> hidden) {
        return hidden.isEmpty() ? this : new CatalogSnapshot(List.copyOf(resourceTypes.values()),
                eventTypes.values().stream().filter(type -> !hidden.contains(type.name())).toList(), schemas);
    }

    /** The catalog as an application with {@code own} flags gets and sees it. */
    public CatalogSnapshot openTo(Set<String> own) {
        return without(hiddenFrom(List.of(own)));
    }

    /** The names of all event types. */
    public Set<String> eventTypeNames() {
        return eventTypes.keySet();
    }

    /**
     * The event types that are announced when an event type is reported: none if it is silent, that of the whole for a part.
     * Empty if there is no such event type.
     */
    public Optional<SortedSet<String>> announcedFor(String eventType) {
        return Optional.ofNullable(eventTypes.get(eventType)).map(type -> announced(Stream.of(type)));
    }

    /** The same for all event types of a resource type. */
    public Optional<SortedSet<String>> announcedAbout(String resourceType) {
        return Optional.ofNullable(resourceTypes.get(resourceType)).map(type -> announced(eventTypes.values().stream()
                .filter(event -> event.resourceType().equals(resourceType))));
    }

    /** The event types that can be announced, by name. */
    public List<EventTypeDocument> announced() {
        return announced(eventTypes.values().stream()).stream().map(eventTypes::get).map(EventTypeDocument::of).toList();
    }

    private SortedSet<String> announced(Stream<EventType> reported) {
        return reported.map(type -> ofEventType(type.name(), null, null))
                .filter(Known.class::isInstance).map(Known.class::cast)
                .filter(known -> known.audience() != NotificationRule.SILENT)
                .map(Known::eventType).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why no webhook can name an event type, although changes may report it; empty if one can. */
    public Optional<String> whyNeverAnnounced(String eventType) {
        EventType type = eventTypes.get(eventType);
        ResourceType resource = resourceTypes.get(type.resourceType());
        return switch (resource.audience(type.operation())) {
            case ABSENT -> Optional.of("a " + resource.name() + " has no " + type.operation().word());
            case SILENT -> Optional.of("organizations are not notified of " + eventType);
            default -> resource.partOf()
                    .map(whole -> "a " + resource.name() + " is part of a " + whole + ", whose update is announced instead");
        };
    }

    /** Whether no endpoint can subscribe to an event type, which exists, any more. */
    public boolean isArchived(String eventType) {
        return eventTypes.get(eventType).isArchived();
    }

    /** Whether there is such a resource type. */
    public boolean hasResourceType(String name) {
        return resourceTypes.containsKey(name);
    }

    /** The example data of an event type, as JSON text; empty if it has none or does not exist. */
    public Optional<String> exampleOf(String eventType) {
        return Optional.ofNullable(eventTypes.get(eventType)).map(EventType::example);
    }

    /**
     * How {@code data} violates the schema of the event type that was reported, if what follows is {@code consequence}; with
     * pointers from the root of the data. Empty for an event type without a schema, at no cost.
     */
    public List<Flaw> violations(Meaning meaning, String data, Validation consequence) {
        return meaning instanceof Known known ? violations(eventTypes.get(known.reported()), data, consequence) : List.of();
    }

    private List<Flaw> violations(EventType type, String data, Validation consequence) {
        return type == null || type.schema() == null || type.validation() != consequence ? List.of()
                : schemas.of(type).map(schema -> schema.violationsOf(data)).orElse(List.of());
    }

    private Meaning ofEventType(String name, String resourceType, String operation) {
        EventType type = eventTypes.get(name);
        if (type == null) {
            return unknown("event-type-unknown", "/eventType", "is not an event type of the catalog: " + name);
        }
        if (resourceType != null && !resourceType.equals(type.resourceType())) {
            return unknown("resource-type-contradicts", "/resourceType",
                    "is not the resource type of " + name + ", which is " + type.resourceType());
        }
        if (operation != null && !operation.equals(type.operation().word())) {
            return unknown("operation-contradicts", "/resourceOperation",
                    "is not the operation of " + name + ", which is " + type.operation().word());
        }
        return known(type, resourceTypes.get(type.resourceType()));
    }

    private Meaning ofOperation(String resourceType, String operation) {
        ResourceType type = resourceTypes.get(resourceType);
        if (type == null) {
            return unknown("resource-type-unknown", "/resourceType",
                    "is not a resource type of the catalog: " + resourceType);
        }
        Operation done = Operation.ofWord(operation).orElseThrow();
        if (type.audience(done) == NotificationRule.ABSENT) {
            return absent(type, done);
        }
        return defaultEventType(resourceType, done)
                .map(found -> known(found, type))
                .orElseGet(() -> unknown("event-type-missing", "/eventType",
                        "is required, because " + resourceType + " has no default event type for " + operation));
    }

    private Optional<EventType> defaultEventType(String resourceType, Operation operation) {
        return Optional.ofNullable(defaults.get(keyOf(resourceType, operation)));
    }

    private static String keyOf(String resourceType, Operation operation) {
        return operation.word() + ' ' + resourceType;
    }

    private Meaning known(EventType event, ResourceType type) {
        NotificationRule audience = type.audience(event.operation());
        if (audience == NotificationRule.ABSENT) {
            return absent(type, event.operation());
        }
        if (type.partOf().isEmpty() || audience == NotificationRule.SILENT) {
            return new Known(event.name(), type.name(), event.operation(), audience, event.name());
        }
        Meaning meaning = ofOperation(type.partOf().get(), Operation.UPDATE.word());
        return meaning instanceof Known whole ? whole.reportedAs(event.name()) : meaning;
    }

    private static Meaning absent(ResourceType type, Operation operation) {
        return unknown("operation-absent", "/resourceOperation",
                "is not an operation of " + type.name() + ": " + operation.word());
    }

    private static Unknown unknown(String reason, String pointer, String detail) {
        return new Unknown(new Flaw(reason, pointer, detail));
    }
}
