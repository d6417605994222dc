package io.carillon.receivers;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** {@link WebhookReceiver} in a JAX-RS server on a free port of this process. */
public final class JaxRsReceiver implements AutoCloseable {

    private final HttpServer server;

    public JaxRsReceiver(String secret) {
        System.setProperty("webhook.secret", secret);
        ResourceConfig application = new ResourceConfig(WebhookReceiver.class);
        server = JdkHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"), application);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/trackscore");
    }

    @Override
    public void close() {
        server.stop(0);
        System.clearProperty("webhook.secret");
    }
}
