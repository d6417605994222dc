package io.carillon.access;

import java.util.List;
import java.util.Set;

/** The role of a key: the first word of its scope. */
public enum Role {
    /** Everything. */
    OPERATOR(Capability.values()),
    /** One organization: its enablements, the applications it owns, its changes and its log. */
    ORGANIZATION(Capability.values()),
    /** One application: its endpoints and its log. */
    APPLICATION(Capability.VIEW, Capability.OPERATE, Capability.SECRETS, Capability.MANAGE),
    /** {@code POST /changes}, and what became of the requests that were refused. */
    PRODUCER(Capability.VIEW, Capability.REPORT);

    private final Set<Capability> capabilities;

    Role(Capability... capabilities) {
        this.capabilities = Capability.set(List.of(capabilities));
    }

    /** All capabilities that a key with this role can have; without another statement, it has them. */
    public Set<Capability> capabilities() {
        return capabilities;
    }
}
