package io.carillon.coalescing;

import io.carillon.catalog.Audience;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.Matrix;
import io.carillon.catalog.Meaning;
import io.carillon.queue.Change;
import io.carillon.queue.Flaw;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.ReadChange;
import io.carillon.registry.Organizations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out what a queued message means: per element an object to announce and whom to notify, or a rejection. */
@ApplicationScoped
class Interpreter {

    @Inject
    private Catalog catalog;
    @Inject
    private Organizations organizations;

    /** Reads {@code message}; one bad element does not spoil the others. */
    Reading read(QueuedMessage message) {
        try {
            return interpret(message, message.changes());
        } catch (MalformedChanges e) {
            Flaw flaw = e.flaw();
            return new Reading(List.of(),
                    List.of(new Rejection(flaw.reason(), flaw.pointer(), flaw.detail(), message.body())));
        }
    }

    private Reading interpret(QueuedMessage message, List<ReadChange> elements) {
        Matrix matrix = catalog.current();
        Map<Long, Optional<Long>> parents = organizations.parentsOf(elements.stream().filter(ReadChange::isUsable)
                .map(element -> element.change().organizationId()).collect(Collectors.toSet()));
        List<Announceable> announceables = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            ReadChange element = elements.get(i);
            Optional<Flaw> flaw = flawOf(element, matrix, parents);
            if (flaw.isPresent()) {
                rejections.add(rejection(flaw.get(), element));
            } else {
                String id = element.change().id() != null ? element.change().id() : message.id() + "#" + i;
                announceables.add(announceable(element.change(), id, message.sentAt(), matrix, parents));
            }
        }
        return new Reading(announceables, rejections);
    }

    private static Optional<Flaw> flawOf(ReadChange element, Matrix matrix, Map<Long, Optional<Long>> parents) {
        if (!element.isUsable()) {
            return Optional.of(element.flaws().get(0));
        }
        if (meaning(matrix, element.change()) instanceof Meaning.Unknown unknown) {
            return Optional.of(new Flaw(unknown.reason(), element.pointer() + unknown.pointer(), unknown.detail()));
        }
        long organization = element.change().organizationId();
        return parents.containsKey(organization) ? Optional.empty()
                : Optional.of(new Flaw("organization-unknown", element.pointer() + "/organizationId",
                        "is not an organization: " + organization));
    }

    private static Rejection rejection(Flaw flaw, ReadChange element) {
        return new Rejection(flaw.reason(), flaw.pointer(), flaw.detail(), element.source());
    }

    private static Meaning meaning(Matrix matrix, Change change) {
        return matrix.meaningOf(change.eventType(), change.resourceType(), change.resourceOperation());
    }

    private static Announceable announceable(Change change, String id, Instant sentAt, Matrix matrix,
            Map<Long, Optional<Long>> parents) {
        Meaning.Known known = (Meaning.Known) meaning(matrix, change);
        long reportedBy = change.organizationId();
        long notified = known.audience() == Audience.NOTIFY_PARENT ? parents.get(reportedBy).orElse(reportedBy) : reportedBy;
        return new Announceable(reportedBy, id, new BucketKey(notified, known.resourceType(), change.resourceId()),
                known.audience(), known.operation(), known.eventType(),
                change.occurredAt() != null ? change.occurredAt() : sentAt, change.data());
    }
}
