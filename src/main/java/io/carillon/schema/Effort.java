package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import java.util.Set;

/**
 * The work on one check, counted in keywords that are evaluated, entries of them, and characters that patterns read. It is
 * bounded in proportion to the length of the data, so that no schema makes a change expensive; not in time, so that the same
 * change always gets the same verdict.
 */
final class Effort extends ExecutionContext {

    private static final int LEAST = 20_000;
    private static final int PER_CHARACTER = 32;
    /** Recursion through the data, which has at most 64 levels, with some keywords for each. */
    private static final int MOST_LEVELS = 800;
    /** Keywords that look at each of their entries, whatever the data has. */
    private static final Set<String> OF_MANY =
            Set.of("properties", "patternProperties", "required", "dependentRequired", "dependentSchemas");
    /** That of the check under way in this thread: the library gives patterns nothing but the text. */
    private static final ThreadLocal<Effort> CURRENT = new ThreadLocal<>();

    private long left;
    private int level;

    private Effort(int characters) {
        left = LEAST + (long) PER_CHARACTER * characters;
    }

    /**
     * Runs {@code check} with a new effort for data of so many characters.
     *
     * @throws TooMuch when the effort is spent
     */
    static void run(int characters, Check check) {
        Effort effort = new Effort(characters);
        CURRENT.set(effort);
        try {
            check.with(effort);
        } catch (StackOverflowError e) {
            throw new TooMuch();
        } finally {
            CURRENT.remove();
        }
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

    private void enter() {
        level++;
        if (level > MOST_LEVELS) {
            throw new TooMuch();
        }
        spend(1);
    }

    /** What is done with an effort. */
    @FunctionalInterface
    interface Check {
        void with(Effort effort);
    }

    /** The check would take too long. */
    static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("a check of data took too much effort", null, false, false);
        }
    }
}
