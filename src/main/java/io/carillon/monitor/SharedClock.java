package io.carillon.monitor;

import io.carillon.database.Database;
import io.carillon.platform.FactLog;
import io.carillon.platform.PlannedTimes;
import io.carillon.platform.UnitOfWork;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The clock of a database that nodes share. If a node was seen in the future, that clock was set back, or another machine with
 * another clock has become the database. The node that notices first moves all planned times back by as much, and in the same
 * transaction says when nodes were seen, so that no other node does it again (decision 13).
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SharedClock {

    private static final FactLog LOG = FactLog.of(SharedClock.class);
    /** Smaller steps delay work by no more. */
    private static final Duration SMALLEST = Duration.ofSeconds(5);
    /** No lease besides those of deliveries is longer. */
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(30);
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(15);
    private static final String SEEN = "SELECT seen_at, clock_timestamp() FROM node ORDER BY id";
    private static final String SEEN_NOW = "UPDATE node SET seen_at = clock_timestamp() WHERE seen_at > clock_timestamp()";

    private Database database;
    private Settings settings;
    private Iterable<PlannedTimes> owners;

    /** One that the container sets up. */
    public SharedClock() {
    }

    SharedClock(Database database, Settings settings, Iterable<PlannedTimes> owners) {
        this.database = database;
        this.settings = settings;
        this.owners = owners;
    }

    /** Payara does not create an EJB by a constructor with parameters. */
    @Inject
    void use(Database ofNodes, Settings ofNode, Instance<PlannedTimes> ofTimes) {
        database = ofNodes;
        settings = ofNode;
        owners = ofTimes;
    }

    /**
     * Moves planned times if the clock was set back by more than some seconds. What is planned within the length of a lease
     * stays: it does not wait for long, and may be a lease that was taken after the step.
     */
    public void repair() {
        if (settings.embeddedDatabase() || ahead(SEEN).compareTo(SMALLEST) <= 0) {
            return;
        }
        Duration step = ahead(SEEN + " FOR UPDATE");
        if (step.compareTo(SMALLEST) > 0) {
            LOG.warn("database.clock-set-back", "seconds", step.toSeconds());
            owners.forEach(owner -> owner.moveBack(step, longestLease()));
            database.sql(SEEN_NOW).update();
        }
    }

    /** How far in the future the newest time is at which a node was seen; less than the step, by the time since then. */
    private Duration ahead(String query) {
        List<Duration> ahead = database.sql(query).list(row -> Duration.between(row.time(), row.time()).negated());
        return ahead.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private Duration longestLease() {
        Duration ofDeliveries = settings.duration(Setting.DELIVERY_TIMEOUT).plus(LEASE_MARGIN);
        return ofDeliveries.compareTo(LONGEST_LEASE) > 0 ? ofDeliveries : LONGEST_LEASE;
    }
}
