package io.carillon.rejected;

import io.carillon.access.Caller;
import io.carillon.access.Role;
import io.carillon.database.Utc;
import io.carillon.http.IdParameter;
import io.carillon.http.TimeRange;
import io.carillon.http.WordParameter;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of what was refused; absent ones do not restrict. */
public class IntakeRefusalFilter {

    private static final List<String> REASONS = Stream.concat(Reasons.ALL.stream(),
            Stream.of("too-many", "unavailable", "refused", "repeated")).toList();

    @Parameter(description = "The id of a key, `jwt:` and the subject of a token, or a producer")
    @QueryParam("key")
    private String key;
    @QueryParam("organization")
    private String organization;
    @Parameter(description = "A reason of a rejected message, `too-many`, `unavailable`, `refused` or `repeated`")
    @QueryParam("reason")
    private String reason;
    @Parameter(description = "Minutes that end after this time")
    @QueryParam("from")
    private String from;
    @Parameter(description = "Minutes that begin before this time")
    @QueryParam("to")
    private String to;

    String key() {
        return key;
    }

    /** What matches, as far as {@code caller} may see it. */
    RefusalSelection selection(Caller caller) {
        TimeRange range = TimeRange.read(from, to);
        List<String> own = caller.role() != Role.PRODUCER ? null
                : Stream.of(caller.keyId(), caller.producer()).distinct().toList();
        return new RefusalSelection(caller.scope().organization().orElse(null), own,
                IdParameter.read("organization", organization), key, WordParameter.read("reason", reason, REASONS),
                Utc.instant(range.from()), Utc.instant(range.to()));
    }
}
