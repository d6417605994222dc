package io.carillon.sending;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.template.TemplateFailure;

/** The template of an endpoint could not be filled: an outcome for an attempt, a 409 for a request of the API. */
public class UnfilledTemplate extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnfilledTemplate(TemplateFailure failure) {
        super(ProblemType.CONFLICT, "The template " + failure.getMessage() + ".");
    }
}
