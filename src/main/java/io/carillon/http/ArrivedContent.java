package io.carillon.http;

import io.carillon.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** A body that has arrived, for one reader. If it is not complete, reading fails where it ends. */
final class ArrivedContent extends ServletInputStream {

    private final byte[] bytes;
    private final Exception failure;
    private int position;

    /** {@code failure} is a {@link ProblemException}, an {@link IOException}, or null if the body is complete. */
    ArrivedContent(byte[] bytes, Exception failure) {
        this.bytes = bytes;
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length > 0 && available() == 0) {
            fail();
            return -1;
        }
        int read = Math.min(length, available());
        System.arraycopy(bytes, position, buffer, offset, read);
        position += read;
        return read;
    }

    private void fail() throws IOException {
        if (failure instanceof ProblemException problem) {
            throw problem;
        }
        if (failure instanceof IOException broken) {
            throw broken;
        }
    }

    @Override
    public int available() {
        return bytes.length - position;
    }

    @Override
    public boolean isFinished() {
        return failure == null && available() == 0;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("The body has arrived.");
    }
}
