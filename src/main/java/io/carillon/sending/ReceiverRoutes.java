package io.carillon.sending;

import java.net.URISyntaxException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Sends each request to the host and port of its header {@code Host}. The connector takes the host from a {@link java.net.URI},
 * which has none if the name contains an underscore or, because HttpClient shows such names in Unicode, an {@code xn--} label.
 * So the URI of a request names a {@linkplain #STAND_IN stand-in}, to which nothing is ever sent.
 */
final class ReceiverRoutes implements HttpRoutePlanner {

    /** No such host can exist (RFC 6761). */
    static final String STAND_IN = "receiver.invalid";

    @Override
    public HttpRoute determineRoute(HttpHost target, HttpContext context) throws HttpException {
        throw new ProtocolException("a route needs the request");
    }

    @Override
    public HttpRoute determineRoute(HttpHost target, HttpRequest request, HttpContext context) throws HttpException {
        Header host = request.getHeader(HttpHeaders.HOST);
        if (host == null) {
            throw new ProtocolException("the request has no header Host");
        }
        try {
            URIAuthority receiver = URIAuthority.create(host.getValue());
            boolean isSecure = URIScheme.HTTPS.same(target.getSchemeName());
            int port = receiver.getPort() >= 0 ? receiver.getPort() : isSecure ? 443 : 80;
            request.setAuthority(receiver);
            return new HttpRoute(new HttpHost(target.getSchemeName(), receiver.getHostName(), port), null, isSecure);
        } catch (URISyntaxException e) {
            throw new ProtocolException("the header Host is malformed: " + host.getValue(), e);
        }
    }
}
