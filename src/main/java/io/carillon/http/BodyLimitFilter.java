package io.carillon.http;

import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Rejects request bodies above 1 MiB, by their announced length or, if chunked, while they are read. A body that breaks off is
 * the client's doing and one log line.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public class BodyLimitFilter implements ContainerRequestFilter {

    /** The largest body, in bytes. */
    static final int LIMIT = 1 << 20;

    private static final FactLog LOG = FactLog.of(BodyLimitFilter.class);

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > LIMIT) {
            throw tooLarge();
        }
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.BODY_TOO_LARGE,
                "A request body may have at most " + LIMIT + " bytes; split the batch.");
    }

    private static final class Limited extends FilterInputStream {
        private int left = LIMIT;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = super.read(buffer, offset, length);
                count(Math.max(read, 0));
                return read;
            } catch (IOException e) {
                throw broken(e);
            }
        }

        private static ProblemException broken(IOException e) {
            LOG.info("request.broken-off", "reason", Causes.root(e));
            return new ProblemException(ProblemType.MALFORMED_REQUEST,
                    "The request body broke off, or it is not framed as HTTP requires; none of it was stored.");
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
