package io.carillon.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;

/** The caller of the current request, set by {@link AccessFilter} before any resource runs. */
@RequestScoped
public class CurrentCaller {

    private Caller caller;
    private Supplier<Optional<Caller>> again;

    /** Who sent this request. */
    public Caller get() {
        return caller;
    }

    /** The organization that this request is limited to, if any. */
    public Optional<Long> organization() {
        return caller.scope().organization();
    }

    /** The application that this request is limited to, if any. */
    public Optional<String> application() {
        return caller.scope().application();
    }

    /** Whether the caller has {@code capability}. */
    public boolean may(Capability capability) {
        return get().capabilities().contains(capability);
    }

    /** Looks the caller up again, for a response that lasts: empty once the key, the token or the session has ended. */
    public Supplier<Optional<Caller>> again() {
        return again;
    }

    void set(Caller found, Supplier<Optional<Caller>> lookUp) {
        caller = found;
        again = lookUp;
    }
}
