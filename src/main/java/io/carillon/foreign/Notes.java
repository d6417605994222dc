package io.carillon.foreign;

import io.carillon.tenant.ExternalData;
import io.carillon.tenant.ExternalId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the owner of an object noted on it at the other service.
 *
 * @param externalId null for none
 */
record Notes(String externalId, Map<String, String> metadata) {

    /** Those of {@code source}, whose owner's id is the member {@code id}. */
    static Notes of(ForeignObject source, String id, Conversion conversion) {
        String externalId = source.text(id).filter(text -> text.matches(ExternalId.PATTERN)).orElse(null);
        if (externalId == null && source.text(id).isPresent()) {
            conversion.omit(source.pointer(id), "cannot be an externalId of Carillon: it " + ExternalId.REQUIREMENT);
        }
        ForeignObject all = source.object("metadata");
        Map<String, String> metadata = new LinkedHashMap<>();
        all.allTexts().forEach((name, text) -> {
            if (!name.matches(ExternalData.NAME) || text.length() > ExternalData.LONGEST_VALUE
                    || metadata.size() == ExternalData.MOST_METADATA) {
                conversion.omit(all.pointer(name), "does not fit into the metadata of Carillon: " + ExternalData.MOST_METADATA
                        + " texts of " + ExternalData.LONGEST_VALUE + " characters, with names of " + ExternalData.NAME_RULE);
            } else {
                metadata.put(name, text);
            }
        });
        return new Notes(externalId, metadata);
    }
}
