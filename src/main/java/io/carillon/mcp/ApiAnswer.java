package io.carillon.mcp;

/** What the API answered: a document, or a problem document. */
record ApiAnswer(int status, String text) {

    boolean isSuccess() {
        return status / 100 == 2;
    }
}
