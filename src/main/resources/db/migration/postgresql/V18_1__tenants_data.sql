-- "which application has this id in its owner's system?" One owner cannot have two, nor can those that have no owner.
CREATE UNIQUE INDEX application_external ON application (external_id, COALESCE(owner_organization_id, 0));
