package io.carillon.access;

import jakarta.enterprise.context.RequestScoped;

/** The caller of the request at hand, set by {@link AccessFilter} before any resource runs. */
@RequestScoped
public class CurrentCaller {

    private Caller caller;

    /** Who sent this request. */
    public Caller get() {
        return caller;
    }

    void set(Caller found) {
        caller = found;
    }
}
