package io.carillon.sending;

import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.sending.DeliveryResult.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Says in plain words why an attempt got no answer. The owner of a receiver reads them, so no message of a library gets through
 * but what is known; the log has the rest.
 */
final class FailureWords {

    private static final FactLog LOG = FactLog.of(FailureWords.class);
    private static final Pattern ALERT = Pattern.compile("(?i)received fatal alert: ([a-z_]{1,40})");

    /** What alerts say about the certificate that we show, or do not show. */
    private static final Map<String, String> CERTIFICATE_ALERTS = Map.of(
            "certificate_required", "the receiver asks for a client certificate",
            "certificate_expired", "the receiver says that the client certificate has expired",
            "certificate_revoked", "the receiver says that the client certificate was revoked",
            "unknown_ca", "the receiver does not trust the issuer of the client certificate",
            "certificate_unknown", "the receiver does not accept the client certificate",
            "unsupported_certificate", "the receiver does not accept this kind of client certificate",
            "bad_certificate", "the receiver asks for a client certificate, or does not accept the one of the endpoint");

    /** The first that matches any cause counts, so the more telling ones come first. */
    private static final List<Kind> KINDS = List.of(
            kind(CertificateExpiredException.class, "", "the certificate has expired"),
            kind(CertificateNotYetValidException.class, "", "the certificate is not valid yet"),
            kind(SSLPeerUnverifiedException.class, "", "the certificate is for another name"),
            kind(CertificateException.class, "No subject alternative", "the certificate is for another name"),
            kind(CertificateException.class, "No name matching", "the certificate is for another name"),
            kind(CertPathBuilderException.class, "", "the certificate is self-signed, or its issuer is not trusted"),
            kind(CertificateException.class, "algorithm constraints", "the key or the signature of the certificate is too weak"),
            kind(CertPathValidatorException.class, "", "the certificate is not valid"),
            kind(CertificateException.class, "", "the certificate is not valid"),
            kind(SSLException.class, "Unsupported or unrecognized SSL message", "what answered does not speak TLS"),
            kind(SSLException.class, "protocol_version", "there is no TLS version that both sides accept"),
            kind(SSLException.class, "protocol version", "there is no TLS version that both sides accept"),
            kind(SSLException.class, "appropriate protocol", "there is no TLS version that both sides accept"),
            kind(SSLException.class, "terminated the handshake", "the connection was closed during the TLS handshake"),
            kind(SSLException.class, "Connection reset", "the connection was reset during the TLS handshake"),
            kind(SSLException.class, "Broken pipe", "the connection was closed during the TLS handshake"),
            kind(ConnectException.class, "refused", "the connection was refused"),
            kind(NoRouteToHostException.class, "", "there is no route to the host"),
            kind(ConnectException.class, "No route to host", "there is no route to the host"),
            kind(ConnectTimeoutException.class, "", "the connection was not accepted in time"),
            kind(ConnectException.class, "timed out", "the connection was not accepted in time"),
            kind(NoHttpResponseException.class, "", "the connection was closed without an answer"),
            kind(MessageConstraintException.class, "header count", "the response has more than "
                    + ResponseReading.MAX_HEADERS + " headers"),
            kind(MessageConstraintException.class, "", LimitedHead.TOO_LONG),
            kind(MalformedChunkCodingException.class, "", "its chunks are malformed"),
            kind(ConnectionClosedException.class, "", "the connection was closed too early"),
            kind(HttpException.class, "", "what came back was not HTTP"),
            kind(SocketException.class, "Connection reset", "the connection was reset"),
            kind(SocketException.class, "Broken pipe", "the connection was closed while the request was sent"),
            kind(SocketException.class, "aborted", "the connection was reset"));

    private FailureWords() {
    }

    private record Kind(Class<? extends Throwable> type, String part, String words) {

        boolean isIn(Throwable failure) {
            return Causes.of(failure)
                    .anyMatch(cause -> type.isInstance(cause) && String.valueOf(cause.getMessage()).contains(part));
        }
    }

    private static Kind kind(Class<? extends Throwable> type, String part, String words) {
        return new Kind(type, part, words);
    }

    /** Why {@code host} gave no answer; {@code reason} is what {@link Failures#reason} says about {@code failure}. */
    static String of(Exception failure, Reason reason, String host, Duration deadline) {
        return ProxyFailure.in(failure).map(Throwable::getMessage).orElseGet(() -> ofReceiver(failure, reason, host, deadline));
    }

    private static String ofReceiver(Exception failure, Reason reason, String host, Duration deadline) {
        return switch (reason) {
            case NO_NAME_SERVICE -> "no name server answered, and no name was resolved lately";
            case NO_NETWORK -> "there is no route to the network";
            case UNKNOWN_HOST -> ofName(failure, host);
            case TIMEOUT -> known(failure).filter(words -> isConnectTimeout(failure))
                    .orElseGet(() -> "no answer within " + seconds(deadline) + " s");
            case TLS -> known(failure).or(() -> alert(failure)).orElseGet(() -> unknown(failure, "the TLS handshake failed"));
            case NOT_CONNECTED -> known(failure).orElseGet(() -> unknown(failure, "no connection could be opened"));
            case BROKEN -> known(failure).orElseGet(() -> unknown(failure, "the connection broke"));
            case PROXY, NO_SECRET, NO_TOKEN, TEMPLATE -> throw new IllegalArgumentException("nothing was sent");
        };
    }

    /** What is wrong with the body of an answer. */
    static String ofBody(IOException failure) {
        return known(failure).orElseGet(() -> unknown(failure, "the connection broke"));
    }

    private static Optional<String> known(Exception failure) {
        return KINDS.stream().filter(kind -> kind.isIn(failure)).map(Kind::words).findFirst();
    }

    private static String unknown(Exception failure, String words) {
        LOG.info("attempt.unknown-failure", "words", words, "reason", Causes.root(failure));
        return words;
    }

    private static boolean isConnectTimeout(Exception failure) {
        return Causes.of(failure).anyMatch(ConnectTimeoutException.class::isInstance);
    }

    /** The receiver's last word: about our certificate, or by the name that TLS gives it. */
    private static Optional<String> alert(Exception failure) {
        return Causes.of(failure).map(cause -> ALERT.matcher(String.valueOf(cause.getMessage()))).filter(Matcher::find)
                .map(alert -> alert.group(1)).map(alert -> CERTIFICATE_ALERTS.getOrDefault(alert,
                        "the receiver ended the TLS handshake: " + alert.replace('_', ' '))).findFirst();
    }

    private static String ofName(Exception failure, String host) {
        return Causes.of(failure).filter(NameNotLookedUp.class::isInstance).map(Throwable::getMessage).findFirst()
                .orElse("the name " + host + " does not exist or has no address");
    }

    private static String seconds(Duration duration) {
        return duration.toMillisPart() == 0 ? String.valueOf(duration.toSeconds()) : String.valueOf(duration.toMillis() / 1e3);
    }

    /** Our look-up of a name did not get as far as an answer; the message has plain words. */
    static final class NameNotLookedUp extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NameNotLookedUp(String words, Exception cause) {
            super(words);
            addSuppressed(cause);
        }
    }
}
