package io.carillon.platform;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only while the process may open some more files. Connections count as files, and so do the files that the embedded broker
 * opens while it takes messages.
 */
@Readiness
@ApplicationScoped
class FilesHealth extends BackgroundHealth {

    private static final long LEAST = 32;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration VALID_FOR = Duration.ofSeconds(8);
    private static final String NEARLY_ALL = "The process has opened nearly all files and connections that it may.";

    FilesHealth() {
        super("files", PAUSE, VALID_FOR, "The files of the process cannot be counted.");
    }

    @Override
    protected Optional<String> fault() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system && isFull(system)
                ? Optional.of(NEARLY_ALL) : Optional.empty();
    }

    private static boolean isFull(UnixOperatingSystemMXBean system) {
        try {
            return isFull(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount());
        } catch (InternalError e) {
            // counting them opens a folder
            return true;
        }
    }

    static boolean isFull(long open, long most) {
        return most - open < LEAST;
    }
}
