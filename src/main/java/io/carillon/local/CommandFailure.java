package io.carillon.local;

import java.io.IOException;

/** Why a command ends, in a sentence that the user can act on. */
final class CommandFailure extends RuntimeException {

    /** What shells and their scripts expect after wrong arguments. */
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private final int exitCode;

    private CommandFailure(String sentence, int exitCode) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** The arguments are wrong. */
    static CommandFailure usage(String sentence) {
        return new CommandFailure(sentence, USAGE);
    }

    /** The arguments are right, but the command cannot do its work. */
    static CommandFailure failed(String sentence) {
        return new CommandFailure(sentence, FAILED);
    }

    /** The service cannot be reached, or does not answer as it should. */
    static CommandFailure of(IOException failure) {
        String sentence = failure.getMessage();
        return failed(sentence.contains(System.lineSeparator()) ? sentence : sentence.replaceFirst("\\.?$", "."));
    }

    int exitCode() {
        return exitCode;
    }
}
