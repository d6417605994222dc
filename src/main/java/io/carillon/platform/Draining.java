package io.carillon.platform;

import static io.carillon.settings.Setting.HOME;

import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Whether this node is being taken out of service: because the launcher is about to stop the process, or because an operator has
 * put a file named {@code drain} into the home folder, which is noticed within a second. Such a node is not ready, and answers
 * whatever requests still come.
 */
@ApplicationScoped
public class Draining {

    /** The system property that the launcher sets to {@code true}. */
    private static final String STOPPING = "carillon.stopping";
    private static final String FILE = "drain";

    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    private OneSecondCache<Path, Boolean> files;

    /** Every request asks, so the file system is asked once a second. */
    @PostConstruct
    void start() {
        files = new OneSecondCache<>(clock, 1);
    }

    /** Whether the node takes part in nothing new. */
    public boolean isDraining() {
        return reason().isPresent();
    }

    /** Why it does not, as a sentence. */
    Optional<String> reason() {
        if (Boolean.getBoolean(STOPPING)) {
            return Optional.of("The node is being stopped.");
        }
        return files.get(settings.path(HOME).resolve(FILE), file -> Optional.of(Files.exists(file))).orElseThrow()
                ? Optional.of("An operator has taken the node out of service.") : Optional.empty();
    }
}
