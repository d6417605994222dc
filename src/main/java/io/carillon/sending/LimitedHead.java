package io.carillon.sending;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/** Ends the head of one response, its status line and headers, when it is longer than 64 KB in total. */
final class LimitedHead implements SessionInputBuffer {

    static final int MAX_BYTES = 64 * 1024;
    static final String TOO_LONG = "the headers of the response are longer than " + MAX_BYTES / 1024 + " KB";

    private final SessionInputBuffer buffer;
    private int total;
    private boolean isCut;

    LimitedHead(SessionInputBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        int read = buffer.readLine(line, in);
        total += Math.max(0, read);
        isCut = read < 0 && total > 0;
        if (total > MAX_BYTES) {
            throw new MessageConstraintException(TOO_LONG);
        }
        return read;
    }

    /** Whether the connection ended before the head did. */
    boolean isCut() {
        return isCut;
    }

    @Override
    public int length() {
        return buffer.length();
    }

    @Override
    public int capacity() {
        return buffer.capacity();
    }

    @Override
    public int available() {
        return buffer.available();
    }

    @Override
    public int read(byte[] bytes, int offset, int length, InputStream in) throws IOException {
        return buffer.read(bytes, offset, length, in);
    }

    @Override
    public int read(byte[] bytes, InputStream in) throws IOException {
        return buffer.read(bytes, in);
    }

    @Override
    public int read(InputStream in) throws IOException {
        return buffer.read(in);
    }

    @Override
    public HttpTransportMetrics getMetrics() {
        return buffer.getMetrics();
    }
}
