package io.carillon.process.check;

import io.carillon.process.HomeFolder;
import io.carillon.process.LaunchSettings;
import io.carillon.process.Premises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The home folder and the ports. A node that runs from the same folder has the ports, so these are not tried then. */
final class HomeCheck {

    private static final String SUBJECT = "home";
    private static final long GIB = 1L << 30;

    private HomeCheck() {
    }

    static void run(Report report, LaunchSettings settings) throws IOException {
        Path home = settings.home();
        Path existing = home;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            report.failed(SUBJECT, existing + " is not a folder that this user can write to.");
        } else {
            report.passed(SUBJECT, home + (existing.equals(home) ? "" : ", which the first start makes") + "; "
                    + Files.getFileStore(existing).getUsableSpace() / GIB + " GiB are free.");
        }
        Premises premises = new Premises(settings.settings());
        if (HomeFolder.isInUse(home)) {
            report.passed("ports", "A node is running from this folder; its ports were not tried.");
        } else {
            List<String> faults = premises.faultsOfPorts();
            faults.forEach(fault -> report.failed("ports", fault));
            if (faults.isEmpty()) {
                report.passed("ports", "They are free.");
            }
        }
        premises.faultsOfFiles().forEach(fault -> report.failed("files", fault));
    }
}
