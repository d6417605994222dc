package io.carillon.local;

import io.carillon.platform.NearestWord;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code carillon.jar} does when its first argument is a word: one of the commands, which start no server. */
public final class Commands {

    private static final String HELP = """
            Usage: java -jar carillon.jar [command]

            Without a command, the service starts. Its settings are environment variables.
            CARILLON_DEMO=true adds a demonstration.

            Commands:
              receive    print the webhooks that arrive on this machine, and verify them
              listen     post the webhooks of a service elsewhere to a receiver on this machine
              export     print the configuration of a service that runs
              import     write a configuration to a service that runs
              check      print the settings, try what they name, and end
              migrate    migrate the schema of the PostgreSQL that the settings name, and end
              help       print this
              version    print the version

            java -jar carillon.jar <command> --help lists the options of a command.
            Options without a command are passed to the server, Payara Micro.
            """;
    private static final String UNPACKED = "(not packaged)";
    private static final List<String> COMMANDS =
            List.of("receive", "listen", "export", "import", "check", "migrate", "help", "version");
    private static final Set<String> HELP_WORDS = Set.of("help", "--help", "-h");
    private static final Set<String> VERSION_WORDS = Set.of("version", "--version");

    private Commands() {
    }

    /** Whether {@code arguments} are for a command here, and not for the server. */
    public static boolean concern(List<String> arguments) {
        return !arguments.isEmpty() && (!arguments.get(0).startsWith("-")
                || HELP_WORDS.contains(arguments.get(0)) || VERSION_WORDS.contains(arguments.get(0)));
    }

    /**
     * Runs a command to its end and returns the exit code: 0, 1 if it failed, or 2 if the arguments are wrong.
     *
     * @param arguments   those of the process
     * @param environment the environment variables
     * @param out         gets the output, in UTF-8
     * @param errors      gets the sentence that says why the command failed
     */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream errors) {
        Clock clock = Clock.systemDefaultZone();
        Terminal terminal = Terminal.of(out, clock, environment);
        return run(arguments, new Surroundings(environment, terminal, clock, Lifetime.ofTheJvm()), errors);
    }

    static int run(List<String> arguments, Surroundings surroundings, PrintStream errors) {
        String word = arguments.get(0);
        try {
            run(word, arguments.subList(1, arguments.size()), surroundings);
            return 0;
        } catch (CommandFailure e) {
            errors.println(word + ": " + e.getMessage());
            return e.exitCode();
        }
    }

    private static void run(String word, List<String> arguments, Surroundings surroundings) {
        switch (word) {
            case "help", "--help", "-h" -> surroundings.terminal().say(HELP.stripTrailing());
            case "version", "--version" -> surroundings.terminal().say("Carillon " + version());
            case "receive" -> helpOr(Receive.HELP, arguments, surroundings, () -> Receive.run(arguments, surroundings));
            case "listen" -> helpOr(Listen.HELP, arguments, surroundings, () -> Listen.run(arguments, surroundings));
            case "export" -> helpOr(Export.HELP, arguments, surroundings, () -> Export.run(arguments, surroundings));
            case "import" -> helpOr(Import.HELP, arguments, surroundings, () -> Import.run(arguments, surroundings));
            default -> throw CommandFailure.usage("there is no such command; " + NearestWord.of(word, COMMANDS)
                    .map(nearest -> "the nearest one is " + nearest + ".")
                    .orElse("the commands are " + String.join(", ", COMMANDS) + "."));
        }
    }

    private static void helpOr(String help, List<String> arguments, Surroundings surroundings, Runnable command) {
        if (arguments.stream().anyMatch(HELP_WORDS::contains)) {
            surroundings.terminal().say(help.stripTrailing());
        } else {
            command.run();
        }
    }

    /** The version of this jar. */
    public static String version() {
        String version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }
}
