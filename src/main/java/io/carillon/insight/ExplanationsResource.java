package io.carillon.insight;

import static io.carillon.settings.Setting.DIRECTORY;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /explanations}: why a webhook did not arrive. An organization asks about its objects; about other owners' endpoints it
 * learns whether they got something, not what their receivers said. An application asks about organizations that have enabled it,
 * and about its own endpoints.
 */
@Tag(name = "Explanations")
@Path("explanations")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class ExplanationsResource {

    @Inject
    private FactsReader reader;
    @Inject
    private QueueLook queue;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    /** What became of the changes of an object: a verdict for each change and endpoint. */
    @Operation(operationId = "explainChanges", summary = "Explain what became of the changes of an object")
    @MayAnswer({ProblemType.NOT_FOUND, ProblemType.TOO_MANY_REQUESTS})
    @GET
    public ExplanationDocument explain(@BeanParam ExplanationFilter filter) {
        Viewer viewer = Viewer.of(caller, settings.word(DIRECTORY).equals("all"));
        Question question = visible(filter.question(viewer.application(), clock), viewer);
        return places.ask(caller.get(), () -> {
            Facts facts = queue.look(reader.read(question, FactsReader.Most.OF_A_QUESTION));
            checkVisible(question, viewer, facts.registry());
            return ExplanationDocument.of(question, facts, Explanation.of(question, viewer, facts, Limits.of(settings)));
        });
    }

    private static Question visible(Question question, Viewer viewer) {
        if (viewer.organization() != null && viewer.organization() != question.organization()) {
            throw ProblemException.notFound("organization " + question.organization());
        }
        if (viewer.isApplication() && !viewer.application().equals(question.application())) {
            throw ProblemException.notFound("application " + question.application());
        }
        return question;
    }

    /** An organization may ask about any application, because it may enable any, and about the endpoints of those it enabled. */
    private static void checkVisible(Question question, Viewer viewer, Registry registry) {
        if (question.application() != null && registry.app(question.application()).isEmpty()) {
            throw ProblemException.notFound("application " + question.application());
        }
        if (question.endpoint() != null && registry.apps().stream()
                .filter(app -> viewer.manages(app) || viewer.organization() != null && app.enabledAt() != null)
                .flatMap(app -> app.endpoints().stream()).noneMatch(one -> one.id().equals(question.endpoint()))) {
            throw ProblemException.notFound("endpoint " + question.endpoint());
        }
    }
}
