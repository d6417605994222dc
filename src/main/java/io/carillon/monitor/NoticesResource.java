package io.carillon.monitor;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /notices}: mail and operational events that are still to be sent, oldest first, for operators. */
@Tag(name = "Service")
@Path("notices")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class NoticesResource {

    private static final String LIST = """
            SELECT id, event_type, endpoint_id, recipient, occurred_at, attempts, due_at FROM notice
            WHERE id > ? ORDER BY id LIMIT ?""";

    @Inject
    private Database database;

    /** Lists mail and operational events that are still to be sent, the oldest first. */
    @GET
    @Operation(operationId = "listNotices", summary = "List notices that wait")
    public Page<NoticeDocument> list(@BeanParam Paging paging) {
        return paging.pageOf(most -> database.sql(LIST).with(paging.after(), most).list(NoticeDocument::of),
                Function.identity(), NoticeDocument::id);
    }
}
