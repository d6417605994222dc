package io.carillon.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How old rows may grow, read once at start like all other settings; the launcher refuses ages that break a promise. */
@ApplicationScoped
class RetentionAges {

    @Inject
    @ConfigProperty(name = "carillon.retention.inbox")
    private Duration inbox;

    @Inject
    @ConfigProperty(name = "carillon.retention.deliveries")
    private Duration deliveries;

    @Inject
    @ConfigProperty(name = "carillon.retention.rejected")
    private Duration rejected;

    @Inject
    @ConfigProperty(name = "carillon.retention.audit")
    private Duration audit;

    /** How long the ids of changes are remembered; at least seven days. */
    Duration inbox() {
        return inbox;
    }

    /** How long messages are kept with their deliveries and attempts, from the end of the last delivery. */
    Duration deliveries() {
        return deliveries;
    }

    /** How long rejected messages are kept. */
    Duration rejected() {
        return rejected;
    }

    /** How long the audit log is kept. */
    Duration audit() {
        return audit;
    }
}
