package io.carillon.problem;

import io.carillon.database.SqlState;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.platform.OutageLog;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * The last mapper: logs an exception that no other mapper handles with an incident id, and sends the client that id and
 * nothing else. It reports an unavailable database as 503, because trying again helps, in one log line a minute, a question that
 * takes it too long as 503 as well, and two requests that collided in the database as 409.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    private static final FactLog LOG = FactLog.of(UnexpectedExceptionMapper.class);

    /** Its end is not known here; failures after a minute without any are logged as new ones. */
    private static final OutageLog OUTAGE = OutageLog.of(LOG, "request.unavailable", "request.available");

    @Override
    public Response toResponse(Throwable exception) {
        if (SqlState.of(exception).filter(SqlState.TOO_SLOW::equals).isPresent()) {
            LOG.warn("request.too-slow", "reason", Causes.root(exception));
            return Problem.response(ProblemType.UNAVAILABLE, "The database did not answer this in time. Ask for less, for example"
                    + " for a shorter time with from and to.").build();
        }
        String incident = Ids.next("in");
        ProblemType type = typeOf(exception);
        if (type == ProblemType.INTERNAL_ERROR) {
            LOG.error("request.failed", exception, "incident", incident);
            return Problem.response(type, "The request failed. The server's log has the details under "
                    + incident + ".").build();
        }
        if (type == ProblemType.UNAVAILABLE) {
            OUTAGE.failed(exception);
            return Problem.response(type, "The database is not available.").header(HttpHeaders.RETRY_AFTER, 5).build();
        }
        LOG.warn("request.failed", "incident", incident, "reason", Causes.root(exception));
        return Problem.response(type, "The object already exists, or another request changed it at the same time.").build();
    }

    static ProblemType typeOf(Throwable exception) {
        return SqlState.of(exception).map(state -> switch (state) {
            case CONFLICT -> ProblemType.CONFLICT;
            case UNAVAILABLE, TOO_SLOW -> ProblemType.UNAVAILABLE;
            case DATA_REJECTED, OTHER -> ProblemType.INTERNAL_ERROR;
        }).orElse(ProblemType.INTERNAL_ERROR);
    }
}
