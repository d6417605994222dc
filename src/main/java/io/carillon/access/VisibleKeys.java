package io.carillon.access;

import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.database.Row;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the keys, and other grants with a scope, that the caller of the current request may see and change: an operator all of
 * them, an application its own, an organization its own and those of the applications that it owns. For another key it throws a
 * 404, exactly as for one that does not exist.
 */
@ApplicationScoped
public class VisibleKeys {

    private static final String OWNER = "SELECT owner_organization_id FROM application WHERE id = ?";

    @Inject
    private Database database;
    @Inject
    private ApiKeys keys;
    @Inject
    private CurrentCaller caller;

    /** The key {@code id}, locked until the end of the transaction. */
    ApiKey findForUpdate(String id) {
        return keys.findForUpdate(id).filter(key -> manages(key.scope()))
                .orElseThrow(() -> ProblemException.notFound("key " + id));
    }

    /** Whether the caller may see and change the keys of {@code scope}. */
    public boolean manages(Scope scope) {
        return includes(caller.get().scope(), scope);
    }

    /** Whether somebody with the scope {@code whole} may see and change the keys of {@code scope}. */
    public boolean includes(Scope whole, Scope scope) {
        return switch (whole.role()) {
            case OPERATOR -> true;
            case ORGANIZATION -> organizationOf(scope).equals(whole.organization());
            case APPLICATION -> scope.equals(whole);
            case PRODUCER -> false;
        };
    }

    /** The organization of {@code scope}, or the one that owns its application. */
    Optional<Long> organizationOf(Scope scope) {
        return scope.application().isEmpty() ? scope.organization()
                : database.sql(OWNER).with(scope.tenant()).list(Row::numberOrNull).stream().filter(Objects::nonNull).findFirst();
    }

    /**
     * A filter of keys {@code k}, or other rows with a {@code scope}: those that the caller may see, and that have {@code scope}
     * unless it is null; 400 for a text that is no scope.
     */
    public JpqlFilter filter(String scope) {
        if (scope != null && Scope.parse(scope).isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    "scope must be operator, producer, organization:<id> or application:<id>.");
        }
        JpqlFilter filter = new JpqlFilter().and("k.scope = ?", scope);
        return caller.get().role() == Role.OPERATOR ? filter : ApiKeys.ofTenant(filter, caller.get().scope());
    }
}
