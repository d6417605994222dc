package io.carillon.quota;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** Exchanges the counts of the day with the other nodes; while nothing is counted, without a statement. */
@ApplicationScoped
class ChangeDayExchange {

    private ChangesToday today;
    private ChangeDayWriter writer;

    /** For the container's proxy. */
    protected ChangeDayExchange() {
    }

    @Inject
    ChangeDayExchange(ChangesToday today, ChangeDayWriter writer) {
        this.today = today;
        this.writer = writer;
    }

    /** What cannot be written is written the next time. */
    synchronized void run() {
        ChangesToday.Batch batch = today.batch();
        if (!batch.isEmpty()) {
            Map<Long, Long> others = writer.exchange(batch);
            today.learn(batch.day(), batch.changed(), batch.asked(), others);
        }
    }
}
