package io.carillon.oidc;

import io.carillon.access.Caller;
import io.carillon.access.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** What the people of the provider may do, by the present settings. */
@ApplicationScoped
public class People {

    private OidcSettings settings;

    /** For the container's proxy. */
    protected People() {
    }

    @Inject
    People(OidcSettings settings) {
        this.settings = settings;
    }

    /** The caller in a session of {@code person}; empty once there is another provider or the group has no scope any more. */
    public Optional<Caller> callerOf(Person person) {
        return Optional.of(person).filter(any -> settings.isConfigured() && settings.issuer().equals(any.issuer()))
                .flatMap(known -> settings.scopeOf(known.group())).map(scope -> caller(person, scope));
    }

    private static Caller caller(Person person, Scope scope) {
        return new Caller(person.id(), person.name(), scope, person.id(), null, scope.role().capabilities());
    }
}
