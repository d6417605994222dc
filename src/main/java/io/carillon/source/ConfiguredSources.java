package io.carillon.source;

import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.http.ConfiguredObjects;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The sources of the configuration, by id. Secrets are masked, and a masked one keeps what is stored; a new source must bring its
 * secret.
 */
@ApplicationScoped
public class ConfiguredSources implements ConfiguredObjects<SourceRequest> {

    @Inject
    private Database database;
    @Inject
    private SourceWrites writes;
    @Inject
    private SourceSecrets secrets;

    @Override
    public Map<String, SourceRequest> all(Long organization, int most) {
        Map<String, SourceRequest> all = new LinkedHashMap<>();
        new JpqlFilter().and("s.organizationId = ?", organization)
                .query(database.entities(), Source.class, "SELECT s FROM Source s", "ORDER BY s.id")
                .setMaxResults(most).getResultList().forEach(found -> all.put(found.id(), SourceRequest.of(found)));
        return all;
    }

    @Override
    public Optional<SourceRequest> find(String id) {
        return row(id).map(SourceRequest::of);
    }

    private Optional<Source> row(String id) {
        return Optional.ofNullable(database.entities().find(Source.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The mask in place of a secret that is stored already, so that it makes no difference. */
    @Override
    public SourceRequest completed(String id, SourceRequest wanted, SourceRequest present) {
        boolean isStored = row(id).filter(source -> isSecretOf(source, wanted.verification().secret())).isPresent();
        return isStored ? new SourceRequest(wanted.name(), wanted.organizationId(),
                wanted.verification().withSecret(SourceSecrets.MASK), wanted.mappings(), wanted.unmatched()) : wanted;
    }

    private boolean isSecretOf(Source source, String secret) {
        try {
            return secrets.of(source).secret().equals(secret);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Override
    public void put(String id, SourceRequest wanted) {
        Source existing = row(id).orElse(null);
        if (existing == null) {
            if (!Ids.isId(Source.PREFIX, id)) {
                throw ProblemException.invalid("", "must be named src_ and 32 hexadecimal digits in lower case");
            }
            writes.create(id, wanted);
            return;
        }
        if (!Objects.equals(wanted.organizationId(), existing.organizationId())) {
            throw ProblemException.invalid("/organizationId", SourcesResource.FIXED.get("organizationId"));
        }
        writes.describe(existing, "source.replaced", wanted);
    }
}
