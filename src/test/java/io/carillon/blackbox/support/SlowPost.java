package io.carillon.blackbox.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A {@code POST /changes} whose body begins, and ends when the test says so. */
public final class SlowPost implements AutoCloseable {

    private final Socket socket;
    private final String head;
    private final byte[] body;

    public SlowPost(URI base, String key, String body) throws IOException {
        this.body = body.getBytes(StandardCharsets.UTF_8);
        socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(60_000);
        head = "POST /api/v1/changes HTTP/1.1\r\nHost: carillon\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + this.body.length + "\r\n\r\n";
    }

    /** Sends everything but the last byte. */
    public void begin() throws IOException {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, body.length - 1);
        socket.getOutputStream().flush();
    }

    /** Sends the last byte; the status line of the response. */
    public String end() throws IOException {
        socket.getOutputStream().write(body, body.length - 1, 1);
        socket.getOutputStream().flush();
        return statusLine();
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
