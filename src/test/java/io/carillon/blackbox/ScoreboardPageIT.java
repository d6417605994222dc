package io.carillon.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.carillon.blackbox.support.Chromium;
import io.carillon.blackbox.support.ConsoleService;
import io.carillon.blackbox.support.ConsoleUser;
import io.carillon.blackbox.support.Example;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.receivers.ReceiverProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scoreboard of {@code src/docs/examples} in a browser. */
@ConsoleService
class ScoreboardPageIT {

    @BeforeAll
    static void pythonIsInstalled() {
        assumeTrue(ReceiverProcess.canRun("python3"), "python3 is not installed");
    }

    @Test
    void thePageChangesByItself(Service service, Scenario scenario, Chromium chromium) {
        try (Example scoreboard = new Example("scoreboard", service.api(), scenario).start();
                ConsoleUser spectator = chromium.user(service.api())) {
            spectator.open(scoreboard.url().toString());
            assertThat(spectator.page().getByRole(AriaRole.STATUS)).hasText("Live. No scores yet.");
            scenario.post(score(scenario, "<b>Kim</b>", 800), score(scenario, "Robin", 950));
            Locator rows = spectator.page().locator("tr");
            assertThat(rows).hasText(new String[] {"Robin950", "<b>Kim</b>800"});
            scenario.post(score(scenario, "<b>Kim</b>", 1000));
            assertThat(rows).hasText(new String[] {"<b>Kim</b>1000", "Robin950"});
            assertThat(spectator.accessibility(), is(empty()));
        }
    }

    private static String score(Scenario scenario, String participant, int score) {
        return scenario.anEvent("score.updated", participant,
                Json.object("leaderboard_id", "Spring Open", "participant_id", participant, "new_score", score));
    }
}
