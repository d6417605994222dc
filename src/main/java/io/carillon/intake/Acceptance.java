package io.carillon.intake;

import io.carillon.access.Caller;
import io.carillon.access.IdempotentRequests;
import io.carillon.access.Role;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.catalog.OperationalEvents;
import io.carillon.catalog.Validation;
import io.carillon.endpoint.NamedEndpoints;
import io.carillon.json.Flaw;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import io.carillon.queue.Change;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.ReadChange;
import io.carillon.tenant.KnownOrganizations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides whether a batch is accepted as a whole, and assigns an id to every change without one. */
@ApplicationScoped
class Acceptance {

    static final int MAX_CHANGES = 1_000;

    @Inject
    private Catalog catalog;
    @Inject
    private OperationalEvents operationalEvents;
    @Inject
    private KnownOrganizations organizations;
    @Inject
    private NamedEndpoints endpoints;
    @Inject
    private IdempotentRequests requests;

    /**
     * Reads one change or several by {@code reading}.
     *
     * @throws ProblemException 400 for text that is neither
     */
    static List<ReadChange> read(Reading reading) {
        try {
            return reading.read();
        } catch (MalformedChanges e) {
            throw ProblemException.malformed(e.flaw().pointer(), e.flaw().detail());
        }
    }

    /**
     * Returns the changes of {@code caller} with ids.
     *
     * @param idempotencyKey null, or what the ids are derived from, so that a repeated request of the same caller gets the same
     *                       ids; it is accepted again although an organization or event type is gone
     * @throws ProblemException 400 for unknown members, 422 for values that cannot be used, each with its pointer
     */
    List<Change> check(Caller caller, List<ReadChange> read, String idempotencyKey) {
        List<Flaw> flaws = flawsOf(caller, read);
        if (!flaws.isEmpty() && !wasAccepted(caller, read, idempotencyKey)) {
            throw refusal(flaws);
        }
        return withIds(caller, read, idempotencyKey);
    }

    /** Whether the same request was accepted before, when its organizations and event types were there. */
    private boolean wasAccepted(Caller caller, List<ReadChange> read, String idempotencyKey) {
        return idempotencyKey != null && read.stream().allMatch(ReadChange::isUsable)
                && requests.isRemembered(caller.keyId(), idempotencyKey,
                ChangesDocument.write(withIds(caller, read, idempotencyKey)));
    }

    private static List<Change> withIds(Caller caller, List<ReadChange> read, String idempotencyKey) {
        List<Change> changes = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            Change change = read.get(i).change();
            changes.add(change.id() != null ? change : change.withId(newId(caller, idempotencyKey, i)));
        }
        return changes;
    }

    /** Everything that is wrong with what {@code caller} reports. */
    List<Flaw> flawsOf(Caller caller, List<ReadChange> read) {
        CatalogSnapshot matrix = catalog.current();
        Set<Long> unknown = organizations.refused(read.stream().filter(ReadChange::isUsable).map(ReadChange::change)
                .filter(change -> foreign(caller, change).isEmpty()).map(Change::organizationId).collect(Collectors.toSet()));
        Set<String> unknownEndpoints = endpoints.unknown(read.stream().filter(ReadChange::isUsable)
                .flatMap(element -> element.change().endpoints().stream()).collect(Collectors.toSet()),
                caller.scope().organization().orElse(null));
        List<Flaw> flaws = new ArrayList<>();
        for (ReadChange element : read) {
            flaws.addAll(element.flaws());
            if (element.isUsable()) {
                Change change = element.change();
                Meaning meaning = matrix.meaningOf(change.eventType(), change.resourceType(), change.resourceOperation());
                Stream.of(foreign(caller, change), unknown(change, unknown), meaning.findFlaw(),
                                reserved(caller, change, meaning), NamedEndpoints.flawOf(change.endpoints(), unknownEndpoints))
                        .flatMap(Optional::stream).map(element.place()::of).forEach(flaws::add);
                matrix.violations(meaning, change.data(), Validation.REJECT).stream().map(element.place()::ofData)
                        .forEach(flaws::add);
            }
        }
        return flaws;
    }

    /** An organization may report only its own changes; whether another organization exists is not revealed. */
    private static Optional<Flaw> foreign(Caller caller, Change change) {
        return caller.scope().organization().filter(own -> change.organizationId() != own).map(own ->
                new Flaw("organization-unknown", "/organizationId", "must be " + own + ", the organization of the key or token"));
    }

    private static Optional<Flaw> unknown(Change change, Set<Long> unknown) {
        return Optional.of(change.organizationId()).filter(unknown::contains).map(KnownOrganizations::flawOf);
    }

    private Optional<Flaw> reserved(Caller caller, Change change, Meaning meaning) {
        return operationalEvents.flawOf(change.organizationId(), meaning)
                .filter(flaw -> caller.role() != Role.OPERATOR);
    }

    private static ProblemException refusal(List<Flaw> flaws) {
        return flaws.stream().filter(flaw -> flaw.reason().equals(Flaw.UNKNOWN_MEMBER)).findFirst()
                .map(flaw -> ProblemException.malformed(flaw.pointer(), flaw.detail()))
                .orElseGet(() -> ProblemException.invalid(flaws));
    }

    private static String newId(Caller caller, String idempotencyKey, int index) {
        if (idempotencyKey == null) {
            return Ids.next("ch");
        }
        UUID derived = UUID.nameUUIDFromBytes(
                (caller.keyId() + "/" + idempotencyKey + "#" + index).getBytes(StandardCharsets.UTF_8));
        return "ch_" + derived.toString().replace("-", "");
    }

    @FunctionalInterface
    interface Reading {
        List<ReadChange> read() throws MalformedChanges;
    }
}
