package io.carillon.blackbox.support;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Takes traces as OTLP over HTTP, in protobuf, as a collector does, and keeps the spans. */
public final class OtlpCollector implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();

    private final HttpServer server;
    private final Queue<Traced> spans = new ConcurrentLinkedQueue<>();
    private final Queue<Map<String, String>> nodes = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;

    public OtlpCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** From now on it answers with {@code status} and keeps spans only if that is 200. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = ExportTraceServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody()));
            if (status == 200) {
                request.getResourceSpansList().forEach(node -> {
                    nodes.add(node.getResource().getAttributesList().stream().collect(Collectors.toMap(
                            attribute -> attribute.getKey(), attribute -> attribute.getValue().getStringValue())));
                    node.getScopeSpansList().forEach(scope -> scope.getSpansList().forEach(span -> spans.add(new Traced(span))));
                });
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    public List<Traced> spans() {
        return List.copyOf(spans);
    }

    /** The attributes of the resource of each batch. */
    public List<Map<String, String>> nodes() {
        return List.copyOf(nodes);
    }

    /** The ids in {@code traceparent}: its flags may say more than whether it is sampled. */
    public static String ids(String traceparent) {
        return traceparent.substring(3, 52);
    }

    /** The span with {@code ids}, once it has arrived. */
    public Optional<Traced> span(String ids) {
        return spans.stream().filter(span -> span.ids().equals(ids)).findFirst();
    }

    /**
     * The names of the spans from {@code from} back to {@code producer}, by parents and links; empty if it is not reached. Both
     * are {@link #ids}.
     */
    public List<String> way(String from, String producer) {
        Optional<Traced> span = span(from);
        if (span.isEmpty()) {
            return List.of();
        }
        List<String> way = new ArrayList<>(List.of(span.get().name()));
        if (span.get().parent().equals(Optional.of(producer))) {
            return way;
        }
        List<String> rest = Stream.concat(span.get().parent().stream(), span.get().links().stream())
                .map(before -> way(before, producer)).filter(found -> !found.isEmpty()).findFirst().orElse(List.of());
        way.addAll(rest);
        return rest.isEmpty() ? rest : way;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A span as it was sent. */
    public record Traced(Span span) {

        public String name() {
            return span.getName();
        }

        public String kind() {
            return span.getKind().name();
        }

        public String ids() {
            return text(span.getTraceId(), span.getSpanId());
        }

        /** Empty for one that begins a trace. */
        public Optional<String> parent() {
            return span.getParentSpanId().isEmpty() ? Optional.empty()
                    : Optional.of(text(span.getTraceId(), span.getParentSpanId()));
        }

        public List<String> links() {
            return span.getLinksList().stream().map(link -> text(link.getTraceId(), link.getSpanId())).toList();
        }

        /** The text of an attribute, also of a number; null if there is none. */
        public String attribute(String name) {
            return span.getAttributesList().stream().filter(one -> one.getKey().equals(name)).map(one ->
                    one.getValue().hasIntValue() ? String.valueOf(one.getValue().getIntValue()) : one.getValue().getStringValue())
                    .findFirst().orElse(null);
        }

        private static String text(ByteString trace, ByteString span) {
            return HEX.formatHex(trace.toByteArray()) + "-" + HEX.formatHex(span.toByteArray());
        }
    }
}
