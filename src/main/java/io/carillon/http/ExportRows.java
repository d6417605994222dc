package io.carillon.http;

import java.io.IOException;

/** The format of an export: writes the items of a list one after the other. */
interface ExportRows {

    /**
     * Writes one item.
     *
     * @param item a record; null if there is only {@code rest} to say
     * @param rest the cursor of what follows, in the last row of an export that ends early; otherwise null
     */
    void add(Object item, String rest) throws IOException;
}
