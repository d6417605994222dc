package io.carillon.foreign;

/** A service whose configuration can be imported. */
enum ForeignSystem {
    /** The open-source server of Svix, or the hosted service. */
    SVIX {
        @Override
        void read(ForeignObject document, Conversion conversion) {
            new SvixReader(conversion).read(document);
        }
    },
    /** Outpost of Hookdeck. */
    OUTPOST {
        @Override
        void read(ForeignObject document, Conversion conversion) {
            new OutpostReader(conversion).read(document);
        }
    };

    /** Hands everything in {@code document} over to {@code conversion}. */
    abstract void read(ForeignObject document, Conversion conversion);
}
