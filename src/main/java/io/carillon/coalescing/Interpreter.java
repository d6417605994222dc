package io.carillon.coalescing;

import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.catalog.NotificationRule;
import io.carillon.catalog.OperationalEvents;
import io.carillon.json.Flaw;
import io.carillon.queue.Change;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.OriginSeal;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.ReadChange;
import io.carillon.rejected.Rejection;
import io.carillon.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out what queued messages mean: per element an object to announce and whom to notify, or a rejection. */
@ApplicationScoped
class Interpreter {

    @Inject
    private Catalog catalog;
    @Inject
    private OperationalEvents operationalEvents;
    @Inject
    private OriginSeal seal;
    @Inject
    private Tenants tenants;

    /** Reads {@code messages}, each for itself; one bad element does not spoil the others of its message. */
    List<InterpretedMessage> read(List<QueuedMessage> messages) {
        CatalogSnapshot matrix = catalog.current();
        List<Content> contents = messages.stream().map(Content::of).toList();
        Map<Long, Optional<Long>> parents = tenants.parentsOf(contents.stream()
                .flatMap(content -> content.elements.stream()).filter(ReadChange::isUsable)
                .map(element -> element.change().organizationId()).collect(Collectors.toSet()));
        return contents.stream().map(content -> interpret(content, matrix, parents)).toList();
    }

    private InterpretedMessage interpret(Content content, CatalogSnapshot matrix, Map<Long, Optional<Long>> parents) {
        List<ResolvedChange> announceables = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>(content.malformed);
        for (int i = 0; i < content.elements.size(); i++) {
            ReadChange element = content.elements.get(i);
            Meaning meaning = element.isUsable() ? meaning(matrix, element.change()) : null;
            Optional<Flaw> flaw = flawOf(element, meaning, parents)
                    .or(() -> reserved(element, meaning).filter(ofOthers -> !seal.isOn(content.message)));
            if (flaw.isPresent()) {
                rejections.add(Rejection.ofElement(content.message, i, element, flaw.get()));
            } else {
                String id = element.change().id() != null ? element.change().id() : content.message.changeId(i);
                announceables.add(announceable(element.change(), id, content.message.sentAt(), (Meaning.Known) meaning, parents));
            }
        }
        return new InterpretedMessage(content.message, announceables, rejections);
    }

    /** {@code meaning} is null for an element that is no change. */
    private static Optional<Flaw> flawOf(ReadChange element, Meaning meaning, Map<Long, Optional<Long>> parents) {
        if (!element.isUsable()) {
            return Optional.of(element.flaws().get(0));
        }
        if (meaning instanceof Meaning.Unknown unknown) {
            return Optional.of(new Flaw(unknown.reason(), element.place().of(unknown.pointer()), unknown.detail()));
        }
        long organization = element.change().organizationId();
        return parents.containsKey(organization) ? Optional.empty()
                : Optional.of(new Flaw("organization-unknown", element.place().of("/organizationId"),
                        "is not an organization: " + organization));
    }

    private Optional<Flaw> reserved(ReadChange element, Meaning meaning) {
        return operationalEvents.flawOf(element.change().organizationId(), meaning)
                .map(detail -> new Flaw(OperationalEvents.REASON, element.place().of("/eventType"), detail));
    }

    private static Meaning meaning(CatalogSnapshot matrix, Change change) {
        return matrix.meaningOf(change.eventType(), change.resourceType(), change.resourceOperation());
    }

    private static ResolvedChange announceable(Change change, String id, Instant sentAt, Meaning.Known known,
            Map<Long, Optional<Long>> parents) {
        long reportedBy = change.organizationId();
        long notified = known.audience() == NotificationRule.NOTIFY_PARENT ? parents.get(reportedBy).orElse(reportedBy) : reportedBy;
        return new ResolvedChange(reportedBy, id, new BucketKey(notified, known.resourceType(), change.resourceId()),
                known.audience(), known.operation(), known.eventType(),
                change.occurredAt() != null ? change.occurredAt() : sentAt, change.data());
    }

    /** The elements of a message, or why it has none. */
    private record Content(QueuedMessage message, List<ReadChange> elements, List<Rejection> malformed) {

        static Content of(QueuedMessage message) {
            try {
                return new Content(message, message.changes(), List.of());
            } catch (MalformedChanges e) {
                return new Content(message, List.of(), List.of(Rejection.ofWhole(message, e.flaw())));
            }
        }
    }
}
