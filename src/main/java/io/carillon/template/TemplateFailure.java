package io.carillon.template;

/** A template that is none, or that cannot be filled. The message follows "the template" and is in plain words. */
public final class TemplateFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateFailure(String message) {
        super(message, null, false, false);
    }
}
