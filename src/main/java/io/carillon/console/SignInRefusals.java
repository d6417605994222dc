package io.carillon.console;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.json.JsonDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts in memory how often this node has refused to sign somebody in, so that a flood of bad keys costs one row of the audit
 * log a minute, which {@link SignInRefusalsTimer} lets it write. A node that is killed loses the last minute.
 */
@ApplicationScoped
class SignInRefusals {

    static final String ACTION = "console.sign-in-refused";
    private static final String OBJECT = "console";

    private final AtomicInteger count = new AtomicInteger();
    private AuditLog audit;

    /** For the container's proxy. */
    protected SignInRefusals() {
    }

    @Inject
    SignInRefusals(AuditLog audit) {
        this.audit = audit;
    }

    void note() {
        count.incrementAndGet();
    }

    /** Records what was noted since the last call, if anything was. */
    void write() {
        int noted = count.getAndSet(0);
        if (noted > 0) {
            audit.recordOwn(ACTION, AuditedObject.of(OBJECT), null, new RefusedSignIns(noted));
        }
    }

    /**
     * What the audit log says of a minute.
     *
     * @param count how often
     */
    record RefusedSignIns(int count) implements JsonDocument {
    }
}
