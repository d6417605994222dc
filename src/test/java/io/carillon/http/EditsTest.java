package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.json.VersionedDocument;
import io.carillon.problem.ProblemException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the body of a PUT or PATCH. */
class EditsTest {

    private static final Map<String, String> FIXED = Map.of("state", "is switched elsewhere", "password", "is set elsewhere");
    private static final Shown SHOWN = new Shown("b_1", 7L, "Gig", List.of("red"), Map.of("x", "1"), null, "on");
    private static final String WHOLE =
            "{\"name\":\"Skiff\",\"colours\":[\"blue\"],\"labels\":{},\"note\":\"new\"}";

    private final Edits edits = new Edits(anything(), new Preconditions());

    /** An object as GET shows it. */
    record Shown(String id, long rank, String name, List<String> colours, Map<String, String> labels, String note, String state)
            implements VersionedDocument {
    }

    /** The same as clients write it. */
    record Written(String name, List<String> colours, Map<String, String> labels, String note, String state, String password)
            implements JsonDocument {
    }

    @Test
    void aPutReplacesTheWholeObject() {
        assertThat(replaced(WHOLE), is(new Written("Skiff", List.of("blue"), Map.of(), "new", "on", null)));
    }

    @Test
    void aPutMustNotForgetWhatTheObjectHas() {
        assertFlaws(() -> replaced("{\"name\":\"Skiff\"}"),
                Flaw.ofValue("/colours", "is required: PUT replaces the whole object. Send null to remove it, or use PATCH"),
                Flaw.ofValue("/labels", "is required: PUT replaces the whole object. Send null to remove it, or use PATCH"));
        assertThat(replaced("{\"name\":\"Skiff\",\"colours\":null,\"labels\":null}"),
                is(new Written("Skiff", null, null, null, "on", null)));
    }

    @Test
    void whatGetShowsCanBePutBack() throws JsonProcessingException {
        assertThat(replaced(StrictJson.mapper().writeValueAsString(SHOWN)),
                is(new Written("Gig", List.of("red"), Map.of("x", "1"), null, "on", null)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"id|\"b_2\"|cannot be changed", "rank|8|cannot be changed",
        "id|null|cannot be changed", "state|\"off\"|is switched elsewhere", "password|\"x\"|is set elsewhere"})
    void whatCannotBeWrittenMustBeUnchanged(String name, String value, String detail) {
        String members = "{\"" + name + "\":" + value + "}";
        assertFlaws(() -> patched(members), Flaw.ofValue("/" + name, detail));
        assertFlaws(() -> replaced(WHOLE.replaceFirst("\\{", "{\"" + name + "\":" + value + ",")),
                Flaw.ofValue("/" + name, detail));
    }

    @Test
    void numbersAreComparedByValue() {
        assertThat(patched("{\"rank\":7.0,\"password\":null}").name(), is("Gig"));
    }

    @Test
    void aPatchChangesWhatItHas() {
        assertThat(patched("{}"), is(new Written("Gig", List.of("red"), Map.of("x", "1"), null, "on", null)));
        assertThat(patched("{\"name\":\"Skiff\",\"colours\":[],\"labels\":{\"x\":null,\"y\":\"2\"}}"),
                is(new Written("Skiff", List.of(), Map.of("y", "2"), null, "on", null)));
        assertThat(patched("{\"labels\":null}").labels(), is((Object) null));
    }

    @Test
    void anUnknownMemberIsMalformed() {
        for (Runnable edit : List.<Runnable>of(() -> patched("{\"nam\":1}"), () -> replaced(WHOLE.replace("note", "notes")))) {
            assertThat(assertThrows(ProblemException.class, edit::run).flaws().get(0).reason(), is(Flaw.MALFORMED));
        }
    }

    /** The examples of RFC 7396, appendix A, that have two objects. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'a':'b'}|{'a':'c'}|{'a':'c'}", "{'a':'b'}|{'b':'c'}|{'a':'b','b':'c'}", "{'a':'b'}|{'a':null}|{}",
        "{'a':'b','b':'c'}|{'a':null}|{'b':'c'}", "{'a':['b']}|{'a':'c'}|{'a':'c'}", "{'a':'c'}|{'a':['b']}|{'a':['b']}",
        "{'a':{'b':'c'}}|{'a':{'b':'d','c':null}}|{'a':{'b':'d'}}", "{'a':[{'b':'c'}]}|{'a':[1]}|{'a':[1]}",
        "{'e':null}|{'a':1}|{'e':null,'a':1}", "{}|{'a':{'bb':{'ccc':null}}}|{'a':{'bb':{}}}"})
    void mergesAsTheStandardSays(String target, String patch, String result) {
        assertThat(Edits.merged(object(target.replace('\'', '"')), object(patch.replace('\'', '"'))),
                is(object(result.replace('\'', '"'))));
    }

    private Written replaced(String body) {
        return edits.replace(new ObjectBody(object(body)), SHOWN, Written.class, FIXED);
    }

    private Written patched(String body) {
        Written written = new Written(SHOWN.name(), SHOWN.colours(), SHOWN.labels(), SHOWN.note(), SHOWN.state(), null);
        return edits.patch(new ObjectBody(object(body)), SHOWN, written, FIXED);
    }

    private static void assertFlaws(Runnable edit, Flaw... flaws) {
        assertThat(assertThrows(ProblemException.class, edit::run).flaws(), contains(flaws));
    }

    private static ObjectNode object(String text) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Bean Validation that finds no fault; the rules of each request are tested with the running service. */
    private static Validator anything() {
        return (Validator) Proxy.newProxyInstance(Validator.class.getClassLoader(), new Class<?>[] {Validator.class},
                (proxy, method, arguments) -> Set.<ConstraintViolation<?>>of());
    }
}
