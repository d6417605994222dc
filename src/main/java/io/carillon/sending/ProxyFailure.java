package io.carillon.sending;

import io.carillon.platform.Causes;
import io.carillon.sending.DeliveryResult.Reason;
import java.io.IOException;
import java.util.Optional;

/** The outgoing proxy opened no tunnel. The message has plain words, without the address of the proxy. */
final class ProxyFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** {@code words} are the rest of a sentence about the proxy. */
    ProxyFailure(Reason reason, String words, Throwable cause) {
        super("the outgoing proxy " + words, cause);
        this.reason = reason;
    }

    /** The failure of a proxy among the causes of {@code failure}. */
    static Optional<ProxyFailure> in(Throwable failure) {
        return Causes.of(failure).filter(ProxyFailure.class::isInstance).map(ProxyFailure.class::cast).findFirst();
    }

    Reason reason() {
        return reason;
    }
}
