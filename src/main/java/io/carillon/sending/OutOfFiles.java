package io.carillon.sending;

/** This process may open no more files and connections: nothing was sent, and nothing is known about the receiver. */
final class OutOfFiles extends IllegalStateException {

    private static final long serialVersionUID = 1;

    OutOfFiles(Exception cause) {
        super("this process may open no more files and connections", cause);
    }
}
