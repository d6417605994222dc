package io.carillon.rejected;

import io.carillon.access.Caller;
import io.carillon.access.CurrentCaller;
import io.carillon.access.KeysOfScope;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /intake-refusals}: what {@code POST /changes} refused, and ids that were repeated, newest first. An organization sees
 * what named it, a producer what it sent. They are counted by the minute and appear within two.
 */
@Tag(name = "Changes")
@Path("intake-refusals")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.PRODUCER})
@Produces(MediaType.APPLICATION_JSON)
public class IntakeRefusalsResource {

    @Inject
    private Export export;
    @Inject
    private RefusalPages pages;
    @Inject
    private KeysOfScope keys;
    @Inject
    private CurrentCaller current;

    /** The refusals that match the filter. A page may have fewer items than its limit although more follow. */
    @Operation(operationId = "listIntakeRefusals", summary = "List what intake refused")
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<IntakeRefusalDocument> list(@BeanParam IntakeRefusalFilter filter, @BeanParam Paging paging) {
        return export.of(paging, () -> page(filter, paging));
    }

    private Page<IntakeRefusalDocument> page(IntakeRefusalFilter filter, Paging paging) {
        Caller caller = current.get();
        RefusalSelection selection = filter.selection(caller);
        String before = paging.after();
        if (filter.key() != null && seenBy(caller, Set.of(filter.key())).isEmpty()) {
            return new Page<>(List.of(), null);
        }
        String last = pages.lastOf(selection, before);
        return paging.pageOf(most -> shown(pages.read(selection, before, last, most), caller), last, Function.identity(),
                IntakeRefusalDocument::id);
    }

    private List<IntakeRefusalDocument> shown(List<IntakeRefusalDocument> page, Caller caller) {
        Set<String> seen = seenBy(caller, page.stream().map(IntakeRefusalDocument::keyId).collect(Collectors.toSet()));
        return page.stream().map(one -> seen.contains(one.keyId()) ? one : one.withoutKey()).toList();
    }

    /** Those of {@code some} that the caller may see: others' keys may have reported changes of an organization, too. */
    private Set<String> seenBy(Caller caller, Set<String> some) {
        return caller.role() == Role.ORGANIZATION ? keys.of(caller, some) : some;
    }
}
