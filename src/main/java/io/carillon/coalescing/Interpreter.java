package io.carillon.coalescing;

import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.catalog.NotificationRule;
import io.carillon.catalog.OperationalEvents;
import io.carillon.catalog.Validation;
import io.carillon.coalescing.InterpretedMessage.Warning;
import io.carillon.database.Database;
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
import java.util.stream.Collectors;

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
        Map<Long, Optional<Long>> parents = tenants.parentsOf(contents.stream()
                .flatMap(content -> content.elements.stream()).filter(ReadChange::isUsable)
                .map(element -> element.change().organizationId()).collect(Collectors.toSet()));
        return contents.stream().map(content -> interpret(content, matrix, parents, times)).toList();
    }

    private InterpretedMessage interpret(Content content, CatalogSnapshot matrix, Map<Long, Optional<Long>> parents,
            ChangeTimes times) {
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
            Optional<Flaw> flaw = flawOf(change, meaning, content.message, parents).map(element.place()::of)
                    .or(() -> violation(matrix, element, meaning, content.message));
            if (flaw.isPresent()) {
                rejections.add(Rejection.ofElement(content.message, i, element, flaw.get()));
            } else {
                Meaning.Known known = (Meaning.Known) meaning;
                ResolvedChange resolved = resolved(change, content.message, i, known, parents, times);
                changes.add(resolved);
                summaryOf(matrix.violations(known, change.data(), Validation.WARN), element, known)
                        .ifPresent(warned -> warnings.add(new Warning(resolved, warned)));
            }
        }
        return new InterpretedMessage(content.message, changes, rejections, warnings);
    }

    /** The first reason to reject {@code change}, whatever its data are; its pointer is relative to the change. */
    private Optional<Flaw> flawOf(Change change, Meaning meaning, QueuedMessage message, Map<Long, Optional<Long>> parents) {
        long organization = change.organizationId();
        return meaning.findFlaw()
                .or(() -> parents.containsKey(organization) ? Optional.empty()
                        : Optional.of(KnownOrganizations.flawOf(organization)))
                .or(() -> operationalEvents.flawOf(organization, meaning).filter(reserved -> !message.isOurs()));
    }

    /** What was accepted over HTTP was checked there, and is not rejected by a schema that came later. */
    private static Optional<Flaw> violation(CatalogSnapshot matrix, ReadChange element, Meaning meaning, QueuedMessage message) {
        return message.isOurs() && message.requeued().isEmpty() ? Optional.empty()
                : summaryOf(matrix.violations(meaning, element.change().data(), Validation.REJECT), element,
                        (Meaning.Known) meaning);
    }

    private static Optional<Flaw> summaryOf(List<Flaw> violations, ReadChange element, Meaning.Known meaning) {
        return violations.isEmpty() ? Optional.empty()
                : Optional.of(element.place().ofData(DataSchema.summaryOf(violations, meaning.reported())));
    }

    private ResolvedChange resolved(Change change, QueuedMessage message, int index, Meaning.Known known,
            Map<Long, Optional<Long>> parents, ChangeTimes times) {
        long reportedBy = change.organizationId();
        long notified = known.audience() == NotificationRule.NOTIFY_PARENT
                ? parents.get(reportedBy).orElse(reportedBy) : reportedBy;
        return new ResolvedChange(reportedBy, message.changeId(change, index), known.reported(), known.audience(),
                new BucketKey(new ObjectKey(notified, known.resourceType(), change.resourceId()), known.eventType()),
                Summary.of(known.operation(), times.of(change, message), arrivals.next(), change.data())
                        .linkedTo(message.trace()));
    }

    /** The elements of a message, or the reason why it has none. */
    private record Content(QueuedMessage message, List<ReadChange> elements, List<Rejection> malformed) {

        static Content of(QueuedMessage message) {
            try {
                return new Content(message, message.changes(), List.of());
            } catch (MalformedChanges e) {
                return new Content(message, List.of(), List.of(Rejection.ofMalformed(message, e.flaw())));
            }
        }
    }
}
