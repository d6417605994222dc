package io.carillon.tenant;

import io.carillon.access.Caller;
import io.carillon.tenant.MeDocument.NamedApplication;
import io.carillon.tenant.MeDocument.NamedOrganization;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Describes callers to themselves. */
@ApplicationScoped
@Transactional
public class Me {

    @Inject
    private VisibleTenants tenants;

    /** What {@code caller} is, with the name of its tenant. */
    public MeDocument of(Caller caller) {
        return new MeDocument(caller.keyId(), caller.name(), caller.scope().toString(), caller.role(),
                caller.capabilities(), caller.expiresAt(),
                caller.scope().organization().map(this::organization).orElse(null),
                caller.scope().application().map(this::application).orElse(null));
    }

    private NamedOrganization organization(long id) {
        return new NamedOrganization(id, Optional.ofNullable(tenants.existing(id)).map(Organization::name).orElse(null));
    }

    private NamedApplication application(String id) {
        return new NamedApplication(id, Optional.ofNullable(tenants.existing(id)).map(Application::name).orElse(null));
    }
}
