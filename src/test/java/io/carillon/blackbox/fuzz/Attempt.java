package io.carillon.blackbox.fuzz;

import java.util.List;

/**
 * One generated message, or one transaction of several, and how it is sent.
 *
 * @param mark    is in the message, where it has room, so that a rejected message is recognised
 * @param changes the resource ids of the changes in it
 * @param what    in a few words, for the report
 */
record Attempt(String mark, List<String> changes, Fate fate, String what, Sending sending) {

    /** Returns when the broker has confirmed the message; throws when it has not. */
    @FunctionalInterface
    interface Sending {
        void send() throws Exception;
    }
}
