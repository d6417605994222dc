package io.carillon.local;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of a command, {@code --name value} or {@code --name=value}; the last one counts if a name may be given once. A flag
 * has no value. What is no option is an operand.
 */
final class Options {

    private final Map<String, List<String>> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final List<String> operands = new ArrayList<>();

    /** Reads {@code arguments}; only the names in {@code known} are options, and there are neither flags nor operands. */
    Options(List<String> arguments, List<String> known) {
        this(arguments, known, List.of(), 0);
    }

    /** Reads {@code arguments} with {@code knownFlags} and at most {@code mostOperands}. */
    Options(List<String> arguments, List<String> known, List<String> knownFlags, int mostOperands) {
        for (int i = 0; i < arguments.size(); i++) {
            String[] parts = arguments.get(i).split("=", 2);
            if (knownFlags.contains(arguments.get(i))) {
                flags.add(arguments.get(i));
                continue;
            }
            if (operands.size() < mostOperands && !parts[0].startsWith("--")) {
                operands.add(arguments.get(i));
                continue;
            }
            if (!known.contains(parts[0])) {
                throw CommandFailure.usage("\"" + parts[0] + "\" is not an option; the options are "
                        + Stream.of(knownFlags, known).flatMap(List::stream).collect(Collectors.joining(", ")) + " and --help.");
            }
            if (parts.length == 1 && ++i == arguments.size()) {
                throw CommandFailure.usage(parts[0] + " needs a value.");
            }
            values.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts.length == 2 ? parts[1] : arguments.get(i));
        }
    }

    boolean flag(String name) {
        return flags.contains(name);
    }

    List<String> operands() {
        return List.copyOf(operands);
    }

    /** Every value of {@code name}, in the order given. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> text(String name) {
        List<String> given = all(name);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    int number(String name, int otherwise, int least, int most) {
        String text = text(name).orElse(String.valueOf(otherwise));
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw CommandFailure.usage(name + " is \"" + text + "\"; it must be a number from " + least + " to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    Duration duration(String name, Duration otherwise, Duration most) {
        String text = text(name).orElse(otherwise.toString());
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // refused below, as what is out of range
        }
        throw CommandFailure.usage(name + " is \"" + text + "\"; it must be an ISO 8601 duration from PT0S to " + most + ".");
    }

    Optional<URI> url(String name) {
        return text(name).map(text -> url(name, text));
    }

    /** The URL that {@code text} is, which was given as {@code name}. */
    static URI url(String name, String text) {
        try {
            URI url = URI.create(text);
            if (List.of("http", "https").contains(url.getScheme()) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // refused below, as any other text
        }
        throw CommandFailure.usage(name + " is \"" + text + "\"; it must be an absolute URL with http or https.");
    }
}
