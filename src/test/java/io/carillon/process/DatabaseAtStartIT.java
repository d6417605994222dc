package io.carillon.process;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

/** A node that starts before its PostgreSQL; the driver is loaded from its jar, as the launcher does it. */
class DatabaseAtStartIT {

    private final int port = Ports.reserve();

    @Test
    void aDatabaseThatComesLaterIsWaitedFor() throws Exception {
        CompletableFuture<Void> waiting = runAsync(() -> await("postgres", Duration.ofMinutes(1)));
        assertThrows(TimeoutException.class, () -> waiting.get(1, TimeUnit.SECONDS));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(port).start()) {
            waiting.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void theEndOfTheWaitNamesItsSetting() {
        Refusal refusal = assertThrows(Refusal.class, () -> await("postgres", Duration.ofSeconds(1)));
        assertThat(refusal.getMessage(), allOf(containsString("PT1S"), containsString("CARILLON_START_PATIENCE"),
                containsString("refused")));
    }

    @Test
    void aDatabaseThatDoesNotExistIsNotWaitedFor() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(port).start()) {
            CompletableFuture<Void> waiting = runAsync(() -> await("nowhere", Duration.ofMinutes(5)));
            Throwable reason = assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS)).getCause();
            assertThat(reason.getMessage(), containsString("database \"nowhere\" does not exist"));
            assertThat(reason instanceof Refusal, is(true));
        }
    }

    private void await(String database, Duration patience) {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", "postgres");
        try {
            new DatabaseAtStart("org.postgresql.Driver", "jdbc:postgresql://127.0.0.1:" + port + "/" + database, login, patience)
                    .await(Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

}
