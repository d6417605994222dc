package io.carillon.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.problem.ProblemType;

/** The problem that a link cannot be redeemed any more, with the place where the person can get another one, or null. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SpentLinkDocument(String type, String title, int status, String detail, String returnUrl) implements JsonDocument {

    private static final String DETAIL = "This link was used, has expired or was revoked. Ask for a new one.";

    static SpentLinkDocument of(PortalLink link) {
        ProblemType type = ProblemType.CONFLICT;
        return new SpentLinkDocument(type.uri(), type.title(), type.status(), DETAIL, link.returnUrl());
    }
}
