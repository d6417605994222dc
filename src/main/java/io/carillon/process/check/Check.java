package io.carillon.process.check;

import io.carillon.process.HomeFolder;
import io.carillon.process.LaunchSettings;
import io.carillon.process.Premises;
import io.carillon.process.Refusal;
import io.carillon.process.UnknownNames;
import io.carillon.settings.Setting;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.LogManager;

/**
 * {@code carillon.jar check}: prints the settings that a node would start with, and tries everything that they name: folder,
 * ports, host names, database, broker, mail server and certificates. It starts nothing and changes nothing, so it may run while
 * a node does.
 */
public final class Check {

    private static final String COMMAND = "check";
    private static final String ALL = "--all";
    private static final int WRONG_ARGUMENTS = 2;
    private static final String HELP = """
            Usage: java -jar carillon.jar check [--all]

            Prints the settings that the service would start with and where each comes from,
            and tries what they name: folder, ports, host names, database, broker, mail
            server and certificates. Starts and changes nothing.

              --all    prints the settings that have their defaults too

            Exit code: 0 if the service would start and reach everything, 1 if not.""";

    private final Report report;
    private final LaunchSettings settings;
    private final Clock clock = Clock.systemUTC();

    private Check(Report report, LaunchSettings settings) {
        this.report = report;
        this.settings = settings;
    }

    /** Whether {@code arguments} are for this command. */
    public static boolean concern(List<String> arguments) {
        return !arguments.isEmpty() && arguments.get(0).equals(COMMAND);
    }

    /** Returns the exit code: 0, 1 if a check failed, or 2 if the arguments are wrong. */
    public static int run(List<String> arguments, PrintStream out, PrintStream errors) throws IOException {
        List<String> options = arguments.subList(1, arguments.size());
        if (options.contains("--help") || options.contains("-h")) {
            out.println(HELP);
            return 0;
        }
        Optional<String> unknown = options.stream().filter(option -> !option.equals(ALL)).findFirst();
        if (unknown.isPresent()) {
            errors.println(COMMAND + ": \"" + unknown.get() + "\" is not an option; the options are " + ALL + " and --help.");
            return WRONG_ARGUMENTS;
        }
        LogManager.getLogManager().reset();
        return run(new Report(out), System.getenv(), System.getProperties(), options.contains(ALL));
    }

    private static int run(Report report, Map<String, String> environment, Properties properties, boolean all)
            throws IOException {
        new EffectiveSettings(environment, properties).print(report, all);
        report.title("Checks");
        UnknownNames.in(environment, properties).forEach(name -> report.warned("settings", name + "."));
        try {
            LaunchSettings settings = new LaunchSettings(environment, properties);
            settings.publish();
            report.passed("settings", "Their values are allowed.");
            new Check(report, settings).run();
        } catch (Refusal e) {
            e.getMessage().lines().forEach(fault -> report.failed("settings", fault));
        }
        return report.end();
    }

    private void run() throws IOException {
        HomeCheck.run(report, settings);
        new NetworkCheck(report, clock).run(settings.settings());
        Path folder = Files.createTempDirectory("carillon-" + COMMAND);
        try {
            DatabaseCheck.run(report, settings, folder, clock);
            BrokerCheck.run(report, settings.settings(), folder);
        } finally {
            HomeFolder.delete(folder);
        }
        boolean canBeOpened = new Premises(settings.settings()).faultsOfFiles().isEmpty();
        if (canBeOpened && settings.settings().isSet(Setting.BROKER_KEYSTORE)) {
            new CertificateCheck(report, clock).keyStore(settings.settings());
        }
    }
}
