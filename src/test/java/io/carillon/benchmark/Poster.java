package io.carillon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Posts over kept connections with HttpClient 5 and nothing around it. */
final class Poster implements AutoCloseable {

    private final CloseableHttpClient http;
    private final int status;

    /** For {@code connections} threads that must be answered {@code status}. */
    Poster(int connections, int status) {
        this.status = status;
        this.http = HttpClients.custom().disableCookieManagement().disableAutomaticRetries().disableContentCompression()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(connections).setMaxConnPerRoute(connections).build())
                .build();
    }

    /** A loop of {@code threads} that post what {@code body} gives to {@code url}; each counts {@code units}. */
    ClosedLoop loop(int threads, URI url, Map<String, String> headers, Supplier<String> body, int units) {
        return new ClosedLoop(IntStream.range(0, threads).mapToObj(i -> (Work) () -> {
            post(url, headers, body.get().getBytes(StandardCharsets.UTF_8));
            return units;
        }).toList());
    }

    /** Posts {@code body} as JSON with {@code headers}. */
    void post(URI url, Map<String, String> headers, byte[] body) throws IOException {
        HttpPost post = new HttpPost(url);
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        int answered = http.execute(post, response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
        });
        if (answered != status) {
            throw new VoidRun(url + " answered " + answered);
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
