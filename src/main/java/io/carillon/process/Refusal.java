package io.carillon.process;

/** A reason not to start that the user can fix, reported in one sentence without a stack trace. */
public class Refusal extends RuntimeException {

    Refusal(String sentence) {
        super(sentence);
    }

    Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
