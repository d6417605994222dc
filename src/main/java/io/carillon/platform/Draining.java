package io.carillon.platform;

import static io.carillon.settings.Setting.HOME;

import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Whether this node is being taken out of service: because the launcher is about to stop the process, or because an operator has
 * put a file named {@code drain} into the home folder. Such a node is not ready, and answers whatever requests still come.
 */
@ApplicationScoped
public class Draining {

    /** The system property that the launcher sets to {@code true}. */
    private static final String STOPPING = "carillon.stopping";
    private static final String FILE = "drain";

    @Inject
    private Settings settings;

    /** Whether the node takes part in nothing new. */
    public boolean isDraining() {
        return reason().isPresent();
    }

    /** Why it does not, as a sentence. */
    Optional<String> reason() {
        if (Boolean.getBoolean(STOPPING)) {
            return Optional.of("The node is being stopped.");
        }
        return Files.exists(settings.path(HOME).resolve(FILE))
                ? Optional.of("An operator has taken the node out of service.") : Optional.empty();
    }
}
