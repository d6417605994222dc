package io.carillon.http;

import io.carillon.json.JsonDocument;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of objects of the configuration, which the room that owns them reads and writes in the caller's transaction, with an
 * entry in the audit log for each write. For operators only: no other caller is expected.
 *
 * @param <T> an object as clients write it, without its id
 */
public interface ConfiguredObjects<T extends JsonDocument> {

    /**
     * The objects by id, in a stable order.
     *
     * @param organization only what belongs to this organization; null for all
     * @param most         how many are read at most
     */
    Map<String, T> all(Long organization, int most);

    /** The object as {@link #all} has it, locked until the end of the transaction. */
    Optional<T> find(String id);

    /** What {@code wanted} means for an object that is {@code present}, with what a document may leave to the object. */
    default T completed(String id, T wanted, T present) {
        return wanted;
    }

    /**
     * Creates the object, or makes an existing one what {@code wanted} says.
     *
     * @throws io.carillon.problem.ProblemException if that is not allowed, with pointers from {@code wanted}
     */
    void put(String id, T wanted);
}
