package io.carillon.sample;

import static io.carillon.settings.Setting.DELIVERY_TIMEOUT;

import io.carillon.problem.ProblemException;
import io.carillon.sending.WebhookSender;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits the samples that are under way on this node. One application gets at most half of the places, so that its slow
 * receivers leave room for others. A place is taken before the receiver is called and given back afterwards.
 */
@ApplicationScoped
class SamplePlaces {

    /** The maximum number of samples under way for one application. */
    static final int OF_ONE_APPLICATION = WebhookSender.SAMPLES_AT_ONCE / 2;

    private final Map<String, Integer> taken = new HashMap<>();
    private Settings settings;

    /** For the container's proxy. */
    protected SamplePlaces() {
    }

    @Inject
    SamplePlaces(Settings settings) {
        this.settings = settings;
    }

    /**
     * Takes a place for {@code application}.
     *
     * @throws ProblemException 429 when the application has used its places, 503 when no place is left; places are free again
     *                          after the delivery timeout at the latest
     */
    synchronized void take(String application) {
        if (taken.getOrDefault(application, 0) >= OF_ONE_APPLICATION) {
            throw ProblemException.tooMany(OF_ONE_APPLICATION + " samples of this application are waiting for responses;"
                    + " try again when one of them has finished.",
                    settings.duration(DELIVERY_TIMEOUT));
        }
        if (taken.values().stream().mapToInt(Integer::intValue).sum() >= WebhookSender.SAMPLES_AT_ONCE) {
            throw ProblemException.unavailable(WebhookSender.SAMPLES_AT_ONCE
                    + " samples are waiting for responses; try again when one of them has finished.",
                    settings.duration(DELIVERY_TIMEOUT));
        }
        taken.merge(application, 1, Integer::sum);
    }

    /** Gives one place of {@code application} back. */
    synchronized void giveBack(String application) {
        taken.computeIfPresent(application, (id, count) -> count == 1 ? null : count - 1);
    }
}
