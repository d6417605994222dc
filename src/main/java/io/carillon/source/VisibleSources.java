package io.carillon.source;

import io.carillon.access.CurrentCaller;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;

/** The sources that the caller of the current request may see: an operator all, an organization its own. */
@ApplicationScoped
public class VisibleSources {

    @Inject
    private Database database;
    @Inject
    private CurrentCaller caller;

    /** Those of {@code organization}, or of all if it is null, after the one with the id {@code after}. */
    TypedQuery<Source> query(Long organization, String after) {
        return new JpqlFilter().and("s.organizationId = ?", caller.organization().orElse(null))
                .and("s.organizationId = ?", organization).and("s.id > ?", after)
                .query(database.entities(), Source.class, "SELECT s FROM Source s", "ORDER BY s.id");
    }

    /**
     * The source with this id.
     *
     * @throws ProblemException 404 if there is none for the caller
     */
    Source find(String id) {
        return visible(database.entities().find(Source.class, id), id);
    }

    /** The same, locked until the end of the transaction. */
    Source findForUpdate(String id) {
        return visible(database.entities().find(Source.class, id, LockModeType.PESSIMISTIC_WRITE), id);
    }

    private Source visible(Source source, String id) {
        return Optional.ofNullable(source)
                .filter(found -> caller.organization().map(own -> own.equals(found.organizationId())).orElse(true))
                .orElseThrow(() -> ProblemException.notFound("source " + id));
    }

    /**
     * The source with this id, ready for samples.
     *
     * @param mappings to be tried in place of its own; null for its own
     * @throws ProblemException 404 if there is none for the caller, 422 for mappings that cannot be used
     */
    public SampleReader sampleReader(String id, List<SourceMapping> mappings) {
        Source source = find(id);
        if (mappings != null) {
            SourceRequest tried = SourceRequest.of(source);
            SourceRules.check(new SourceRequest(tried.name(), tried.organizationId(), tried.verification(), mappings,
                    tried.unmatched()), source);
        }
        return new SampleReader(new ReadySource(source, source.verification(), mappings == null ? source.mappings() : mappings),
                source.unmatched());
    }
}
