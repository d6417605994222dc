package io.carillon.sample;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemMapper;
import io.carillon.settings.Settings;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limits in receiving-webhooks.md: four samples under way for an application, eight for a node. */
class SamplePlacesTest {

    private final SamplePlaces places = new SamplePlaces(Settings.of(Map.of("carillon.delivery.timeout", "PT7S")));

    @Test
    void oneApplicationHasFourPlaces() {
        take(4, "app_1");
        assertRefused("app_1", 429, "4 samples of this application are waiting for responses;"
                + " try again when one of them has finished.");
        take(4, "app_2");
    }

    @Test
    void aNodeHasEightPlaces() {
        take(4, "app_1");
        take(3, "app_2");
        take(1, "app_3");
        assertRefused("app_2", 503, "8 samples are waiting for responses; try again when one of them has finished.");
        assertRefused("app_4", 503, "8 samples are waiting for responses; try again when one of them has finished.");
    }

    @Test
    void aRefusedSampleTakesNoPlace() {
        take(4, "app_1");
        for (int i = 0; i < 5; i++) {
            assertThrows(ProblemException.class, () -> places.take("app_1"));
        }
        places.giveBack("app_1");
        assertDoesNotThrow(() -> places.take("app_1"));
    }

    @Test
    void aPlaceThatIsGivenBackIsFreeForAnyone() {
        take(4, "app_1");
        take(4, "app_2");
        places.giveBack("app_2");
        take(1, "app_3");
        assertRefused("app_2", 503, "8 samples are waiting for responses; try again when one of them has finished.");
    }

    @Test
    void givingBackWhatWasNotTakenChangesNothing() {
        places.giveBack("app_1");
        take(4, "app_1");
        places.giveBack("app_2");
        assertRefused("app_1", 429, "4 samples of this application are waiting for responses;"
                + " try again when one of them has finished.");
    }

    private void take(int count, String application) {
        for (int i = 0; i < count; i++) {
            places.take(application);
        }
    }

    private void assertRefused(String application, int status, String detail) {
        ProblemException problem = assertThrows(ProblemException.class, () -> places.take(application));
        assertThat(problem.getMessage(), is(detail));
        try (Response response = new ProblemMapper().toResponse(problem)) {
            assertThat(response.getStatus(), is(status));
            assertThat(response.getHeaderString("Retry-After"), is("8"));
        }
    }
}
