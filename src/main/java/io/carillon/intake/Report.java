package io.carillon.intake;

import io.carillon.access.Caller;
import java.util.List;

/**
 * A request that reports changes.
 *
 * @param caller      who reports them
 * @param path        where, for traces
 * @param traceparent the header of that name, or null
 * @param keys        the headers {@code Idempotency-Key}, or null
 * @param reading     what it says; none if it is to be ignored
 */
record Report(Caller caller, String path, List<String> traceparent, List<String> keys, Acceptance.Reading reading) {
}
