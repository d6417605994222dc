package io.carillon.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The caller of the request at hand, set by {@link AccessFilter} before any resource runs. */
@RequestScoped
public class CurrentCaller {

    private Caller caller;

    /** Who sent this request. */
    public Caller get() {
        return caller;
    }

    /** The organization that everything in this request is limited to. */
    public Optional<Long> organization() {
        return caller.scope().organization();
    }

    /** The application that everything in this request is limited to. */
    public Optional<String> application() {
        return caller.scope().application();
    }

    void set(Caller found) {
        caller = found;
    }
}
