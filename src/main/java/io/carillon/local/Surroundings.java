package io.carillon.local;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command runs in.
 *
 * @param environment the environment variables
 * @param lifetime    ends when the process is asked to end
 */
record Surroundings(Map<String, String> environment, Terminal terminal, Clock clock, Lifetime lifetime) {

    /** The environment variable {@code name}, unless it is blank. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
