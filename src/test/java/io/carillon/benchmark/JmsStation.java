package io.carillon.benchmark;

import io.carillon.blackbox.support.CarillonProcess;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * JMS messages of one change, sent durably over the broker's port, until the last one is committed in its bucket. Compared with
 * the broker's own send and acknowledge, inside a process and with as many senders and listeners.
 */
final class JmsStation implements Station {

    /** As many as the service's listener has sessions. */
    private static final int CONCURRENCY = 8;
    /** Senders pause beyond it, so that the queue does not page. */
    private static final int MOST_WAITING = 5_000;
    private static final int LOOK_EVERY = 250;

    private final Site site;
    private final Intake intake;
    private final BrokerLimit limit;
    private final List<JMSContext> sessions = new ArrayList<>();
    private final ClosedLoop senders;

    JmsStation(Site site) throws Exception {
        this.site = site;
        this.intake = new Intake(site);
        this.limit = new BrokerLimit(CarillonProcess.aNewFolder(), CONCURRENCY, intake::aChange);
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(site.brokerUrl());
        List<Work> workers = new ArrayList<>();
        for (int i = 0; i < CONCURRENCY; i++) {
            workers.add(sender(factory));
        }
        senders = new ClosedLoop(workers);
    }

    private Work sender(ActiveMQConnectionFactory factory) {
        JMSContext session = factory.createContext();
        sessions.add(session);
        Queue queue = session.createQueue("carillon.changes");
        return () -> {
            intake.backlog().awaitAtMost(MOST_WAITING);
            for (int i = 0; i < LOOK_EVERY; i++) {
                session.createProducer().send(queue, intake.aChange());
            }
            return LOOK_EVERY;
        };
    }

    @Override
    public String figure() {
        return "JMS message to committed bucket, changes/s";
    }

    @Override
    public String reference() {
        return "Artemis, send + acknowledge";
    }

    @Override
    public String unit() {
        return "change";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.RATIO_AT_LEAST, 0.6);
    }

    @Override
    public void warmUp() {
        limit.warmUp(site.plan().warmUp().dividedBy(2));
        intake.warmUp(senders);
    }

    @Override
    public Sample measure() {
        Intake.Run run = intake.run(senders);
        return new Sample(run.applied().perSecond(), limit.perSecond(site.plan().measured()), run.costs());
    }

    @Override
    public void close() throws Exception {
        sessions.forEach(JMSContext::close);
        limit.close();
    }
}
