package io.carillon.tenant;

import io.carillon.database.JpqlFilter;
import io.carillon.json.CanonicalJson;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of a list of objects that have {@link ExternalData}; absent ones do not restrict. */
public abstract class ExternalFilter {

    @Parameter(description = "The id in a system of the owner")
    @QueryParam("externalId")
    private String externalId;
    @Parameter(description = "A name and a value of the metadata, with a colon between them", example = "tier:gold")
    @QueryParam("metadata")
    private String metadata;

    /** Adds the condition that an index serves, for the object {@code alias}. */
    protected JpqlFilter andExternalId(JpqlFilter filter, String alias) {
        return filter.and(alias + ".external.externalId = ?", externalId);
    }

    /** Adds the condition that none serves. */
    protected JpqlFilter scanMetadata(JpqlFilter filter, String alias) {
        return filter.scan(alias + ".external.metadata LIKE ? ESCAPE '!'", pattern(metadata));
    }

    /**
     * The pattern of the canonical JSON of metadata with the member {@code text}; null for null. Quotes inside a text have a
     * backslash before them there, so that only a member matches.
     */
    static String pattern(String text) {
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        if (colon < 0 || !text.substring(0, colon).matches(ExternalData.NAME)) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    "metadata must be a name of " + ExternalData.NAME_RULE + ", a colon and a value.");
        }
        String member = CanonicalJson.quote(text.substring(0, colon)) + ":" + CanonicalJson.quote(text.substring(colon + 1));
        return "%" + member.replaceAll("[!%_]", "!$0") + "%";
    }
}
