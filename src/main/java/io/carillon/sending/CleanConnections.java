package io.carillon.sending;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Sees to it that a response belongs to its request (RFC 9112, sections 6.3 and 9.2). A connection on which anything arrived
 * while it was idle, an end included, is closed and never used. A 408 that arrives just after that look, on a connection that was
 * used before, says that the receiver got no request: it is sent once more on a new connection (RFC 9110, section 15.5.9).
 * Whatever else arrives then, the request may have been read, so it is not sent a second time.
 */
final class CleanConnections extends HttpRequestExecutor {

    private static final Timeout LOOK = Timeout.ofMilliseconds(1);
    private static final String ONLY_NEW = "carillon.only-new-connections";

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
            HttpResponseInformationCallback interim, HttpContext context) throws IOException, HttpException {
        EndpointDetails traffic = connection.getEndpointDetails();
        if (traffic.getRequestCount() == 0) {
            return super.execute(request, connection, interim, context);
        }
        if (context.getAttribute(ONLY_NEW) != null || !isClean(connection)) {
            throw new NotSent();
        }
        ClassicHttpResponse response = super.execute(request, connection, interim, context);
        if (response.getCode() == HttpStatus.SC_REQUEST_TIMEOUT) {
            throw new NotReceived();
        }
        return response;
    }

    /** Nothing was left over, nothing is waiting, and the connection is open. Silence takes the whole look; an end does not. */
    private static boolean isClean(HttpClientConnection connection) {
        long start = System.nanoTime();
        try {
            if (connection.isDataAvailable(LOOK)) {
                return false;
            }
            boolean wasSilent = System.nanoTime() - start >= LOOK.toNanoseconds();
            return wasSilent || !connection.isStale();
        } catch (IOException e) {
            return false;
        }
    }

    /** The link of the chain that chooses another connection until the request has been sent, and a new one after a 408. */
    static ClassicHttpResponse sendUntilAnswered(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        while (true) {
            try {
                return chain.proceed(ClassicRequestBuilder.copy(request).build(), scope);
            } catch (NotSent e) {
                discard(scope, e);
            } catch (NotReceived e) {
                discard(scope, e);
                scope.clientContext.setAttribute(ONLY_NEW, true);
            }
        }
    }

    private static void discard(ExecChain.Scope scope, IOException reason) throws IOException {
        scope.execRuntime.discardEndpoint();
        if (AttemptDeadline.isCut(scope)) {
            throw reason;
        }
    }

    /** The connection may not be used again; no byte of the request was sent on it. */
    private static final class NotSent extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The receiver says that no request came, on a connection that was used before. */
    private static final class NotReceived extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
