package io.carillon.blackbox.support;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request, by default a {@code POST /changes}, whose body begins, and ends when the test says so. */
public final class SlowPost implements AutoCloseable {

    private final Socket socket;
    private final String key;
    private final byte[] body;
    private final int most;
    private String request = "POST /api/v1/changes";
    private String header = "";
    private boolean isChunked;

    /** Without a key if {@code key} is null. */
    public SlowPost(URI base, String key, String body) throws IOException {
        this.key = key;
        this.body = body.getBytes(StandardCharsets.UTF_8);
        most = this.body.length - 1;
        socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(60_000);
    }

    /** Another method and path. */
    public SlowPost to(String methodAndPath) {
        request = methodAndPath;
        return this;
    }

    /** With another header. */
    public SlowPost header(String name, String value) {
        header += name + ": " + value + "\r\n";
        return this;
    }

    /** The last byte comes in a chunk of its own. */
    public SlowPost chunked(boolean chunked) {
        isChunked = chunked;
        return this;
    }

    /** Sends everything but the last byte. */
    public void begin() throws IOException {
        send(head(), part(0, most));
    }

    /** Sends the last byte; the status line of the response. */
    public String end() throws IOException {
        send(part(most, body.length), end(isChunked));
        return statusLine();
    }

    /** Sends the last byte, followed by what a chunk cannot be, one byte at a time; the status line of the response. */
    public String endBroken() throws IOException {
        for (byte next : concat(part(most, body.length), ascii("zz\r\n"))) {
            send(new byte[] {next});
        }
        return statusLine();
    }

    /** Sends everything at once; the status line of the response. */
    public String whole() throws IOException {
        send(head(), part(0, body.length), end(isChunked));
        return statusLine();
    }

    private byte[] head() {
        return (request + " HTTP/1.1\r\nHost: carillon\r\n" + (key == null ? "" : "Authorization: Bearer " + key + "\r\n")
                + header + "Content-Type: application/json\r\n"
                + (isChunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] part(int from, int to) {
        byte[] part = Arrays.copyOfRange(body, from, to);
        return isChunked ? concat(ascii(Integer.toHexString(part.length) + "\r\n"), part, ascii("\r\n")) : part;
    }

    private static byte[] end(boolean chunked) {
        return ascii(chunked ? "0\r\n\r\n" : "");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private void send(byte[]... parts) throws IOException {
        socket.getOutputStream().write(concat(parts));
        socket.getOutputStream().flush();
    }

    /** The status line of the response, once there is one. */
    public String statusLine() throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
