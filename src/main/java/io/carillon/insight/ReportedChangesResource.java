package io.carillon.insight;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /changes}: the reported changes of an object, each with its fate, newest first. */
@Tag(name = "Changes")
@Path("changes")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
public class ReportedChangesResource {

    @Inject
    private Export export;
    @Inject
    private FactsReader reader;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    /** Lists the changes of an object, and what was rejected of it. With {@code fate}, pages may have fewer items. */
    @Operation(operationId = "listChanges", summary = "List the reported changes of an object")
    @MayAnswer(ProblemType.NOT_FOUND)
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<ChangeDocument> list(@BeanParam ChangesFilter filter, @BeanParam Paging paging) {
        Question question = filter.question(clock);
        Optional<Code> fate = filter.code();
        if (caller.organization().filter(own -> own != question.organization()).isPresent()) {
            throw ProblemException.notFound("organization " + question.organization());
        }
        return export.of(paging, () -> {
            Page<ChangeDocument> page = places.read(() -> paging.pageOf(most -> page(question, paging.after(), most),
                    Function.identity(), ChangeDocument::place));
            return new Page<>(page.items().stream()
                    .filter(change -> fate.filter(code -> code != change.code()).isEmpty()).toList(), page.nextCursor());
        });
    }

    private List<ChangeDocument> page(Question question, String after, int most) {
        Viewer viewer = Viewer.of(caller, true);
        Facts facts = reader.read(question.until(after), FactsReader.Most.ofAPage(most));
        Explanation explanation = new Explanation(question, viewer, facts, Limits.of(settings));
        Stream<ChangeDocument> changes = facts.changes().stream()
                .filter(change -> question.isAbout(change) && question.isInPeriod(change.receivedAt()))
                .map(change -> ChangeDocument.of(change, explanation.of(change), facts.messages(), viewer));
        Stream<ChangeDocument> rejected = facts.rejected().stream()
                .map(one -> ChangeDocument.of(one, explanation.of(one), question.organization(), question.resourceId()));
        return Stream.concat(changes, rejected).filter(change -> after.isEmpty() || change.place().compareTo(after) < 0)
                .sorted(Comparator.comparing(ChangeDocument::place).reversed()).limit(most).toList();
    }
}
