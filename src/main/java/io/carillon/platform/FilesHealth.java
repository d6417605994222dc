package io.carillon.platform;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only while the process may open some more files. Connections count as files, and so do the files that the embedded broker
 * opens while it takes messages. While there are still some, this loads the classes that will be needed when there are none.
 */
@Readiness
@ApplicationScoped
class FilesHealth extends BackgroundHealth {

    private static final FactLog LOG = FactLog.of(FilesHealth.class);
    private static final long LEAST = 32;
    private static final long SCARCE = 256;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration VALID_FOR = Duration.ofSeconds(8);
    private static final String NEARLY_ALL = "The process has opened nearly all files and connections that it may.";

    private boolean isPrepared;

    FilesHealth() {
        super("files", PAUSE, VALID_FOR, "The files of the process cannot be counted.");
    }

    @Override
    protected Optional<String> fault() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && left(system) < LEAST ? Optional.of(NEARLY_ALL) : Optional.empty();
    }

    private long left(UnixOperatingSystemMXBean system) {
        try {
            long left = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
            if (left < SCARCE && !isPrepared) {
                isPrepared = true;
                LOG.warn("files.scarce", "left", left, "classes", ApplicationClasses.load());
            }
            return left;
        } catch (InternalError e) {
            // counting them opens a folder
            return 0;
        }
    }
}
