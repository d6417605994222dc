package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.Set;

/**
 * The work on one check, counted in keywords that are evaluated, entries of them, and characters that patterns read. It is
 * bounded in proportion to the length of the data, so that no schema makes a change expensive; not in time, so that the same
 * change always gets the same verdict.
 */
final class Effort extends ExecutionContext {

    private static final int LEAST = 20_000;
    private static final int PER_CHARACTER = 16;
    /** Recursion through the data, which has at most 64 levels, with some keywords for each. */
    private static final int MOST_LEVELS = 800;
    /** Of a schema or an alternative that is being tried: each takes memory, and few are shown. */
    private static final int MOST_ERRORS = 5_000;
    /** Keywords that look at each of their entries, whatever the data has. */
    private static final Set<String> OF_MANY =
            Set.of("properties", "patternProperties", "required", "dependentRequired", "dependentSchemas");
    /** That of the check under way in this thread: the library gives patterns nothing but the text. */
    private static final ThreadLocal<Effort> CURRENT = new ThreadLocal<>();

    private final List<Error> found = getErrors();
    private long left;
    private int level;

    /** The effort of one check of data of so many characters. */
    Effort(int characters) {
        left = LEAST + (long) PER_CHARACTER * characters;
    }

    /** Runs {@code check} with this effort; returns whether it came to its end. */
    boolean suffices(Runnable check) {
        CURRENT.set(this);
        try {
            check.run();
            return true;
        } catch (TooMuch | StackOverflowError e) {
            return false;
        } finally {
            CURRENT.remove();
        }
    }

    /** What is wrong for certain, as far as the check came: errors in an alternative are elsewhere until it is done. */
    List<Error> found() {
        return found;
    }

    /** The effort of this thread. */
    static Effort current() {
        return CURRENT.get();
    }

    void spend(int amount) {
        left -= amount;
        if (left < 0) {
            throw new TooMuch();
        }
    }

    @Override
    public void evaluationPathAddLast(String step) {
        enter();
        if (OF_MANY.contains(step)) {
            Schema schema = getEvaluationSchema().peekLast();
            JsonNode value = schema == null ? null : schema.getSchemaNode().get(step);
            spend(value == null ? 0 : value.size());
        }
        super.evaluationPathAddLast(step);
    }

    @Override
    public void evaluationPathAddLast(int step) {
        enter();
        super.evaluationPathAddLast(step);
    }

    @Override
    public void evaluationPathRemoveLast() {
        level--;
        super.evaluationPathRemoveLast();
    }

    @Override
    public void addError(Error error) {
        if (getErrors().size() >= MOST_ERRORS) {
            throw new TooMuch();
        }
        super.addError(error);
    }

    private void enter() {
        level++;
        if (level > MOST_LEVELS) {
            throw new TooMuch();
        }
        spend(1);
    }

    /** The check would take too long. */
    private static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("a check of data took too much effort", null, false, false);
        }
    }
}
