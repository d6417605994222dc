package io.carillon.platform;

import static io.carillon.settings.Setting.BROKER_URL;
import static io.carillon.settings.Setting.HOME;

import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only while the disk of the home folder has room for the embedded database and the embedded broker, which takes no
 * messages when 98 % are in use. A node that has neither keeps nothing there, and is always ready.
 */
@Readiness
@ApplicationScoped
class DiskHealth extends BackgroundHealth {

    private static final long LEAST_BYTES = 64L << 20;
    private static final double MOST_USED = 0.98;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration VALID_FOR = Duration.ofSeconds(8);

    @Inject
    private Settings settings;

    DiskHealth() {
        super("disk", PAUSE, VALID_FOR, "The disk does not answer.");
    }

    @Override
    protected Optional<String> fault() {
        boolean isUsed = settings.embeddedDatabase() || !settings.isSet(BROKER_URL);
        return isUsed ? full(settings.path(HOME)) : Optional.empty();
    }

    private static Optional<String> full(Path home) {
        try {
            FileStore disk = Files.getFileStore(home);
            boolean isFull = isFull(disk.getUsableSpace(), disk.getTotalSpace());
            return isFull ? Optional.of("The disk is nearly full.") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("The disk cannot be read.");
        }
    }

    static boolean isFull(long usable, long total) {
        return usable < LEAST_BYTES || total - usable >= total * MOST_USED;
    }
}
