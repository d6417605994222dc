package io.carillon.blackbox.support;

/** The broker said no, in the words of its protocol, or broke the connection off. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    public Refused(String answer) {
        super(answer);
    }

    public Refused(String answer, Exception cause) {
        super(answer, cause);
    }
}
