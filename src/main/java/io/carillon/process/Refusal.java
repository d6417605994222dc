package io.carillon.process;

import java.util.List;

/** Reasons not to start that the user can fix, each reported in a sentence without a stack trace. */
public class Refusal extends RuntimeException {

    Refusal(String sentence) {
        super(sentence);
    }

    Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** With each of {@code sentences} on its own line. */
    static Refusal of(List<String> sentences) {
        return new Refusal(String.join(System.lineSeparator(), sentences));
    }

    /** What is printed: one reason behind {@code introduction}, several below it. */
    String text(String introduction) {
        List<String> reasons = getMessage().lines().toList();
        String separator = System.lineSeparator() + "  ";
        return introduction + ":" + (reasons.size() == 1 ? " " : separator) + String.join(separator, reasons);
    }
}
