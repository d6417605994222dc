package io.carillon.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files and connections the operating system lets the process open at once. */
final class OpenFiles {

    /** A node has 460 open before the first request. */
    private static final long LEAST = 600;

    private OpenFiles() {
    }

    /** Throws a {@link Refusal} if a node could not work with so few. */
    static void require() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            require(system.getMaxFileDescriptorCount());
        }
    }

    static void require(long most) {
        if (most < LEAST) {
            throw new Refusal("The process may open " + most + " files and connections at once; Carillon needs at least " + LEAST
                    + " (ulimit -n, or LimitNOFILE of systemd).");
        }
    }
}
