package io.carillon.process.door;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOServerConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;

/** The parser of the server with all that belongs to the door; it answers each request with its body. */
final class EchoServer implements AutoCloseable {

    private final Echo echo = new Echo();
    private final TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance().build();
    private final int port;

    /** @param readAtOnce how many bytes come in together at most */
    EchoServer(int readAtOnce) throws IOException {
        this(readAtOnce, new ArrivingBodies(Duration.ofMinutes(1)));
    }

    EchoServer(int readAtOnce, ArrivingBodies bodies) throws IOException {
        this(readAtOnce, bodies, new HeadTimeout(Duration.ofMinutes(1)));
    }

    EchoServer(int readAtOnce, ArrivingBodies bodies, HeadTimeout heads) throws IOException {
        FilterChain filters = FilterChainBuilder.stateless().add(new TransportFilter()).add(new Arrivals(heads))
                .add(new HttpServerFilter(true, 8_192, new KeepAlive(), null)).add(echo).build();
        GuardedParser.install(filters, bodies);
        GuardedParser.install(filters, bodies);
        transport.setProcessor(filters);
        transport.setReadBufferSize(readAtOnce);
        TCPNIOServerConnection listener = transport.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        transport.start();
    }

    /** Everything that comes back until the server ends the connection. */
    String answers(String requests) throws IOException {
        return answers(requests, false);
    }

    /** Everything that comes back to requests after which the client ends the connection. */
    String answersUntilEnd(String requests) throws IOException {
        return answers(requests, true);
    }

    private String answers(String requests, boolean end) throws IOException {
        try (Client client = connect()) {
            client.send(requests);
            if (end) {
                client.end();
            }
            return client.rest();
        }
    }

    Client connect() throws IOException {
        return new Client(port);
    }

    /** How many pieces of bodies have reached the application. */
    int pieces() {
        return echo.pieces.get();
    }

    @Override
    public void close() throws IOException {
        transport.shutdownNow();
    }

    /** A connection. */
    static final class Client implements AutoCloseable {

        private final Socket socket;

        private Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(5_000);
            socket.setTcpNoDelay(true);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Sends nothing more. */
        void end() throws IOException {
            socket.shutdownOutput();
        }

        String next(int count) throws IOException {
            return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
        }

        /** Everything that comes back until the server ends the connection. */
        String rest() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final class Arrivals extends BaseFilter {

        private final HeadTimeout heads;

        private Arrivals(HeadTimeout heads) {
            this.heads = heads;
        }

        @Override
        public NextAction handleRead(FilterChainContext context) {
            heads.arriving(context.getConnection());
            return context.getInvokeAction();
        }
    }

    private static final class Echo extends BaseFilter {

        /** The attribute of a request for what has arrived of its body. */
        private static final String BODY = "body";

        private final AtomicInteger pieces = new AtomicInteger();

        @Override
        public NextAction handleRead(FilterChainContext context) {
            pieces.incrementAndGet();
            HttpContent content = context.getMessage();
            HttpRequestPacket request = (HttpRequestPacket) content.getHttpHeader();
            if (request.isContentBroken()) {
                return context.getStopAction();
            }
            ByteArrayOutputStream body = bodyOf(request);
            Buffer part = content.getContent();
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            body.writeBytes(bytes);
            if (content.isLast()) {
                answer(context, request, body.toByteArray());
            }
            return context.getStopAction();
        }

        private static ByteArrayOutputStream bodyOf(HttpRequestPacket request) {
            ByteArrayOutputStream body = (ByteArrayOutputStream) request.getAttribute(BODY);
            if (body == null) {
                body = new ByteArrayOutputStream();
                request.setAttribute(BODY, body);
            }
            return body;
        }

        private static void answer(FilterChainContext context, HttpRequestPacket request, byte[] body) {
            HttpResponsePacket response = request.getResponse();
            response.setStatus(200);
            response.setContentLength(body.length);
            Buffer content = Buffers.wrap(context.getMemoryManager(), body);
            context.write(response.httpContentBuilder().content(content).last(true).build());
            context.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        }
    }

    /** Responses in a row. */
    static final class Answers {

        private static final Pattern HEAD = Pattern.compile("HTTP/1\\.1 (\\d{3}) .*\\R(?:.+\\R)*\\R");
        private static final Pattern LENGTH = Pattern.compile("(?i)Content-Length: (\\d+)");

        private final String text;
        private final List<Integer> statuses = new ArrayList<>();
        private final List<String> heads = new ArrayList<>();
        private final List<String> bodies = new ArrayList<>();

        Answers(String text) {
            this.text = text;
            Matcher head = HEAD.matcher(text);
            int end = 0;
            while (head.find(end) && head.start() == end) {
                statuses.add(Integer.valueOf(head.group(1)));
                heads.add(head.group());
                Matcher length = LENGTH.matcher(head.group());
                end = head.end() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
                bodies.add(text.substring(head.end(), end));
            }
            if (end < text.length()) {
                throw new AssertionError("no response: " + text.substring(end));
            }
        }

        List<Integer> statuses() {
            return statuses;
        }

        String body(int index) {
            return bodies.get(index);
        }

        String header(int index, String name) {
            Matcher header = Pattern.compile("(?im)^" + name + ": (.*)$").matcher(heads.get(index));
            return header.find() ? header.group(1).strip() : null;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
