package io.carillon.access;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who a request without {@code Authorization} is from. A filter in front of the API leaves it as an attribute of the request.
 *
 * @param caller looks the caller up; empty once the session has ended. It is asked again while the response lasts
 */
public record SignedIn(Supplier<Optional<Caller>> caller) {

    /** The name of the attribute. */
    public static final String ATTRIBUTE = SignedIn.class.getName();
}
