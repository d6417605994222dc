package io.carillon.local;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code import}: writes a configuration to a service that runs, and prints what changes. */
final class Import {

    static final String HELP = """
            Usage: java -jar carillon.jar import [--dry-run] <file> [options]

            Makes the configuration of a service that runs as the file says, and prints what changes. The service writes all
            of it or, if anything is wrong, nothing. Objects that the file does not have stay as they are.

            Options:
              --dry-run       prints what would change, and writes nothing
              --url <url>     where the service is; without it, the environment variable CARILLON_URL
                              (http://127.0.0.1:8080)
              --key <key>     the key of an operator. Without it, the environment variable CARILLON_KEY,
                              which others cannot see

            Exit code: 0, 1 if nothing was written because of an error, 2 if the arguments are wrong.
            """;
    private static final List<String> OPTIONS = List.of("--url", "--key");
    private static final String DRY_RUN = "--dry-run";

    private Import() {
    }

    static void run(List<String> arguments, Surroundings surroundings) {
        Options options = new Options(arguments, OPTIONS, List.of(DRY_RUN), 1);
        if (options.operands().isEmpty()) {
            throw CommandFailure.usage("a file is missing: import [--dry-run] <file>.");
        }
        RemoteService service = RemoteService.of(options, surroundings);
        boolean isDryRun = options.flag(DRY_RUN);
        String document = read(options.operands().get(0));
        try {
            print(service.post("/configuration/import" + (isDryRun ? "?dryRun=true" : ""), document), isDryRun,
                    surroundings.terminal());
        } catch (IOException e) {
            throw CommandFailure.of(e);
        }
    }

    private static String read(String file) {
        try {
            String document = Files.readString(Path.of(file));
            JsonValue.parse(document);
            return document;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.failed(e instanceof InvalidPathException ? "\"" + file + "\" is not a path."
                    : file + " is " + e.getMessage() + ".");
        } catch (IOException e) {
            String reason = Files.isDirectory(Path.of(file)) ? "it is a folder" : reason(e);
            throw CommandFailure.failed(file + " cannot be read: " + reason + ".");
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file"
                : e instanceof AccessDeniedException ? "this user may not read it"
                : e instanceof CharacterCodingException ? "it is not UTF-8" : e.getMessage();
    }

    private static void print(JsonValue answer, boolean isDryRun, Terminal terminal) {
        List<JsonValue> changes = answer.at("changes").items();
        changes.forEach(change -> terminal.say(line(change)));
        String sum = changes.size() == 1 ? "1 object" : changes.size() + " objects";
        if (changes.isEmpty()) {
            terminal.say("The service has this configuration already.");
        } else {
            terminal.say(isDryRun ? sum + " would change; nothing was written." : sum + " changed.");
        }
    }

    /** Such as {@code change endpoint ep_1: url, format}. */
    private static String line(JsonValue change) {
        String line = List.of("action", "kind", "id").stream().map(name -> change.at(name).text().orElse("?"))
                .collect(Collectors.joining(" "));
        boolean isCreated = change.at("before").value() == null;
        return isCreated ? line : line + ": " + String.join(", ", change.at("after").members().keySet());
    }
}
