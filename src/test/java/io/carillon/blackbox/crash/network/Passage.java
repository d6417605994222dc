package io.carillon.blackbox.crash.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection of a node with a part, in two halves. While one end is lost, what comes from the other leads nowhere. */
final class Passage {

    private static final int BUFFER = 64 * 1024;

    private final Socket node;
    private final Socket part;
    private final Gate gate;
    private volatile Socket lost;

    Passage(Socket node, Socket part, Gate gate) throws IOException {
        this.node = node;
        this.part = part;
        this.gate = gate;
        node.setTcpNoDelay(true);
        part.setTcpNoDelay(true);
    }

    /** Carries what the part says until one of them ends. */
    void toNode() {
        carry(part, node);
    }

    /** Carries what the node says until one of them ends. */
    void toPart() {
        carry(node, part);
    }

    void losePart() {
        lose(part);
    }

    void loseNode() {
        lose(node);
    }

    boolean isWithoutPart() {
        return lost == part && !node.isClosed();
    }

    boolean isWithoutNode() {
        return lost == node && !part.isClosed();
    }

    boolean isOver() {
        return node.isClosed() && part.isClosed();
    }

    void close() {
        breakOff(node);
        breakOff(part);
    }

    private void lose(Socket end) {
        lost = end;
        breakOff(end);
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                gate.pass();
                if (lost == null) {
                    write(out, buffer, length);
                }
            }
        } catch (IOException broken) {
            // ends like an end of the stream
        }
        if (lost != from) {
            close();
        }
    }

    /** An end that is lost while something is written to it takes that along. */
    private void write(OutputStream out, byte[] buffer, int length) throws IOException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            if (lost == null) {
                throw e;
            }
        }
    }

    /** Closes with RST, as the end of a process does that has not read everything. */
    static void breakOff(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
