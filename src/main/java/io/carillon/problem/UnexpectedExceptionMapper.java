package io.carillon.problem;

import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The last mapper: whatever nobody foresaw is logged with a number, and the client gets the number and nothing else. A
 * database that does not answer is told as 503, because trying again helps; two requests that collided in it as 409.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    private static final FactLog LOG = FactLog.of(UnexpectedExceptionMapper.class);

    @Override
    public Response toResponse(Throwable exception) {
        String incident = Ids.next("in");
        ProblemType type = typeOf(exception);
        if (type == ProblemType.INTERNAL_ERROR) {
            LOG.error("request.failed", exception, "incident", incident);
            return Problem.response(type, "Incident " + incident + " is in the log.").build();
        }
        LOG.warn("request.failed", "incident", incident, "reason", FactLog.rootOf(exception));
        return type == ProblemType.CONFLICT
                ? Problem.response(type, "It exists already, or another request changed it at the same time.").build()
                : Problem.response(type, "The database does not answer; incident " + incident + ".")
                        .header(HttpHeaders.RETRY_AFTER, 5).build();
    }

    /** By the class of the SQLSTATE (ISO 9075); a pool that has no connection to give has none. */
    static ProblemType typeOf(Throwable exception) {
        SQLException failure = Stream.iterate(exception, Objects::nonNull, Throwable::getCause).limit(20)
                .filter(SQLException.class::isInstance).map(SQLException.class::cast)
                .reduce((outer, inner) -> inner).orElse(null);
        if (failure == null) {
            return ProblemType.INTERNAL_ERROR;
        }
        String state = failure.getSQLState() == null ? "08" : failure.getSQLState();
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "23" -> ProblemType.CONFLICT;
            case "08", "40", "53", "55", "57", "HY" -> ProblemType.UNAVAILABLE;
            default -> ProblemType.INTERNAL_ERROR;
        };
    }
}
