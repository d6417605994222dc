package io.carillon.tenant;

import com.fasterxml.jackson.core.type.TypeReference;
import io.carillon.json.CanonicalJson;
import io.carillon.json.StrictJson;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the owner of an object notes on it: the id of its own system, and metadata, which are texts by name. Carillon finds
 * objects by both, shows them to those who manage the object, and sends them to no receiver. A change makes a new object.
 */
@Embeddable
public class ExternalData {

    /** Of an object without any. */
    public static final ExternalData NONE = new ExternalData();
    public static final int MOST_METADATA = 20;
    public static final int LONGEST_VALUE = 500;
    /** Names have no colon, because a filter has one between name and value. */
    public static final String NAME = "[A-Za-z0-9._-]{1,60}";
    public static final String NAME_RULE = "1 to 60 letters, digits, or characters of ._-";
    public static final String NAME_REQUIREMENT = "must have a name of " + NAME_RULE;
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() { };

    @Column(name = "external_id")
    private String externalId;
    private String metadata;

    protected ExternalData() {
    }

    /** Both may be null for none. */
    public ExternalData(String externalId, Map<String, String> metadata) {
        this.externalId = externalId;
        this.metadata = metadata == null || metadata.isEmpty() ? null
                : CanonicalJson.write(StrictJson.mapper().valueToTree(metadata));
    }

    /** Null for none. */
    public String externalId() {
        return externalId;
    }

    /** By name; null for none. */
    public Map<String, String> metadata() {
        return metadata == null ? null : StrictJson.mapper().convertValue(StrictJson.stored(metadata), TEXTS);
    }
}
