package io.carillon.openapi;

import io.carillon.http.Export;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The form of a list as a file: rows, not the members of a page. */
final class Exports {

    private Exports() {
    }

    /** Whether {@code operation} also returns its list as a file. */
    static boolean areIn(Operation operation) {
        APIResponse list = operation.getResponses().getAPIResponse("200");
        return list != null && list.getContent() != null && list.getContent().hasMediaType(Export.CSV);
    }

    /** Describes the files, if {@code operation} returns any. */
    static void describe(Operation operation) {
        if (areIn(operation)) {
            Content forms = operation.getResponses().getAPIResponse("200").getContent();
            forms.getMediaType(Export.CSV).setSchema(Problems.text("RFC 4180: a line with the names of the columns, then one for"
                    + " each item").example("id,createdAt\r\n"));
            forms.getMediaType(Export.NDJSON).setSchema(Problems.text("An item as JSON on each line").example("{}\n"));
        }
    }
}
