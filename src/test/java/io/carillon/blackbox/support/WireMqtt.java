package io.carillon.blackbox.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/**
 * MQTT 3.1, 3.1.1 or 5 on a socket, packet by packet. A reason code of 0x80 or more and a closed connection are {@link Refused}.
 */
public final class WireMqtt implements Closeable {

    public static final int V3_1 = 3;
    public static final int V3 = 4;
    public static final int V5 = 5;
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 2;
    private static final int PUBLISH = 0x30;
    private static final int RETAIN = 1;
    private static final int PUBACK = 4;
    private static final int PUBREC = 5;
    private static final int PUBREL = 0x62;
    private static final int PUBCOMP = 7;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 9;
    private static final int FIRST_ERROR = 0x80;
    private static final int TIMEOUT_MS = 20_000;

    private final int version;
    private final Socket socket;
    private final InputStream in;
    private int packets;

    public WireMqtt(Login login, int version, String clientId) throws IOException, Refused {
        this.version = version;
        socket = new Socket("127.0.0.1", login.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream());
        Packet connect = new Packet();
        connect.text(version == V3_1 ? "MQIsdp" : "MQTT").bytes(version, login.isAnonymous() ? 0x02 : 0xC2, 0, 60);
        if (version == V5) {
            connect.bytes(0);
        }
        connect.text(clientId);
        if (!login.isAnonymous()) {
            connect.text(login.user()).text(login.password());
        }
        write(CONNECT, connect.done());
        refuse(read(CONNACK)[1], "connect");
    }

    /**
     * Publishes with quality of service 0, 1 or 2 and waits for the whole handshake, if there is one.
     *
     * @param properties of MQTT 5, encoded; see {@link #userProperty}
     */
    public void publish(String topic, byte[] payload, int qos, byte... properties) throws IOException, Refused {
        acknowledge(publishOnly(topic, payload, qos, properties), qos);
    }

    private void acknowledge(int id, int qos) throws IOException, Refused {
        if (qos > 0) {
            acknowledged(read(qos == 1 ? PUBACK : PUBREC), id);
        }
        if (qos == 2) {
            write(PUBREL, new Packet().number(id).done());
            acknowledged(read(PUBCOMP), id);
        }
    }

    /** The same with the request to keep the message for later subscribers. */
    public void publishRetained(String topic, byte[] payload, int qos) throws IOException, Refused {
        acknowledge(publishOnly(PUBLISH | RETAIN, topic, payload, qos), qos);
    }

    /** Publishes and does not wait; returns the packet's id. */
    public int publishOnly(String topic, byte[] payload, int qos, byte... properties) throws IOException, Refused {
        return publishOnly(PUBLISH, topic, payload, qos, properties);
    }

    private int publishOnly(int type, String topic, byte[] payload, int qos, byte... properties) throws IOException, Refused {
        int id = ++packets;
        Packet publish = new Packet().text(topic);
        if (qos > 0) {
            publish.number(id);
        }
        if (version == V5) {
            publish.length(properties.length).raw(properties);
        }
        write(type | qos << 1, publish.raw(payload).done());
        return id;
    }

    /** Subscribes with quality of service 1. */
    public void subscribe(String filter) throws IOException, Refused {
        Packet subscribe = new Packet().number(++packets);
        if (version == V5) {
            subscribe.bytes(0);
        }
        write(SUBSCRIBE, subscribe.text(filter).bytes(1).done());
        byte[] answer = read(SUBACK);
        refuse(answer[answer.length - 1], "subscribe");
    }

    public static byte[] userProperty(String name, String value) {
        return new Packet().bytes(0x26).text(name).text(value).done();
    }

    /** The payload is text, or says so. */
    public static byte[] textFormat() {
        return new byte[] {0x01, 0x01};
    }

    private void acknowledged(byte[] answer, int id) throws Refused {
        int acknowledged = (answer[0] & 0xFF) << 8 | answer[1] & 0xFF;
        if (acknowledged != id) {
            throw new Refused("packet " + acknowledged + " was acknowledged instead of " + id);
        }
        refuse(answer.length > 2 ? answer[2] : 0, "publish");
    }

    private static void refuse(byte reason, String what) throws Refused {
        if ((reason & 0xFF) >= FIRST_ERROR || what.equals("connect") && reason != 0) {
            throw new Refused(what + ": reason code 0x" + Integer.toHexString(reason & 0xFF));
        }
    }

    /** A whole packet: first byte, length, {@code content}. */
    public void write(int firstByte, byte[] content) throws IOException, Refused {
        byte[] packet = new Packet().bytes(firstByte).length(content.length).raw(content).done();
        try {
            writeRaw(packet);
        } catch (SocketException closed) {
            throw new Refused("the connection was closed", closed);
        }
    }

    public void writeRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The content of the next packet, which must be of {@code type}. */
    private byte[] read(int type) throws IOException, Refused {
        try {
            int first = one();
            int length = 0;
            int digit;
            int shift = 0;
            do {
                digit = one();
                length |= (digit & 0x7F) << shift;
                shift += 7;
            } while ((digit & 0x80) != 0);
            byte[] content = in.readNBytes(length);
            if (first >> 4 != type) {
                throw new Refused("packet of type " + (first >> 4) + (length > 0 ? ", first byte " + content[0] : ""));
            }
            return content;
        } catch (EOFException | SocketException closed) {
            throw new Refused("the connection was closed", closed);
        }
    }

    private int one() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the connection was closed");
        }
        return next;
    }

    /** Breaks the connection off, without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Builds the content of a packet. */
    private static final class Packet {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Packet bytes(int... values) {
            for (int value : values) {
                content.write(value);
            }
            return this;
        }

        Packet number(int value) {
            return bytes(value >> 8 & 0xFF, value & 0xFF);
        }

        Packet raw(byte[] bytes) {
            content.writeBytes(bytes);
            return this;
        }

        Packet text(String text) {
            byte[] bytes = text.getBytes(UTF_8);
            return number(bytes.length).raw(bytes);
        }

        Packet length(int length) {
            int rest = length;
            do {
                bytes(rest & 0x7F | (rest > 0x7F ? 0x80 : 0));
                rest >>= 7;
            } while (rest > 0);
            return this;
        }

        byte[] done() {
            return content.toByteArray();
        }
    }
}
