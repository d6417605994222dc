package io.carillon.problem;

import io.carillon.platform.DatabaseFailure;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * The last mapper: whatever nobody foresaw is logged with a number, and the client gets the number and nothing else. A
 * database that does not answer is told as 503, because trying again helps.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    private static final FactLog LOG = FactLog.of(UnexpectedExceptionMapper.class);

    @Override
    public Response toResponse(Throwable exception) {
        String incident = Ids.next("in");
        LOG.error("request.failed", exception, "incident", incident);
        if (isOutage(exception)) {
            return Problem.response(ProblemType.UNAVAILABLE, "The database does not answer; incident " + incident + ".")
                    .header(HttpHeaders.RETRY_AFTER, 5).build();
        }
        return Problem.response(ProblemType.INTERNAL_ERROR, "Incident " + incident + " is in the log.").build();
    }

    private static boolean isOutage(Throwable exception) {
        return Stream.iterate(exception, java.util.Objects::nonNull, Throwable::getCause).limit(20)
                .anyMatch(e -> e instanceof SQLException || e instanceof PersistenceException
                        || e instanceof DatabaseFailure);
    }
}
