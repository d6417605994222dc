package io.carillon.source;

import io.carillon.database.Database;
import io.carillon.platform.FactLog;
import io.carillon.platform.OneSecondCache;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * Finds the source of a request, with at most one look-up a second for each. A change takes effect at once on the node that makes
 * it, and within a second on all others. Thread-safe.
 */
@ApplicationScoped
public class ReadySources {

    private static final FactLog LOG = FactLog.of(ReadySources.class);
    private static final int LIMIT = 10_000;

    @Inject
    private Database database;
    @Inject
    private SourceSecrets secrets;
    @Inject
    private Clock clock;

    private OneSecondCache<String, ReadySource> sources;

    @PostConstruct
    void open() {
        sources = new OneSecondCache<>(clock, LIMIT);
    }

    /**
     * The source with this id.
     *
     * @throws ProblemException 503 if its secret cannot be decrypted
     */
    @Transactional
    public Optional<ReadySource> find(String id) {
        return sources.get(id, this::read);
    }

    private Optional<ReadySource> read(String id) {
        return Optional.ofNullable(database.entities().find(Source.class, id)).map(this::ready);
    }

    private ReadySource ready(Source source) {
        try {
            return new ReadySource(source, secrets.of(source), source.mappings());
        } catch (IllegalStateException e) {
            LOG.warn("source.unreadable", "source", source.id(), "reason", e.getMessage());
            throw new ProblemException(ProblemType.UNAVAILABLE, "This source cannot verify requests now.");
        }
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) SourceWritten written) {
        sources.removeIf(source -> source.id().equals(written.id()));
    }

    /** A source was changed or deleted. */
    record SourceWritten(String id) {
    }
}
