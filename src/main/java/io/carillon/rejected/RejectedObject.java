package io.carillon.rejected;

/** The object that rejected messages were about; null restricts nothing. */
record RejectedObject(Long organizationId, String resourceType, String resourceId) {

    static final String CONDITION = """
            (CAST(? AS BIGINT) IS NULL OR organization_id = ?) AND (CAST(? AS VARCHAR(200)) IS NULL OR resource_type = ?)
            AND (CAST(? AS VARCHAR(200)) IS NULL OR resource_id = ?)""";

    /** The parameters of {@link #CONDITION}. */
    Object[] values() {
        return new Object[] {organizationId, organizationId, resourceType, resourceType, resourceId, resourceId};
    }
}
