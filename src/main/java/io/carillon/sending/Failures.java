package io.carillon.sending;

import io.carillon.platform.Causes;
import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.sending.NameResolver.NoNameService;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What the exceptions of the network mean. */
final class Failures {

    /** The system's message when it has no route at all, for example when the machine has lost its network. */
    private static final String NETWORK_UNREACHABLE = "Network is unreachable";
    /** The system's message when this process, or all together, may open no more files or connections. */
    private static final String TOO_MANY_OPEN = "Too many open files";

    private Failures() {
    }

    /**
     * The reason of the proxy or, if it is none, of the outermost known cause; for what was cut off after {@code millis}, that is
     * the deadline.
     *
     * @throws OutOfFiles if there was no attempt at all
     */
    static Reason reason(Exception failure, int millis, Duration deadline) {
        if (Causes.of(failure).anyMatch(cause -> String.valueOf(cause.getMessage()).contains(TOO_MANY_OPEN))) {
            throw new OutOfFiles(failure);
        }
        return ProxyFailure.in(failure).map(ProxyFailure::reason).or(() -> known(failure))
                .orElse(millis >= deadline.toMillis() ? Reason.TIMEOUT : Reason.BROKEN);
    }

    private static Optional<Reason> known(Exception failure) {
        return Causes.of(failure).map(Failures::reasonOf).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Reason> reasonOf(Throwable cause) {
        if (cause instanceof NoNameService) {
            return Optional.of(Reason.NO_NAME_SERVICE);
        }
        if (cause instanceof SocketException && String.valueOf(cause.getMessage()).contains(NETWORK_UNREACHABLE)) {
            return Optional.of(Reason.NO_NETWORK);
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of(Reason.UNKNOWN_HOST);
        }
        if (cause instanceof SSLException) {
            return Optional.of(Reason.TLS);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return Optional.of(Reason.NOT_CONNECTED);
        }
        return cause instanceof InterruptedIOException ? Optional.of(Reason.TIMEOUT) : Optional.empty();
    }
}
