package io.carillon.blackbox.support;

/**
 * A system that reports changes through one of the broker's protocols. The text between the marks of its methods is
 * shown in {@code src/docs/jms-producers.md}, letter by letter.
 */
public interface Producer extends AutoCloseable {

    /** How it introduces itself, where the protocol has a word for that. */
    String CLIENT_ID = "club-office";

    void sendText(String changes) throws Exception;

    void sendBytes(byte[] changes) throws Exception;

    /** One change as a map message; protocols without maps do not have this. */
    default void sendMap(long organizationId, String resourceId) throws Exception {
        throw new UnsupportedOperationException();
    }

    @Override
    void close() throws Exception;
}
