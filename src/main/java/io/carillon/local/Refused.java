package io.carillon.local;

import java.io.IOException;

/** An answer of the service other than the one expected. */
final class Refused extends IOException {

    private final int status;

    Refused(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Whether the same request may succeed later: the service is overloaded, restarts, or is behind a proxy that misses it. */
    boolean mayPass() {
        return status == 429 || status >= 500;
    }
}
