package io.carillon.sending;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Limits one exchange, from the connection to the end of the response: at the deadline it closes the connection, whatever the
 * receiver does. It also reads the first 16 KB of the response within the deadline; a connection with a longer response is not
 * reused. Once the head of the response was read there is a response; what is wrong with the rest of it is only a note.
 */
final class AttemptDeadline implements ExecChainHandler {

    /** The response header with what went wrong after the status line; never the receiver's own. */
    static final String NOTE = "Carillon-Note";
    /** The attribute of the request's context that is set from the deadline on. */
    private static final String CUT = "carillon.cut";
    private static final int MAX_BODY_BYTES = 16 * 1024;
    /** A body whose end the headers leave in doubt gets a tenth of the time. */
    private static final int DOUBTFUL_PART = 10;
    /** After the deadline the exchange is cut repeatedly, because it may just then be between two connections. */
    private static final int CUT_AGAIN_MILLIS = 50;

    private final ScheduledExecutorService scheduler;
    private final Duration deadline;

    AttemptDeadline(ScheduledExecutorService scheduler, Duration deadline) {
        this.scheduler = scheduler;
        this.deadline = deadline;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Cancellable exchange = (Cancellable) scope.execRuntime;
        long start = System.nanoTime();
        Future<?> cut = scheduler.scheduleWithFixedDelay(() -> {
            scope.clientContext.setAttribute(CUT, true);
            exchange.cancel();
        }, deadline.toMillis(), CUT_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            readBody(response, scope, exchange, start);
            return response;
        } catch (IOException | RuntimeException e) {
            if (hasPassed(scope, start)) {
                throw deadlinePassed(e);
            }
            throw e;
        } finally {
            cut.cancel(false);
        }
    }

    /** The scheduler of a busy machine is later than the timeout of the socket. */
    private boolean hasPassed(ExecChain.Scope scope, long start) {
        return isCut(scope) || System.nanoTime() - start >= deadline.toNanos();
    }

    static boolean isCut(ExecChain.Scope scope) {
        return scope.clientContext.getAttribute(CUT) != null;
    }

    /** A closed connection fails in various ways; the reason is always the deadline. */
    private static InterruptedIOException deadlinePassed(Exception consequence) {
        InterruptedIOException passed = new InterruptedIOException("the deadline has passed");
        passed.initCause(consequence);
        return passed;
    }

    private void readBody(ClassicHttpResponse response, ExecChain.Scope scope, Cancellable exchange, long start) {
        response.removeHeaders(NOTE);
        ResponseReading.replaceUnreadableType(response).ifPresent(note -> response.setHeader(NOTE, note));
        if (ResponseReading.isCut(response)) {
            response.setHeader(NOTE, "the response ended within its headers");
        }
        if (response.getEntity() == null) {
            return;
        }
        AtomicBoolean isDoubtfulEnd = new AtomicBoolean();
        Optional<Future<?>> patience = Optional.empty();
        if (!ResponseReading.endIsCertain(response)) {
            scope.execRuntime.markConnectionNonReusable();
            patience = Optional.of(scheduler.schedule(() -> {
                isDoubtfulEnd.set(true);
                exchange.cancel();
            }, deadline.toMillis() / DOUBTFUL_PART, TimeUnit.MILLISECONDS));
        }
        byte[] body = new byte[MAX_BODY_BYTES];
        int length = 0;
        try {
            InputStream content = response.getEntity().getContent();
            for (int read = 0; read >= 0 && length < body.length; read = content.read(body, length, body.length - length)) {
                length += read;
            }
            if (length == body.length && content.read() >= 0) {
                scope.execRuntime.discardEndpoint();
            }
        } catch (IOException e) {
            scope.execRuntime.discardEndpoint();
            response.setHeader(NOTE, isDoubtfulEnd.get() ? "the response does not say where its body ends"
                    : hasPassed(scope, start) ? "the body of the response did not end before the deadline"
                    : "the body of the response is incomplete or malformed: " + FailureWords.ofBody(e));
        } finally {
            patience.ifPresent(wait -> wait.cancel(false));
        }
        response.setEntity(new ByteArrayEntity(body, 0, length, null));
    }
}
