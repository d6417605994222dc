package io.carillon.blackbox.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A fenced block of a page of the documentation that somebody types, or that is printed. A comment above it says what cannot be
 * seen: {@code terminal: receiver} a command that goes on in a terminal of its own, {@code output: receiver} what is printed
 * there, {@code run by: …} a command that something else runs.
 *
 * @param kind what the comment says, or an empty text
 * @param name the terminal that the comment names
 * @param typed whether it is a command, not an output
 */
public record PageBlock(String kind, String name, boolean typed, String text) {

    private static final Pattern BLOCK = Pattern.compile(
            "(?:<!-- (terminal|output|run by): (.*?) -->\n)?^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** Those of {@code page}, in their order, with what {@code adapted} makes of their texts. */
    public static List<PageBlock> of(Path page, UnaryOperator<String> adapted) {
        try {
            return BLOCK.matcher(Files.readString(page)).results()
                    .filter(found -> found.group(3).isEmpty() || found.group(3).equals("sh"))
                    .map(found -> of(found, adapted)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageBlock of(MatchResult found, UnaryOperator<String> adapted) {
        return new PageBlock(found.group(1) == null ? "" : found.group(1), found.group(2), !found.group(3).isEmpty(),
                adapted.apply(found.group(4)));
    }

    /** Whether this output is in {@code printed}, but for white space, times, values of headers, and what {@code …} hides. */
    public boolean isIn(String printed) {
        return Pattern.compile(Pattern.quote(comparable(text)).replace("…", "\\E.*\\Q"), Pattern.DOTALL)
                .matcher(comparable(printed)).find();
    }

    private static String comparable(String text) {
        return text.replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d ", "").replaceAll("(?m)^(    [a-z-]+:) .*$", "$1")
                .replaceAll("\\s", "");
    }
}
