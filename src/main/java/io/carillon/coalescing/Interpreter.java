package io.carillon.coalescing;

import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.catalog.NotificationRule;
import io.carillon.catalog.OperationalEvents;
import io.carillon.catalog.Validation;
import io.carillon.coalescing.InterpretedMessage.Warning;
import io.carillon.database.Database;
import io.carillon.endpoint.NamedEndpoints;
import io.carillon.json.Flaw;
import io.carillon.queue.Change;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.ReadChange;
import io.carillon.rejected.Rejection;
import io.carillon.schema.DataSchema;
import io.carillon.tenant.KnownOrganizations;
import io.carillon.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Determines what queued messages mean: for each element an object to announce and an organization to notify, or a rejection. */
@ApplicationScoped
class Interpreter {

    @Inject
    private Catalog catalog;
    @Inject
    private OperationalEvents operationalEvents;
    @Inject
    private Tenants tenants;
    @Inject
    private NamedEndpoints endpoints;
    @Inject
    private ArrivalNumbers arrivals;
    @Inject
    private Clock clock;
    @Inject
    private Database database;

    /** Interprets each of {@code messages}; a bad element does not affect the others in its message. */
    List<InterpretedMessage> interpret(List<QueuedMessage> messages) {
        CatalogSnapshot matrix = catalog.current();
        ChangeTimes times = new ChangeTimes(clock, database);
        List<Content> contents = messages.stream().map(Content::of).toList();
        Names names = new Names(tenants.parentsOf(changesIn(contents.stream()).map(Change::organizationId)
                .collect(Collectors.toSet())), endpoints.unknown(changesIn(contents.stream().filter(Content::isUnchecked))
                .flatMap(change -> change.endpoints().stream()).collect(Collectors.toSet()), null));
        return contents.stream().map(content -> interpret(content, matrix, names, times)).toList();
    }

    private static Stream<Change> changesIn(Stream<Content> contents) {
        return contents.flatMap(content -> content.elements.stream()).filter(ReadChange::isUsable).map(ReadChange::change);
    }

    private InterpretedMessage interpret(Content content, CatalogSnapshot matrix, Names names, ChangeTimes times) {
        List<ResolvedChange> changes = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>(content.malformed);
        List<Warning> warnings = new ArrayList<>();
        for (int i = 0; i < content.elements.size(); i++) {
            ReadChange element = content.elements.get(i);
            if (!element.isUsable()) {
                rejections.add(Rejection.ofElement(content.message, i, element, element.flaws().get(0)));
                continue;
            }
            Change change = element.change();
            Meaning meaning = matrix.meaningOf(change.eventType(), change.resourceType(), change.resourceOperation());
            Optional<Flaw> flaw = flawOf(change, meaning, content, names).map(element.place()::of)
                    .or(() -> violation(matrix, element, meaning, content));
            if (flaw.isPresent()) {
                rejections.add(Rejection.ofElement(content.message, i, element, flaw.get()));
            } else {
                Meaning.Known known = (Meaning.Known) meaning;
                ResolvedChange resolved = resolved(change, content.message, i, known, names, times);
                changes.add(resolved);
                summaryOf(matrix.violations(known, change.data(), Validation.WARN), element, known)
                        .ifPresent(warned -> warnings.add(new Warning(resolved, warned)));
            }
        }
        return new InterpretedMessage(content.message, changes, rejections, warnings);
    }

    /** The first reason to reject {@code change}, whatever its data are; its pointer is relative to the change. */
    private Optional<Flaw> flawOf(Change change, Meaning meaning, Content content, Names names) {
        long organization = change.organizationId();
        return meaning.findFlaw()
                .or(() -> names.parents.containsKey(organization) ? Optional.empty()
                        : Optional.of(KnownOrganizations.flawOf(organization)))
                .or(() -> operationalEvents.flawOf(organization, meaning).filter(reserved -> !content.message.isOurs()))
                .or(() -> NamedEndpoints.flawOf(content.isUnchecked() ? change.endpoints() : List.of(), names.unknownEndpoints));
    }

    /** What was accepted over HTTP was checked there, and is not rejected by a schema that came later. */
    private static Optional<Flaw> violation(CatalogSnapshot matrix, ReadChange element, Meaning meaning, Content content) {
        return !content.isUnchecked() ? Optional.empty()
                : summaryOf(matrix.violations(meaning, element.change().data(), Validation.REJECT), element,
                        (Meaning.Known) meaning);
    }

    private static Optional<Flaw> summaryOf(List<Flaw> violations, ReadChange element, Meaning.Known meaning) {
        return violations.isEmpty() ? Optional.empty()
                : Optional.of(element.place().ofData(DataSchema.summaryOf(violations, meaning.reported())));
    }

    private ResolvedChange resolved(Change change, QueuedMessage message, int index, Meaning.Known known,
            Names names, ChangeTimes times) {
        long reportedBy = change.organizationId();
        long notified = known.audience() == NotificationRule.NOTIFY_PARENT
                ? names.parents.get(reportedBy).orElse(reportedBy) : reportedBy;
        return new ResolvedChange(reportedBy, message.changeId(change, index), known.reported(), known.audience(),
                new BucketKey(new ObjectKey(notified, known.resourceType(), change.resourceId()), known.eventType()),
                Summary.of(known.operation(), times.of(change, message), arrivals.next(), change.data())
                        .linkedTo(message.trace()).under(Terms.of(change)),
                Set.copyOf(change.endpoints()));
    }

    /**
     * What there is of that which the changes name.
     *
     * @param parents          of the organizations that exist
     * @param unknownEndpoints ids of endpoints that do not exist
     */
    private record Names(Map<Long, Optional<Long>> parents, Set<String> unknownEndpoints) {
    }

    /** The elements of a message, or the reason why it has none. */
    private record Content(QueuedMessage message, List<ReadChange> elements, List<Rejection> malformed) {

        /** Whether its changes were not checked over HTTP, or have been corrected since. */
        boolean isUnchecked() {
            return !message.isOurs() || message.requeued().isPresent();
        }

        static Content of(QueuedMessage message) {
            try {
                return new Content(message, message.changes(), List.of());
            } catch (MalformedChanges e) {
                return new Content(message, List.of(), List.of(Rejection.ofMalformed(message, e.flaw())));
            }
        }
    }
}
