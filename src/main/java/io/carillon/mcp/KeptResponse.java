package io.carillon.mcp;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A response that goes nowhere: its status and body are kept, its headers are not. */
final class KeptResponse extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = SC_OK;

    KeptResponse(HttpServletResponse response) {
        super(response);
    }

    /** The body. */
    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public void sendError(int code) {
        status = code;
    }

    @Override
    public void sendError(int code, String message) {
        status = code;
    }

    @Override
    public void setHeader(String name, String value) {
        // not kept
    }

    @Override
    public void addHeader(String name, String value) {
        // not kept
    }

    @Override
    public void setIntHeader(String name, int value) {
        // not kept
    }

    @Override
    public void addIntHeader(String name, int value) {
        // not kept
    }

    @Override
    public void setContentType(String type) {
        // not kept
    }

    @Override
    public void setCharacterEncoding(String encoding) {
        // the API writes UTF-8
    }

    @Override
    public void setContentLength(int length) {
        // not kept
    }

    @Override
    public void setContentLengthLong(long length) {
        // not kept
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void flushBuffer() {
        // nothing to flush
    }

    @Override
    public void reset() {
        resetBuffer();
        status = SC_OK;
    }

    @Override
    public void resetBuffer() {
        body.reset();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public void write(int octet) {
                body.write(octet);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                body.write(bytes, offset, length);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new IllegalStateException("the response is written at once");
            }
        };
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(body, true, StandardCharsets.UTF_8);
    }
}
