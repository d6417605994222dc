package io.carillon.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why a text is not JSON, for the person who wrote it: the reader's own messages name its classes and settings. */
public final class NotJson {

    private static final String CHARACTER = "Unexpected character \\('(.+?)' \\(code.*";
    /** The first that matches a message of the reader counts. */
    private static final List<Sentence> SENTENCES = List.of(
            new Sentence("Unexpected end-of-input", "the text ends too early"),
            new Sentence(CHARACTER + " a colon ", "expected a colon, not $1"),
            new Sentence(CHARACTER + " comma ", "expected a comma, not $1"),
            new Sentence(CHARACTER + "start field name", "expected a member name in double quotes, not $1"),
            new Sentence(CHARACTER + "hex-digit", "expected a hexadecimal digit, not $1"),
            new Sentence(CHARACTER + "in numeric value", "unexpected $1 in a number"),
            new Sentence(CHARACTER, "unexpected $1"),
            new Sentence("(?:Unexpected close marker|Unrecognized token|Non-standard token) '(.+?)'(?::|$)", "unexpected $1"),
            new Sentence("\\(CTRL-CHAR, code (\\d+)", "unexpected control character with code $1"),
            new Sentence("Unrecognized character escape '(.+?)'", "\\\\$1 is not an escape sequence"),
            new Sentence("Leading zeroes", "a number has a leading zero"),
            new Sentence("numeric value", "a number is too large"),
            new Sentence("Duplicate field '(.*)'$", "the member $1 occurs twice"),
            new Sentence("Trailing token", "there is more text after the document"),
            new Sentence("surrogate", "a member name has an unpaired surrogate"),
            new Sentence("Invalid UTF-8", "the text is not UTF-8"),
            new Sentence("nesting depth .*allowed \\((\\d+)", "it is nested deeper than $1 levels"),
            new Sentence("Number value length .*allowed \\((\\d+)", "a number has more than $1 digits"),
            new Sentence("Name length .*allowed \\((\\d+)", "a member name has more than $1 characters"),
            new Sentence("length", "a string is too long"));

    private record Sentence(Pattern message, String words) {

        Sentence(String message, String words) {
            this(Pattern.compile(message), words);
        }
    }

    private NotJson() {
    }

    /** What follows "the body": that it is not JSON, where, and why if that is known. */
    public static String describe(JsonProcessingException e) {
        String where = e.getLocation() == null || e.getLocation().getLineNr() < 1 ? ""
                : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
        return "is not JSON" + where + why(e);
    }

    /** The same for a text that is a value of something else. */
    public static String require(JsonProcessingException e) {
        return "must be JSON text" + why(e);
    }

    private static String why(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        for (Sentence sentence : SENTENCES) {
            Matcher matcher = sentence.message().matcher(message);
            if (matcher.find()) {
                StringBuilder words = new StringBuilder();
                matcher.appendReplacement(words, sentence.words());
                return ": " + words.substring(matcher.start());
            }
        }
        return "";
    }
}
