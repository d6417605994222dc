package io.carillon.blackbox.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * STOMP on a socket, byte by byte: what a producer without a library sends, and what no library lets through. Headers are
 * lines, {@code name:value}, and go out as they are.
 */
public final class WireStomp implements Closeable {

    private static final int TIMEOUT_MS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private int receipts;

    /** Connects with this {@code accept-version}, or without that header if it is null. */
    public WireStomp(Login login, String version) throws IOException, Refused {
        this(login, version, new byte[0]);
    }

    /** Sends {@code next} in the packet of the first frame, before the broker has answered it. */
    public WireStomp(Login login, String version, byte[] next) throws IOException, Refused {
        socket = new Socket("127.0.0.1", login.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream());
        List<String> headers = new ArrayList<>(List.of("host:127.0.0.1"));
        if (version != null) {
            headers.add("accept-version:" + version);
        }
        if (!login.isAnonymous()) {
            headers.addAll(List.of("login:" + login.user(), "passcode:" + login.password()));
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(frame("CONNECT", headers, new byte[0]));
        packet.writeBytes(next);
        writeRaw(packet.toByteArray());
        expect("CONNECTED");
    }

    public WireStomp(Login login) throws IOException, Refused {
        this(login, "1.2");
    }

    /** Sends as text: without {@code content-length}. Returns when the receipt is there. */
    public void send(String destination, String text, String... headers) throws IOException, Refused {
        send(destination, text.getBytes(UTF_8), headers);
    }

    /** Sends as bytes: with {@code content-length}. */
    public void sendBytes(String destination, byte[] body, String... headers) throws IOException, Refused {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("content-length:" + body.length);
        send(destination, body, all.toArray(String[]::new));
    }

    /** Sends these headers and this body, and nothing that the caller did not ask for but destination and receipt. */
    public void send(String destination, byte[] body, String... headers) throws IOException, Refused {
        List<String> all = new ArrayList<>(List.of("destination:" + destination));
        all.addAll(List.of(headers));
        command("SEND", all, body);
    }

    /** Any command with a receipt, such as {@code SUBSCRIBE} or {@code COMMIT}; returns when the receipt is there. */
    public void command(String command, List<String> headers, byte[] body) throws IOException, Refused {
        String receipt = "r-" + ++receipts;
        List<String> all = new ArrayList<>(headers);
        all.add("receipt:" + receipt);
        write(command, all, body);
        Frame answer = expect("RECEIPT");
        if (!receipt.equals(answer.headers().get("receipt-id"))) {
            throw new Refused("a receipt for something else: " + answer);
        }
    }

    /** A frame for which no answer is asked. */
    public void write(String command, List<String> headers, byte[] body) throws IOException {
        writeRaw(frame(command, headers, body));
    }

    public static byte[] frame(String command, List<String> headers, byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes((command + "\n" + String.join("\n", headers) + "\n\n").getBytes(UTF_8));
        frame.writeBytes(body);
        frame.write(0);
        return frame.toByteArray();
    }

    public void writeRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private Frame expect(String command) throws IOException, Refused {
        Frame frame;
        try {
            frame = read();
        } catch (EOFException closed) {
            throw new Refused("the connection was closed", closed);
        }
        if (!frame.command().equals(command)) {
            throw new Refused(frame.toString());
        }
        return frame;
    }

    /** The next frame; empty lines, which are heart-beats, are skipped. */
    public Frame read() throws IOException {
        String command;
        do {
            command = line();
        } while (command.isEmpty());
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.putIfAbsent(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
        }
        String length = headers.get("content-length");
        byte[] body = length == null ? upTo(0) : in.readNBytes(Integer.parseInt(length.strip()));
        if (length != null && in.read() != 0) {
            throw new IOException("the body is longer than its length");
        }
        return new Frame(command, headers, new String(body, UTF_8));
    }

    private String line() throws IOException {
        String line = new String(upTo('\n'), UTF_8);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private byte[] upTo(int end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != end; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            bytes.write(next);
        }
        return bytes.toByteArray();
    }

    /** Breaks the connection off, without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A frame of the broker. */
    public record Frame(String command, Map<String, String> headers, String body) {
    }
}
